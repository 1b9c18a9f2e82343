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

#endif
