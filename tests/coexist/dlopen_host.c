/* A program that is not linked to glia opens it, works with it and closes it, again and again, in threads that come and
 * go. Prints the digest of what was predicted.
 *     dlopen_host LIBRARY */
#include <dlfcn.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>

#include "calls.h"

static const char* library;
static uint64_t digests[4];

static void* work_in_thread(void* digest) {
    *(uint64_t*)digest = work_with(library, 2);
    return NULL;
}

static int sees_glia(void) {
    return dlsym(RTLD_DEFAULT, "glia_version") != NULL;
}

int main(int count, char** arguments) {
    if (count != 2) return 2;
    library = arguments[1];
    if (sees_glia()) return fprintf(stderr, "the program is linked to glia\n"), 1;
    digests[0] = work_with(library, 1);
    digests[1] = work_with(library, 2);
    for (int i = 2; i < 4; ++i) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, work_in_thread, &digests[i]) != 0) return 1;
        pthread_join(thread, NULL);
    }
    if (sees_glia()) return fprintf(stderr, "RTLD_LOCAL has made glia's names global\n"), 1;
    for (int i = 0; i < 4; ++i) {
        if (digests[i] == 0 || digests[i] != digests[0]) return fprintf(stderr, "time %d gave other bits\n", i), 1;
    }
    printf("%" PRIu64 "\n", digests[0]);
    return 0;
}
