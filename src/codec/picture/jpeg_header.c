/* SPDX-License-Identifier: MIT */
#include "codec/picture/jpeg_header.h"

#include <stdint.h>
#include <string.h>

#include "base/i18n.h"

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

void jpeg_header_fill(const struct jpeg_decompress_struct *cinfo,
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

int jpeg_header_check(const struct jpeg_decompress_struct *cinfo,
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
