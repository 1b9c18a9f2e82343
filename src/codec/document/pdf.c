/* SPDX-License-Identifier: MIT */
#include "codec/document/pdf.h"

#include <cairo-pdf.h>
#include <math.h>
#include <stdlib.h>

#include "base/cancel.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "codec/document/pdf_private.h"
#include "codec/picture/jpeg_write.h"
#include "image/pixel/image.h"

/* Of pages of pixels: what photo printers ask for. */
enum { DPI = 300, QUALITY = 95, SUBSAMPLING = 444 };

void pdf_abandon(struct pdf *take_pdf)
{
	struct pdf *pdf = take_pdf;

	if (!pdf)
		return;
	if (pdf->layout)
		g_object_unref(pdf->layout);
	if (pdf->cr)
		cairo_destroy(pdf->cr);
	if (pdf->surface)
		cairo_surface_destroy(pdf->surface);
	file_abandon(&pdf->temp);
	buf_release(&pdf->text);
	free(pdf->family);
	free(pdf->path);
	free(pdf);
}

static int begin(struct pdf *pdf, struct error *err)
{
	if (pdf_text_start(pdf, err) < 0)
		return -1;
	pdf->cr = cairo_create(pdf->surface);
	if (cairo_status(pdf->cr) != CAIRO_STATUS_SUCCESS)
		return error_set(err, ERROR_SYSTEM, _("cannot write %s"),
				 pdf->path ? pdf->path : "JPEG");
	return 0;
}

struct pdf *pdf_open(const char *path, double width, double height,
		     date_time at, struct error *err)
{
	struct pdf *pdf = mem_xcalloc(1, sizeof(*pdf));
	char when[26];

	pdf->path = mem_xstrdup(path);
	if (file_temp(path, &pdf->temp, err) < 0) {
		pdf_abandon(pdf);
		return NULL;
	}
	pdf->surface = cairo_pdf_surface_create(pdf->temp, width * PDF_POINTS,
						height * PDF_POINTS);
	if (begin(pdf, err) < 0) {
		pdf_abandon(pdf);
		return NULL;
	}
	date_time_format(at, when);
	/* Else cairo writes the time of the run: other bytes each time. */
	cairo_pdf_surface_set_metadata(pdf->surface,
				       CAIRO_PDF_METADATA_CREATE_DATE, when);
	cairo_scale(pdf->cr, PDF_POINTS, PDF_POINTS);
	return pdf;
}

static void whiten(struct pdf *pdf)
{
	pdf_text_color(pdf, 0xffffff);
	cairo_paint(pdf->cr);
}

struct pdf *pdf_open_pixels(double width, double height, struct error *err)
{
	struct pdf *pdf = mem_xcalloc(1, sizeof(*pdf));

	pdf->dots = DPI / 25.4;
	pdf->surface = cairo_image_surface_create(
		CAIRO_FORMAT_RGB24, (int)lround(width * pdf->dots),
		(int)lround(height * pdf->dots));
	if (begin(pdf, err) < 0) {
		pdf_abandon(pdf);
		return NULL;
	}
	cairo_scale(pdf->cr, pdf->dots, pdf->dots);
	whiten(pdf);
	return pdf;
}

int pdf_take_jpeg(struct pdf *pdf, struct buf *out, struct error *err)
{
	static const struct jpeg_write how = {QUALITY, SUBSAMPLING, DPI};
	struct image page = IMAGE_INIT;
	const unsigned char *data;
	const uint32_t *from;
	uint8_t *to;
	int x, y, result;

	cairo_surface_flush(pdf->surface);
	data = cairo_image_surface_get_data(pdf->surface);
	if (image_init(&page, cairo_image_surface_get_width(pdf->surface),
		       cairo_image_surface_get_height(pdf->surface), 3,
		       err) < 0)
		return -1;
	for (y = 0; y < page.height; y++) {
		from = (const void
				*)(data +
				   (size_t)y *
					   (size_t)cairo_image_surface_get_stride(
						   pdf->surface));
		to = image_row(&page, y);
		for (x = 0; x < page.width; x++) {
			*to++ = (uint8_t)(from[x] >> 16);
			*to++ = (uint8_t)(from[x] >> 8);
			*to++ = (uint8_t)from[x];
		}
	}
	result = jpeg_write(&page, &how, out, err);
	image_release(&page);
	whiten(pdf);
	return result;
}

void pdf_set_title(struct pdf *pdf, const char *title)
{
	if (pdf->path)
		cairo_pdf_surface_set_metadata(pdf->surface,
					       CAIRO_PDF_METADATA_TITLE,
					       pdf_text_clean(pdf, title));
}

void pdf_new_page(struct pdf *pdf)
{
	cairo_show_page(pdf->cr);
}

void pdf_page_size(struct pdf *pdf, double width, double height)
{
	if (pdf->path)
		cairo_pdf_surface_set_size(pdf->surface, width * PDF_POINTS,
					   height * PDF_POINTS);
}

void pdf_fill(struct pdf *pdf, struct pdf_box box, uint32_t color)
{
	pdf_text_color(pdf, color);
	cairo_rectangle(pdf->cr, box.x, box.y, box.width, box.height);
	cairo_fill(pdf->cr);
}

void pdf_frame(struct pdf *pdf, struct pdf_box box, double line, uint32_t color)
{
	pdf_text_color(pdf, color);
	cairo_set_line_width(pdf->cr, line);
	cairo_rectangle(pdf->cr, box.x, box.y, box.width, box.height);
	cairo_stroke(pdf->cr);
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
	if (result == 0 && pdf_text_starved())
		result = error_set(err, ERROR_SYSTEM, _("out of memory"));
	/* Its pages may have been left out half way. */
	if (result == 0)
		result = cancel_check(err);
	if (result == 0)
		result =
			file_commit(&take_pdf->temp, take_pdf->path, mode, err);
	pdf_abandon(take_pdf);
	return result;
}

bool pdf_lacks_glyphs(const struct pdf *pdf)
{
	return pdf->lacks_glyphs;
}
