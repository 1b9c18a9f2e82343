/* SPDX-License-Identifier: MIT */
/*
 * Files of one run that hold the same bytes.  Remembers the first
 * PHOTO_TWINS_MOST files by the first 64 bits of their SHA-256.  One thread.
 */
#ifndef PHOTO_PHOTO_TWINS_H
#define PHOTO_PHOTO_TWINS_H

#include <stddef.h>
#include <stdint.h>

enum { PHOTO_TWINS_MOST = 200000 };

struct photo_twins {
	struct photo_twin *list; /* a hash table of cap places */
	size_t n, cap;
};

#define PHOTO_TWINS_INIT                                                       \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

void photo_twins_release(struct photo_twins *all);

/*
 * The name of the first file with these bytes, borrowed; NULL for the first
 * one itself, which is remembered under name.
 */
const char *photo_twins_find(struct photo_twins *all, const char *sha256,
			     const char *name);

#endif
