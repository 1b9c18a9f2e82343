/* SPDX-License-Identifier: MIT */
/*
 * How long something took.  Never the date: that is base/date.  Any thread.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

/* Seconds since some moment; a clock that is set does not turn it back. */
double clock_seconds(void);

/*
 * Milliseconds of processor time the calling thread has used.  What a file
 * cost is the same under -j1 and -j4 only when waiting does not count.
 */
double clock_thread_ms(void);

#endif
