/* What glia.h promises of fork: a child works with glia as any process does, and with objects that were made before;
 * and where it is made while other threads train, it predicts with the sessions that it has.
 *     fork_host LIBRARY busy|idle    busy: fork while another thread trains, too */
#define _DEFAULT_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "calls.h"

enum {
    rows = 8,
    inputs = 24,    /* wide enough for OpenBLAS */
    patience = 120, /* seconds after which a child that hangs is ended */
    forks = 20
};

static struct glia_calls glia;
static float x[rows * inputs];
static float expected[rows];
static glia_session* session;
static atomic_int ended;

static int session_is_right(void) {
    float y[rows] = {0};
    return glia.glia_session_predict(session, x, rows, y) == GLIA_OK && memcmp(y, expected, sizeof y) == 0;
}

static int can_do_all(uint64_t digest) {
    return session_is_right() && work(&glia, 2) == digest && work(&glia, 1) == digest;
}

/* An activation that the parent has not loaded. */
static int can_load_a_plugin(void) {
    const float one = 1;
    float y = 0;
    return glia.glia_activation_values("mish", 1, 1, &one, &y) == GLIA_OK && y > 0.8F;
}

/* Ends the process: with 0 where all is right. */
static void end_child(int right) {
    _exit(right ? 0 : 1);
}

static int ended_well(pid_t child) {
    int status = 0;
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static pid_t fork_with_patience(void) {
    const pid_t child = fork();
    if (child == 0) alarm(patience);
    return child;
}

static int fail(const char* text) {
    fprintf(stderr, "%s\n", text);
    return 1;
}

static int make_session(void) {
    glia_model* model = NULL;
    return glia.glia_model_create(&model, inputs) || glia.glia_model_add_dense(model, 32, "tanh") ||
           glia.glia_model_add_dense(model, 1, "identity") || glia.glia_model_initialize(model, "auto", 1) ||
           glia.glia_model_predict(model, x, rows, expected) || glia.glia_session_create(&session, model, rows);
}

static void* train_until_ended(void* unused) {
    while (!ended) work(&glia, 2);
    return unused;
}

static int fork_while_busy(void) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, train_until_ended, NULL) != 0) return fail("no thread");
    int right = 1;
    for (int i = 0; i < forks && right; ++i) {
        const pid_t child = fork_with_patience();
        if (child == 0) end_child(session_is_right() && session_is_right());
        right = ended_well(child);
        usleep(2000); /* another moment of the training */
    }
    ended = 1;
    pthread_join(thread, NULL);
    return right ? 0 : fail("a child that was made while a thread trained cannot predict");
}

int main(int count, char** arguments) {
    if (count != 3) return 2;
    void* const handle = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
    for (int i = 0; i < rows * inputs; ++i) x[i] = (float)(i % 7) - 2.5F;
    if (handle == NULL || find_calls(&glia, handle) != NULL) return fail("glia cannot be opened");

    /* Before glia was ever used: parent and child begin at once. */
    pid_t child = fork_with_patience();
    if (child == 0) end_child(work(&glia, 2) != 0);
    const uint64_t digest = work(&glia, 2);
    if (digest == 0) return fail("the parent cannot work");
    if (!ended_well(child)) return fail("a child that was made before the first call cannot work");

    /* After it has trained with threads. A child of a child, too. */
    if (make_session()) return fail(glia.glia_last_error());
    child = fork_with_patience();
    if (child == 0) {
        const int right = can_do_all(digest) && can_load_a_plugin();
        const pid_t grandchild = fork_with_patience();
        if (grandchild == 0) end_child(can_do_all(digest));
        end_child(right && ended_well(grandchild));
    }
    if (!can_do_all(digest)) return fail("the parent cannot work after fork");
    if (!ended_well(child)) return fail("the child cannot work, or gets other bits");
    return strcmp(arguments[2], "busy") == 0 ? fork_while_busy() : 0;
}
