/* SPDX-License-Identifier: MIT */
/*
 * libzbar's QR reader: grey pixels to the raw bytes of the codes in them.
 * QR alone, bytes untouched, a fresh scanner for each picture, so a result
 * never depends on what was read before.  Thread-safe.
 *
 * libzbar tries every three finder-like spots of a picture; callers keep
 * pictures with very many of them away.
 */
#ifndef CODEC_QR_H
#define CODEC_QR_H

#include <stdbool.h>
#include <stddef.h>

#include "image/image.h"

enum { QR_READ_MAX = 16 };

struct qr_symbol {
	unsigned char *bytes;
	size_t size;
	struct image_box box; /* around the code, pixels */
};

struct qr_symbols {
	struct qr_symbol list[QR_READ_MAX];
	int n;
};

/* Fills *out (release it); how many were read, at most QR_READ_MAX. */
int qr_read(const struct image *grey, bool also_inverted,
	    struct qr_symbols *out);
void qr_symbols_release(struct qr_symbols *symbols);

#endif
