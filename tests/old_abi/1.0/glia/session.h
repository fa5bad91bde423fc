/* glia/session.h: predicting again and again, without allocation.
 *
 * A session is one thread's workspace for one model. Make one for each thread; they share the model. */
#ifndef GLIA_SESSION_H
#define GLIA_SESSION_H

#include <stddef.h>

#include "glia/model.h"
#include "glia/status.h"

GLIA_BEGIN

/* Opaque; destroy with glia_session_destroy. */
typedef struct glia_session glia_session;

/* Makes a workspace for up to max_rows rows a call (at least 1). The session keeps what it needs of the model: the
 * model's handle may be destroyed first. The model must not be changed while a session predicts.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, or max_rows is 0; GLIA_ERROR_STATE: no layers, or parameters have no
 * values yet; GLIA_ERROR_OUT_OF_MEMORY. *out is yours, NULL on failure. [const] */
GLIA_API glia_status glia_session_create(glia_session** out, const glia_model* model, size_t max_rows);

/* y = the network's output for each row of x, as glia_model_predict, without asking for memory, taking a lock or
 * calling the operating system; so it waits for no other thread. (Where more than 16 sessions predict several rows at
 * once, the first such calls may do so. An OpenBLAS of the system may do otherwise: system.h tells which one is used.)
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, rows above max_rows, or a value that the model's scaling refuses.
 * [exclusive] */
GLIA_API glia_status glia_session_predict(glia_session* session, const float* x, size_t rows, float* y);

/* Destroys; NULL is fine. [exclusive] */
GLIA_API void glia_session_destroy(glia_session* session);

GLIA_END

#endif
