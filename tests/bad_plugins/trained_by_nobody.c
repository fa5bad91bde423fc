/* Kernels for trained parameters, but no parameter is trained. */
#define NAME "trained_by_nobody"
#define HOW GLIA_PARAMETER_FIXED
#include "trained_scale.h"
