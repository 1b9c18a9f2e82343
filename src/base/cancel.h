/* SPDX-License-Identifier: MIT */
/*
 * One flag for "stop now": set by SIGINT, SIGTERM or SIGHUP, read by any
 * thread. The only mutable file-scope variable of the program lives here.
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

/* Which signal asked us to stop; 0 while none did. */
int cancel_signal(void);

/* Ask from inside, as a signal would; 0 takes it back, for tests. */
void cancel_request(int signal_number);

/*
 * For the inside of long work on one item, which has no way to say "stopped":
 * true once a stop was asked for, and then what the work says of its item is
 * not to be believed.  batch_run() asks cancel_was_cut(), once for each item.
 */
bool cancel_cut(void);
bool cancel_was_cut(void);

/* 0, or -1 with ERROR_INTERRUPTED once a stop was asked for. */
int cancel_check(struct error *err);

#endif
