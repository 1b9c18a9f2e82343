/* SPDX-License-Identifier: MIT */
/* What the files of pdf.h share; nobody else includes it. */
#ifndef CODEC_DOCUMENT_PDF_PRIVATE_H
#define CODEC_DOCUMENT_PDF_PRIVATE_H

#include <cairo.h>
#include <pango/pangocairo.h>

#include "base/buf.h"
#include "codec/document/pdf.h"

#define PDF_POINTS (72.0 / 25.4) /* in a millimetre */

struct pdf {
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoLayout *layout;
	char *family;
	char *path, *temp; /* NULL = pages of pixels */
	double dots;	   /* of a millimetre, of pages of pixels; else 0 */
	struct buf text;   /* scratch */
	bool lacks_glyphs;
};

/* Family and layout; ERROR_USAGE when no font is Chinese. */
int pdf_text_start(struct pdf *pdf, struct error *err);
/* Whether a text could not be drawn for want of memory, in any page yet. */
bool pdf_text_starved(void);

void pdf_text_color(struct pdf *pdf, uint32_t color);

/* As pango wants it: good UTF-8; borrowed until the next call. */
const char *pdf_text_clean(struct pdf *pdf, const char *text);

#endif
