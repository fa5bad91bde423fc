/* Compiled by deprecated.sh, as C and as C++. */
#include "deprecated.h"

int use(void);

int use(void) {
    glia_old_type value = GLIA_OLD_VALUE;
    return glia_old_function() + value;
}
