/* SPDX-License-Identifier: MIT */
/*
 * What killed runs left behind.  A file that is being written has a name that
 * tells whose it is, ".qctool-HOST.PID.XXXXXX", so that the next run can take
 * away those of processes that are gone, and no others: several may write into
 * one folder, from several machines.
 */
#ifndef BASE_SWEEP_H
#define BASE_SWEEP_H

/* folder/.qctool-HOST.PID.XXXXXX, for mkostemp(); the caller's. */
char *sweep_name(const char *folder);

/* Remove from folder what has such a name and no process; never fails. */
void sweep_folder(const char *folder);

#endif
