/* SPDX-License-Identifier: MIT */
/*
 * One flag for "stop now": set by SIGINT, SIGTERM or SIGHUP, read by any
 * thread.  A signal handler has no argument, so the flag is global; it is
 * static in cancel.c.
 */
#ifndef BASE_CANCEL_H
#define BASE_CANCEL_H

#include <stdbool.h>

#include "base/error.h"

/*
 * Catch SIGINT, SIGTERM and SIGHUP from here on; SIGPIPE and SIGXFSZ are
 * ignored and show as failed writes.
 */
void cancel_install(void);

/* The signal that asked us to stop; 0 while there was none. */
int cancel_signal(void);

/* Ask for a stop as a signal would; 0 takes the request back (for tests). */
void cancel_request(int signal_number);

/*
 * cancel_cut() is for loops deep inside the work on one item, which break off
 * when it returns true: a stop was asked for.  The result of that item is then
 * incomplete and must not be used.  batch_run() learns this by calling
 * cancel_was_cut() on the same thread, once after each item.
 */
bool cancel_cut(void);
bool cancel_was_cut(void);

/* 0, or -1 with ERROR_INTERRUPTED once a stop was asked for. */
int cancel_check(struct error *err);

#endif
