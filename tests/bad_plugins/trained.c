/* Correct: one scale for a layer that is trained. */
#define NAME "trained"
#include "trained_scale.h"
