/* SPDX-License-Identifier: MIT */
/*
 * A scratch folder, as set-up and tear-down of a cmocka test or of a group of
 * them: a new folder in /tmp is the working folder while they run, and is
 * removed afterwards.  One at a time.
 */
#ifndef SUPPORT_SCRATCH_H
#define SUPPORT_SCRATCH_H

/* 0, or -1 when there is no such folder to be had. */
int scratch_enter(void **state);

int scratch_remove(void **state);

#endif
