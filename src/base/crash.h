/* SPDX-License-Identifier: MIT */
/*
 * How the process ends when it cannot go on: after an invalid memory access, or
 * an abort() inside a library (cairo and pango abort when memory runs out).
 */
#ifndef BASE_CRASH_H
#define BASE_CRASH_H

/*
 * From now on a crash prints one line on stderr and exits with status 70.  It
 * leaves no core file, which would hold photos and identity numbers.  Files
 * being written still have their temporary names, and the store's open
 * transaction is rolled back when the store is opened next.  Does nothing in
 * builds with sanitizers, whose own reports say more.
 */
void crash_install(void);

/*
 * Note a file that is being written, so that a crash removes it: it may hold
 * half a page of photos.  Up to 16 at a time, from any thread.  Files beyond
 * that, and those of a killed process, are removed by the next run
 * (base/sweep.h).  crash_forget() when the file is complete or removed.
 */
void crash_note(const char *path);
void crash_forget(const char *path);

/* Remove the noted files now.  Async-signal-safe. */
void crash_clean(void);

#endif
