/* SPDX-License-Identifier: MIT */
#include "codec/picture/jpeg_header.h"

#include <stdint.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "codec/picture/jpeg_segment.h"

enum {
	EXIF_MARK = 6,		      /* "Exif", 0, 0 */
	ICC_HEAD = 14,		      /* "ICC_PROFILE", 0, number, how many */
	MAX_COEFFICIENTS = 200 << 20, /* bytes */
};

/*
 * What libjpeg skips: the first Exif block (CIPA DC-008, 4.7.2), whether there
 * is an ICC profile (ICC.1, B.4: its first part), and whether the file holds
 * several pictures (CIPA DC-007, MPF: phones put a second one for depth or
 * brightness behind the photo).
 */
static void find_segments(const void *bytes, size_t n, struct jpeg_info *info)
{
	struct jpeg_segment s = {.next = 0};

	while (jpeg_segment_next(bytes, n, &s)) {
		if (!info->exif && s.size > EXIF_MARK &&
		    jpeg_segment_is(&s, JPEG_SEGMENT_APP1, "Exif\0\0",
				    EXIF_MARK)) {
			info->exif = s.data + EXIF_MARK;
			info->exif_size = s.size - EXIF_MARK;
		}
		info->icc |= s.size > ICC_HEAD &&
			     jpeg_segment_is(&s, JPEG_SEGMENT_APP2,
					     "ICC_PROFILE\0\1", 13);
		info->many |= s.size > 4 &&
			      jpeg_segment_is(&s, JPEG_SEGMENT_APP2, "MPF", 4);
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

/* How much more of the brightness is stored than of the colour, as J:a:b. */
static int find_subsampling(const struct jpeg_decompress_struct *cinfo)
{
	static const struct {
		int across, down, name;
	} table[] = {
		{1, 1, 444}, {1, 2, 440}, {2, 1, 422}, {2, 2, 420}, {4, 1, 411},
	};
	const jpeg_component_info *luma = &cinfo->comp_info[0];
	const jpeg_component_info *chroma = &cinfo->comp_info[1];
	int across, down;
	size_t i;

	if (cinfo->num_components < 3)
		return 0;
	across = luma->h_samp_factor /
		 (chroma->h_samp_factor ? chroma->h_samp_factor : 1);
	down = luma->v_samp_factor /
	       (chroma->v_samp_factor ? chroma->v_samp_factor : 1);
	for (i = 0; i < ARRAY_SIZE(table); i++)
		if (table[i].across == across && table[i].down == down)
			return table[i].name;
	return 0;
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

int jpeg_header_check_scans(struct jpeg_decompress_struct *cinfo,
			    struct error *err)
{
	const jpeg_component_info *c;
	uint64_t bytes = 0;
	int i;

	if (!jpeg_has_multiple_scans(cinfo))
		return 0;
	for (i = 0; i < cinfo->num_components; i++) {
		c = &cinfo->comp_info[i];
		bytes += (uint64_t)c->width_in_blocks * c->height_in_blocks *
			 sizeof(JBLOCK);
	}
	if (bytes <= MAX_COEFFICIENTS)
		return 0;
	return error_set(err, ERROR_LIMIT,
			 _("%u x %u pixels of a JPEG in several scans are more "
			   "than we accept; save it without \"progressive\""),
			 cinfo->image_width, cinfo->image_height);
}
