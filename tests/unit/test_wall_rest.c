/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <string.h>

#include "image/matte/wall_rest.h"

enum { W = 120, H = 160 };

static const struct image_box face = {35, 40, 50, 50};
static const int wall_rgb[3] = {200, 205, 210}, skin[3] = {190, 140, 110},
		 coat[3] = {40, 50, 90};
/* Beside the neck, which the outline below leaves on the person's side. */
static const struct image_box wedge = {83, 92, 6, 10};

struct scene {
	struct image small;
	struct wall_model wall; /* its colour and the distance */
	struct mask person;
};

static void fill(struct scene *s, struct image_box box, const int rgb[3],
		 float distance)
{
	int x, y, c;

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++) {
			plane_row(&s->wall.distance, y)[x] = distance;
			for (c = 0; c < 3; c++)
				image_row(&s->small, y)[3 * x + c] =
					(uint8_t)rgb[c];
		}
}

/* A head, a body, and wall in what is taken for the person beside the neck. */
static void start(struct scene *s)
{
	const struct image_box head = {35, 30, 55, 75},
			       body = {15, 104, 90, 56};
	struct error err = ERROR_INIT;
	int c, i;

	memset(s, 0, sizeof(*s));
	assert_int_equal(image_init(&s->small, W, H, 3, &err), 0);
	plane_init(&s->wall.distance, W, H);
	for (c = 0; c < 3; c++) {
		plane_init(&s->wall.rgb[c], W, H);
		for (i = 0; i < W * H; i++)
			s->wall.rgb[c].data[i] = (float)wall_rgb[c];
	}
	mask_init(&s->person, W, H);
	mask_rect(&s->person, head, 1);
	mask_rect(&s->person, body, 1);
	fill(s, (struct image_box){0, 0, W, H}, wall_rgb, 0);
	fill(s, head, skin, 30);
	fill(s, body, coat, 30);
}

typedef void find_fn(const struct image *small, const struct wall_model *wall,
		     const struct plane *outline, struct image_box at,
		     struct mask *out);

static size_t find_by(find_fn *by, struct scene *s, struct image_box in)
{
	struct plane outline;
	struct mask rest, box;
	size_t i, n = 0;
	int c;

	mask_signed_distance(&s->person, &outline);
	by(&s->small, &s->wall, &outline, face, &rest);
	mask_init(&box, W, H);
	mask_rect(&box, in, 1);
	for (i = 0; i < mask_size(&rest); i++)
		n += rest.data[i] & box.data[i];
	mask_release(&rest);
	mask_release(&box);
	plane_release(&outline);
	mask_release(&s->person);
	plane_release(&s->wall.distance);
	for (c = 0; c < 3; c++)
		plane_release(&s->wall.rgb[c]);
	image_release(&s->small);
	return n;
}

static size_t find(struct scene *s, struct image_box in)
{
	return find_by(wall_rest_find, s, in);
}

static void a_whole_person_has_no_rest(void **state)
{
	struct scene s;

	(void)state;
	start(&s);
	assert_int_equal(find(&s, (struct image_box){0, 0, W, H}), 0);
}

static void wall_beside_the_neck_is_a_rest(void **state)
{
	const int shade[3] = {140, 144, 147};
	struct scene s;

	(void)state;
	start(&s);
	fill(&s, wedge, wall_rgb, 0);
	assert_true(find(&s, wedge) > 40);
	/* in the person's shadow it is far from the wall's colour */
	start(&s);
	fill(&s, wedge, shade, 20);
	assert_true(find(&s, wedge) > 40);
}

/* The same patch, and the coat has that colour: it may be a collar. */
static void what_the_person_wears_is_none(void **state)
{
	struct scene s;

	(void)state;
	start(&s);
	fill(&s, wedge, wall_rgb, 0);
	fill(&s, (struct image_box){30, 115, 30, 30}, wall_rgb, 0);
	assert_int_equal(find(&s, wedge), 0);
}

