/* SPDX-License-Identifier: MIT */
#include "support/odd_jpeg.h"

#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include "base/mem.h"

static int most(const uint8_t *rgb)
{
	int m = rgb[0] > rgb[1] ? rgb[0] : rgb[1];

	return m > rgb[2] ? m : rgb[2];
}

/* As much black as the colour bears; Adobe writes all inks inverted. */
static void to_inks(const uint8_t *rgb, int width, bool plain, JSAMPLE *out)
{
	int x, c, light;

	for (x = 0; x < width; x++, rgb += 3, out += 4) {
		light = most(rgb);
		for (c = 0; c < 3; c++)
			out[c] = light ? (JSAMPLE)(255 * rgb[c] / light) : 255;
		out[3] = (JSAMPLE)light;
		for (c = 0; plain && c < 4; c++)
			out[c] = (JSAMPLE)(255 - out[c]);
	}
}

static void set_up(struct jpeg_compress_struct *cinfo, const struct image *im,
		   const struct odd_jpeg *how)
{
	cinfo->image_width = (JDIMENSION)im->width;
	cinfo->image_height = (JDIMENSION)im->height;
	cinfo->input_components = how->cmyk ? 4 : im->channels;
	cinfo->in_color_space = how->cmyk	    ? JCS_CMYK
				: im->channels == 1 ? JCS_GRAYSCALE
						    : JCS_RGB;
	jpeg_set_defaults(cinfo);
	jpeg_set_quality(cinfo, how->quality, TRUE);
	cinfo->write_Adobe_marker = how->cmyk && !how->plain_inks;
	cinfo->write_JFIF_header = !how->cmyk;
	cinfo->density_unit = 1;
	cinfo->X_density = cinfo->Y_density =
		(UINT16)(how->dpi ? how->dpi : 300);
	if (how->progressive)
		jpeg_simple_progression(cinfo);
}

static void write_rows(struct jpeg_compress_struct *cinfo,
		       const struct image *im, const struct odd_jpeg *how)
{
	JSAMPLE *row = mem_xcalloc((size_t)im->width, 4);
	JSAMPROW rows[1];

	while (cinfo->next_scanline < cinfo->image_height) {
		rows[0] = image_row(im, (int)cinfo->next_scanline);
		if (how->cmyk) {
			to_inks(rows[0], im->width, how->plain_inks, row);
			rows[0] = row;
		}
		jpeg_write_scanlines(cinfo, rows, 1);
	}
	free(row);
}

void odd_jpeg_write(const struct image *im, const struct odd_jpeg *how,
		    struct buf *out)
{
	static const JOCTET head[] = "MPF\0II*\0\10\0\0\0\0\0\0\0\0\0";
	struct jpeg_compress_struct cinfo;
	struct jpeg_error_mgr errors;
	unsigned char *bytes = NULL;
	unsigned long size = 0;

	cinfo.err = jpeg_std_error(&errors);
	jpeg_create_compress(&cinfo);
	jpeg_mem_dest(&cinfo, &bytes, &size);
	set_up(&cinfo, im, how);
	jpeg_start_compress(&cinfo, TRUE);
	if (how->icc)
		jpeg_write_icc_profile(&cinfo, (const JOCTET *)how->icc->data,
				       (unsigned)how->icc->size);
	if (how->mpo)
		jpeg_write_marker(&cinfo, JPEG_APP0 + 2, head, 18);
	write_rows(&cinfo, im, how);
	jpeg_finish_compress(&cinfo);
	jpeg_destroy_compress(&cinfo);
	buf_add(out, bytes, size);
	free(bytes);
}

void odd_jpeg_mpo(const struct image *first, const struct image *second,
		  struct buf *out)
{
	struct odd_jpeg how = {.quality = 92, .mpo = true};

	odd_jpeg_write(first, &how, out);
	odd_jpeg_write(second, &how, out);
}
