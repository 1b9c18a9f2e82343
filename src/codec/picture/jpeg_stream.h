/* SPDX-License-Identifier: MIT */
/*
 * How all of codec/picture/jpeg_*.c handle libjpeg's errors and input.
 *
 * When libjpeg cannot go on, it leaves the call by longjmp.  All reading goes
 * through jpeg_stream_read(), which has the only setjmp of the readers.  What a
 * callback allocates must therefore be released by the caller of
 * jpeg_stream_read(), never by the callback itself.  The writer (jpeg_write.c)
 * sets stream.leave itself.  Each call has its own stream, so any thread may
 * read or write.
 */
#ifndef CODEC_PICTURE_JPEG_STREAM_H
#define CODEC_PICTURE_JPEG_STREAM_H

#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>

#include <jpeglib.h>

#include "base/error.h"

struct jpeg_stream {
	struct jpeg_error_mgr mgr;
	struct jpeg_progress_mgr progress;
	struct jpeg_source_mgr src;
	jmp_buf leave;
	char text[JMSG_LENGTH_MAX];
	long warnings;
	bool ended_early; /* bytes are missing, maybe only the last marker */
	bool guessed;	  /* libjpeg made up pixels for missing bytes */
};

/* Prepare a stream; returns what libjpeg's err must be set to. */
struct jpeg_error_mgr *jpeg_stream_errors(struct jpeg_stream *stream);

/*
 * Called after the header was read.  Returns 0, or -1 with err; any call of
 * libjpeg in it may not return (longjmp).
 */
typedef int (*jpeg_stream_fn)(struct jpeg_decompress_struct *cinfo, void *ctx,
			      struct error *err);

/*
 * Read the header and call fn.  Returns what fn returned, or -1 with
 * ERROR_INPUT when the bytes are not a JPEG or libjpeg could not go on.  When
 * the bytes end too early, libjpeg is given an end-of-image marker.
 */
int jpeg_stream_read(const void *bytes, size_t n, jpeg_stream_fn fn, void *ctx,
		     struct error *err);

/* Fail for too many scans, which need few bytes but much time to decode. */
void jpeg_stream_watch(struct jpeg_decompress_struct *cinfo);

/* After the last row: whether pixels of the file are missing. */
bool jpeg_stream_is_truncated(const struct jpeg_decompress_struct *cinfo);

#endif
