/* SPDX-License-Identifier: MIT */
/* A photo as it came: its bytes, and what is known around them.  Borrowed. */
#ifndef PHOTO_PHOTO_INPUT_H
#define PHOTO_PHOTO_INPUT_H

#include <stddef.h>

#include "base/date.h"

struct photo_input {
	const void *bytes;
	size_t n;
	const char *name; /* NULL = unknown; only its extension is judged */
	date_time now;	  /* the day the photo's age is counted from */
};

#endif
