/* SPDX-License-Identifier: MIT */
/*
 * The marker segments before the picture data of a JPEG, one after the other
 * (ITU-T T.81, B.1.1).  Every length is checked against the bytes that are
 * there.  Pure, thread-safe; no libjpeg.
 *
 *   FF D8 | FF E1 len len "Exif" 0 0 TIFF… | FF E2 len len … | … | FF DA …
 *   SOI     APP1  \___ size of this and ___/  APP2                 SOS: stop
 *                      what is behind it
 */
#ifndef CODEC_PICTURE_JPEG_SEGMENT_H
#define CODEC_PICTURE_JPEG_SEGMENT_H

#include <stdbool.h>
#include <stddef.h>

enum jpeg_segment_marker {
	JPEG_SEGMENT_EOI = 0xd9,
	JPEG_SEGMENT_SOS = 0xda,
	JPEG_SEGMENT_APP1 = 0xe1, /* Exif */
	JPEG_SEGMENT_APP2 = 0xe2, /* ICC profiles, MPF */
};

struct jpeg_segment {
	int marker;		   /* the byte behind FF */
	const unsigned char *data; /* behind the length; borrowed */
	size_t size;		   /* of data */
	size_t next;		   /* where the next one begins; 0 = start */
};

/*
 * The next segment; begin with a segment of zeros.  false at the picture's
 * data, and where the bytes are no segment.
 */
bool jpeg_segment_next(const void *bytes, size_t n,
		       struct jpeg_segment *segment);

/* Whether it is of this marker and begins with these bytes. */
bool jpeg_segment_is(const struct jpeg_segment *segment, int marker,
		     const void *magic, size_t n);

#endif
