/* SPDX-License-Identifier: MIT */
/*
 * Pages with Chinese text, lines and photos (PDF 1.5 as cairo writes it, text
 * by pango), or the same pages as JPEG pictures.  All lengths are millimetres
 * from the page's top left corner; type sizes are points.  In a PDF a JPEG
 * photo keeps its own bytes, it is not encoded again.  Fonts are what
 * fontconfig finds; the same machine, calls and time give the same bytes.  The
 * file is written beside its place and appears whole at pdf_close().  A page is
 * written when the next begins: memory does not grow with the photos.  One
 * thread at a time per handle.
 */
#ifndef CODEC_DOCUMENT_PDF_H
#define CODEC_DOCUMENT_PDF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/error.h"

struct pdf;

struct pdf_box {
	double x, y, width, height;
};

struct pdf_type {
	double size; /* points */
	bool bold;
	bool turned;	/* of pdf_label(): from the bottom upwards */
	int align;	/* -1 left, 0 centre, 1 right */
	int lines;	/* at most so many, then "…"; 0 = 1 */
	uint32_t color; /* 0xRRGGBB */
};

/*
 * Pages of this size, the first one begun.  ERROR_USAGE when no font has
 * Chinese characters: boxes instead of names are worse than no page.
 */
struct pdf *pdf_open(const char *path, double width, double height,
		     date_time at, struct error *err);
void pdf_set_title(struct pdf *pdf, const char *title);
void pdf_new_page(struct pdf *pdf);

/* Of all pages from the one that is still empty on. */
void pdf_page_size(struct pdf *pdf, double width, double height);

/* A page of pixels at 300 dots an inch, white; nothing is written. */
struct pdf *pdf_open_pixels(double width, double height, struct error *err);

/* Append the page as a JPEG file and begin the next. */
int pdf_take_jpeg(struct pdf *pdf, struct buf *out, struct error *err);

/* Text inside box from its top; what does not fit ends in "…". */
void pdf_text(struct pdf *pdf, struct pdf_box box, const struct pdf_type *type,
	      const char *text);

/* The height that pdf_text() of this text takes in a box so wide. */
double pdf_text_height(struct pdf *pdf, double width,
		       const struct pdf_type *type, const char *text);

/* What was wrong with a text; bits. */
enum { PDF_TEXT_CUT = 1, PDF_TEXT_NO_GLYPH = 2 };

/*
 * Lines set close, PDF_PITCH ems from one to the next, the first one's
 * characters at the box's top: for captions whose room is tight.  0 when all of
 * the text is there, else bits of PDF_TEXT_.
 */
#define PDF_PITCH 1.18
int pdf_label(struct pdf *pdf, struct pdf_box box, const struct pdf_type *type,
	      const char *text);

/* Whether a character of any face's text was drawn as a box: no font has it. */
bool pdf_lacks_glyphs(const struct pdf *pdf);

void pdf_fill(struct pdf *pdf, struct pdf_box box, uint32_t color);
void pdf_frame(struct pdf *pdf, struct pdf_box box, double line,
	       uint32_t color);

/*
 * A photo that is drawn more than once and is in the file once.  JPEG bytes go
 * into a PDF as they are; other pictures as pixels.  Upright by its EXIF.
 * ERROR_INPUT: no picture, ERROR_LIMIT: too large.
 */
struct pdf_photo;
struct pdf_photo *pdf_photo_open(struct pdf *pdf, const void *bytes, size_t n,
				 struct error *err);
void pdf_photo_close(struct pdf_photo *take_photo); /* NULL allowed */

/* Pixels, upright. */
void pdf_photo_size(const struct pdf_photo *photo, int *width, int *height);

/*
 * The box filled: what does not fit is clipped, at both sides alike or at the
 * bottom, for heads are at the top.  Turned = the head is to the right, the box
 * is that of the turned print.
 */
int pdf_photo_cover(struct pdf *pdf, struct pdf_photo *photo,
		    struct pdf_box box, bool turned, struct error *err);

/* The whole photo, as large as the box allows, centred. */
int pdf_photo_contain(struct pdf *pdf, struct pdf_photo *photo,
		      struct pdf_box box, struct error *err);

/* The whole photo once; ERROR_INPUT: none. */
int pdf_jpeg(struct pdf *pdf, struct pdf_box box, const void *bytes, size_t n,
	     struct error *err);

/* Finish the file and put it in its place.  pdf is freed in any case. */
int pdf_close(struct pdf *take_pdf, mode_t mode, struct error *err);

/* Nothing is written; NULL allowed. */
void pdf_abandon(struct pdf *take_pdf);

#endif
