/* SPDX-License-Identifier: MIT */
/* What the files behind pdf.h share; no other file includes it. */
#ifndef CODEC_DOCUMENT_PDF_PRIVATE_H
#define CODEC_DOCUMENT_PDF_PRIVATE_H

#include <cairo.h>
#include <pango/pangocairo.h>

#include "base/buf.h"
#include "codec/document/pdf.h"

#define PDF_POINTS (72.0 / 25.4) /* points in a millimetre */

struct pdf {
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoLayout *layout;
	char *family;
	char *path, *temp; /* NULL = pages of pixels */
	double dots;	 /* for pages of pixels: dots in a millimetre; else 0 */
	struct buf text; /* scratch */
	bool lacks_glyphs;
};

/* Set family and layout; ERROR_USAGE when no font has Chinese characters. */
int pdf_text_start(struct pdf *pdf, struct error *err);
/* Whether some text could not be drawn because memory ran out. */
bool pdf_text_starved(void);

void pdf_text_color(struct pdf *pdf, uint32_t color);

/* The text as valid UTF-8, which pango needs; borrowed until the next call. */
const char *pdf_text_clean(struct pdf *pdf, const char *text);

#endif
