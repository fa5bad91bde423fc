/* Prints relu(3) and the file that computes it, of the glia that the program is linked to. */
#include <stdio.h>

#include "glia/glia.h"

int main(void) {
    const float x = 3;
    float y = 0;
    char path[4096];
    if (glia_activation_values("relu", 1, 1, &x, &y) || glia_registry_path("relu", path, sizeof path, NULL)) {
        return fprintf(stderr, "%s\n", glia_last_error()), 1;
    }
    printf("%g %s\n", (double)y, path);
    return 0;
}
