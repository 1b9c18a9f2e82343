/* SPDX-License-Identifier: MIT */
#include "photo/photo_encode.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "codec/picture/jpeg_write.h"

enum { TRIES = 7, START = 94 };

/* Sizes relative to that at quality 60, of portraits on a plain colour. */
static const struct {
	int quality;
	double bytes;
} curve[] = {{1, 0.25},	 {20, 0.5},  {40, 0.78}, {60, 1.0},  {75, 1.35},
	     {85, 1.85}, {88, 2.16}, {92, 2.59}, {94, 3.09}, {95, 3.46},
	     {96, 3.87}, {97, 4.47}, {98, 5.4},	 {100, 8.6}};

/* The size that the curve foretells may be wrong by this factor. */
#define DOUBT 1.04

/*
 * Interpolated between the points, linearly in the logarithm of the size,
 * because each step of quality multiplies the size.
 *
 *   bytes  8.6 |                           *
 *          3.1 |                        *
 *          1.0 |              *
 *         0.25 | *
 *              +--------------------------- quality
 *                1            60       94 100
 *
 * All photos are assumed to follow this curve, each multiplied by a factor of
 * its own.  One encoding gives the factor, and with it the quality to try next.
 */
static double bytes_at(int quality)
{
	size_t i = 1;
	double part;

	while (i + 1 < ARRAY_SIZE(curve) && curve[i].quality < quality)
		i++;
	part = (double)(quality - curve[i - 1].quality) /
	       (curve[i].quality - curve[i - 1].quality);
	return curve[i - 1].bytes *
	       pow(curve[i].bytes / curve[i - 1].bytes, part);
}

/* A search for the largest file in the window with one subsampling. */
struct search {
	const struct image *rgb;
	const struct profile *profile;
	struct profile_bytes window;
	int subsampling;
	int low, high; /* the qualities that are still possible */
	struct photo_encoded *best;
};

/* Encode with this quality; 0 with *size, or -1 with err. */
static int try(struct search *s, int quality, size_t *size, struct error *err)
{
	struct jpeg_write how = {quality, s->subsampling,
				 s->profile->output.dpi};
	struct buf jpeg = BUF_INIT, old;

	if (jpeg_write(s->rgb, &how, &jpeg, err) < 0)
		return -1;
	*size = jpeg.size;
	/*
	 * Keep the largest file below the upper limit, even if it is below the
	 * lower one: the other subsampling is compared with it.
	 */
	if (jpeg.size <= s->window.max &&
	    (jpeg.size > s->best->jpeg.size || s->best->jpeg.size == 0)) {
		old = s->best->jpeg;
		s->best->jpeg = jpeg;
		jpeg = old;
		s->best->quality = quality;
		s->best->subsampling = s->subsampling;
	}
	buf_release(&jpeg);
	return 0;
}

/*
 * To find out where to begin, a third of the picture is encoded, made of rows
 * of whole blocks, which takes a third of the time of a try.  With it 76
 * portraits took 190 tries instead of 269, and the files were the same.
 * BESIDE_BLOCKS is the number of bytes that each file has besides its blocks.
 */
enum { BAND = 16, BAND_STEP = 3, FEW_BANDS = 9, BESIDE_BLOCKS = 500 };

static int sample_bands(const struct image *rgb, struct image *out,
			struct error *err)
{
	int n = (rgb->height / BAND + BAND_STEP - 1) / BAND_STEP, i;
	size_t size = (size_t)BAND * (size_t)rgb->width * 3;

	if (image_init_room(out, rgb->width, n * BAND, 3, err) < 0)
		return -1;
	for (i = 0; i < n; i++)
		memcpy(image_row(out, i * BAND),
		       image_row(rgb, i * BAND_STEP * BAND), size);
	return 0;
}

