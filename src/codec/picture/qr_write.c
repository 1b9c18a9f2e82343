/* SPDX-License-Identifier: MIT */
#include "codec/picture/qr_write.h"

#include <qrencode.h>
#include <string.h>

#include "base/i18n.h"
#include "codec/picture/png.h"

enum { MODULE = 6, QUIET = 4, MOST_BYTES = 2953 };

static QRcode *encode(const void *payload, size_t n)
{
	QRcode *code = NULL;

	if (n == 0 || n > MOST_BYTES)
		return NULL;
	code = QRcode_encodeData((int)n, payload, 0, QR_ECLEVEL_M);
	return code ? code
		    : QRcode_encodeData((int)n, payload, 0, QR_ECLEVEL_L);
}

/* The lowest bit of a module says whether it is dark. */
static void draw(const QRcode *code, struct image *im)
{
	int x, y, at;

	for (y = 0; y < im->height; y++)
		for (x = 0; x < im->width; x++) {
			int row = y / MODULE - QUIET,
			    column = x / MODULE - QUIET;
			bool inside = row >= 0 && row < code->width &&
				      column >= 0 && column < code->width;

			at = inside ? row * code->width + column : 0;
			im->data[(size_t)y * (size_t)im->width + (size_t)x] =
				inside && (code->data[at] & 1) ? 0 : 255;
		}
}

int qr_write(const void *payload, size_t n, struct buf *png, struct error *err)
{
	struct image im = IMAGE_INIT;
	QRcode *code = encode(payload, n);
	int side, result;

	if (!code)
		return error_set(err, ERROR_LIMIT,
				 P_("%zu byte does not go into a QR code",
				    "%zu bytes do not go into a QR code", n),
				 n);
	side = (code->width + 2 * QUIET) * MODULE;
	result = image_init(&im, side, side, 1, err);
	if (result == 0) {
		draw(code, &im);
		result = png_write(&im, png, err);
	}
	image_release(&im);
	QRcode_free(code);
	return result;
}
