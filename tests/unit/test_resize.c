/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include "image/pixel/resize.h"

static void fill(struct image *im, int width, int height, int channels)
{
	uint32_t seed = 7;
	int i, n = width * height * channels;

	assert_int_equal(image_init(im, width, height, channels, NULL), 0);
	for (i = 0; i < n; i++) {
		seed = seed * 1664525 + 1013904223;
		im->data[i] = (uint8_t)(seed >> 24);
	}
}

/* How much source cell i counts for a target cell, in plain arithmetic. */
static double share(int i, double start, double step)
{
	double middle = start + step / 2, distance = fabs(i + .5 - middle);
	double lo = fmax(i, start), hi = fmin(i + 1, start + step);

	if (step >= 1)
		return hi > lo ? hi - lo : 0;
	return distance < 1 ? 1 - distance : 0;
}

static int within(int v, int n)
{
	return v < 0 ? 0 : v >= n ? n - 1 : v;
}

static double expected(const struct image *from, struct resize_region r,
		       const struct image *to, int x, int y, int c)
{
	double sx = r.width / to->width, sy = r.height / to->height;
	double sum = 0, total = 0, w;
	int i, j, ch = from->channels;

	for (j = (int)floor(r.y + y * sy) - 2; j < r.y + (y + 1) * sy + 2; j++)
		for (i = (int)floor(r.x + x * sx) - 2;
		     i < r.x + (x + 1) * sx + 2; i++) {
			w = share(i, r.x + x * sx, sx) *
			    share(j, r.y + y * sy, sy);
			total += w;
			sum += w * image_row(from, within(j, from->height))
					   [within(i, from->width) * ch + c];
		}
	return sum / total;
}

static void check(const struct image *from, struct resize_region r, int width,
		  int height)
{
	struct image to = IMAGE_INIT;
	int x, y, c;

	assert_int_equal(resize_region(from, r,
				       (struct resize_size){width, height}, &to,
				       NULL),
			 0);
	for (y = 0; y < height; y++)
		for (x = 0; x < width; x++)
			for (c = 0; c < to.channels; c++)
				assert_true(
					fabs(image_row(&to,
						       y)[x * to.channels + c] -
					     expected(from, r, &to, x, y, c)) <
					.6);
	image_release(&to);
}

static void every_size_is_the_mean_of_what_it_covers(void **state)
{
	static const struct resize_region regions[] = {
		{0, 0, 37, 23},	      {3.25, 1.5, 20.1, 17.7},
		{-6.5, -4, 30, 20},   {20, 10, 40, 30},
		{5.5, 5.5, 4.2, 3.3}, {36.9, 22.9, .05, .05},
	};
	static const int sizes[][2] = {{37, 23}, {10, 9}, {60, 41}, {1, 1}};
	static const int channels[] = {1, 3, 4};
	struct image from = IMAGE_INIT;
	size_t i, j, k;

	(void)state;
	for (k = 0; k < 3; k++) {
		fill(&from, 37, 23, channels[k]);
		for (i = 0; i < sizeof(regions) / sizeof(*regions); i++)
			for (j = 0; j < sizeof(sizes) / sizeof(*sizes); j++)
				check(&from, regions[i], sizes[j][0],
				      sizes[j][1]);
		image_release(&from);
	}
}

/* Thousands of small weights: what each leaves over adds up. */
static void a_very_tall_picture_is_the_mean_of_its_rows(void **state)
{
	struct image from = IMAGE_INIT;

	(void)state;
	fill(&from, 2, 16384, 3);
	check(&from, (struct resize_region){0, 0, 2, 16384}, 1, 1);
	image_release(&from);
}

static void outside_the_edge_is_repeated(void **state)
{
	static const struct resize_region far[] = {{-50, 0, 10, 5},
						   {60, 0, 10, 5},
						   {0, -40, 10, 5},
						   {0, 90, 9, 5}};
	struct image from = IMAGE_INIT;
	size_t i;

	(void)state;
	fill(&from, 37, 23, 3);
	for (i = 0; i < 4; i++)
		check(&from, far[i], 7, 4);
	image_release(&from);
}

static void white_stays_white_and_a_copy_is_exact(void **state)
{
	struct image from = IMAGE_INIT, to = IMAGE_INIT;
	int i;

	(void)state;
	fill(&from, 37, 23, 3);
	assert_int_equal(resize_to(&from, 37, 23, &to, NULL), 0);
	assert_memory_equal(from.data, to.data, 37 * 23 * 3);
	image_release(&to);
	memset(from.data, 255, 37 * 23 * 3);
	assert_int_equal(resize_to(&from, 11, 50, &to, NULL), 0);
	for (i = 0; i < 11 * 50 * 3; i++)
		assert_int_equal(to.data[i], 255);
	image_release(&to);
	image_release(&from);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_size_is_the_mean_of_what_it_covers),
		cmocka_unit_test(a_very_tall_picture_is_the_mean_of_its_rows),
		cmocka_unit_test(outside_the_edge_is_repeated),
		cmocka_unit_test(white_stays_white_and_a_copy_is_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
