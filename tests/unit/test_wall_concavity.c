/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "image/matte/wall_concavity.h"

enum { W = 60, H = 80 };

static const struct image_box face = {10, 20, 40, 40};

/*
 * Wall everywhere but a block of person, which the wall's growth was kept
 * out of: columns 20 to 49 at first, so that the right part can be a bay.
 */
static void start(struct wall_model *w)
{
	int x, y;

	memset(w, 0, sizeof(*w));
	plane_init(&w->distance, W, H);
	plane_init(&w->texture, W, H);
	mask_init(&w->sure, W, H);
	mask_init(&w->shadow, W, H);
	mask_rect(&w->sure, (struct image_box){0, 0, W, H}, 1);
	mask_rect(&w->sure, (struct image_box){20, 10, 30, 70}, 0);
	for (y = 10; y < H; y++)
		for (x = 20; x < 50; x++)
			plane_row(&w->distance, y)[x] = 20;
}

static void set(struct plane *p, struct image_box box, float value)
{
	int x, y;

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++)
			plane_row(p, y)[x] = value;
}

static void end(struct wall_model *w)
{
	plane_release(&w->distance);
	plane_release(&w->texture);
	mask_release(&w->sure);
	mask_release(&w->shadow);
}

/* Beside a cheek, with an edge to it. */
static void wall_up_to_a_clear_edge_is_wall(void **state)
{
	struct wall_model w;

	(void)state;
	start(&w);
	set(&w.distance, (struct image_box){41, 25, 9, 20}, 1);
	wall_concavity_add(&w, face);
	assert_int_equal(mask_row(&w.sure, 35)[45], 1);
	assert_int_equal(mask_row(&w.sure, 35)[39], 0);
	end(&w);
}

/* Far from the wall's colour, and a shadow's for all that. */
static void shade_up_to_a_clear_edge_is_wall(void **state)
{
	struct wall_model w;

	(void)state;
	start(&w);
	set(&w.distance, (struct image_box){41, 25, 9, 20}, 9);
	wall_concavity_add(&w, face);
	assert_int_equal(mask_row(&w.sure, 35)[45], 0);
	mask_rect(&w.shadow, (struct image_box){41, 25, 9, 20}, 1);
	wall_concavity_add(&w, face);
	assert_int_equal(mask_row(&w.sure, 35)[45], 1);
	assert_true(plane_row(&w.distance, 35)[45] < 2);
	end(&w);
}

/* Pale skin: less and less like the wall, and nowhere an edge. */
static void a_slope_without_an_edge_stays(void **state)
{
	struct wall_model w;
	int i;

	(void)state;
	start(&w);
	for (i = 0; i < 24; i++)
		set(&w.distance, (struct image_box){26 + i, 25, 1, 20},
		    (float)(24 - i) / 4);
	wall_concavity_add(&w, face);
	assert_int_equal(mask_row(&w.sure, 35)[45], 0);
	end(&w);
}

static void the_middle_of_a_face_is_no_wall(void **state)
{
	struct wall_model w;

	(void)state;
	start(&w);
	set(&w.distance, (struct image_box){25, 25, 25, 20}, 1);
	wall_concavity_add(&w, face);
	assert_int_equal(mask_row(&w.sure, 35)[45], 0);
	end(&w);
}

static void what_does_not_join_the_wall_stays(void **state)
{
	struct wall_model w;

	(void)state;
	start(&w);
	set(&w.distance, (struct image_box){40, 25, 6, 20}, 1);
	wall_concavity_add(&w, face);
	assert_int_equal(mask_row(&w.sure, 35)[43], 0);
	end(&w);
}

/* Grey hair before a grey wall: here and there smooth, mostly the person's. */
static void a_place_mostly_behind_edges_stays(void **state)
{
	struct wall_model w;
	int y;

	(void)state;
	start(&w);
	for (y = 25; y < 45; y += 4)
		set(&w.distance, (struct image_box){41, y, 7, 2}, 1);
	set(&w.distance, (struct image_box){41, 25, 2, 20}, 1);
	set(&w.distance, (struct image_box){46, 25, 4, 3}, 1);
	wall_concavity_add(&w, face);
	assert_int_equal(mask_row(&w.sure, 35)[42], 0);
	end(&w);
}

static void rough_places_and_clothes_stay(void **state)
{
	struct wall_model w;

	(void)state;
	start(&w);
	set(&w.distance, (struct image_box){41, 25, 9, 20}, 1);
	set(&w.texture, (struct image_box){41, 25, 9, 20}, 3);
	set(&w.distance, (struct image_box){41, 62, 9, 15}, 1);
	wall_concavity_add(&w, face);
	assert_int_equal(mask_row(&w.sure, 35)[45], 0);
	assert_int_equal(mask_row(&w.sure, 70)[45], 0);
	end(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wall_up_to_a_clear_edge_is_wall),
		cmocka_unit_test(shade_up_to_a_clear_edge_is_wall),
		cmocka_unit_test(a_slope_without_an_edge_stays),
		cmocka_unit_test(the_middle_of_a_face_is_no_wall),
		cmocka_unit_test(what_does_not_join_the_wall_stays),
		cmocka_unit_test(a_place_mostly_behind_edges_stays),
		cmocka_unit_test(rough_places_and_clothes_stay),
	};

	return cmocka_run_group_tests_name("wall_concavity", tests, NULL, NULL);
}
