/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include "image/align/correlation.h"
#include "image/align/trimmed.h"
#include "support/scene.h"

enum { SHARE_PERCENT = 30 };

static const struct image_box face_box = {110, 150, 250, 250};
static const float as_it_is[6] = {1, 0, ALIGN_PATCH / 2, 0, 1, ALIGN_PATCH / 2};

static void prepare(struct align_face *f, uint32_t seed, bool striped)
{
	struct image im = IMAGE_INIT;
	int x, y;

	scene_draw(&im, 480, 640, seed);
	for (y = 0; y < im.height; y++)
		for (x = 0; x < im.width; x++)
			image_row(&im, y)[x] =
				(uint8_t)(image_row(&im, y)[x] * 7 / 8 +
					  scene_random(&seed) % 24);
	/* strokes along slanted lines, as a tiled watermark has them */
	for (y = 0; striped && y < im.height; y++)
		for (x = 0; x < im.width; x++)
			if ((x + y) % 64 < 22 && x % 7 < 3)
				image_row(&im, y)[x] = 235;
	*f = (struct align_face){.has_face = false};
	align_face_init(f, &im, face_box);
	align_face_complete(f);
	image_release(&im);
}

static double trimmed(const struct align_face *a, const struct align_face *b,
		      const float m[6])
{
	return align_trimmed(a, b, (struct align_view){ALIGN_FINE, m, NULL},
			     (struct align_share){0, SHARE_PERCENT / 100.0});
}

static void what_lies_between_strokes_speaks(void **state)
{
	const struct align_view view = {ALIGN_FINE, as_it_is, NULL};
	struct align_face plain, striped, other;
	struct align_correlation band;

	(void)state;
	prepare(&plain, 1, false);
	prepare(&striped, 1, true);
	prepare(&other, 2, false);
	align_correlation(&plain, &striped, view, (struct align_share){.3, .35},
			  &band);
	assert_true(trimmed(&plain, &plain, as_it_is) > .9999);
	assert_true(band.whole < .6 && band.part < .9);
	assert_true(trimmed(&plain, &striped, as_it_is) > .967);
	assert_true(trimmed(&plain, &other, as_it_is) < .9);
	assert_true(trimmed(&other, &striped, as_it_is) < .9);
	align_face_release(&other);
	align_face_release(&striped);
	align_face_release(&plain);
}

/* By the book: rank every pixel, take the least ones. */
static int by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return x[0] < y[0] ? -1 : x[0] > y[0];
}

static double plainly(const struct align_face *a, const struct align_face *b)
{
	static double pixels[ALIGN_PATCH * ALIGN_PATCH][3];
	const struct plane *pa = &a->level[ALIGN_FINE];
	const struct plane *pb = &b->level[ALIGN_FINE];
	const int middle = ALIGN_PATCH / 2, reach = ALIGN_TRIMMED_SIDE / 2;
	double sa = 0, sb = 0, aa = 0, bb = 0, ab = 0;
	int rx = (int)(.33 * ALIGN_UNIT), ry = (int)(.42 * ALIGN_UNIT);
	int x, y, i, j, n = 0, kept;

	for (y = middle - ry; y < middle + ry; y++)
		for (x = middle - rx; x < middle + rx; x++) {
			double u = (x + .5 - middle) / rx, d;
			double v = (y + .5 - middle) / ry;
			double *p = pixels[n];

			if (u * u + v * v > 1)
				continue;
			n++;
			p[0] = 0;
			p[1] = (double)plane_row(pa, y)[x];
			p[2] = (double)plane_row(pb, y)[x];
			for (j = y - reach; j <= y + reach; j++)
				for (i = x - reach; i <= x + reach; i++) {
					d = (double)(plane_row(pa, j)[i] -
						     plane_row(pb, j)[i]);
					p[0] += d * d;
				}
		}
	qsort(pixels, (size_t)n, sizeof(pixels[0]), by_value);
	kept = n * SHARE_PERCENT / 100;
	for (i = 0; i < kept; i++) {
		sa += pixels[i][1];
		sb += pixels[i][2];
		aa += pixels[i][1] * pixels[i][1];
		bb += pixels[i][2] * pixels[i][2];
		ab += pixels[i][1] * pixels[i][2];
	}
	return (ab - sa * sb / kept) /
	       sqrt((aa - sa * sa / kept) * (bb - sb * sb / kept));
}

static void classes_rank_as_the_values_do(void **state)
{
	struct align_face a, b;
	uint32_t seed;

	(void)state;
	prepare(&a, 3, false);
	for (seed = 3; seed < 7; seed++) {
		prepare(&b, seed, true);
		assert_true(fabs(trimmed(&a, &b, as_it_is) - plainly(&a, &b)) <
			    .01);
		align_face_release(&b);
	}
	align_face_release(&a);
}

static void a_face_that_lies_off_says_nothing(void **state)
{
	const float away[6] = {1, 0, 3 * ALIGN_PATCH, 0, 1, 0};
	struct align_face a;

	(void)state;
	prepare(&a, 8, false);
	assert_true(trimmed(&a, &a, away) == 0);
	align_face_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_lies_between_strokes_speaks),
		cmocka_unit_test(classes_rank_as_the_values_do),
		cmocka_unit_test(a_face_that_lies_off_says_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
