/* A function with trained parameters that claims to be softmax. */
#define NAME "trained_softmax"
#define FLAGS GLIA_ACTIVATION_SOFTMAX
#include "trained_scale.h"
