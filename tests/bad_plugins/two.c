/* Correct: one file, two activations. */
#include "glia/plugin.h"

static const glia_activation_t* one_of_two(uint32_t index);

#define NAME "two"
#define COUNT 2
#define ACTIVATION_AT one_of_two
#include "one_activation.h"

static const glia_activation_parameter_t scale = {"scale", 1.0, 0.0, 2.0};

static const glia_activation_t second = {sizeof(glia_activation_t),
                                         0,
                                         "two_more",
                                         3,
                                         1,
                                         &scale,
                                         "baseline",
                                         "x",
                                         NULL,
                                         "he_normal",
                                         0.5,
                                         NULL,
                                         NULL,
                                         forward,
                                         backward,
                                         NULL,
                                         NULL,
                                         NULL,
                                         NULL,
                                         NULL,
                                         NULL,
                                         NULL};

static const glia_activation_t* one_of_two(uint32_t index) {
    return index == 0 ? &the_activation : &second;
}
