/* SPDX-License-Identifier: MIT */
#include "codec/document/pdf.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#include "base/buf.h"
#include "base/cancel.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "codec/picture/jpeg.h"

#define POINTS (72.0 / 25.4) /* in a millimetre */

#ifdef __SANITIZE_ADDRESS__
/* fontconfig keeps a pattern of its own until the end. */
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}
#endif

/* Pixels; cairo makes a surface of that size, 4 bytes a pixel. */
enum { MAX_PHOTO_SIDE = 8192 };

struct pdf {
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoLayout *layout;
	char *path, *temp;
	struct buf text; /* scratch */
};

static void release(struct pdf *pdf)
{
	if (pdf->layout)
		g_object_unref(pdf->layout);
	if (pdf->cr)
		cairo_destroy(pdf->cr);
	if (pdf->surface)
		cairo_surface_destroy(pdf->surface);
	file_abandon(&pdf->temp);
	buf_release(&pdf->text);
	free(pdf->path);
	free(pdf);
}

/*
 * Layouts come from a font map of their own: the shared one would keep its
 * fonts until the end of the program.
 */
static PangoLayout *new_layout(void)
{
	PangoFontMap *map = pango_cairo_font_map_new();
	PangoContext *context = pango_font_map_create_context(map);
	PangoLayout *layout = pango_layout_new(context);

	/* Whole units are whole millimetres here. */
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
	g_object_unref(context);
	g_object_unref(map);
	return layout;
}

struct pdf *pdf_open(const char *path, double width, double height,
		     date_time at, struct error *err)
{
	struct pdf *pdf = mem_xcalloc(1, sizeof(*pdf));
	char when[26];

	pdf->path = mem_xstrdup(path);
	if (file_temp(path, &pdf->temp, err) < 0) {
		release(pdf);
		return NULL;
	}
	pdf->surface = cairo_pdf_surface_create(pdf->temp, width * POINTS,
						height * POINTS);
	pdf->cr = cairo_create(pdf->surface);
	if (cairo_status(pdf->cr) != CAIRO_STATUS_SUCCESS) {
		error_set(err, ERROR_SYSTEM, _("cannot write %s"), path);
		release(pdf);
		return NULL;
	}
	date_time_format(at, when);
	/* Else cairo writes the time of the run: other bytes each time. */
	cairo_pdf_surface_set_metadata(pdf->surface,
				       CAIRO_PDF_METADATA_CREATE_DATE, when);
	cairo_scale(pdf->cr, POINTS, POINTS);
	pdf->layout = new_layout();
	return pdf;
}

/* pango wants good UTF-8. */
static const char *clean(struct pdf *pdf, const char *text)
{
	buf_clear(&pdf->text);
	text_safe(&pdf->text, text);
	return buf_str(&pdf->text);
}

void pdf_set_title(struct pdf *pdf, const char *title)
{
	cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_TITLE,
				       clean(pdf, title));
}

void pdf_new_page(struct pdf *pdf)
{
	cairo_show_page(pdf->cr);
}

static void set_color(struct pdf *pdf, uint32_t color)
{
	cairo_set_source_rgb(pdf->cr, (color >> 16 & 255) / 255.0,
			     (color >> 8 & 255) / 255.0, (color & 255) / 255.0);
}

static void set_layout(struct pdf *pdf, double width,
		       const struct pdf_type *type, const char *text)
{
	PangoFontDescription *font = pango_font_description_new();

	/* fontconfig finds what has the characters: Noto, WenQuanYi, … */
	pango_font_description_set_family(font, "sans-serif");
	/* The page is scaled to millimetres, so the type is too. */
	pango_font_description_set_absolute_size(font, type->size / POINTS *
							       PANGO_SCALE);
	if (type->bold)
		pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	pango_layout_set_font_description(pdf->layout, font);
	pango_font_description_free(font);
	pango_layout_set_width(pdf->layout, (int)(width * PANGO_SCALE));
	pango_layout_set_height(pdf->layout,
				type->lines > 1 ? -type->lines : -1);
	pango_layout_set_alignment(pdf->layout,
				   type->align < 0 ? PANGO_ALIGN_LEFT
				   : type->align   ? PANGO_ALIGN_RIGHT
						   : PANGO_ALIGN_CENTER);
	pango_layout_set_text(pdf->layout, clean(pdf, text), -1);
}

