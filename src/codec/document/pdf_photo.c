/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "codec/document/pdf_private.h"
#include "codec/picture/jpeg.h"
#include "codec/picture/photo_decode.h"
#include "image/pixel/resize.h"

/* Pixels; cairo makes a surface of that size, 4 bytes a pixel. */
enum { MAX_PHOTO_SIDE = 8192 };

/*
 * In a PDF a surface that is placed by a matrix, on a page of pixels the pixels
 * themselves, which are brought to the size of each print by our own
 * resampling: the same on every machine.
 */
struct pdf_photo {
	int width, height;	  /* upright */
	cairo_matrix_t upright;	  /* from the surface's pixels */
	cairo_surface_t *surface; /* NULL on a page of pixels */
	struct image pixels;
};

void pdf_photo_close(struct pdf_photo *take_photo)
{
	if (!take_photo)
		return;
	if (take_photo->surface)
		cairo_surface_destroy(take_photo->surface);
	image_release(&take_photo->pixels);
	free(take_photo);
}

void pdf_photo_size(const struct pdf_photo *photo, int *width, int *height)
{
	*width = photo->width;
	*height = photo->height;
}

/* EXIF's eight ways of holding a camera, from w×h pixels as stored. */
static void set_upright(cairo_matrix_t *m, int orientation, double w, double h)
{
	static const signed char by[9][4] = {
		/* x→u x→v y→u y→v */
		{1, 0, 0, 1},	{1, 0, 0, 1},	{-1, 0, 0, 1},
		{-1, 0, 0, -1}, {1, 0, 0, -1},	{0, 1, 1, 0},
		{0, 1, -1, 0},	{0, -1, -1, 0}, {0, -1, 1, 0}};
	const signed char *t = by[orientation];

	cairo_matrix_init(m, t[0], t[1], t[2], t[3], 0, 0);
	m->x0 = (t[0] < 0 ? w : 0) + (t[2] < 0 ? h : 0);
	m->y0 = (t[1] < 0 ? w : 0) + (t[3] < 0 ? h : 0);
}

/*
 * A surface whose bytes in the file will be those of the JPEG: its own pixels
 * stay empty and are never looked at, cairo copies the attached data, once for
 * all prints of one surface.
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

static cairo_surface_t *pixel_surface(const struct image *rgb)
{
	cairo_surface_t *surface = cairo_image_surface_create(
		CAIRO_FORMAT_RGB24, rgb->width, rgb->height);
	unsigned char *data = cairo_image_surface_get_data(surface);
	int x, y, stride = cairo_image_surface_get_stride(surface);
	const uint8_t *from;
	uint32_t *to;

	for (y = 0; data && y < rgb->height; y++) {
		from = image_row(rgb, y);
		to = (void *)(data + (size_t)y * (size_t)stride);
		for (x = 0; x < rgb->width; x++, from += 3)
			to[x] = (uint32_t)from[0] << 16 |
				(uint32_t)from[1] << 8 | from[2];
	}
	cairo_surface_mark_dirty(surface);
	return surface;
}

static int check_size(const struct photo_decode_info *info, struct error *err)
{
	if (info->width <= MAX_PHOTO_SIDE && info->height <= MAX_PHOTO_SIDE)
		return 0;
	return error_set(err, ERROR_LIMIT,
			 _("a photo of %dx%d pixels is too large for a "
			   "PDF page"),
			 info->width, info->height);
}

/*
 * A PDF reader knows no arithmetic coding (PDF 32000-1, 7.4.8); and JPEG's CMYK
 * is upside down, which cairo 1.16 does not say in the PDF: a negative.
 */
static bool may_embed(const struct pdf *pdf, const void *bytes, size_t n,
		      struct jpeg_info *info)
{
	return !pdf->dots && jpeg_peek(bytes, n, info, NULL) == 0 &&
	       !info->arithmetic && info->components != 4;
}

static int decode(const struct pdf *pdf, struct pdf_photo *photo,
		  const void *bytes, size_t n, struct error *err)
{
	struct photo_decode_info info;
	const struct photo_decode full = {.info = &info};

	if (photo_decode(bytes, n, &full, &photo->pixels, err) < 0)
		return -1;
	set_upright(&photo->upright, 1, 0, 0);
	if (pdf->dots)
		return 0;
	photo->surface = pixel_surface(&photo->pixels);
	image_release(&photo->pixels);
	return 0;
}

