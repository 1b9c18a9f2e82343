/* SPDX-License-Identifier: MIT */
#include "codec/picture/jpeg_planes.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "codec/picture/jpeg_header.h"
#include "codec/picture/jpeg_stream.h"

enum { PLANES = 3 };

struct job {
	const void *bytes;
	size_t n;
	double most;
	struct jpeg_info *info;
	struct jpeg_planes *out;
	/* a row of libjpeg's units for each plane, all of them in scratch */
	uint8_t *scratch;
	JSAMPROW *rows[PLANES];
	bool read;
};

/* Brightness in full size, both colours in the same part of it. */
static bool is_plain(const struct jpeg_decompress_struct *cinfo, double most)
{
	const jpeg_component_info *c = cinfo->comp_info;

	return cinfo->num_components == PLANES &&
	       cinfo->jpeg_color_space == JCS_YCbCr &&
	       (double)cinfo->image_width * cinfo->image_height <= most &&
	       c[0].h_samp_factor == cinfo->max_h_samp_factor &&
	       c[0].v_samp_factor == cinfo->max_v_samp_factor &&
	       c[1].h_samp_factor == c[2].h_samp_factor &&
	       c[1].v_samp_factor == c[2].v_samp_factor &&
	       c[0].h_samp_factor % c[1].h_samp_factor == 0 &&
	       c[0].v_samp_factor % c[1].v_samp_factor == 0;
}

static int make_planes(const struct jpeg_decompress_struct *cinfo,
		       struct jpeg_planes *out, struct error *err)
{
	const jpeg_component_info *c = cinfo->comp_info;
	int w = (int)c[1].downsampled_width, h = (int)c[1].downsampled_height;

	out->across = c[0].h_samp_factor / c[1].h_samp_factor;
	out->down = c[0].v_samp_factor / c[1].v_samp_factor;
	if (image_init(&out->grey, (int)cinfo->output_width,
		       (int)cinfo->output_height, 1, err) < 0 ||
	    image_init(&out->blue, w, h, 1, err) < 0 ||
	    image_init(&out->red, w, h, 1, err) < 0)
		return -1;
	return 0;
}

static int rows_of(const jpeg_component_info *c)
{
	return c->v_samp_factor * DCTSIZE;
}

/* Whole blocks are written, also where the picture ends within one. */
static size_t width_of(const jpeg_component_info *c)
{
	return ((size_t)c->width_in_blocks + (size_t)c->h_samp_factor) *
	       DCTSIZE;
}

static void make_scratch(const struct jpeg_decompress_struct *cinfo,
			 struct job *job)
{
	size_t size = 0;
	uint8_t *at;
	int i, y;

	for (i = 0; i < PLANES; i++)
		size += width_of(&cinfo->comp_info[i]) *
			(size_t)rows_of(&cinfo->comp_info[i]);
	at = job->scratch = mem_xcalloc(size, 1);
	for (i = 0; i < PLANES; i++) {
		const jpeg_component_info *c = &cinfo->comp_info[i];

		job->rows[i] =
			mem_xcalloc((size_t)rows_of(c), sizeof(*job->rows[i]));
		for (y = 0; y < rows_of(c); y++, at += width_of(c))
			job->rows[i][y] = at;
	}
}

static void take_rows(struct image *to, JSAMPROW *from, int y, int n)
{
	int i;

	for (i = 0; i < n && y + i < to->height; i++)
		memcpy(image_row(to, y + i), from[i], (size_t)to->width);
}

static void read_units(struct jpeg_decompress_struct *cinfo, struct job *job)
{
	struct image *planes[PLANES] = {&job->out->grey, &job->out->blue,
					&job->out->red};
	int unit, i;

	for (unit = 0; cinfo->output_scanline < cinfo->output_height; unit++) {
		jpeg_read_raw_data(cinfo, job->rows,
				   (JDIMENSION)rows_of(cinfo->comp_info));
		for (i = 0; i < PLANES; i++) {
			int n = rows_of(&cinfo->comp_info[i]);

			take_rows(planes[i], job->rows[i], unit * n, n);
		}
	}
}

static int decode(struct jpeg_decompress_struct *cinfo, void *ctx,
		  struct error *err)
{
	struct job *job = ctx;

	jpeg_header_fill(cinfo, job->bytes, job->n, job->info);
	if (jpeg_header_check(cinfo, err) < 0 ||
	    jpeg_header_check_scans(cinfo, err) < 0)
		return -1;
	if (!is_plain(cinfo, job->most))
		return 0;
	jpeg_stream_watch(cinfo);
	cinfo->raw_data_out = TRUE;
	cinfo->out_color_space = JCS_YCbCr;
	/* as jpeg_read(): the same on every machine */
	cinfo->dct_method = JDCT_ISLOW;
	jpeg_start_decompress(cinfo);
	if (make_planes(cinfo, job->out, err) < 0)
		return -1;
	make_scratch(cinfo, job);
	read_units(cinfo, job);
	jpeg_finish_decompress(cinfo);
	job->info->truncated = jpeg_stream_is_truncated(cinfo);
	job->read = true;
	return 0;
}

int jpeg_planes_read(const void *bytes, size_t n, double most,
		     struct jpeg_info *info, struct jpeg_planes *out,
		     struct error *err)
{
	const struct jpeg_read how = {.channels = 1, .info = info};
	struct job job = {
		.bytes = bytes, .n = n, .most = most, .info = info, .out = out};
	int i, result;

	memset(out, 0, sizeof(*out));
	result = jpeg_stream_read(bytes, n, decode, &job, err);
	for (i = 0; i < PLANES; i++)
		free(job.rows[i]);
	free(job.scratch);
	if (result == 0 && !job.read)
		result = jpeg_read(bytes, n, &how, &out->grey, err);
	if (result < 0)
		jpeg_planes_release(out);
	return result;
}

void jpeg_planes_release(struct jpeg_planes *planes)
{
	image_release(&planes->grey);
	image_release(&planes->blue);
	image_release(&planes->red);
}
