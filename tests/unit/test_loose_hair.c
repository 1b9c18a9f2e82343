/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "image/matte/loose_hair.h"

enum { W = 80, H = 100 };

static const struct image_box face = {25, 20, 30, 40};

/* A dark bob to row 56 before a light wall, frayed from row 52 on. */
struct scene {
	struct image small;
	struct wall_model wall;
	struct plane edge;
};

static void paint(struct scene *s, struct image_box box, uint8_t level)
{
	int x, y;

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++)
			memset(image_row(&s->small, y) + 3 * x, level, 3);
}

static void start(struct scene *s)
{
	struct error err = ERROR_INIT;
	struct mask person;
	int x, y;

	memset(s, 0, sizeof(*s));
	assert_int_equal(image_init(&s->small, W, H, 3, &err), 0);
	plane_init(&s->wall.rgb[1], W, H);
	plane_init(&s->wall.distance, W, H);
	plane_init(&s->wall.texture, W, H);
	mask_init(&person, W, H);
	mask_rect(&person, (struct image_box){20, 10, 40, H - 10}, 1);
	mask_signed_distance(&person, &s->edge);
	mask_release(&person);
	for (y = 0; y < H; y++)
		for (x = 0; x < W; x++)
			plane_row(&s->wall.rgb[1], y)[x] = 200;
	paint(s, (struct image_box){0, 0, W, H}, 200);
	paint(s, (struct image_box){20, 10, 40, 46}, 30);
	for (y = 52; y < 64; y++) {
		for (x = 16; x < 30; x++) {
			plane_row(&s->wall.texture, y)[x] = 3;
			plane_row(&s->wall.distance, y)[x] = 4;
		}
	}
}

static void end(struct scene *s)
{
	image_release(&s->small);
	plane_release(&s->wall.rgb[1]);
	plane_release(&s->wall.distance);
	plane_release(&s->wall.texture);
	plane_release(&s->edge);
}

static void frayed_ends_of_long_hair_are_loose(void **state)
{
	struct scene s;
	struct mask out;

	(void)state;
	start(&s);
	loose_hair_find(&s.small, &s.wall, &s.edge, face, &out);
	assert_int_equal(mask_row(&out, 55)[22], 1); /* inside */
	assert_int_equal(mask_row(&out, 58)[18], 1); /* and out */
	assert_int_equal(mask_row(&out, 55)[40], 0); /* the neck */
	assert_int_equal(mask_row(&out, 70)[22], 0);
	mask_release(&out);
	end(&s);
}

/* The same fray below cheeks of skin: a collar, a shirt's flowers. */
static void without_hanging_hair_nothing_is_loose(void **state)
{
	struct scene s;
	struct mask out;

	(void)state;
	start(&s);
	paint(&s, (struct image_box){20, 40, 40, 12}, 150);
	loose_hair_find(&s.small, &s.wall, &s.edge, face, &out);
	assert_int_equal(mask_count(&out), 0);
	mask_release(&out);
	end(&s);
}

static void one_side_says_nothing_of_the_other(void **state)
{
	struct scene s;
	struct mask out;

	(void)state;
	start(&s);
	paint(&s, (struct image_box){20, 40, 20, 12}, 150);
	loose_hair_find(&s.small, &s.wall, &s.edge, face, &out);
	assert_int_equal(mask_count(&out), 0); /* the fray is on the left */
	mask_release(&out);
	end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frayed_ends_of_long_hair_are_loose),
		cmocka_unit_test(without_hanging_hair_nothing_is_loose),
		cmocka_unit_test(one_side_says_nothing_of_the_other),
	};

	return cmocka_run_group_tests_name("loose_hair", tests, NULL, NULL);
}
