/* SPDX-License-Identifier: MIT */
/*
 * Pages with Chinese text, lines and photos (PDF 1.5 as cairo writes it, text
 * by pango).  All lengths are millimetres from the page's top left corner;
 * type sizes are points.  JPEG photos are put in as they are, not encoded
 * again.  Fonts are what fontconfig finds; the same machine, calls and time
 * give the same bytes.  The file is written beside its place and appears whole
 * at pdf_close().  One thread at a time per handle.
 */
#ifndef CODEC_DOCUMENT_PDF_H
#define CODEC_DOCUMENT_PDF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/date.h"
#include "base/error.h"

struct pdf;

struct pdf_box {
	double x, y, width, height;
};

struct pdf_type {
	double size; /* points */
	bool bold;
	int align;	/* -1 left, 0 centre, 1 right */
	int lines;	/* at most so many, then "…"; 0 = 1 */
	uint32_t color; /* 0xRRGGBB */
};

/* Pages of this size, the first one begun. */
struct pdf *pdf_open(const char *path, double width, double height,
		     date_time at, struct error *err);
void pdf_set_title(struct pdf *pdf, const char *title);
void pdf_new_page(struct pdf *pdf);

/* Text inside box from its top; what does not fit ends in "…". */
void pdf_text(struct pdf *pdf, struct pdf_box box, const struct pdf_type *type,
	      const char *text);

/* The height that pdf_text() of this text takes in a box so wide. */
double pdf_text_height(struct pdf *pdf, double width,
		       const struct pdf_type *type, const char *text);

void pdf_fill(struct pdf *pdf, struct pdf_box box, uint32_t color);
void pdf_frame(struct pdf *pdf, struct pdf_box box, double line,
	       uint32_t color);

/* The whole photo, as large as the box allows, centred; ERROR_INPUT: none. */
int pdf_jpeg(struct pdf *pdf, struct pdf_box box, const void *bytes, size_t n,
	     struct error *err);

/* Finish the file and put it in its place.  pdf is freed in any case. */
int pdf_close(struct pdf *take_pdf, mode_t mode, struct error *err);

#endif
