/* SPDX-License-Identifier: MIT */
#include "codec/jpeg.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { MAX_WARNINGS = 1000, MAX_SCANS = 100, COUNTED = 128 << 10 };

/* libjpeg leaves by longjmp; this is the only place that sees it. */
struct handler {
	struct jpeg_error_mgr mgr;
	struct jpeg_progress_mgr progress;
	jmp_buf leave;
	char text[JMSG_LENGTH_MAX];
	long warnings;
	bool ended_early; /* the bytes ran out, perhaps in the last mark only */
	bool guessed;	  /* pixels were made up for missing bytes */
};

static void on_error(j_common_ptr cinfo)
{
	struct handler *handler = (struct handler *)(void *)cinfo->err;

	handler->mgr.format_message(cinfo, handler->text);
	longjmp(handler->leave, 1);
}

static void on_message(j_common_ptr cinfo, int level)
{
	struct handler *handler = (struct handler *)(void *)cinfo->err;

	if (level >= 0)
		return;
	handler->guessed |= handler->mgr.msg_code == JWRN_HIT_MARKER;
	if (++handler->warnings > MAX_WARNINGS)
		on_error(cinfo);
}

static void no_output(j_common_ptr cinfo)
{
	(void)cinfo;
}

static struct jpeg_error_mgr *handler_init(struct handler *handler)
{
	jpeg_std_error(&handler->mgr);
	handler->mgr.error_exit = on_error;
	handler->mgr.emit_message = on_message;
	handler->mgr.output_message = no_output;
	handler->warnings = 0;
	handler->text[0] = '\0';
	return &handler->mgr;
}

/* Scans cost the size of the picture, but hardly any bytes. */
static void on_progress(j_common_ptr cinfo)
{
	struct handler *handler = (struct handler *)(void *)cinfo->err;
	const struct jpeg_decompress_struct *in = (const void *)cinfo;

	if (in->input_scan_number <= MAX_SCANS)
		return;
	snprintf(handler->text, sizeof(handler->text), "over %d scans",
		 MAX_SCANS);
	longjmp(handler->leave, 1);
}

static void watch_scans(struct jpeg_decompress_struct *cinfo)
{
	struct handler *handler = (struct handler *)(void *)cinfo->err;

	handler->progress.progress_monitor = on_progress;
	cinfo->progress = &handler->progress;
}

static void source_nothing(j_decompress_ptr cinfo)
{
	(void)cinfo;
}

/* The data ended: hand out an end-of-image mark and remember it. */
static boolean source_refill(j_decompress_ptr cinfo)
{
	static const JOCTET end[2] = {0xff, JPEG_EOI};
	struct handler *handler = (struct handler *)(void *)cinfo->err;

	handler->ended_early = true;
	cinfo->src->next_input_byte = end;
	cinfo->src->bytes_in_buffer = 2;
	return TRUE;
}

static void source_skip(j_decompress_ptr cinfo, long n)
{
	if (n <= 0)
		return;
	if ((size_t)n > cinfo->src->bytes_in_buffer) {
		source_refill(cinfo);
		return;
	}
	cinfo->src->next_input_byte += n;
	cinfo->src->bytes_in_buffer -= (size_t)n;
}

static void source_init(struct jpeg_source_mgr *src, const void *bytes,
			size_t n)
{
	src->init_source = source_nothing;
	src->fill_input_buffer = source_refill;
	src->skip_input_data = source_skip;
	src->resync_to_restart = jpeg_resync_to_restart;
	src->term_source = source_nothing;
	src->next_input_byte = bytes;
	src->bytes_in_buffer = n;
}

/* The APPn segments we care about, found by walking the markers. */
static void find_segments(const unsigned char *p, size_t n,
			  struct jpeg_info *info)
{
	size_t at = 2, size;

