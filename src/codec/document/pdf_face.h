/* SPDX-License-Identifier: MIT */
/*
 * Many short texts in one type, as a list of 100,000 rows has them.  A
 * character is shaped once and remembered with its glyph and width, so that
 * measuring a text is a sum and drawing a row one call; what needs shaping as
 * a whole (Arabic, Tibetan, characters joined from several) goes through pango
 * each time.  Everything stands on baselines that the caller gives: Latin and
 * Chinese in a row are on one line whatever their fonts say.  Lengths are
 * millimetres.  Borrows the pdf; one thread at a time.
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

/* What is never parted: a character, or several that are shaped together. */
struct pdf_cluster {
	uint32_t code; /* of its first character */
	size_t size;   /* bytes */
	double width;
};

/* The first one of n > 0 bytes. */
struct pdf_cluster pdf_face_next(struct pdf_face *face, const char *text,
				 size_t n);
double pdf_face_width(struct pdf_face *face, const char *text, size_t n);

/* On one line from x; drawn with pdf_face_flush() at the latest. */
void pdf_face_add(struct pdf_face *face, double x, double baseline,
		  const char *text, size_t n);
void pdf_face_flush(struct pdf_face *face);

/* Of what is added from now on; black at first. */
void pdf_face_color(struct pdf_face *face, uint32_t color);

#endif
