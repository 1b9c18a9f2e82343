/* SPDX-License-Identifier: MIT */
/*
 * When the process cannot go on: a wrong address, an abort() within a library
 * (those that draw pages do that when memory runs out).
 */
#ifndef BASE_CRASH_H
#define BASE_CRASH_H

/*
 * From here on such an end is a line on stderr and exit status 70 and no core
 * file, which would hold photos and identity numbers.  What was being written
 * has no name yet, and the store's transaction counts for nothing.  Left alone
 * under sanitizers, which tell more.
 */
void crash_install(void);

/*
 * A file that is being written, to be taken away by such an end: it may hold
 * half a page of photos.  Up to 16 at a time, of any thread; the next run
 * sweeps those that are more, and those of a process that is killed.
 */
void crash_note(const char *path);
void crash_forget(const char *path);

/* Take them away now; what a signal handler may call. */
void crash_clean(void);

#endif
