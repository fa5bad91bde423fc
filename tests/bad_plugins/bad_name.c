/* A capital letter and a hyphen in the name. */
#define NAME "Bad-Name"
#include "one_activation.h"
