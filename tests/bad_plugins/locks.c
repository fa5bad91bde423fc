/* Calls are counted, under a lock. */
#include <pthread.h>

#define NAME "locks"
#define FORWARD counted

#include "kernel.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static unsigned long calls;

FORWARD_KERNEL(counted, float) {
    pthread_mutex_lock(&mutex);
    ++calls;
    pthread_mutex_unlock(&mutex);
    for (size_t i = 0; i < rows * cols; ++i) y[i] = x[i];
}

#include "one_activation.h"
