#define _POSIX_C_SOURCE 200809L
#include "team.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

#include "job.h"

struct member {
    struct team* team;
    size_t index;
    pthread_t thread;
};

struct team {
    struct member* members; /* the caller's thread is the first */
    size_t threads;
    team_part part; /* NULL: go home */
    void* user;
    size_t round;
    size_t busy;
};

/* Looks as long as a layer takes; then lets others have the processor between looks, for there may be fewer than
 * threads. */
static void await(const size_t* value, size_t wanted) {
    const int looks = 20000;
    int i;
    for (i = 0;; ++i) {
        if (__atomic_load_n(value, __ATOMIC_ACQUIRE) == wanted) return;
        if (i >= looks) {
            sched_yield();
            continue;
        }
#if defined(__x86_64__) || defined(__i386__)
        __builtin_ia32_pause();
#endif
    }
}

static void* serve(void* user) {
    struct member* const member = user;
    struct team* const team = member->team;
    size_t round;
    for (round = 1;; ++round) {
        await(&team->round, round);
        if (team->part == NULL) return NULL;
        team->part(member->index, team->user);
        __atomic_sub_fetch(&team->busy, 1, __ATOMIC_RELEASE);
    }
}

struct team* team_create(size_t threads) {
    struct team* const team = calloc(1, sizeof *team);
    size_t i;
    if (team == NULL) fail("team", "out of memory");
    team->threads = threads;
    team->members = calloc(threads, sizeof *team->members);
    if (team->members == NULL) fail("team", "out of memory");
    for (i = 1; i < threads; ++i) {
        team->members[i].team = team;
        team->members[i].index = i;
        if (pthread_create(&team->members[i].thread, NULL, serve, &team->members[i]) != 0) fail("team", "no thread");
    }
    return team;
}

static void begin(struct team* team, team_part part, void* user) {
    team->part = part;
    team->user = user;
    team->busy = team->threads - 1;
    __atomic_add_fetch(&team->round, 1, __ATOMIC_RELEASE);
}

void team_run(struct team* team, team_part part, void* user) {
    begin(team, part, user);
    part(0, user);
    await(&team->busy, 0);
}

void team_destroy(struct team* team) {
    size_t i;
    begin(team, NULL, NULL);
    for (i = 1; i < team->threads; ++i) pthread_join(team->members[i].thread, NULL);
    free(team->members);
    free(team);
}
