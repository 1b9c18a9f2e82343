/* SPDX-License-Identifier: MIT */
/*
 * File names handed out in one run: a second "a.jpg" becomes "a-2.jpg", so no
 * input's picture can overwrite another's.
 */
#ifndef CMD_CMD_OUT_NAMES_H
#define CMD_CMD_OUT_NAMES_H

#include <stddef.h>

struct cmd_out_names {
	char **slots; /* open addressing; names taken */
	size_t count, cap;
};

#define CMD_OUT_NAMES_INIT                                                     \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

/* A fresh name; the caller frees it. */
char *cmd_out_names_take(struct cmd_out_names *names, const char *stem,
			 const char *ending);
void cmd_out_names_release(struct cmd_out_names *names);

#endif
