/* SPDX-License-Identifier: MIT */
#include "codec/picture/photo_decode.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "codec/picture/icc.h"
#include "codec/picture/jpeg.h"
#include "codec/picture/jpeg_icc.h"
#include "codec/picture/jpeg_twice.h"
#include "codec/picture/png.h"
#include "codec/picture/webp.h"

static void fill_jpeg(struct photo_decode_info *s, const struct jpeg_info *info)
{
	bool turned;

	exif_read(info->exif, info->exif_size, &s->exif);
	turned = s->exif.orientation >= 5;
	s->width = turned ? info->height : info->width;
	s->height = turned ? info->width : info->height;
	s->rotated = s->exif.orientation > 1;
	s->components = info->components;
	s->dpi = info->dpi > 1 ? info->dpi : (int)lround(s->exif.dpi);
	s->quality = info->quality;
	s->subsampling = info->subsampling;
	s->progressive = info->progressive;
	s->truncated = info->truncated;
	s->many = info->many;
}

/*
 * The beginning of a PNG (third edition, 5.3 and 11.2.1); numbers have the
 * most significant byte first.
 *
 *   0        89 'P' 'N' 'G' 0D 0A 1A 0A
 *   8        00 00 00 0D  'I' 'H' 'D' 'R'   a chunk: length, name
 *   16 20    width, height                  the chunk's 13 bytes
 *   24 25    bits a sample, colour type
 *   29       CRC
 *   33       the next chunk: length, name, bytes, CRC
 */
enum {
	AT_IHDR = 12,
	AT_WIDTH = 16,
	AT_HEIGHT = 20,
	AT_COLOUR = 25,
	AT_NEXT = 33,
	CHUNK = 12, /* bytes of a chunk beside its own */
	/* colour types */
	GREY = 0,
	GREY_ALPHA = 4,
	RGB_ALPHA = 6,
};

static uint32_t get32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

/* A chunk tRNS makes a colour or parts of a palette clear. */
static bool has_clear_colour(const unsigned char *p, size_t n)
{
	size_t at = AT_NEXT, size;

	while (at + CHUNK <= n && memcmp(p + at + 4, "IDAT", 4) != 0) {
		if (memcmp(p + at + 4, "tRNS", 4) == 0)
			return true;
		size = get32(p + at);
		if (size > n - at - CHUNK)
			return false;
		at += CHUNK + size;
	}
	return false;
}

static bool is_side(int side)
{
	return side >= 1 && side <= IMAGE_MAX_SIDE;
}

/*
 * By hand and not through libpng: the header chunk is always the first and
 * always so long, and a peek is wanted for every file of a folder.
 */
static int fill_png(struct photo_decode_info *s, const unsigned char *p,
		    size_t n, struct error *err)
{
	int type;

	if (n < AT_NEXT || memcmp(p + AT_IHDR, "IHDR", 4) != 0)
		return error_set(err, ERROR_INPUT, _("damaged PNG"));
	type = p[AT_COLOUR];
	s->width = (int)get32(p + AT_WIDTH);
	s->height = (int)get32(p + AT_HEIGHT);
	s->components = type == GREY || type == GREY_ALPHA ? 1 : 3;
	s->alpha = type == GREY_ALPHA || type == RGB_ALPHA ||
		   has_clear_colour(p, n);
	s->exif.orientation = 1;
	if (!is_side(s->width) || !is_side(s->height))
		return error_set(err, ERROR_LIMIT,
				 _("the picture's size is more than we "
				   "accept"));
	return 0;
}

static int fill_webp(struct photo_decode_info *s, const void *bytes, size_t n,
		     struct error *err)
{
	struct webp_info info;

	if (webp_peek(bytes, n, &info, err) < 0)
		return -1;
	s->width = info.width;
	s->height = info.height;
	s->components = 3;
	s->alpha = info.alpha;
	s->exif.orientation = 1;
	return 0;
}

static int refuse(enum picture_kind kind, struct error *err)
{
	if (kind == PICTURE_UNKNOWN)
		return error_set(err, ERROR_INPUT, _("not a picture"));
	return error_set(err, ERROR_INPUT,
			 _("%s files are not read; save it as JPEG"),
			 picture_name(kind));
}

static int start(const void *bytes, size_t n, struct photo_decode_info *info,
		 struct error *err)
{
	memset(info, 0, sizeof(*info));
	info->kind = picture_kind(bytes, n);
	if (n > FILE_MAX_PICTURE)
		return error_set(err, ERROR_LIMIT, _("the file is over %d MB"),
				 FILE_MAX_PICTURE >> 20);
	if (info->kind != PICTURE_JPEG && info->kind != PICTURE_PNG &&
	    info->kind != PICTURE_WEBP)
		return refuse(info->kind, err);
	return 0;
}

int photo_decode_peek(const void *bytes, size_t n,
		      struct photo_decode_info *info, struct error *err)
{
	struct jpeg_info jpeg;

