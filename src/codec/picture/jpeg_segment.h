/* SPDX-License-Identifier: MIT */
/*
 * Walking the marker segments before the picture data of a JPEG (ITU-T T.81,
 * B.1.1).  Every length is checked against the size of the file.  Pure,
 * thread-safe; does not use libjpeg.
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
	int marker;		   /* the byte after FF */
	const unsigned char *data; /* after the length; borrowed */
	size_t size;		   /* of data */
	size_t next;		   /* offset of the next one; 0 = start */
};

/*
 * The next segment; begin with a segment of zeros.  false when the picture data
 * begin, and when the bytes are not a segment.
 */
bool jpeg_segment_next(const void *bytes, size_t n,
		       struct jpeg_segment *segment);

/* Whether the segment has this marker and its data begin with these bytes. */
bool jpeg_segment_is(const struct jpeg_segment *segment, int marker,
		     const void *magic, size_t n);

#endif
