/* SPDX-License-Identifier: MIT */
/*
 * Removing the temporary files that killed runs left behind.  Several
 * processes, on several machines, may write into one folder.  The temporary
 * name therefore says whose file it is: ".qctool-HOST.PID.XXXXXX".  A later run
 * on the same machine removes the files of processes that no longer exist, and
 * no others.
 */
#ifndef BASE_SWEEP_H
#define BASE_SWEEP_H

/* The template "folder/.qctool-HOST.PID.XXXXXX" for mkostemp(); to be freed. */
char *sweep_name(const char *folder);

/* Remove such files of dead processes from folder; errors are ignored. */
void sweep_folder(const char *folder);

#endif
