/* SPDX-License-Identifier: MIT */
/*
 * How long something took; for dates see base/date.h.  Any thread.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

/*
 * Seconds since an arbitrary moment.  Monotonic: setting the machine's clock
 * does not change it.
 */
double clock_seconds(void);

/*
 * Milliseconds of processor time that the calling thread has used.  Time spent
 * waiting does not count, so a file costs the same with -j1 and with -j4.
 */
double clock_thread_ms(void);

#endif