void pdf_text(struct pdf *pdf, struct pdf_box box, const struct pdf_type *type,
	      const char *text)
{
	set_layout(pdf, box.width, type, text);
	set_color(pdf, type->color);
	cairo_move_to(pdf->cr, box.x, box.y);
	pango_cairo_show_layout(pdf->cr, pdf->layout);
}

double pdf_text_height(struct pdf *pdf, double width,
		       const struct pdf_type *type, const char *text)
{
	int height;

	set_layout(pdf, width, type, text);
	pango_layout_get_size(pdf->layout, NULL, &height);
	return (double)height / PANGO_SCALE;
}

void pdf_fill(struct pdf *pdf, struct pdf_box box, uint32_t color)
{
	set_color(pdf, color);
	cairo_rectangle(pdf->cr, box.x, box.y, box.width, box.height);
	cairo_fill(pdf->cr);
}

void pdf_frame(struct pdf *pdf, struct pdf_box box, double line, uint32_t color)
{
	set_color(pdf, color);
	cairo_set_line_width(pdf->cr, line);
	cairo_rectangle(pdf->cr, box.x, box.y, box.width, box.height);
	cairo_stroke(pdf->cr);
}

/*
 * A surface whose bytes in the file will be those of the JPEG: its own pixels
 * stay empty and are never looked at, cairo copies the attached data.
 */
static cairo_surface_t *jpeg_surface(const void *bytes, size_t n,
				     const struct jpeg_info *info)
{
	cairo_surface_t *surface = cairo_image_surface_create(
		CAIRO_FORMAT_RGB24, info->width, info->height);
	unsigned char *copy = malloc(n);

	if (!copy)
		return surface;
	memcpy(copy, bytes, n);
	if (cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, copy, n,
					free, copy) != CAIRO_STATUS_SUCCESS)
		free(copy);
	return surface;
}

int pdf_jpeg(struct pdf *pdf, struct pdf_box box, const void *bytes, size_t n,
	     struct error *err)
{
	struct jpeg_info info;
	cairo_surface_t *surface;
	double scale;

	if (jpeg_peek(bytes, n, &info, err) < 0)
		return -1;
	if (info.width > MAX_PHOTO_SIDE || info.height > MAX_PHOTO_SIDE)
		return error_set(err, ERROR_LIMIT,
				 _("a photo of %dx%d pixels is too large for a "
				   "PDF page"),
				 info.width, info.height);
	surface = jpeg_surface(bytes, n, &info);
	scale = box.width / info.width;
	if (scale * info.height > box.height)
		scale = box.height / info.height;
	cairo_save(pdf->cr);
	cairo_translate(pdf->cr, box.x + (box.width - scale * info.width) / 2,
			box.y + (box.height - scale * info.height) / 2);
	cairo_scale(pdf->cr, scale, scale);
	cairo_set_source_surface(pdf->cr, surface, 0, 0);
	cairo_paint(pdf->cr);
	cairo_restore(pdf->cr);
	cairo_surface_destroy(surface);
	return 0;
}

int pdf_close(struct pdf *take_pdf, mode_t mode, struct error *err)
{
	cairo_status_t status;
	int result = 0;

	cairo_surface_finish(take_pdf->surface);
	status = cairo_status(take_pdf->cr);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(take_pdf->surface);
	if (status != CAIRO_STATUS_SUCCESS &&
	    status != CAIRO_STATUS_SURFACE_FINISHED)
		result = error_set(err, ERROR_SYSTEM, _("cannot write %s: %s"),
				   take_pdf->path,
				   cairo_status_to_string(status));
	/* Its pages may have been left out half way. */
	if (result == 0)
		result = cancel_check(err);
	if (result == 0)
		result =
			file_commit(&take_pdf->temp, take_pdf->path, mode, err);
	release(take_pdf);
	return result;
}