struct pdf_photo *pdf_photo_open(struct pdf *pdf, const void *bytes, size_t n,
				 struct error *err)
{
	struct pdf_photo *photo;
	struct photo_decode_info info;
	struct jpeg_info jpeg;

	if (photo_decode_peek(bytes, n, &info, err) < 0 ||
	    check_size(&info, err) < 0)
		return NULL;
	photo = mem_xcalloc(1, sizeof(*photo));
	photo->width = info.width;
	photo->height = info.height;
	if (may_embed(pdf, bytes, n, &jpeg)) {
		photo->surface = jpeg_surface(bytes, n, &jpeg);
		set_upright(&photo->upright, info.exif.orientation, jpeg.width,
			    jpeg.height);
	} else if (decode(pdf, photo, bytes, n, err) < 0) {
		pdf_photo_close(photo);
		return NULL;
	}
	return photo;
}

/* The pixels of a part of the photo at a place of whole pixels. */
static int paint_pixels(struct pdf *pdf, const struct pdf_photo *photo,
			struct pdf_box box, struct resize_region part,
			struct error *err)
{
	bool turned = (box.width > box.height) != (part.width > part.height);
	int x = (int)lround(box.x * pdf->dots),
	    y = (int)lround(box.y * pdf->dots);
	struct resize_size size = {
		(int)lround((box.x + box.width) * pdf->dots) - x,
		(int)lround((box.y + box.height) * pdf->dots) - y};
	struct image small = IMAGE_INIT;
	cairo_surface_t *surface;
	int result;

	if (turned)
		size = (struct resize_size){size.height, size.width};
	result = resize_region(&photo->pixels, part, size, &small, err);
	/* 6 is EXIF's "turn it clockwise". */
	if (result == 0 && turned)
		result = image_orient(&small, 6, err);
	if (result == 0) {
		surface = pixel_surface(&small);
		cairo_save(pdf->cr);
		cairo_identity_matrix(pdf->cr);
		cairo_set_source_surface(pdf->cr, surface, x, y);
		cairo_paint(pdf->cr);
		cairo_restore(pdf->cr);
		cairo_surface_destroy(surface);
	}
	image_release(&small);
	return result;
}

/* What is clipped: the photo's part that has the box's ratio. */
static struct resize_region part_of(const struct pdf_photo *photo, double width,
				    double height)
{
	struct resize_region part = {0, 0, photo->width, photo->height};

	if (part.width * height > part.height * width) {
		part.width = part.height * width / height;
		part.x = (photo->width - part.width) / 2;
	} else {
		part.height = part.width * height / width;
	}
	return part;
}

int pdf_photo_cover(struct pdf *pdf, struct pdf_photo *photo,
		    struct pdf_box box, bool turned, struct error *err)
{
	double width = turned ? box.height : box.width,
	       height = turned ? box.width : box.height;
	struct resize_region part = part_of(photo, width, height);
	double scale = width / part.width;

	if (pdf->dots)
		return paint_pixels(pdf, photo, box, part, err);
	cairo_save(pdf->cr);
	cairo_rectangle(pdf->cr, box.x, box.y, box.width, box.height);
	cairo_translate(pdf->cr, turned ? box.x + box.width : box.x, box.y);
	if (turned)
		cairo_rotate(pdf->cr, M_PI / 2);
	cairo_scale(pdf->cr, scale, scale);
	cairo_translate(pdf->cr, -part.x, -part.y);
	cairo_transform(pdf->cr, &photo->upright);
	cairo_set_source_surface(pdf->cr, photo->surface, 0, 0);
	cairo_fill(pdf->cr);
	cairo_restore(pdf->cr);
	return 0;
}

int pdf_photo_contain(struct pdf *pdf, struct pdf_photo *photo,
		      struct pdf_box box, struct error *err)
{
	double scale = box.width / photo->width;
	struct pdf_box inner;

	if (scale * photo->height > box.height)
		scale = box.height / photo->height;
	inner.width = scale * photo->width;
	inner.height = scale * photo->height;
	inner.x = box.x + (box.width - inner.width) / 2;
	inner.y = box.y + (box.height - inner.height) / 2;
	return pdf_photo_cover(pdf, photo, inner, false, err);
}

int pdf_jpeg(struct pdf *pdf, struct pdf_box box, const void *bytes, size_t n,
	     struct error *err)
{
	struct pdf_photo *photo = pdf_photo_open(pdf, bytes, n, err);
	int result = photo ? pdf_photo_contain(pdf, photo, box, err) : -1;

	pdf_photo_close(photo);
	return result;
}
