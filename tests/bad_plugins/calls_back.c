/* Correct, but uses the host program while it is being loaded: from a constructor and from init. */
#include "glia/plugin.h"

/* The test program defines it; other programs need not. */
extern void glia_tests_called_back(const char* from) __attribute__((weak));

static int32_t call_back(const char* from) {
    if (glia_tests_called_back) glia_tests_called_back(from);
    return 0;
}

__attribute__((constructor)) static void constructor(void) {
    call_back("constructor");
}

#define NAME "calls_back"
#define INIT_RESULT call_back("init")
#include "one_activation.h"
