/* Revisions count from 1. */
#define REVISION 0
#define NAME "revision_zero"
#include "one_activation.h"
