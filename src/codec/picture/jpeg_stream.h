/* SPDX-License-Identifier: MIT */
/*
 * libjpeg's errors and bytes, as all of codec/jpeg_*.c treat them.  libjpeg
 * leaves by longjmp: whoever calls it sets stream.leave first.  One owner, on
 * the stack; nothing to release.
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
 * Begin to read from memory, the header first; after the end of the bytes
 * comes an end-of-image mark.  cinfo lives no longer than stream and is
 * destroyed by the caller, however this ends.
 */
void jpeg_stream_open(struct jpeg_stream *stream,
		      struct jpeg_decompress_struct *cinfo, const void *bytes,
		      size_t n);

/* Why libjpeg left while reading; -1. */
int jpeg_stream_damaged(const struct jpeg_stream *stream, struct error *err);

/* Leave a file of too many scans: they cost much and take hardly any bytes. */
void jpeg_stream_watch(struct jpeg_decompress_struct *cinfo);

/* Whether bytes begin as a JPEG does. */
int jpeg_stream_check(const void *bytes, size_t n, struct error *err);

#endif
