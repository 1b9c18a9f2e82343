/* SPDX-License-Identifier: MIT */
/*
 * Fast drawing of many short texts in one type, for lists of 100,000 rows. Each
 * character is shaped once and its glyph and width are kept, so that measuring
 * a text is a sum and drawing a row a single call.  Scripts that must be shaped
 * as a whole (Arabic, Tibetan, combined characters) go through pango each time.
 * The caller gives the baselines, so Latin and Chinese characters of a row are
 * on one line whatever their fonts are.  Lengths are millimetres.  Borrows the
 * pdf; one thread at a time.
 */
#ifndef CODEC_DOCUMENT_PDF_FACE_H
#define CODEC_DOCUMENT_PDF_FACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/document/pdf.h"

struct pdf_face;

struct pdf_face *pdf_face_open(struct pdf *pdf, double size, bool bold);
void pdf_face_close(struct pdf_face *take_face); /* NULL allowed */

/* One em. */
double pdf_face_em(const struct pdf_face *face);

/* A unit that is never broken: one character, or several shaped together. */
struct pdf_cluster {
	uint32_t code; /* of its first character */
	size_t size;   /* bytes */
	double width;
};

/* The first cluster of n > 0 bytes of text. */
struct pdf_cluster pdf_face_next(struct pdf_face *face, const char *text,
				 size_t n);
double pdf_face_width(struct pdf_face *face, const char *text, size_t n);

/* Draw text from x on; it may be held back until pdf_face_flush(). */
void pdf_face_add(struct pdf_face *face, double x, double baseline,
		  const char *text, size_t n);
void pdf_face_flush(struct pdf_face *face);

/* The colour of text added from now on; black at first. */
void pdf_face_color(struct pdf_face *face, uint32_t color);

#endif
