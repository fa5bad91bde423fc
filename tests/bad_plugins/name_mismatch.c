/* The file is named name_mismatch.so. */
#define NAME "another_name"
#include "one_activation.h"
