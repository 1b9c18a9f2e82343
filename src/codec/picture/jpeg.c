/* SPDX-License-Identifier: MIT */
#include "codec/picture/jpeg.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "codec/picture/jpeg_count.h"
#include "codec/picture/jpeg_header.h"
#include "codec/picture/jpeg_stream.h"

/* What a call of jpeg_peek() or jpeg_read() is about. */
struct job {
	const void *bytes;
	size_t n;
	const struct jpeg_read *how;
	struct jpeg_info *info;
	struct image *out;
	uint8_t *scratch; /* two rows: as decoded, as RGB */
};

static int peek(struct jpeg_decompress_struct *cinfo, void *ctx,
		struct error *err)
{
	const struct job *job = ctx;

	jpeg_header_fill(cinfo, job->bytes, job->n, job->info);
	return jpeg_header_check(cinfo, err);
}

int jpeg_peek(const void *bytes, size_t n, struct jpeg_info *info,
	      struct error *err)
{
	struct job job = {.bytes = bytes, .n = n, .info = info};

	return jpeg_stream_read(bytes, n, peek, &job, err);
}

static void choose_scale(struct jpeg_decompress_struct *cinfo,
			 const struct jpeg_read *how)
{
	unsigned eighths;

	cinfo->scale_denom = 8;
	cinfo->scale_num = 8;
	if (how->min_width <= 0 || how->min_height <= 0)
		return;
	/*
	 * A block of 8 × 8 decodes straight to 1 × 1 … 4 × 4 pixels.  5/8 to
	 * 7/8 have no fast code and cost more than full size.
	 */
	for (eighths = 1; eighths < 8; eighths = eighths < 4 ? eighths + 1 : 8)
		if ((uint64_t)cinfo->image_width * eighths >=
			    (uint64_t)how->min_width * 8 &&
		    (uint64_t)cinfo->image_height * eighths >=
			    (uint64_t)how->min_height * 8)
			break;
	cinfo->scale_num = eighths;
}

/*
 * For a file without a profile: each colour's light times black's.  Adobe
 * stores CMYK inverted, so 255 is no ink here, and convert_row() turns those
 * round that have no Adobe marker.
 */
static void cmyk_to_rgb(const uint8_t *in, uint8_t *out, int width)
{
	int x, c;

	for (x = 0; x < width; x++)
		for (c = 0; c < 3; c++)
			out[3 * x + c] =
				(uint8_t)((in[4 * x + c] * in[4 * x + 3] +
					   127) /
					  255);
}

static void flip(uint8_t *row, int n)
{
	int i;

	for (i = 0; i < n; i++)
		row[i] = (uint8_t)(255 - row[i]);
}

/*
 * Grey is the file's own brightness where it has one, so that the colours need
 * not be decoded at all; only a file in RGB must be mixed (convert_row).
 */
static void choose_colours(struct jpeg_decompress_struct *cinfo, int channels)
{
	if (cinfo->num_components == 4)
		cinfo->out_color_space = JCS_CMYK;
	else if (channels == 1)
		cinfo->out_color_space = cinfo->jpeg_color_space == JCS_RGB
						 ? JCS_RGB
						 : JCS_GRAYSCALE;
	else
		cinfo->out_color_space = JCS_RGB;
}

/* One decoded row in the file's components to the picture's channels. */
static void convert_row(const struct jpeg_decompress_struct *cinfo,
			uint8_t *row, uint8_t *rgb, struct image *out, int y)
{
	uint8_t *to = image_row(out, y);
	int x, n = cinfo->output_components;

	if (n == 4) {
		if (!cinfo->saw_Adobe_marker)
			flip(row, 4 * out->width);
		if (out->channels == 4) {
			memcpy(to, row, (size_t)out->width * 4);
			return;
		}
		cmyk_to_rgb(row, rgb, out->width);
		row = rgb;
	}
	if (n == out->channels)
		memcpy(to, row, (size_t)out->width * (size_t)out->channels);
	else if (out->channels == 3)
		memcpy(to, row, (size_t)out->width * 3);
	else /* Rec. 601, as the Y of JFIF, in 256ths */
		for (x = 0; x < out->width; x++)
			to[x] = (uint8_t)((77 * row[3 * x] +
					   150 * row[3 * x + 1] +
					   29 * row[3 * x + 2] + 128) >>
					  8);
}

static void read_rows(struct jpeg_decompress_struct *cinfo, struct job *job)
{
	struct image *out = job->out;
	uint8_t *rgb = job->scratch + 4 * (size_t)out->width;
	bool as_stored = cinfo->output_components == out->channels &&
			 cinfo->output_components != 4;
	JSAMPROW rows[1];
	int y;

	while (cinfo->output_scanline < cinfo->output_height) {
		y = (int)cinfo->output_scanline;
		rows[0] = as_stored ? image_row(out, y) : job->scratch;
		jpeg_read_scanlines(cinfo, rows, 1);
		if (!as_stored)
			convert_row(cinfo, job->scratch, rgb, out, y);
	}
}

static int decode(struct jpeg_decompress_struct *cinfo, void *ctx,
		  struct error *err)
{
	struct job *job = ctx;
	int channels = job->how->channels;

	if (peek(cinfo, job, err) < 0 ||
	    jpeg_header_check_scans(cinfo, err) < 0)
		return -1;
	if (channels == 4 && cinfo->num_components != 4)
		BUG("inks of a JPEG without");
	jpeg_stream_watch(cinfo);
	choose_scale(cinfo, job->how);
	choose_colours(cinfo, channels);
	/* Accurate, and in whole numbers: the same on every machine. */
	cinfo->dct_method = JDCT_ISLOW;
	jpeg_start_decompress(cinfo);
	if (job->how->counts)
		jpeg_count_along(cinfo, job->how->counts);
	if (image_init_room(job->out, (int)cinfo->output_width,
			    (int)cinfo->output_height, channels, err) < 0)
		return -1;
	job->scratch = mem_xcalloc(cinfo->output_width, 8);
	read_rows(cinfo, job);
	jpeg_finish_decompress(cinfo);
	job->info->truncated = jpeg_stream_is_truncated(cinfo);
	return 0;
}

int jpeg_read(const void *bytes, size_t n, const struct jpeg_read *how,
	      struct image *out, struct error *err)
{
	struct jpeg_info own;
	struct job job = {.bytes = bytes,
			  .n = n,
			  .how = how,
			  .info = how->info ? how->info : &own,
			  .out = out};
	int result;

	*out = (struct image)IMAGE_INIT;
	result = jpeg_stream_read(bytes, n, decode, &job, err);
	free(job.scratch);
	if (result < 0)
		image_release(out);
	return result;
}