	while (at + 4 <= n && p[at] == 0xff) {
		if (p[at + 1] == 0xff) {
			at++;
			continue;
		}
		if (p[at + 1] == 0xda || p[at + 1] == 0xd9)
			break;
		size = (size_t)p[at + 2] << 8 | p[at + 3];
		if (size < 2 || at + 2 + size > n)
			break;
		if (p[at + 1] == 0xe1 && size > 8 && !info->exif &&
		    memcmp(p + at + 4, "Exif\0\0", 6) == 0) {
			info->exif = p + at + 10;
			info->exif_size = size - 8;
		}
		if (p[at + 1] == 0xe2 && size > 16 && !info->icc &&
		    memcmp(p + at + 4, "ICC_PROFILE\0\1", 13) == 0) {
			info->icc = p + at + 18;
			info->icc_size = size - 16;
		}
		if (p[at + 1] == 0xe2 && size > 6 &&
		    memcmp(p + at + 4, "MPF", 4) == 0)
			info->many = true;
		at += 2 + size;
	}
}

/*
 * The IJG quality whose scaled standard luminance table is nearest to the
 * file's (jcparam.c's formula turned round: the mean of the 64 ratios).
 */
static int estimate_quality(const struct jpeg_decompress_struct *cinfo)
{
	static const int standard[64] = {
		16,  11,  10,  16,  24, 40, 51,	 61,  12,  12,	14,  19,  26,
		58,  60,  55,  14,  13, 16, 24,	 40,  57,  69,	56,  14,  17,
		22,  29,  51,  87,  80, 62, 18,	 22,  37,  56,	68,  109, 103,
		77,  24,  35,  55,  64, 81, 104, 113, 92,  49,	64,  78,  87,
		103, 121, 120, 101, 72, 92, 95,	 98,  112, 100, 103, 99};
	const JQUANT_TBL *table = cinfo->quant_tbl_ptrs[0];
	double ratio = 0;
	int i, quality;

	if (!table)
		return 0;
	for (i = 0; i < 64; i++)
		ratio += 100.0 * table->quantval[i] / standard[i];
	ratio /= 64;
	quality = (int)(ratio <= 100 ? (200 - ratio) / 2 + 0.5
				     : 5000 / ratio + 0.5);
	return quality < 1 ? 1 : quality > 100 ? 100 : quality;
}

static int find_subsampling(const struct jpeg_decompress_struct *cinfo)
{
	int h, v;

	if (cinfo->num_components < 3)
		return 0;
	h = cinfo->comp_info[0].h_samp_factor /
	    (cinfo->comp_info[1].h_samp_factor
		     ? cinfo->comp_info[1].h_samp_factor
		     : 1);
	v = cinfo->comp_info[0].v_samp_factor /
	    (cinfo->comp_info[1].v_samp_factor
		     ? cinfo->comp_info[1].v_samp_factor
		     : 1);
	if (h == 1)
		return v == 1 ? 444 : v == 2 ? 440 : 0;
	if (h == 2)
		return v == 1 ? 422 : v == 2 ? 420 : 0;
	return h == 4 && v == 1 ? 411 : 0;
}

static int find_dpi(const struct jpeg_decompress_struct *cinfo)
{
	if (!cinfo->saw_JFIF_marker)
		return 0;
	if (cinfo->density_unit == 1)
		return cinfo->X_density;
	if (cinfo->density_unit == 2)
		return (int)(cinfo->X_density * 2.54 + 0.5);
	return 0;
}

static void fill_info(const struct jpeg_decompress_struct *cinfo,
		      const void *bytes, size_t n, struct jpeg_info *info)
{
	memset(info, 0, sizeof(*info));
	info->width = (int)cinfo->image_width;
	info->height = (int)cinfo->image_height;
	info->components = cinfo->num_components;
	info->progressive = cinfo->progressive_mode;
	info->arithmetic = cinfo->arith_code;
	info->dpi = find_dpi(cinfo);
	info->quality = estimate_quality(cinfo);
	info->subsampling = find_subsampling(cinfo);
	find_segments(bytes, n, info);
}

