/* SPDX-License-Identifier: MIT */
/*
 * libjpeg's errors and bytes, as all of codec/picture/jpeg_*.c treat them.
 *
 * libjpeg ends a call it cannot finish by longjmp.  Reading goes through
 * jpeg_stream_read(), which holds the only setjmp of the readers: what a
 * callback owns must be released by whoever called jpeg_stream_read(), never
 * by the callback itself.  Writing (jpeg_write) sets stream.leave by itself.
 * Each call has a stream of its own, so any thread may read or write.
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
	bool ended_early; /* the bytes ran out, perhaps in the last mark only */
	bool guessed;	  /* pixels were made up for missing bytes */
};

/* Begin; what libjpeg's err is set to. */
struct jpeg_error_mgr *jpeg_stream_errors(struct jpeg_stream *stream);

/*
 * Called with the header read.  0, or -1 with err; longjmp may leave it at any
 * call of libjpeg.
 */
typedef int (*jpeg_stream_fn)(struct jpeg_decompress_struct *cinfo, void *ctx,
			      struct error *err);

/*
 * Open the bytes, read the header, call fn, close.  What fn returned, or -1:
 * ERROR_INPUT for what is no JPEG, and when libjpeg left.  Behind the end of
 * the bytes an end-of-image mark is read.
 */
int jpeg_stream_read(const void *bytes, size_t n, jpeg_stream_fn fn, void *ctx,
		     struct error *err);

/* Leave a file of too many scans: they cost much and take hardly any bytes. */
void jpeg_stream_watch(struct jpeg_decompress_struct *cinfo);

/* After the last row: whether pixels of the file are missing. */
bool jpeg_stream_is_truncated(const struct jpeg_decompress_struct *cinfo);

#endif
