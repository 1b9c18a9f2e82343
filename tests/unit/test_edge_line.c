/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <string.h>

#include "image/pixel/edge_line.h"

enum { WIDTH = 300, HEIGHT = 400, SHOULDER = 300 };

static void paint(struct image *im, struct image_box box, int grey)
{
	int x, y;

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++)
			memset(image_row(im, y) + 3 * x, grey, 3);
}

/* A light wall, and dark clothes from side to side below. */
static void draw(struct image *im)
{
	struct error err = ERROR_INIT;

	assert_int_equal(image_init(im, WIDTH, HEIGHT, 3, &err), 0);
	paint(im, (struct image_box){0, 0, WIDTH, HEIGHT}, 240);
	paint(im, (struct image_box){0, SHOULDER, WIDTH, HEIGHT - SHOULDER},
	      30);
}

static int at(const struct image *im, int x, int y)
{
	return image_row(im, y)[3 * x];
}

static void a_white_line_beside_a_sleeve_goes(void **state)
{
	struct image im;

	(void)state;
	draw(&im);
	paint(&im, (struct image_box){0, 0, 1, HEIGHT}, 240);
	paint(&im, (struct image_box){WIDTH - 3, 0, 3, HEIGHT}, 200);
	assert_int_equal(edge_line_width(&im, EDGE_LINE_LEFT), 2);
	assert_int_equal(edge_line_width(&im, EDGE_LINE_RIGHT), 4);
	edge_line_remove(&im);
	assert_int_equal(at(&im, 0, 350), 30);
	assert_int_equal(at(&im, WIDTH - 1, 350), 30);
	assert_int_equal(at(&im, 0, 10), 240);
	assert_int_equal(at(&im, WIDTH - 1, 10), 240);
	image_release(&im);
}

static void a_line_under_the_picture_goes(void **state)
{
	struct image im;

	(void)state;
	draw(&im);
	paint(&im, (struct image_box){0, HEIGHT - 2, WIDTH, 2}, 255);
	assert_int_equal(edge_line_width(&im, EDGE_LINE_BOTTOM), 3);
	edge_line_remove(&im);
	assert_int_equal(at(&im, 150, HEIGHT - 1), 30);
	image_release(&im);
}

/* As JPEG leaves the line between two pictures of a collage. */
static void a_line_of_many_colours_goes(void **state)
{
	struct image im;
	int y;

	(void)state;
	draw(&im);
	for (y = 0; y < HEIGHT; y++)
		paint(&im, (struct image_box){0, y, 1, 1}, 120 + y % 100);
	assert_int_equal(edge_line_width(&im, EDGE_LINE_LEFT), 2);
	/* of the wall's colour on a quarter of its length: none */
	for (y = 0; y < HEIGHT / 4; y++)
		paint(&im, (struct image_box){0, y, 1, 1}, 240);
	assert_int_equal(edge_line_width(&im, EDGE_LINE_LEFT), 0);
	image_release(&im);
}

/* Just inside and just outside both limits. */
static void what_is_no_line_stays(void **state)
{
	struct image im;
	int side;

	(void)state;
	draw(&im);
	for (side = 0; side < EDGE_LINE_SIDES; side++)
		assert_int_equal(edge_line_width(&im, side), 0);
	/* a margin wider than a hundredth is no line */
	paint(&im, (struct image_box){0, 0, 5, HEIGHT}, 240);
	assert_int_equal(edge_line_width(&im, EDGE_LINE_LEFT), 0);
	image_release(&im);
	draw(&im);
	/* all but the lowest rows are wall: nothing would stand beside it */
	paint(&im, (struct image_box){0, 0, WIDTH, HEIGHT - 19}, 240);
	paint(&im, (struct image_box){0, 0, 1, HEIGHT}, 240);
	assert_int_equal(edge_line_width(&im, EDGE_LINE_LEFT), 0);
	paint(&im, (struct image_box){1, HEIGHT - 21, WIDTH - 1, 21}, 30);
	assert_int_equal(edge_line_width(&im, EDGE_LINE_LEFT), 2);
	image_release(&im);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_white_line_beside_a_sleeve_goes),
		cmocka_unit_test(a_line_under_the_picture_goes),
		cmocka_unit_test(a_line_of_many_colours_goes),
		cmocka_unit_test(what_is_no_line_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
