/* Model files that were kept are read for ever: each predicts what tests/golden/make.py, which knows the format and not
 * the library, computes of it. Together they have everything that a file can say. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api_test.h"

static const char* const kept[] = {"v1_relu",   "v1_layers",     "v1_every_layer", "v2_scaled",
                                   "v2_robust", "v2_categories", "v2_min_max",     "v2_targets"};
enum {
    kept_count = sizeof kept / sizeof *kept
};

static void path_of(char path[1024], const char* name, const char* suffix) {
    snprintf(path, 1024, "%s/%s%s", GLIA_TEST_GOLDEN, name, suffix);
}

static glia_model* load(const char* name) {
    char path[1024];
    glia_model* model = NULL;
    path_of(path, name, ".safetensors");
    expect_ok(glia_model_load(&model, path));
    return model;
}

static void read_numbers(FILE* file, float* values, size_t count) {
    for (size_t i = 0; i < count; i++) assert_int_equal(fscanf(file, "%f", &values[i]), 1);
}

/* In units of the outputs' size, since those of a scaled model are not near 1. */
static int is_near(float value, float expected) {
    return fabsf(value - expected) <= 2e-5F * (1 + fabsf(expected));
}

static void every_kept_file_predicts_what_its_numbers_say(void** state) {
    (void)state;
    for (size_t i = 0; i < kept_count; i++) {
        char path[1024];
        size_t rows = 0, columns = 0, outputs = 0;
        float x[4], y[4], expected[4];
        glia_model* model = load(kept[i]);
        path_of(path, kept[i], ".txt");
        FILE* file = fopen(path, "r");
        assert_non_null(file);
        assert_int_equal(fscanf(file, "%zu %zu %zu", &rows, &columns, &outputs), 3);
        assert_int_equal(glia_model_inputs(model), columns);
        assert_int_equal(glia_model_outputs(model), outputs);
        assert_true(columns <= 4 && outputs <= 4 && rows > 0);
        for (size_t row = 0; row < rows; row++) {
            read_numbers(file, x, columns);
            read_numbers(file, expected, outputs);
            expect_ok(glia_model_predict(model, x, 1, y));
            for (size_t j = 0; j < outputs; j++) {
                if (!is_near(y[j], expected[j])) {
                    print_error("%s, row %zu: %g, not %g\n", kept[i], row, (double)y[j], (double)expected[j]);
                }
                assert_true(is_near(y[j], expected[j]));
            }
        }
        fclose(file);
        glia_model_destroy(model);
    }
}

/* Whether any of the descriptions has the text. */
static int is_kept(char* const* described, const char* text) {
    for (size_t i = 0; i < kept_count; i++) {
        if (strstr(described[i], text) != NULL) return 1;
    }
    print_error("no file in tests/golden has %s: keep one (tests/golden/make.py)\n", text);
    return 0;
}

/* Each name of a family of specs is in a file, after `before`. */
static void assert_family_is_kept(char* const* described, const char* family, const char* before) {
    char names[4096];
    expect_ok(glia_spec_list(family, names, sizeof names, NULL));
    size_t count = 0;
    for (char* name = strtok(names, "[\",]"); name != NULL; name = strtok(NULL, "[\",]")) {
        char text[256];
        snprintf(text, sizeof text, "%s%s", before, name);
        assert_true(is_kept(described, text));
        count++;
    }
    assert_true(count >= 4);
}

static void everything_that_a_file_can_say_is_kept(void** state) {
    (void)state;
    char* described[kept_count];
    for (size_t i = 0; i < kept_count; i++) {
        glia_model* model = load(kept[i]);
        described[i] = malloc(16384);
        assert_non_null(described[i]);
        expect_ok(glia_model_describe_json(model, described[i], 16384, NULL));
        glia_model_destroy(model);
    }
    assert_family_is_kept(described, "layer", "\"kind\":\"");
    assert_family_is_kept(described, "scaling", "\"input_scaling\":\"");
    assert_family_is_kept(described, "scaling", "\"target_scaling\":\"");
    const char* const others[] = {"\"kind\":\"dense\"",     "\"kind\":\"activation\"", "\"missing\":\"mean\"",
                                  "\"missing\":\"refuse\"", "\"categories\":[",        "\"classes\":[\"",
                                  "\"activation.alpha\"",   "\"activation.beta\"",     "\"loss\":\"mse\"",
                                  "\"loss\":\"categorical_"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) assert_true(is_kept(described, others[i]));
    for (size_t i = 0; i < kept_count; i++) free(described[i]);
}

static void class_names_come_back_as_they_were(void** state) {
    (void)state;
    const char* const names[] = {"gr\xc3\xbcn", "\"rot\"", "blau\\schwarz"};
    glia_model* model = load("v1_every_layer");
    assert_int_equal(glia_model_class_count(model), 3);
    for (size_t i = 0; i < 3; i++) {
        char name[64];
        expect_ok(glia_model_class_name(model, i, name, sizeof name, NULL));
        assert_string_equal(name, names[i]);
    }
    glia_model_destroy(model);
}

static void a_file_of_a_newer_version_is_refused_by_name(void** state) {
    (void)state;
    char path[1024], text[2048];
    glia_model* model = NULL;
    path_of(path, "v9_newer", ".safetensors");
    snprintf(text, sizeof text,
             "cannot load model '%s': written by format 9 (glia 9.8.7); this glia reads up to 2: use a newer glia",
             path);
    expect_error(glia_model_load(&model, path), GLIA_ERROR_UNSUPPORTED, text);
    assert_null(model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kept_file_predicts_what_its_numbers_say),
        cmocka_unit_test(everything_that_a_file_can_say_is_kept),
        cmocka_unit_test(class_names_come_back_as_they_were),
        cmocka_unit_test(a_file_of_a_newer_version_is_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
