/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include "image/pixel/lab.h"
#include "image/matte/wall_model.h"
#include "image/matte/wall_seam.h"
#include "image/matte/wall_shadow.h"

enum { W = 120, H = 160 };

static const struct image_box face = {40, 40, 40, 40};

static void fill(struct image *im, struct image_box box, const int rgb[3])
{
	int x, y, c;

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++)
			for (c = 0; c < 3; c++)
				image_row(im, y)[3 * x + c] = (uint8_t)rgb[c];
}

/* A wall of one colour with a brown person in front. */
static void scene(struct image *im, const int wall[3])
{
	struct error err = ERROR_INIT;

	assert_int_equal(image_init(im, W, H, 3, &err), 0);
	fill(im, (struct image_box){0, 0, W, H}, wall);
	fill(im, (struct image_box){35, 25, 50, 70}, (int[]){90, 60, 40});
	fill(im, (struct image_box){15, 95, 90, 65}, (int[]){30, 40, 30});
}

static void fit(const struct image *im, struct wall_model *w)
{
	struct plane lab[3];
	int c;

	lab_from_image(im, lab);
	wall_model_fit(lab, face, w);
	for (c = 0; c < 3; c++)
		plane_release(&lab[c]);
}

static float distance(const struct wall_model *w, int x, int y)
{
	return plane_row(&w->distance, y)[x];
}

static void lab_of_known_colours(void **state)
{
	static const struct {
		int rgb[3];
		float lab[3];
	} known[] = {
		{{255, 255, 255}, {100, 0, 0}},
		{{0, 0, 0}, {0, 0, 0}},
		{{255, 0, 0}, {53.24f, 80.09f, 67.20f}},
		{{67, 142, 219}, {57.67f, 1.58f, -45.92f}},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(known) / sizeof(*known); i++) {
		struct error err = ERROR_INIT;
		struct image im;
		struct plane lab[3], rgb[3];
		int c;

		assert_int_equal(image_init(&im, 2, 2, 3, &err), 0);
		fill(&im, (struct image_box){0, 0, 2, 2}, known[i].rgb);
		lab_from_image(&im, lab);
		for (c = 0; c < 3; c++)
			plane_init(&rgb[c], 2, 2);
		lab_to_rgb(lab, rgb);
		for (c = 0; c < 3; c++) {
			assert_float_equal(lab[c].data[3], known[i].lab[c],
					   0.6);
			assert_float_equal(rgb[c].data[3], known[i].rgb[c],
					   0.5);
			plane_release(&lab[c]);
			plane_release(&rgb[c]);
		}
		image_release(&im);
	}
}

static void a_flat_wall_is_found_exactly(void **state)
{
	const int wall[3] = {200, 210, 220};
	struct image im;
	struct wall_model w;
	int c;

	(void)state;
	scene(&im, wall);
	fit(&im, &w);
	assert_int_equal(w.layers, 1);
	for (c = 0; c < 3; c++)
		assert_float_equal(plane_row(&w.rgb[c], 60)[60], wall[c], 1);
	for (c = 0; c < 3; c++)
		assert_true(w.spread[c] < 2);
	assert_true(distance(&w, 10, 10) < 0.1f);
	assert_true(distance(&w, 60, 60) > 20);
	assert_true(mask_row(&w.sure, 10)[10]);
	assert_false(mask_row(&w.sure, 60)[60]);
	wall_model_release(&w);
	image_release(&im);
}

static void a_gradient_is_followed_behind_the_person(void **state)
{
	struct image im;
	struct wall_model w;
	int x, y;

	(void)state;
	scene(&im, (int[]){0, 0, 0});
	for (y = 0; y < H; y++)
		for (x = 0; x < W; x++)
			if (y < 25 || x < 15 || x >= 105)
				fill(&im, (struct image_box){x, y, 1, 1},
				     (int[]){150 + x / 2, 150 + x / 2,
					     160 + x / 2});
	fit(&im, &w);
	assert_float_equal(plane_row(&w.rgb[0], 60)[60], 180, 3);
	assert_true(distance(&w, 5, 100) < 2);
	assert_true(distance(&w, 115, 5) < 2);
	wall_model_release(&w);
	image_release(&im);
}

static void a_door_is_a_layer_of_its_own(void **state)
{
	struct image im;
	struct wall_model w;

	(void)state;
	scene(&im, (int[]){220, 220, 215});
	fill(&im, (struct image_box){108, 0, 12, H}, (int[]){120, 90, 70});
	fit(&im, &w);
	assert_int_equal(w.layers, 2);
	assert_true(distance(&w, 5, 20) < 2);
	assert_true(distance(&w, 115, 20) < 2);
	wall_seam_close(&w);
	assert_true(distance(&w, 108, 20) < 3); /* the seam */
	assert_true(distance(&w, 60, 60) > 12);
	wall_model_release(&w);
	image_release(&im);
}

/* A frame in one wall is closed along its length, the person is not. */
static void a_line_from_top_to_bottom_is_wall(void **state)
{
	struct image im;
	struct wall_model w;
	int y;

	(void)state;
	scene(&im, (int[]){200, 205, 210});
	fill(&im, (struct image_box){102, 0, 2, H}, (int[]){70, 70, 70});
	fill(&im, (struct image_box){12, 0, 2, 20}, (int[]){70, 70, 70});
	fit(&im, &w);
	assert_true(distance(&w, 103, 40) > 12);
	wall_seam_close(&w);
	for (y = 0; y < 80; y++)
		assert_true(distance(&w, 103, y) < 3);
	/* too short for a door */
	assert_true(distance(&w, 12, 10) > 12);
	assert_true(distance(&w, 60, 60) > 12);
	wall_model_release(&w);
	image_release(&im);
}

