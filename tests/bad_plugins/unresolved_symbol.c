/* Uses a function that nobody defines. */
#include "glia/plugin.h"

void glia_tests_defined_nowhere(void);

#define NAME "unresolved_symbol"
#define INIT_RESULT (glia_tests_defined_nowhere(), 0)
#include "one_activation.h"
