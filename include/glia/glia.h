/* glia/glia.h: all of glia.
 *
 * Start with model.h (the network), dataset.h (the data) and trainer.h (the training). Conventions, everywhere:
 *   - A function that can fail returns a glia_status; glia_last_error() has one line for a person (status.h).
 *   - A call that fails leaves its objects as they were; a fit that has begun keeps the updates made until then.
 *   - Beside the statuses that are listed, any call may return GLIA_ERROR_OUT_OF_MEMORY, and GLIA_ERROR_INTERNAL where
 *     glia has a defect.
 *   - What is obtained through a pointer to a pointer is yours to destroy; any other pointer is borrowed.
 *   - Data goes in by pointer and count and is never kept, unless the name says `borrow`.
 *   - Text and arrays come out as (buffer, capacity, *needed).
 *   - What is chosen by name is a spec: "relu", "adam(learning_rate=3e-4)" (spec.h).
 *   - After fork, the child has a copy of every object and may use all of glia, threads included, if no other thread
 *     was in a call of glia at that moment. Where one was, it may predict with sessions (session.h) that were not in
 *     use, and call nothing else of glia. An OpenBLAS of the system may have other rules (system.h tells which is used).
 * Thread tags: [const] any number of threads at once on one object; [exclusive] one thread at a time on one object;
 * [thread-safe] any thread at any time. */
#ifndef GLIA_GLIA_H
#define GLIA_GLIA_H

#include "glia/activation.h"
#include "glia/checkpoint.h"
#include "glia/cross_validation.h"
#include "glia/data_options.h"
#include "glia/dataset.h"
#include "glia/export.h"
#include "glia/gradient_check.h"
#include "glia/log.h"
#include "glia/metrics.h"
#include "glia/model.h"
#include "glia/plugin.h"
#include "glia/registry.h"
#include "glia/scaling.h"
#include "glia/session.h"
#include "glia/spec.h"
#include "glia/split.h"
#include "glia/status.h"
#include "glia/steps.h"
#include "glia/stopping.h"
#include "glia/stream.h"
#include "glia/system.h"
#include "glia/trainer.h"
#include "glia/version.h"

#endif
