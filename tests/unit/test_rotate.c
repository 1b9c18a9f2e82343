/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include "image/pixel/rotate.h"

static struct image board(int width, int height)
{
	struct image im = IMAGE_INIT;
	struct error err = ERROR_INIT;
	int x, y;

	assert_int_equal(image_init(&im, width, height, 3, &err), 0);
	for (y = 0; y < height; y++)
		for (x = 0; x < width; x++) {
			uint8_t *p = image_row(&im, y) + 3 * x;

			p[0] = (uint8_t)(x * 255 / width);
			p[1] = (uint8_t)(y * 255 / height);
			p[2] = (uint8_t)(128 +
					 60 * sin(x / 9.0) * cos(y / 11.0));
		}
	return im;
}

static struct image turned(const struct image *from, double degrees, int w,
			   int h)
{
	struct rotation turn = {degrees, from->width / 2.0, from->height / 2.0};
	struct resize_region all = {0, 0, from->width, from->height};
	struct image to = {w, h, 3, NULL};
	struct error err = ERROR_INIT;

	assert_int_equal(rotate_region(from, &turn, all, &to, &err), 0);
	return to;
}

static int farthest(const struct image *a, const struct image *b)
{
	size_t i, n = (size_t)a->width * (size_t)a->height * 3;
	int d, worst = 0;

	for (i = 0; i < n; i++) {
		d = abs(a->data[i] - b->data[i]);
		worst = d > worst ? d : worst;
	}
	return worst;
}

static void turning_by_nothing_is_resampling(void **state)
{
	struct image from = board(160, 120), to, plain = IMAGE_INIT;
	struct error err = ERROR_INIT;

	(void)state;
	to = turned(&from, 0, 160, 120);
	assert_memory_equal(to.data, from.data, 160 * 120 * 3);
	image_release(&to);
	to = turned(&from, 0, 50, 40);
	assert_int_equal(resize_to(&from, 50, 40, &plain, &err), 0);
	assert_true(farthest(&to, &plain) <= 3);
	image_release(&to);
	image_release(&plain);
	image_release(&from);
}

static void a_quarter_turn_moves_every_pixel(void **state)
{
	struct image from = board(64, 64), to = turned(&from, 90, 64, 64);
	int x, y, c;

	(void)state;
	/* counter-clockwise: what was on the right is on top */
	for (y = 0; y < 64; y++)
		for (x = 0; x < 64; x++)
			for (c = 0; c < 3; c++)
				assert_true(
					abs(image_row(&to, y)[3 * x + c] -
					    image_row(&from,
						      x)[3 * (63 - y) + c]) <=
					1);
	image_release(&to);
	image_release(&from);
}

static void there_and_back_is_where_it_was(void **state)
{
	struct rotation there = {7, 40, 30}, back = {-7, 40, 30};
	double p[2], q[2];

	(void)state;
	rotate_back(&there, 12, 51, p);
	rotate_back(&back, p[0], p[1], q);
	assert_true(fabs(q[0] - 12) < 1e-9 && fabs(q[1] - 51) < 1e-9);
	/* the right end of a line that was tilted down by 7 degrees */
	rotate_back(&there, 50, 30, p);
	assert_true(fabs(p[1] - 30 - 10 * sin(7 * M_PI / 180)) < 1e-9);
}

static void outside_the_edge_is_repeated(void **state)
{
	struct image from = board(80, 60), to = turned(&from, 20, 80, 60);

	(void)state;
	/* the left upper corner lies above the picture, the right below */
	assert_int_equal(image_row(&to, 0)[1], 0);
	assert_int_equal(image_row(&to, 59)[3 * 79 + 1],
			 image_row(&from, 59)[1]);
	image_release(&to);
	image_release(&from);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(turning_by_nothing_is_resampling),
		cmocka_unit_test(a_quarter_turn_moves_every_pixel),
		cmocka_unit_test(there_and_back_is_where_it_was),
		cmocka_unit_test(outside_the_edge_is_repeated),
	};

	return cmocka_run_group_tests_name("rotate", tests, NULL, NULL);
}