static void a_speck_and_the_face_are_none(void **state)
{
	const struct image_box speck = {84, 95, 3, 3}, eye = {45, 60, 6, 6};
	struct scene s;

	(void)state;
	start(&s);
	fill(&s, speck, wall_rgb, 0);
	assert_int_equal(find(&s, speck), 0);
	start(&s);
	fill(&s, eye, wall_rgb, 0);
	assert_int_equal(find(&s, eye), 0);
}

static size_t find_patch(struct image_box box, const int rgb[3])
{
	struct scene s;

	start(&s);
	fill(&s, box, rgb, 20);
	fill(&s, (struct image_box){30, 130, 30, 25}, wall_rgb, 0);
	return find_by(wall_rest_find_patches, &s,
		       (struct image_box){0, 0, W, H});
}

/* Own colours or not: the outline goes around it. */
static void what_the_outline_goes_around_is_a_patch(void **state)
{
	const int shade[3] = {90, 92, 95};

	(void)state;
	assert_true(find_patch(wedge, wall_rgb) > 40);
	/* as deep as shadow is under hair */
	assert_true(find_patch(wedge, shade) > 40);
}

/* A pale neck before a pale wall. */
static void what_has_the_cheeks_colour_is_no_patch(void **state)
{
	struct scene s;

	(void)state;
	start(&s);
	fill(&s, wedge, wall_rgb, 20);
	fill(&s, (struct image_box){45, 62, 32, 18}, wall_rgb, 30);
	assert_int_equal(find_by(wall_rest_find_patches, &s,
				 (struct image_box){0, 0, W, H}),
			 0);
}

/* A thin neck: nearer to the middle than any collar above the chin. */
static void a_patch_beside_a_thin_neck_is_one(void **state)
{
	const struct image_box beside = {82, 30, 8, 74};
	struct scene s;

	(void)state;
	start(&s);
	mask_rect(&s.person, beside, 0);
	fill(&s, beside, wall_rgb, 0);
	fill(&s, (struct image_box){72, 80, 9, 11}, wall_rgb, 0);
	assert_true(find_by(wall_rest_find_patches, &s,
			    (struct image_box){0, 0, W, H}) > 60);
}

/* Brown hair before a beige wall: a shadow's colour, but no edge around it. */
static void what_has_no_edge_is_hair(void **state)
{
	const int hair[3] = {74, 76, 78}, lit[3] = {84, 86, 88};
	struct scene s;

	(void)state;
	assert_true(find_patch(wedge, lit) > 40); /* beside skin */
	start(&s);
	fill(&s, (struct image_box){78, 86, 12, 18}, hair, 30);
	fill(&s, wedge, lit, 20);
	assert_int_equal(find_by(wall_rest_find_patches, &s,
				 (struct image_box){0, 0, W, H}),
			 0);
}

static void collars_sleeves_and_strips_are_no_patches(void **state)
{
	static const struct image_box boxes[] = {
		{66, 92, 23, 10}, /* on to the middle of the neck */
		{83, 92, 6, 40},  /* down the clothes */
		{76, 92, 10, 10}, /* nowhere at the outline */
		{87, 92, 2, 10},  /* two pixels wide */
		{85, 95, 3, 3},	  /* a speck */
		{83, 60, 6, 10},  /* beside the cheek: an ear */
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(boxes) / sizeof(boxes[0]); i++)
		assert_int_equal(find_patch(boxes[i], wall_rgb), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_person_has_no_rest),
		cmocka_unit_test(wall_beside_the_neck_is_a_rest),
		cmocka_unit_test(what_the_person_wears_is_none),
		cmocka_unit_test(a_speck_and_the_face_are_none),
		cmocka_unit_test(what_the_outline_goes_around_is_a_patch),
		cmocka_unit_test(what_has_the_cheeks_colour_is_no_patch),
		cmocka_unit_test(a_patch_beside_a_thin_neck_is_one),
		cmocka_unit_test(what_has_no_edge_is_hair),
		cmocka_unit_test(collars_sleeves_and_strips_are_no_patches),
	};

	return cmocka_run_group_tests_name("wall_rest", tests, NULL, NULL);
}
