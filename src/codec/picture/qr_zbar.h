/* SPDX-License-Identifier: MIT */
/*
 * Reading QR codes (ISO/IEC 18004) by libzbar: from grey pixels to the raw
 * bytes of the codes.  Other kinds of codes are switched off, bytes are not
 * converted, and each picture gets a new scanner, so that no result depends on
 * the picture before.  Thread-safe.
 *
 * libzbar tries all triples of spots that look like a finder pattern; callers
 * must not give it pictures with very many of those.
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

/* Fill *out, to be released; returns how many codes, at most QR_ZBAR_MAX. */
int qr_zbar_read(const struct image *grey, bool also_inverted,
		 struct qr_zbar_symbols *out);
void qr_zbar_release(struct qr_zbar_symbols *symbols);

#endif
