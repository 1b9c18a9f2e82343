/* SPDX-License-Identifier: MIT */
#include "codec/picture/jpeg.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "codec/picture/jpeg_header.h"
#include "codec/picture/jpeg_stream.h"

int jpeg_peek(const void *bytes, size_t n, struct jpeg_info *info,
	      struct error *err)
{
	struct jpeg_decompress_struct cinfo;
	struct jpeg_stream stream;
	volatile int result = -1;

	if (jpeg_stream_check(bytes, n, err) < 0)
		return -1;
	cinfo.err = jpeg_stream_errors(&stream);
	if (setjmp(stream.leave)) {
		jpeg_stream_damaged(&stream, err);
		jpeg_destroy_decompress(&cinfo);
		return -1;
	}
	jpeg_stream_open(&stream, &cinfo, bytes, n);
	jpeg_header_fill(&cinfo, bytes, n, info);
	result = jpeg_header_check(&cinfo, err);
	jpeg_destroy_decompress(&cinfo);
	return result;
}

static void choose_scale(struct jpeg_decompress_struct *cinfo,
			 const struct jpeg_read *how)
{
	unsigned eighths;

	cinfo->scale_denom = 8;
	cinfo->scale_num = 8;
	if (how->min_width <= 0 || how->min_height <= 0)
		return;
	/* 5/8 to 7/8 have no fast code and cost more than full size. */
	for (eighths = 1; eighths < 8; eighths = eighths < 4 ? eighths + 1 : 8)
		if ((uint64_t)cinfo->image_width * eighths >=
			    (uint64_t)how->min_width * 8 &&
		    (uint64_t)cinfo->image_height * eighths >=
			    (uint64_t)how->min_height * 8)
			break;
	cinfo->scale_num = eighths;
}

/* Adobe stores CMYK inverted; 0 is full ink either way after this. */
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
	else
		for (x = 0; x < out->width; x++)
			to[x] = (uint8_t)((77 * row[3 * x] +
					   150 * row[3 * x + 1] +
					   29 * row[3 * x + 2] + 128) >>
					  8);
}

static void read_rows(struct jpeg_decompress_struct *cinfo, struct image *out,
		      uint8_t *row, uint8_t *rgb)
{
	JSAMPROW rows[1];
	int y;

	while (cinfo->output_scanline < cinfo->output_height) {
		y = (int)cinfo->output_scanline;
		if (cinfo->output_components == out->channels &&
		    cinfo->output_components != 4) {
			rows[0] = image_row(out, y);
			jpeg_read_scanlines(cinfo, rows, 1);
			continue;
		}
		rows[0] = row;
		jpeg_read_scanlines(cinfo, rows, 1);
		convert_row(cinfo, row, rgb, out, y);
	}
}

int jpeg_read(const void *bytes, size_t n, const struct jpeg_read *how,
	      struct image *out, struct jpeg_info *info, struct error *err)
{
	struct jpeg_decompress_struct cinfo;
	struct jpeg_stream stream;
	uint8_t *volatile scratch = NULL;
	volatile int result = -1;

	*out = (struct image)IMAGE_INIT;
	if (jpeg_stream_check(bytes, n, err) < 0)
		return -1;
	cinfo.err = jpeg_stream_errors(&stream);
	if (setjmp(stream.leave)) {
		jpeg_stream_damaged(&stream, err);
		goto out;
	}
	jpeg_stream_open(&stream, &cinfo, bytes, n);
	jpeg_header_fill(&cinfo, bytes, n, info);
	if (jpeg_header_check(&cinfo, err) < 0)
		goto out;
	if (how->channels == 4 && cinfo.num_components != 4)
		BUG("inks of a JPEG without");
	jpeg_stream_watch(&cinfo);
	choose_scale(&cinfo, how);
	choose_colours(&cinfo, how->channels);
	cinfo.dct_method = JDCT_ISLOW;
	jpeg_start_decompress(&cinfo);
	if (image_init(out, (int)cinfo.output_width, (int)cinfo.output_height,
		       how->channels, err) < 0)
		goto out;
	scratch = mem_xcalloc(cinfo.output_width, 8);
	read_rows(&cinfo, out, scratch, scratch + 4 * cinfo.output_width);
	jpeg_finish_decompress(&cinfo);
	/* Whole scans may be missing of a progressive file. */
	info->truncated = stream.ended_early &&
			  (stream.guessed || cinfo.progressive_mode);
	result = 0;
out:
	free(scratch);
	jpeg_destroy_decompress(&cinfo);
	if (result < 0)
		image_release(out);
	return result;
}
