/* What the tests of the C API share. They are C99, as a user's program may be, and use the public headers only. */
#ifndef GLIA_API_TEST_H
#define GLIA_API_TEST_H

/* cmocka.h needs these four first */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "glia/glia.h"

/* The call succeeds; otherwise its text is printed. */
#define expect_ok(call)                                                 \
    do {                                                                \
        const glia_status status_ = (call);                             \
        if (status_ != GLIA_OK) print_error("%s\n", glia_last_error()); \
        assert_int_equal(status_, GLIA_OK);                             \
    } while (0)

/* The call fails with this status and text. */
#define expect_error(call, status, text)                \
    do {                                                \
        assert_int_equal((call), (status));             \
        assert_string_equal(glia_last_error(), (text)); \
    } while (0)

/* 4 inputs, 8 relu, 3 softmax, initialized. */
glia_model* make_model(void);

/* 60 rows of 4 features in 3 classes, by the largest of the first three features. */
enum {
    data_rows = 60
};
glia_dataset* make_dataset(void);

#endif
