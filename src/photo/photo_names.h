/* SPDX-License-Identifier: MIT */
/*
 * File names handed out in one run: a second "a.jpg" becomes "a-2.jpg", so no
 * input's picture can overwrite another's.
 */
#ifndef PHOTO_PHOTO_NAMES_H
#define PHOTO_PHOTO_NAMES_H

#include <stddef.h>

struct photo_names {
	char **slots; /* open addressing; names taken */
	size_t count, cap;
};

#define PHOTO_NAMES_INIT                                                       \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

/* A fresh name; the caller frees it. */
char *photo_names_take(struct photo_names *names, const char *stem,
		       const char *ending);
void photo_names_release(struct photo_names *names);

#endif
