/* Nothing is wrong here: the plugin that the others are changed from. */
#define NAME "good"
#include "one_activation.h"
