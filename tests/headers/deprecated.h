/* Declarations as they would be in a header of glia, had they better ones. */
#include "glia/export.h"

GLIA_BEGIN

GLIA_DEPRECATED("since 1.2; use glia_new_function") GLIA_API int glia_old_function(void);

GLIA_DEPRECATED("since 1.3; use glia_new_type") typedef int glia_old_type;

enum {
    GLIA_OLD_VALUE GLIA_DEPRECATED("since 1.4; use GLIA_NEW_VALUE") = 1
};

GLIA_END
