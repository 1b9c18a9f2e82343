/* SPDX-License-Identifier: MIT */
#include "codec/picture/png.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "base/cancel.h"
#include "base/i18n.h"
#include "base/mem.h"

enum { MAX_CHUNK = 8 << 20 }; /* bytes: text, a profile */

enum { ERROR_TEXT = 120 };

struct reader {
	png_structp png;
	png_infop info;
	const unsigned char *bytes;
	size_t size, at;
	char text[ERROR_TEXT];
};

bool png_is(const void *bytes, size_t n)
{
	return n >= 8 && png_sig_cmp(bytes, 0, 8) == 0;
}

/* libpng's own would print to stderr and abort when it cannot jump. */
static void on_error(png_structp png, png_const_charp text)
{
	char *out = png_get_error_ptr(png);

	strncpy(out, text, ERROR_TEXT - 1);
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

	if (cancel_cut())
		png_error(png, "stopped");
	if (n > reader->size - reader->at)
		png_error(png, "file ends early");
	memcpy(out, reader->bytes + reader->at, n);
	reader->at += n;
}

/* Whoever calls this sets png_jmpbuf() before the next call of libpng. */
static void open_reader(struct reader *r, const void *bytes, size_t n)
{
	*r = (struct reader){.bytes = bytes, .size = n};
	r->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, r->text,
					on_error, on_warning);
	if (r->png)
		r->info = png_create_info_struct(r->png);
	if (!r->info)
		BUG("libpng could not start");
}

/*
 * Texts are packed: 3,000 of them with 7 MB of blanks each are a file of
 * 20 MB that unpacks for a minute before the first row.  Nothing of them is
 * wanted, so libpng passes over their bytes; the profile is read by png_icc().
 */
static void skip_chunks(png_structp png, bool profile)
{
	static const png_byte names[] = "iCCP\0zTXt\0iTXt\0tEXt\0sPLT\0"
					"pCAL\0sCAL\0hIST\0tIME\0oFFs";
	enum { NAME = 5, NAMES = sizeof(names) / NAME };

	png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER,
				    profile ? names + NAME : names,
				    profile ? NAMES - 1 : NAMES);
}

static void read_head(struct reader *r, bool profile)
{
	skip_chunks(r->png, profile);
	/* libpng would call a side that is too long damage: see read_rgba() */
	png_set_user_limits(r->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
	png_set_chunk_malloc_max(r->png, MAX_CHUNK);
	png_set_read_fn(r->png, r, take_bytes);
	png_read_info(r->png, r->info);
}

static void close_reader(struct reader *r)
{
	png_destroy_read_struct(&r->png, &r->info, NULL);
}

/*
 * Whatever the file has (1 to 16 bits, grey, colours, a palette, a clear
 * colour, interlaced) is read as 8-bit RGBA: one shape to go on with.
 */
static void set_transforms(png_structp png, png_infop info)
{
	png_set_expand(png);
	png_set_scale_16(png);
	png_set_gray_to_rgb(png);
	png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
	png_set_interlace_handling(png);
	png_read_update_info(png, info);
}

/*
 * RGBA of the picture whose head was read.  libpng may leave by longjmp: what
 * is taken here is in *rgba and *rows, for the caller to release.
 */
static int read_rgba(struct reader *r, struct image *rgba,
		     png_bytep *volatile *rows, struct error *err)
{
	size_t width = png_get_image_width(r->png, r->info);
	size_t height = png_get_image_height(r->png, r->info);
	int y;

	if (width > IMAGE_MAX_SIDE || height > IMAGE_MAX_SIDE)
		return error_set(err, ERROR_LIMIT,
				 _("%u x %u pixels is more than we accept"),
				 (unsigned)width, (unsigned)height);
	if (width * height > IMAGE_MAX_WHOLE)
		return error_set(err, ERROR_LIMIT,
				 _("%zu x %zu pixels of a PNG are more than we "
				   "accept; save it as JPEG"),
				 width, height);
	if (image_init(rgba, (int)width, (int)height, 4, err) < 0)
		return -1;
	set_transforms(r->png, r->info);
	*rows = mem_xcalloc((size_t)rgba->height, sizeof(**rows));
	for (y = 0; y < rgba->height; y++)
		(*rows)[y] = image_row(rgba, y);
	png_read_image(r->png, *rows);
	return 0;
}

int png_read(const void *bytes, size_t n, int channels, struct image *out,
	     struct error *err)
{
	struct image rgba = IMAGE_INIT;
	png_bytep *volatile rows = NULL;
	volatile int result = -1;
	struct reader reader;

	*out = (struct image)IMAGE_INIT;
	if (!png_is(bytes, n))
		return error_set(err, ERROR_INPUT, _("not a PNG file"));
	open_reader(&reader, bytes, n);
	if (setjmp(png_jmpbuf(reader.png)) == 0) {
		read_head(&reader, false);
		result = read_rgba(&reader, &rgba, &rows, err);
	} else {
		result = error_set(err, ERROR_INPUT, _("damaged PNG: %s"),
				   reader.text);
	}
	free(rows);
	close_reader(&reader);
	if (result < 0) {
		image_release(&rgba);
		return -1;
	}
	/* Clear parts show white, as a page or a viewer would have them. */
	if (channels != 4)
		image_flatten(&rgba, channels);
	*out = rgba;
	return 0;
}

bool png_is_grey(const void *bytes, size_t n)
{
	volatile bool grey = false;
	struct reader r;

	if (!png_is(bytes, n))
		return false;
	open_reader(&r, bytes, n);
	if (setjmp(png_jmpbuf(r.png)) == 0) {
		read_head(&r, false);
		grey = png_get_color_type(r.png, r.info) ==
			       PNG_COLOR_TYPE_GRAY &&
		       !png_get_valid(r.png, r.info, PNG_INFO_tRNS);
	}
	close_reader(&r);
	return grey;
}

void png_icc(const void *bytes, size_t n, struct buf *out)
{
	struct reader r;
	png_charp name;
	png_bytep profile;
	png_uint_32 size;
	int how;

	if (!png_is(bytes, n))
		return;
	open_reader(&r, bytes, n);
	if (setjmp(png_jmpbuf(r.png)) == 0) {
		read_head(&r, true);
		if (png_get_iCCP(r.png, r.info, &name, &how, &profile, &size))
			buf_add(out, profile, size);
	}
	close_reader(&r);
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
	char text[ERROR_TEXT] = "";
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
