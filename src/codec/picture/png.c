/* SPDX-License-Identifier: MIT */
#include "codec/picture/png.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { MAX_CHUNK = 8 << 20 };

struct reader {
	const unsigned char *bytes;
	size_t size, at;
	char text[120];
};

bool png_is(const void *bytes, size_t n)
{
	return n >= 8 && png_sig_cmp(bytes, 0, 8) == 0;
}

static void on_error(png_structp png, png_const_charp text)
{
	char *out = png_get_error_ptr(png);

	strncpy(out, text, 119);
	longjmp(png_jmpbuf(png), 1);
}

static void on_warning(png_structp png, png_const_charp text)
{
	(void)png;
	(void)text;
}

static void take_bytes(png_structp png, png_bytep out, size_t n)
{
	struct reader *reader = png_get_io_ptr(png);

	if (n > reader->size - reader->at)
		png_error(png, "file ends early");
	memcpy(out, reader->bytes + reader->at, n);
	reader->at += n;
}

static void set_transforms(png_structp png, png_infop info)
{
	png_set_expand(png);
	png_set_scale_16(png);
	png_set_gray_to_rgb(png);
	png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
	png_set_interlace_handling(png);
	png_read_update_info(png, info);
}

static void over_white(const struct image *rgba, struct image *out)
{
	size_t i, n = (size_t)rgba->width * (size_t)rgba->height;
	int c;

	for (i = 0; i < n; i++) {
		const uint8_t *p = rgba->data + 4 * i;

		for (c = 0; c < 3; c++)
			out->data[3 * i + (size_t)c] =
				(uint8_t)((p[c] * p[3] + 255 * (255 - p[3]) +
					   127) /
					  255);
	}
}

static int convert(struct image *take_rgba, int channels, struct image *out,
		   struct error *err)
{
	int result = 0;

	if (channels == 4) {
		*out = *take_rgba;
		return 0;
	}
	if (channels == 1) {
		result = image_to_grey(take_rgba, out, err);
	} else {
		result = image_init(out, take_rgba->width, take_rgba->height, 3,
				    err);
		if (result == 0)
			over_white(take_rgba, out);
	}
	image_release(take_rgba);
	return result;
}

int png_read(const void *bytes, size_t n, int channels, struct image *out,
	     struct error *err)
{
	struct reader reader = {.bytes = bytes, .size = n};
	struct image rgba = IMAGE_INIT;
	png_bytep *volatile rows = NULL;
	png_infop info = NULL;
	volatile int result = -1;
	png_structp png;
	int y;

	*out = (struct image)IMAGE_INIT;
	if (!png_is(bytes, n))
		return error_set(err, ERROR_INPUT, _("not a PNG file"));
	png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader.text,
				     on_error, on_warning);
	if (png)
		info = png_create_info_struct(png);
	if (!info)
		BUG("libpng could not start");
	if (setjmp(png_jmpbuf(png))) {
		error_set(err, ERROR_INPUT, _("damaged PNG: %s"), reader.text);
		goto out;
	}
	png_set_user_limits(png, IMAGE_MAX_SIDE, IMAGE_MAX_SIDE);
	png_set_chunk_malloc_max(png, MAX_CHUNK);
	png_set_read_fn(png, &reader, take_bytes);
	png_read_info(png, info);
	if (image_init(&rgba, (int)png_get_image_width(png, info),
		       (int)png_get_image_height(png, info), 4, err) < 0)
		goto out;
	set_transforms(png, info);
	rows = mem_xcalloc((size_t)rgba.height, sizeof(*rows));
	for (y = 0; y < rgba.height; y++)
		rows[y] = image_row(&rgba, y);
	png_read_image(png, rows);
	result = 0;
out:
	free(rows);
	png_destroy_read_struct(&png, &info, NULL);
	if (result < 0)
		image_release(&rgba);
	else
		result = convert(&rgba, channels, out, err);
	return result;
}

void png_icc(const void *bytes, size_t n, struct buf *out)
{
	struct reader reader = {.bytes = bytes, .size = n};
	png_infop info = NULL;
	png_charp name;
	png_bytep profile;
	png_uint_32 size;
	png_structp png;
	int how;

	if (!png_is(bytes, n))
		return;
	png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader.text,
				     on_error, on_warning);
	if (png)
		info = png_create_info_struct(png);
	if (!info)
		BUG("libpng could not start");
	if (setjmp(png_jmpbuf(png)) == 0) {
		png_set_user_limits(png, IMAGE_MAX_SIDE, IMAGE_MAX_SIDE);
		png_set_chunk_malloc_max(png, MAX_CHUNK);
		png_set_read_fn(png, &reader, take_bytes);
		png_read_info(png, info);
		if (png_get_iCCP(png, info, &name, &how, &profile, &size))
			buf_add(out, profile, size);
	}
	png_destroy_read_struct(&png, &info, NULL);
}

static void put_bytes(png_structp png, png_bytep bytes, size_t n)
{
	buf_add(png_get_io_ptr(png), bytes, n);
}

static void no_flush(png_structp png)
{
	(void)png;
}

int png_write(const struct image *im, struct buf *out, struct error *err)
{
	static const int types[] = {0, PNG_COLOR_TYPE_GRAY, 0,
				    PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGBA};
	png_infop info = NULL;
	char text[120] = "";
	png_structp png;
	int y;

	png = png_create_write_struct(PNG_LIBPNG_VER_STRING, text, on_error,
				      on_warning);
	if (png)
		info = png_create_info_struct(png);
	if (!info)
		BUG("libpng could not start");
	if (setjmp(png_jmpbuf(png))) {
		png_destroy_write_struct(&png, &info);
		return error_set(err, ERROR_SYSTEM, _("cannot make a PNG: %s"),
				 text);
	}
	png_set_write_fn(png, out, put_bytes, no_flush);
	png_set_IHDR(png, info, (png_uint_32)im->width, (png_uint_32)im->height,
		     8, types[im->channels], PNG_INTERLACE_NONE,
		     PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_write_info(png, info);
	for (y = 0; y < im->height; y++)
		png_write_row(png, image_row(im, y));
	png_write_end(png, NULL);
	png_destroy_write_struct(&png, &info);
	return 0;
}
