/* A gradient of the trained parameter that is too large by a hundredth: nothing that can be judged without running it
 * is wrong. */
#define NAME "wrong_trained_gradient"
#define GRADIENT_FACTOR 1.01F
#include "trained_scale.h"
