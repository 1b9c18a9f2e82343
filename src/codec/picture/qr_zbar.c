/* SPDX-License-Identifier: MIT */
#include "codec/picture/qr_zbar.h"

#include <stdlib.h>
#include <string.h>

#include <zbar.h>

#include "base/mem.h"

/* The largest code, version 40-L, holds 7,089 digits. */
enum { MAX_BYTES = 7100 };

static zbar_image_scanner_t *open_scanner(bool also_inverted)
{
	zbar_image_scanner_t *scanner = zbar_image_scanner_create();

	if (!scanner)
		return NULL;
	/*
	 * QR alone: the readers of bar codes see codes in textures.  BINARY:
	 * without it zbar guesses an encoding, converts, and Chinese comes out
	 * mangled.
	 */
	zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_ENABLE, 0);
	zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
	zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
	if (also_inverted)
		zbar_image_scanner_set_config(scanner, 0,
					      ZBAR_CFG_TEST_INVERTED, 1);
	return scanner;
}

static struct image_box box_of(const zbar_symbol_t *symbol)
{
	unsigned i, n = zbar_symbol_get_loc_size(symbol);
	int left = 0, top = 0, right = 0, bottom = 0;

	for (i = 0; i < n; i++) {
		int x = zbar_symbol_get_loc_x(symbol, i);
		int y = zbar_symbol_get_loc_y(symbol, i);

		left = i == 0 || x < left ? x : left;
		right = i == 0 || x > right ? x : right;
		top = i == 0 || y < top ? y : top;
		bottom = i == 0 || y > bottom ? y : bottom;
	}
	return (struct image_box){left, top, right - left, bottom - top};
}

static void take_symbols(const zbar_image_t *image, struct qr_zbar_symbols *out)
{
	const zbar_symbol_t *symbol = zbar_image_first_symbol(image);

	for (; symbol && out->n < QR_ZBAR_MAX;
	     symbol = zbar_symbol_next(symbol)) {
		/* not strlen(): a payload may hold NULs */
		size_t size = zbar_symbol_get_data_length(symbol);
		struct qr_zbar_symbol *to = &out->list[out->n];

		if (zbar_symbol_get_type(symbol) != ZBAR_QRCODE || size == 0 ||
		    size > MAX_BYTES)
			continue;
		to->bytes = mem_xmalloc(size);
		memcpy(to->bytes, zbar_symbol_get_data(symbol), size);
		to->size = size;
		to->box = box_of(symbol);
		out->n++;
	}
}

int qr_zbar_read(const struct image *grey, bool also_inverted,
		 struct qr_zbar_symbols *out)
{
	zbar_image_scanner_t *scanner = open_scanner(also_inverted);
	zbar_image_t *image = scanner ? zbar_image_create() : NULL;

	memset(out, 0, sizeof(*out));
	if (image) {
		zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
		zbar_image_set_size(image, (unsigned)grey->width,
				    (unsigned)grey->height);
		zbar_image_set_data(image, grey->data,
				    (unsigned long)grey->width *
					    (unsigned long)grey->height,
				    NULL);
		if (zbar_scan_image(scanner, image) > 0)
			take_symbols(image, out);
		zbar_image_destroy(image);
	}
	if (scanner)
		zbar_image_scanner_destroy(scanner);
	return out->n;
}

void qr_zbar_release(struct qr_zbar_symbols *symbols)
{
	int i;

	for (i = 0; i < symbols->n; i++)
		free(symbols->list[i].bytes);
	symbols->n = 0;
}
