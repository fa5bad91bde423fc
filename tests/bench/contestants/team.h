/* Threads that do the parts of one piece of work at the same time, and wait for one another without sleeping: the least
 * that working together can cost. */
#ifndef GLIA_BENCH_TEAM_H
#define GLIA_BENCH_TEAM_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct team;

typedef void (*team_part)(size_t thread, void* user);

/* Threads keep their processors busy from here to team_destroy. */
struct team* team_create(size_t threads);

/* Calls part(0, user) to part(threads - 1, user), the first on the caller's thread, and returns when all are done. */
void team_run(struct team* team, team_part part, void* user);

void team_destroy(struct team* team);

#ifdef __cplusplus
}
#endif

#endif