static void a_soft_shadow_is_wall_and_a_dark_coat_is_not(void **state)
{
	struct image im;
	struct wall_model w;
	int x, y;

	(void)state;
	scene(&im, (int[]){200, 200, 200});
	for (y = 30; y < 80; y++) {
		for (x = 85; x < 110; x++) {
			int v = 200 - (110 - x) * 3;

			fill(&im, (struct image_box){x, y, 1, 1},
			     (int[]){v, v, v});
		}
	}
	fit(&im, &w);
	assert_true(distance(&w, 90, 60) > 5);
	wall_shadow_add(&w, &im, face);
	assert_true(distance(&w, 90, 60) < 3);
	assert_true(mask_row(&w.sure, 60)[92]);
	assert_true(distance(&w, 30, 130) > 12);
	wall_model_release(&w);
	image_release(&im);
}

/* Clothes that could be no shadow: it goes on beside them to the lower edge. */
static void a_shadow_beside_dark_clothes_is_wall_down_to_the_edge(void **state)
{
	struct image im;
	struct wall_model w;
	int x, y;

	(void)state;
	scene(&im, (int[]){200, 200, 200});
	for (y = 90; y < H; y++)
		for (x = 105; x < W; x++) {
			int v = 200 - (119 - x) * 5;

			fill(&im, (struct image_box){x, y, 1, 1},
			     (int[]){v, v, v});
		}
	fit(&im, &w);
	assert_true(distance(&w, 108, 150) > 5);
	wall_shadow_add(&w, &im, face);
	assert_true(distance(&w, 108, 150) < 3);
	assert_true(distance(&w, 60, 150) > 12);
	wall_model_release(&w);
	image_release(&im);
}

/* A head at the picture's side, and the shadow between jaw and shoulder. */
static void head_at_the_side(struct image *im)
{
	fill(im, (struct image_box){0, 25, 80, 37}, (int[]){90, 60, 40});
	fill(im, (struct image_box){0, 62, 35, 33}, (int[]){130, 130, 130});
}

/* Jaw and shoulder part it from the wall. */
static void shadow_that_a_head_cuts_off_is_wall(void **state)
{
	struct image im;
	struct wall_model w;

	(void)state;
	scene(&im, (int[]){200, 200, 200});
	head_at_the_side(&im);
	fit(&im, &w);
	assert_true(distance(&w, 10, 80) > 12);
	wall_shadow_add(&w, &im, face);
	assert_true(distance(&w, 10, 80) < 3);
	assert_true(mask_row(&w.sure, 80)[10]);
	assert_true(distance(&w, 10, 50) > 12);
	wall_model_release(&w);
	image_release(&im);
}

/* The same place, but the hair has a shadow's colours as well. */
static void grey_hair_at_the_side_is_no_shadow(void **state)
{
	struct image im;
	struct wall_model w;

	(void)state;
	scene(&im, (int[]){200, 200, 200});
	head_at_the_side(&im);
	fill(&im, (struct image_box){35, 25, 50, 12}, (int[]){130, 130, 130});
	fit(&im, &w);
	wall_shadow_add(&w, &im, face);
	assert_true(distance(&w, 10, 80) > 12);
	wall_model_release(&w);
	image_release(&im);
}

/* The shadow beside it goes on into grey hair with no edge between them. */
static void a_shadow_does_not_go_on_into_grey_hair(void **state)
{
	struct image im;
	struct wall_model w;
	int x;

	(void)state;
	scene(&im, (int[]){200, 200, 200});
	fill(&im, (struct image_box){40, 25, 45, 22}, (int[]){130, 130, 130});
	for (x = 15; x < 40; x++) {
		int v = 200 - (x - 15) * 14 / 5;

		fill(&im, (struct image_box){x, 25, 1, 60}, (int[]){v, v, v});
	}
	fit(&im, &w);
	wall_shadow_add(&w, &im, face);
	assert_true(mask_row(&w.sure, 50)[30]);
	assert_false(mask_row(&w.sure, 31)[60]);
	assert_true(distance(&w, 60, 31) > 12);
	wall_model_release(&w);
	image_release(&im);
}

/*
 * A head that the upper edge cuts: its hair is even and touches the seeds, as a
 * door does, but it is where every head is.
 */
static void hair_that_reaches_the_upper_edge_is_no_layer(void **state)
{
	struct wall_model w;
	struct image im;

	(void)state;
	scene(&im, (int[]){200, 205, 210});
	fill(&im, (struct image_box){30, 0, 60, 45}, (int[]){40, 30, 28});
	fit(&im, &w);
	assert_int_equal(w.layers, 1);
	assert_false(mask_row(&w.sure, 10)[60]);
	assert_true(distance(&w, 60, 10) > 12);
	assert_true(mask_row(&w.sure, 60)[10]);
	wall_model_release(&w);
	image_release(&im);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lab_of_known_colours),
		cmocka_unit_test(a_flat_wall_is_found_exactly),
		cmocka_unit_test(a_gradient_is_followed_behind_the_person),
		cmocka_unit_test(a_door_is_a_layer_of_its_own),
		cmocka_unit_test(hair_that_reaches_the_upper_edge_is_no_layer),
		cmocka_unit_test(a_shadow_does_not_go_on_into_grey_hair),
		cmocka_unit_test(a_line_from_top_to_bottom_is_wall),
		cmocka_unit_test(a_soft_shadow_is_wall_and_a_dark_coat_is_not),
		cmocka_unit_test(
			a_shadow_beside_dark_clothes_is_wall_down_to_the_edge),
		cmocka_unit_test(shadow_that_a_head_cuts_off_is_wall),
		cmocka_unit_test(grey_hair_at_the_side_is_no_shadow),
	};

	return cmocka_run_group_tests_name("wall_model", tests, NULL, NULL);
}
