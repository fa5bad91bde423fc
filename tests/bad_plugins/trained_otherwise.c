/* A parameter that is trained in a way that no header knows. */
#define NAME "trained_otherwise"
#define HOW 3
#include "trained_scale.h"
