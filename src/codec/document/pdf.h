/* SPDX-License-Identifier: MIT */
/*
 * Pages with Chinese text, lines and photos: as a PDF (1.5, written by cairo,
 * text by pango), or as JPEG pictures.  All lengths are millimetres from the
 * page's top left corner; type sizes are points.  JPEG photos are put into a
 * PDF with their own bytes, not encoded again.  Fonts are those that fontconfig
 * finds; the same calls give the same bytes on the same machine.  The file gets
 * its name only when it is complete, by pdf_close().  Each page is written when
 * the next one begins, so memory does not grow with the number of photos.  One
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
	bool turned;	/* only for pdf_label(): written from bottom to top */
	int align;	/* -1 left, 0 centre, 1 right */
	int lines;	/* most lines, the rest becomes "…"; 0 = 1 */
	uint32_t color; /* 0xRRGGBB */
};

/*
 * Begin a PDF with pages of this size, and its first page.  ERROR_USAGE when no
 * font has Chinese characters: no page is better than boxes in place of names.
 */
struct pdf *pdf_open(const char *path, double width, double height,
		     date_time at, struct error *err);
void pdf_set_title(struct pdf *pdf, const char *title);
void pdf_new_page(struct pdf *pdf);

/* Set the size of the current page, which must be empty, and all later ones. */
void pdf_page_size(struct pdf *pdf, double width, double height);

/* A white page in memory, 300 dots an inch, for pdf_take_jpeg(). */
struct pdf *pdf_open_pixels(double width, double height, struct error *err);

/* Append the page as a JPEG file and begin the next page. */
int pdf_take_jpeg(struct pdf *pdf, struct buf *out, struct error *err);

/* Text in a box, from its top; text that does not fit is cut with "…". */
void pdf_text(struct pdf *pdf, struct pdf_box box, const struct pdf_type *type,
	      const char *text);

/* The height that pdf_text() needs for this text in a box of that width. */
double pdf_text_height(struct pdf *pdf, double width,
		       const struct pdf_type *type, const char *text);

/* What was wrong with a text; bits. */
enum { PDF_TEXT_CUT = 1, PDF_TEXT_NO_GLYPH = 2 };

/*
 * Text with tight lines, for captions with little room: PDF_PITCH ems from line
 * to line, the first line's characters at the top of the box.  0 when all of
 * the text was drawn, else bits of PDF_TEXT_.
 */
#define PDF_PITCH 1.18
int pdf_label(struct pdf *pdf, struct pdf_box box, const struct pdf_type *type,
	      const char *text);

/* Whether pdf_face drew a character as a box because no font has it. */
bool pdf_lacks_glyphs(const struct pdf *pdf);

void pdf_fill(struct pdf *pdf, struct pdf_box box, uint32_t color);
void pdf_frame(struct pdf *pdf, struct pdf_box box, double line,
	       uint32_t color);

/*
 * A photo that may be drawn several times but is stored in the file once: a
 * JPEG with its own bytes, other pictures as pixels.  It is turned upright by
 * its EXIF.  ERROR_INPUT when it is not a picture, ERROR_LIMIT when too large.
 */
struct pdf_photo;
struct pdf_photo *pdf_photo_open(struct pdf *pdf, const void *bytes, size_t n,
				 struct error *err);
void pdf_photo_close(struct pdf_photo *take_photo); /* NULL allowed */

/* The size in pixels, upright. */
void pdf_photo_size(const struct pdf_photo *photo, int *width, int *height);

/*
 * Fill the whole box; what sticks out is clipped, at both sides alike or at the
 * bottom, because heads are at the top.  turned: draw it with the head to the
 * right; box is that of the turned print.
 */
int pdf_photo_cover(struct pdf *pdf, struct pdf_photo *photo,
		    struct pdf_box box, bool turned, struct error *err);

/* Draw the whole photo as large as the box allows, centred. */
int pdf_photo_contain(struct pdf *pdf, struct pdf_photo *photo,
		      struct pdf_box box, struct error *err);

/* The same for a photo that is drawn only once. */
int pdf_jpeg(struct pdf *pdf, struct pdf_box box, const void *bytes, size_t n,
	     struct error *err);

/* Finish the file and put it in its place.  pdf is freed in any case. */
int pdf_close(struct pdf *take_pdf, mode_t mode, struct error *err);

/* Free pdf and write no file; NULL allowed. */
void pdf_abandon(struct pdf *take_pdf);

#endif