static int check_size(const struct jpeg_decompress_struct *cinfo,
		      struct error *err)
{
	if (cinfo->image_width > IMAGE_MAX_SIDE ||
	    cinfo->image_height > IMAGE_MAX_SIDE ||
	    (uint64_t)cinfo->image_width * cinfo->image_height >
		    IMAGE_MAX_PIXELS)
		return error_set(err, ERROR_LIMIT,
				 _("%u x %u pixels is more than we accept"),
				 cinfo->image_width, cinfo->image_height);
	return 0;
}

static int check_magic(const void *bytes, size_t n, struct error *err)
{
	if (n >= 4 && memcmp(bytes, "\xff\xd8\xff", 3) == 0)
		return 0;
	return error_set(err, ERROR_INPUT, _("not a JPEG file"));
}

int jpeg_peek(const void *bytes, size_t n, struct jpeg_info *info,
	      struct error *err)
{
	struct jpeg_decompress_struct cinfo;
	struct jpeg_source_mgr src;
	struct handler handler;
	volatile int result = -1;

	memset(&handler, 0, sizeof(handler));
	if (check_magic(bytes, n, err) < 0)
		return -1;
	cinfo.err = handler_init(&handler);
	if (setjmp(handler.leave)) {
		error_set(err, ERROR_INPUT, _("damaged JPEG: %s"),
			  handler.text);
		jpeg_destroy_decompress(&cinfo);
		return -1;
	}
	jpeg_create_decompress(&cinfo);
	source_init(&src, bytes, n);
	cinfo.src = &src;
	jpeg_read_header(&cinfo, TRUE);
	fill_info(&cinfo, bytes, n, info);
	result = check_size(&cinfo, err);
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
	struct jpeg_source_mgr src;
	struct handler handler;
	uint8_t *volatile scratch = NULL;
	volatile int result = -1;

	*out = (struct image)IMAGE_INIT;
	memset(&handler, 0, sizeof(handler));
	if (check_magic(bytes, n, err) < 0)
		return -1;
	cinfo.err = handler_init(&handler);
	if (setjmp(handler.leave)) {
		error_set(err, ERROR_INPUT, _("damaged JPEG: %s"),
			  handler.text);
		goto out;
	}
	jpeg_create_decompress(&cinfo);
	source_init(&src, bytes, n);
	cinfo.src = &src;
	jpeg_read_header(&cinfo, TRUE);
	fill_info(&cinfo, bytes, n, info);
	if (check_size(&cinfo, err) < 0)
		goto out;
	watch_scans(&cinfo);
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
	info->truncated = handler.ended_early &&
			  (handler.guessed || cinfo.progressive_mode);
	result = 0;
out:
	free(scratch);
	jpeg_destroy_decompress(&cinfo);
	if (result < 0)
		image_release(out);
	return result;
}

/* Of the natural order that libjpeg keeps blocks in. */
static const int zigzag[JPEG_COUNTS_BANDS] = {0,  1,  8,  16, 9,  2,  3, 10,
					      17, 24, 32, 25, 18, 11, 4};

static void count_block(const JCOEF *block, struct jpeg_counts *out)
{
	int k, v;

	for (k = 1; k < JPEG_COUNTS_BANDS; k++) {
		v = block[zigzag[k]];
		if (v >= -JPEG_COUNTS_MOST && v <= JPEG_COUNTS_MOST)
			out->n[k][v + JPEG_COUNTS_MOST]++;
	}
}

static void count_all(struct jpeg_decompress_struct *cinfo,
		      struct jpeg_counts *out)
{
	jvirt_barray_ptr *all = jpeg_read_coefficients(cinfo);
	const jpeg_component_info *luma = &cinfo->comp_info[0];
	JDIMENSION x, y;
	JBLOCKARRAY rows;
	int k;

	for (k = 0; luma->quant_table && k < JPEG_COUNTS_BANDS; k++)
		out->step[k] = luma->quant_table->quantval[zigzag[k]];
	for (y = 0; y < luma->height_in_blocks; y++) {
		rows = cinfo->mem->access_virt_barray((j_common_ptr)cinfo,
						      all[0], y, 1, FALSE);
		for (x = 0; x < luma->width_in_blocks; x++)
			count_block(rows[0][x], out);
	}
}

