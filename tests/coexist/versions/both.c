/* Two glias in one process: prints relu(3) and the file that computes it, of each in turn, and works with both.
 *     both LIBRARY LIBRARY */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include "calls.h"

static int show(const struct glia_calls* glia) {
    const float x = 3;
    float y = 0;
    char path[4096];
    if (glia->glia_activation_values("relu", 1, 1, &x, &y) ||
        glia->glia_registry_path("relu", path, sizeof path, NULL)) {
        return fprintf(stderr, "%s\n", glia->glia_last_error()), 1;
    }
    printf("%g %s\n", (double)y, path);
    return 0;
}

int main(int count, char** arguments) {
    struct glia_calls glia[2];
    uint64_t digests[2][2];
    if (count != 3) return 2;
    for (int i = 0; i < 2; ++i) {
        void* const handle = dlopen(arguments[i + 1], RTLD_NOW | RTLD_LOCAL);
        if (handle == NULL || find_calls(&glia[i], handle) != NULL) return fprintf(stderr, "%s\n", dlerror()), 1;
    }

    /* What one says of a failure is not heard from the other. */
    glia_model* model = NULL;
    if (glia[0].glia_model_create(&model, 0) == GLIA_OK) return 1;
    if (strlen(glia[0].glia_last_error()) == 0 || strlen(glia[1].glia_last_error()) != 0) {
        return fprintf(stderr, "the two share their last error\n"), 1;
    }

    for (int time = 0; time < 2; ++time) {
        for (int i = 0; i < 2; ++i) digests[time][i] = work(&glia[i], 2);
    }
    if (memcmp(digests[0], digests[1], sizeof digests[0]) != 0 || digests[0][0] == digests[0][1]) {
        return fprintf(stderr, "one has computed with the other's activations\n"), 1;
    }
    return show(&glia[0]) || show(&glia[1]);
}
