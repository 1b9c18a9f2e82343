/* SPDX-License-Identifier: MIT */
#include "codec/picture/jpeg_count.h"

#include <stdint.h>
#include <string.h>

#include "base/i18n.h"
#include "codec/picture/jpeg_stream.h"

#include <jpegint.h>

enum { COUNTED = 128 << 10 }; /* bytes of a file that are looked at */

/*
 * Of the natural order that libjpeg keeps blocks in (T.81, figure A.6):
 *
 *    0  1  5  6 14 …        row 0: natural 0 1 2 3 4
 *    2  4  7 13  …          row 1: natural 8 9 10 11
 *    3  8 12 …              row 2: natural 16 17 18
 *    9 11 …
 *   10 …
 */
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

static void fill_steps(const jpeg_component_info *luma, struct jpeg_counts *out)
{
	int k;

	for (k = 0; luma->quant_table && k < JPEG_COUNTS_BANDS; k++)
		out->step[k] = luma->quant_table->quantval[zigzag[k]];
}

static void count_all(struct jpeg_decompress_struct *cinfo,
		      struct jpeg_counts *out)
{
	jvirt_barray_ptr *all = jpeg_read_coefficients(cinfo);
	const jpeg_component_info *luma = &cinfo->comp_info[0];
	JDIMENSION x, y;
	JBLOCKARRAY rows;

	fill_steps(luma, out);
	for (y = 0; y < luma->height_in_blocks; y++) {
		rows = cinfo->mem->access_virt_barray((j_common_ptr)cinfo,
						      all[0], y, 1, FALSE);
		for (x = 0; x < luma->width_in_blocks; x++)
			count_block(rows[0][x], out);
	}
}

static bool is_large(const struct jpeg_decompress_struct *cinfo)
{
	return (uint64_t)cinfo->image_width * cinfo->image_height >
	       JPEG_COUNTS_PIXELS;
}

static int count(struct jpeg_decompress_struct *cinfo, void *ctx,
		 struct error *err)
{
	if (is_large(cinfo))
		return error_set(err, ERROR_LIMIT,
				 _("%u x %u pixels is more than we accept"),
				 cinfo->image_width, cinfo->image_height);
	/* The first rows are enough; libjpeg takes the rest for cut off. */
	if (!cinfo->progressive_mode && cinfo->src->bytes_in_buffer > COUNTED)
		cinfo->src->bytes_in_buffer = COUNTED;
	jpeg_stream_watch(cinfo);
	count_all(cinfo, ctx);
	return 0;
}

int jpeg_count(const void *bytes, size_t n, struct jpeg_counts *out,
	       struct error *err)
{
	memset(out, 0, sizeof(*out));
	return jpeg_stream_read(bytes, n, count, out, err);
}

/* Of one file that is decoded; in libjpeg's own memory, gone with cinfo. */
struct along {
	struct jpeg_counts *out;
	inverse_DCT_method_ptr pixels; /* libjpeg's, block to pixels */
	size_t least; /* bytes that are left when COUNTED have been read */
};

static void count_and_pass(j_decompress_ptr cinfo,
			   jpeg_component_info *component, JCOEFPTR block,
			   JSAMPARRAY rows, JDIMENSION column)
{
	const struct along *along = cinfo->client_data;

	if (cinfo->src->bytes_in_buffer >= along->least)
		count_block(block, along->out);
	along->pixels(cinfo, component, block, rows, column);
}

/*
 * A file's bits are read once: every block passes through the inverse DCT,
 * which libjpeg calls by a pointer.  Several scans are added up before that,
 * out of their bytes' order, and a block of one pixel is read without its
 * other frequencies.
 */
void jpeg_count_along(struct jpeg_decompress_struct *cinfo,
		      struct jpeg_counts *out)
{
	const jpeg_component_info *luma = &cinfo->comp_info[0];
	size_t left = cinfo->src->bytes_in_buffer;
	struct along *along;

	memset(out, 0, sizeof(*out));
	if (is_large(cinfo) || jpeg_has_multiple_scans(cinfo) ||
	    cinfo->scale_num * 8 <= cinfo->scale_denom)
		return;
	along = cinfo->mem->alloc_small((j_common_ptr)cinfo, JPOOL_IMAGE,
					sizeof(*along));
	*along = (struct along){.out = out,
				.pixels = cinfo->idct->inverse_DCT[0],
				.least = left > COUNTED ? left - COUNTED : 0};
	fill_steps(luma, out);
	cinfo->client_data = along;
	cinfo->idct->inverse_DCT[0] = count_and_pass;
}