int jpeg_count(const void *bytes, size_t n, struct jpeg_counts *out,
	       struct error *err)
{
	struct jpeg_decompress_struct cinfo;
	struct jpeg_source_mgr src;
	struct handler handler;
	volatile int result = -1;

	memset(out, 0, sizeof(*out));
	memset(&handler, 0, sizeof(handler));
	if (check_magic(bytes, n, err) < 0)
		return -1;
	cinfo.err = handler_init(&handler);
	if (setjmp(handler.leave)) {
		error_set(err, ERROR_INPUT, _("damaged JPEG: %s"),
			  handler.text);
		goto out;
	}
	jpeg_create_decompress(&cinfo);
	source_init(&src, bytes, n);
	cinfo.src = &src;
	jpeg_read_header(&cinfo, TRUE);
	if ((uint64_t)cinfo.image_width * cinfo.image_height >
	    JPEG_COUNTS_PIXELS) {
		error_set(err, ERROR_LIMIT,
			  _("%u x %u pixels is more than we accept"),
			  cinfo.image_width, cinfo.image_height);
		goto out;
	}
	if (!cinfo.progressive_mode && src.bytes_in_buffer > COUNTED)
		src.bytes_in_buffer = COUNTED;
	watch_scans(&cinfo);
	count_all(&cinfo, out);
	result = 0;
out:
	jpeg_destroy_decompress(&cinfo);
	return result;
}

static void set_write(struct jpeg_compress_struct *cinfo,
		      const struct image *im, const struct jpeg_write *how)
{
	cinfo->image_width = (JDIMENSION)im->width;
	cinfo->image_height = (JDIMENSION)im->height;
	cinfo->input_components = im->channels;
	cinfo->in_color_space = im->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
	jpeg_set_defaults(cinfo);
	jpeg_set_quality(cinfo, how->quality, TRUE);
	cinfo->optimize_coding = TRUE;
	cinfo->dct_method = JDCT_ISLOW;
	cinfo->write_JFIF_header = TRUE;
	cinfo->density_unit = 1;
	cinfo->X_density = (UINT16)how->dpi;
	cinfo->Y_density = (UINT16)how->dpi;
	if (im->channels == 3) {
		cinfo->comp_info[0].h_samp_factor =
			how->subsampling == 444 ? 1 : 2;
		cinfo->comp_info[0].v_samp_factor =
			how->subsampling == 444 ? 1 : 2;
	}
}

int jpeg_write(const struct image *im, const struct jpeg_write *how,
	       struct buf *out, struct error *err)
{
	struct jpeg_compress_struct cinfo;
	struct handler handler;
	unsigned char *bytes = NULL;
	unsigned long size = 0;
	JSAMPROW rows[1];

	if (im->channels != 1 && im->channels != 3)
		BUG("JPEG wants 1 or 3 channels");
	memset(&handler, 0, sizeof(handler));
	cinfo.err = handler_init(&handler);
	if (setjmp(handler.leave)) {
		error_set(err, ERROR_SYSTEM, _("cannot make a JPEG: %s"),
			  handler.text);
		jpeg_destroy_compress(&cinfo);
		free(bytes);
		return -1;
	}
	jpeg_create_compress(&cinfo);
	jpeg_mem_dest(&cinfo, &bytes, &size);
	set_write(&cinfo, im, how);
	jpeg_start_compress(&cinfo, TRUE);
	while (cinfo.next_scanline < cinfo.image_height) {
		rows[0] = image_row(im, (int)cinfo.next_scanline);
		jpeg_write_scanlines(&cinfo, rows, 1);
	}
	jpeg_finish_compress(&cinfo);
	jpeg_destroy_compress(&cinfo);
	buf_add(out, bytes, size);
	free(bytes);
	return 0;
}