	if (start(bytes, n, info, err) < 0)
		return -1;
	if (info->kind == PICTURE_PNG)
		return fill_png(info, bytes, n, err);
	if (info->kind == PICTURE_WEBP)
		return fill_webp(info, bytes, n, err);
	if (jpeg_peek(bytes, n, &jpeg, err) < 0)
		return -1;
	fill_jpeg(info, &jpeg);
	return 0;
}

struct jpeg_file {
	const void *bytes;
	size_t n;
	struct jpeg_read how;
	struct jpeg_info info;
	bool grey;
};

/* By the file's own profile; false with an empty rgb when that fails. */
static bool read_inks(struct jpeg_file *f, struct image *rgb)
{
	struct image inks = IMAGE_INIT;
	struct jpeg_read how = f->how;
	struct error err = ERROR_INIT;
	struct buf icc = BUF_INIT;
	bool done = false;

	if (!f->info.icc || f->info.components != 4)
		return false;
	how.channels = 4;
	jpeg_icc(f->bytes, f->n, &icc);
	if (icc.size > 0 && jpeg_read(f->bytes, f->n, &how, &inks, &err) == 0)
		done = icc_inks_to_srgb(icc.data, icc.size, &inks, rgb);
	image_release(&inks);
	buf_release(&icc);
	return done;
}

static bool apply_profile(const struct jpeg_file *f, struct image *rgb)
{
	struct buf icc = BUF_INIT;
	bool done;

	if (!f->info.icc || f->info.components != 3)
		return false;
	jpeg_icc(f->bytes, f->n, &icc);
	done = icc_to_srgb(icc.data, icc.size, rgb);
	buf_release(&icc);
	return done;
}

static int decode_jpeg(struct jpeg_file *f, struct image *rgb,
		       struct photo_decode_info *info, struct error *err)
{
	if (jpeg_peek(f->bytes, f->n, &f->info, err) < 0)
		return -1;
	fill_jpeg(info, &f->info);
	f->how.info = &f->info;
	if (info->exif.orientation >= 5) {
		int width = f->how.min_width;

		f->how.min_width = f->how.min_height;
		f->how.min_height = width;
	}
	/* The luma as it is stored: colours would be made to be mixed again. */
	if (f->grey && !f->info.icc && f->info.components <= 3)
		f->how.channels = 1;
	info->icc = read_inks(f, rgb);
	if (!info->icc) {
		if (jpeg_read(f->bytes, f->n, &f->how, rgb, err) < 0)
			return -1;
		info->icc = apply_profile(f, rgb);
	}
	info->truncated = f->info.truncated;
	return image_orient(rgb, info->exif.orientation, err);
}

static bool is_twice(const struct jpeg_file *f)
{
	return f->how.counts->step[1] > 0 ? jpeg_twice_counted(f->how.counts)
					  : jpeg_twice(f->bytes, f->n);
}

static int decode_jpeg_counting(struct jpeg_file *f, struct image *rgb,
				struct photo_decode_info *info,
				struct error *err)
{
	int result;

	f->how.counts = mem_xcalloc(1, sizeof(*f->how.counts));
	result = decode_jpeg(f, rgb, info, err);
	if (result == 0)
		info->twice = is_twice(f);
	free(f->how.counts);
	return result;
}

static int decode_png(const void *bytes, size_t n, struct image *rgb,
		      struct photo_decode_info *info, struct error *err)
{
	struct buf icc = BUF_INIT;

	if (fill_png(info, bytes, n, err) < 0 ||
	    png_read(bytes, n, 3, rgb, err) < 0)
		return -1;
	png_icc(bytes, n, &icc);
	info->icc = icc_to_srgb(icc.data, icc.size, rgb);
	buf_release(&icc);
	return 0;
}

static int decode_webp(const void *bytes, size_t n, struct image *rgb,
		       struct photo_decode_info *info, struct error *err)
{
	if (fill_webp(info, bytes, n, err) < 0)
		return -1;
	return webp_read(bytes, n, 3, rgb, err);
}

static int decode(const void *bytes, size_t n, const struct photo_decode *how,
		  struct image *rgb, struct error *err)
{
	struct jpeg_file jpeg = {.bytes = bytes,
				 .n = n,
				 .how = {.channels = 3,
					 .min_width = how->min_width,
					 .min_height = how->min_height},
				 .grey = how->grey};

	if (start(bytes, n, how->info, err) < 0)
		return -1;
	if (how->info->kind == PICTURE_PNG)
		return decode_png(bytes, n, rgb, how->info, err);
	if (how->info->kind == PICTURE_WEBP)
		return decode_webp(bytes, n, rgb, how->info, err);
	if (how->twice)
		return decode_jpeg_counting(&jpeg, rgb, how->info, err);
	return decode_jpeg(&jpeg, rgb, how->info, err);
}

int photo_decode(const void *bytes, size_t n, const struct photo_decode *how,
		 struct image *out, struct error *err)
{
	struct image rgb = IMAGE_INIT;
	int result;

	*out = (struct image)IMAGE_INIT;
	if (decode(bytes, n, how, &rgb, err) < 0)
		return -1;
	if (!how->grey || rgb.channels == 1) {
		*out = rgb;
		return 0;
	}
	result = image_to_grey(&rgb, out, err);
	image_release(&rgb);
	return result;
}
