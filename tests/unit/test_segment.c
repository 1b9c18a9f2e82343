/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "image/pixel/lab.h"
#include "image/matte/segment.h"

enum { W = 160, H = 200 };

static const struct image_box face = {50, 50, 60, 60};

static void paint(struct image *im, struct image_box box, int level)
{
	int x, y;

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++)
			memset(image_row(im, y) + 3 * x, level, 3);
}

/* Where hair that hangs leaves a wedge of wall between it and a shoulder. */
static const struct image_box wedge = {46, 112, 18, 24};

/* A bob of dark hair, a neck, square shoulders; the wedge is in deep shade. */
static void draw(struct image *im)
{
	struct error err = ERROR_INIT;

	assert_int_equal(image_init(im, W, H, 3, &err), 0);
	paint(im, (struct image_box){0, 0, W, H}, 200);
	paint(im, (struct image_box){45, 30, 70, 82}, 30);
	paint(im, (struct image_box){55, 52, 50, 60}, 150);
	paint(im, (struct image_box){65, 110, 30, 30}, 140);
	paint(im, (struct image_box){10, 138, 140, 62}, 70);
	paint(im, wedge, 70);
}

static void pretend(struct plane *distance, struct image_box box)
{
	int x, y;

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++)
			plane_row(distance, y)[x] = 1;
}

static void cut(const struct image *im, struct image_box pale,
		struct segment *out)
{
	struct plane lab[3];
	struct wall_model wall;
	int c;

	lab_from_image(im, lab);
	wall_model_fit(lab, face, &wall);
	/* grown over the shade, as wall_shadow_add would */
	mask_rect(&wall.sure, wedge, 1);
	pretend(&wall.distance, wedge);
	pretend(&wall.distance, pale);
	segment_make(im, &wall, face, out);
	wall_model_release(&wall);
	for (c = 0; c < 3; c++)
		plane_release(&lab[c]);
}

static size_t person_in_wedge(struct image_box pale)
{
	struct image im = IMAGE_INIT;
	struct segment s;
	size_t n = 0;
	int x, y;

	draw(&im);
	cut(&im, pale, &s);
	for (y = wedge.y + 3; y < wedge.y + wedge.height - 3; y++)
		for (x = wedge.x + 3; x < wedge.x + wedge.width - 3; x++)
			n += mask_row(&s.person, y)[x];
	segment_release(&s);
	image_release(&im);
	return n;
}

static void a_coat_unlike_the_wall_leaves_the_wall_above_it(void **state)
{
	(void)state;
	assert_int_equal(person_in_wedge((struct image_box){0, 0, 0, 0}), 0);
}

/* Where clothes are like the wall, that may have been grown over them. */
static void over_pale_clothes_the_wall_is_not_believed(void **state)
{
	const struct image_box front = {70, 150, 20, 50};
	const struct image_box collar = {74, 120, 12, 18};

	(void)state;
	assert_true(person_in_wedge(front) > 150);
	assert_true(person_in_wedge(collar) > 150);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_coat_unlike_the_wall_leaves_the_wall_above_it),
		cmocka_unit_test(over_pale_clothes_the_wall_is_not_believed),
	};

	return cmocka_run_group_tests_name("segment", tests, NULL, NULL);
}