/* Estimate the size at quality START; 0 with *size, or -1 with err. */
static int foresee(const struct search *s, double *size, struct error *err)
{
	struct jpeg_write how = {START, s->subsampling, s->profile->output.dpi};
	struct image bands = IMAGE_INIT;
	struct buf jpeg = BUF_INIT;
	int result = -1;

	if (sample_bands(s->rgb, &bands, err) == 0 &&
	    jpeg_write(&bands, &how, &jpeg, err) == 0) {
		*size = fmax((double)jpeg.size - BESIDE_BLOCKS, 1) *
				s->rgb->height / bands.height +
			BESIDE_BLOCKS;
		result = 0;
	}
	buf_release(&jpeg);
	image_release(&bands);
	return result;
}

/* The quality for which the curve through (quality, size) gives the aim. */
static int guess(const struct search *s, int quality, double size, double aim)
{
	double want = bytes_at(quality) * aim / size;
	int q;

	for (q = s->low; q < s->high; q++)
		if (bytes_at(q + 1) > want)
			break;
	return q;
}

static int search(struct search *s, struct error *err)
{
	double top = s->window.max < SIZE_MAX ? (double)s->window.max : 1e9;
	double aim = 0.96 * top, next;
	int quality = START, i;
	double foreseen;
	size_t size;

	if (s->rgb->height >= FEW_BANDS * BAND) {
		if (foresee(s, &foreseen, err) < 0)
			return -1;
		quality = guess(s, START, foreseen, aim);
	}
	for (i = 0; i < TRIES && s->low <= s->high; i++) {
		quality = quality < s->low ? s->low : quality;
		quality = quality > s->high ? s->high : quality;
		if (try(s, quality, &size, err) < 0)
			return -1;
		/* The next quality would be too large, so this is the best. */
		next = (double)size * bytes_at(quality + 1) / bytes_at(quality);
		if ((double)size <= top && next > top * DOUBT)
			return 0;
		if ((double)size > top)
			s->high = quality - 1;
		else
			s->low = quality + 1;
		quality = guess(s, quality, (double)size, aim);
	}
	return 0;
}

static bool inside(const struct photo_encoded *e, struct profile_bytes window)
{
	return e->jpeg.size >= window.min && e->jpeg.size <= window.max &&
	       e->jpeg.size > 0;
}

/*
 * 4:2:0 comes first, because it gives a higher quality below the upper limit;
 * 4:4:4 makes a file larger that is below the lower limit.
 */
static int search_both(const struct image *rgb, const struct profile *p,
		       const struct profile_range *kb,
		       struct photo_encoded *out, struct error *err)
{
	static const int both[] = {420, 444};
	struct search s = {.rgb = rgb, .profile = p, .best = out};
	size_t i;

	s.window = profile_bytes(kb);
	for (i = 0; i < ARRAY_SIZE(both); i++) {
		if (p->output.subsampling && p->output.subsampling != both[i])
			continue;
		s.subsampling = both[i];
		s.low = p->output.min_quality;
		s.high = p->output.max_quality;
		if (search(&s, err) < 0)
			return -1;
		out->fits = inside(out, s.window);
		if (out->fits)
			return 0;
	}
	return 0;
}

int photo_encode(const struct image *rgb, const struct profile *profile,
		 struct photo_encoded *out, struct error *err)
{
	struct photo_encoded wider;

	memset(out, 0, sizeof(*out));
	memset(&wider, 0, sizeof(wider));
	if (search_both(rgb, profile, &profile->output.kb, out, err) < 0)
		return -1;
	if (out->fits)
		return 0;
	/*
	 * The range of sizes that the profile makes cannot be met.  The range
	 * that it accepts is wider, and a file within it is not refused.
	 */
	if (search_both(rgb, profile, &profile->accept.kb, &wider, err) < 0)
		return -1;
	if (wider.fits || out->jpeg.size == 0) {
		buf_release(&out->jpeg);
		*out = wider;
	} else {
		buf_release(&wider.jpeg);
	}
	return 0;
}
