/* SPDX-License-Identifier: MIT */
/* The FIL- and PRV- findings: the file and where it comes from. */
#ifndef PHOTO_PHOTO_CHECK_FILE_H
#define PHOTO_PHOTO_CHECK_FILE_H

#include "photo/photo_check.h"

struct photo_check_file {
	const struct profile *profile;
	const struct photo_decode_info *source;
	const struct photo_input *input;
	bool as_source; /* making repairs size, KB, dpi and colour mode */
};

void photo_check_file(const struct photo_check_file *f, struct findings *out);

/*
 * For a photo that was judged as a source: judge the file also as it was sent.
 * Making would repair size and KB, but an acceptance profile is about the file
 * that is sent in.  Adds errors, or raises warnings of the same code to errors.
 */
void photo_check_file_as_sent(const struct photo_check_file *f,
			      struct findings *out);

void photo_check_file_origin(const struct photo_check_file *f,
			     struct findings *out);

/* Add the finding for a file that could not be decoded. */
void photo_check_file_broken(const struct photo_decode_info *source,
			     const char *file, const struct error *err,
			     struct findings *out);

#endif
