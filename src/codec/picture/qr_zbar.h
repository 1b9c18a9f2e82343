/* SPDX-License-Identifier: MIT */
/*
 * libzbar's reader of QR codes (ISO/IEC 18004): grey pixels to the raw bytes of
 * the codes in them.  QR alone, bytes untouched, a fresh scanner for each
 * picture, so a result never depends on what was read before.  Thread-safe.
 *
 * libzbar tries every three finder-like spots of a picture; callers keep
 * pictures with very many of them away.
 */
#ifndef CODEC_PICTURE_QR_ZBAR_H
#define CODEC_PICTURE_QR_ZBAR_H

#include <stdbool.h>
#include <stddef.h>

#include "image/pixel/image.h"

enum { QR_ZBAR_MAX = 16 };

struct qr_zbar_symbol {
	unsigned char *bytes;
	size_t size;
	struct image_box box; /* around the code, pixels */
};

struct qr_zbar_symbols {
	struct qr_zbar_symbol list[QR_ZBAR_MAX];
	int n;
};

/* Fills *out (release it); how many were read, at most QR_ZBAR_MAX. */
int qr_zbar_read(const struct image *grey, bool also_inverted,
		 struct qr_zbar_symbols *out);
void qr_zbar_release(struct qr_zbar_symbols *symbols);

#endif
