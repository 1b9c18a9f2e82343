/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "image/matte/loose_hair.h"

enum { W = 80, H = 100 };

static const struct image_box face = {25, 20, 30, 40};

/* A dark bob to row 56 before a light wall, frayed from row 52 on. */
struct scene {
	struct image rgb, small; /* rgb: twice as large */
	struct wall_model wall;
	struct plane edge;
};

static void paint_in(struct image *in, struct image_box box, uint8_t level)
{
	int x, y;

	for (y = box.y; y < box.y + box.height; y++)
		for (x = box.x; x < box.x + box.width; x++)
			memset(image_row(in, y) + 3 * x, level, 3);
}

static void paint(struct scene *s, struct image_box box, uint8_t level)
{
	const struct image_box full = {2 * box.x, 2 * box.y, 2 * box.width,
				       2 * box.height};

	paint_in(&s->small, box, level);
	paint_in(&s->rgb, full, level);
}

static void paint_wall(struct scene *s, uint8_t level)
{
	int c, i;

	for (c = 0; c < 3; c++)
		for (i = 0; i < W * H; i++)
			s->wall.rgb[c].data[i] = level;
}

static void find(const struct scene *s, struct mask *out)
{
	const struct loose_hair_from from = {&s->rgb, &s->small, &s->wall,
					     &s->edge, face};

	loose_hair_find(&from, out);
}

static void start(struct scene *s)
{
	struct error err = ERROR_INIT;
	struct mask person;
	int x, y, c;

	memset(s, 0, sizeof(*s));
	assert_int_equal(image_init(&s->small, W, H, 3, &err), 0);
	assert_int_equal(image_init(&s->rgb, 2 * W, 2 * H, 3, &err), 0);
	for (c = 0; c < 3; c++)
		plane_init(&s->wall.rgb[c], W, H);
	plane_init(&s->wall.distance, W, H);
	plane_init(&s->wall.texture, W, H);
	mask_init(&person, W, H);
	mask_rect(&person, (struct image_box){20, 10, 40, H - 10}, 1);
	mask_signed_distance(&person, &s->edge);
	mask_release(&person);
	paint_wall(s, 200);
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
	int c;

	image_release(&s->small);
	image_release(&s->rgb);
	for (c = 0; c < 3; c++)
		plane_release(&s->wall.rgb[c]);
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
	find(&s, &out);
	assert_int_equal(mask_row(&out, 55)[22], 1); /* inside */
	assert_int_equal(mask_row(&out, 58)[18], 1); /* and out */
	assert_int_equal(mask_row(&out, 55)[40], 0); /* the neck */
	assert_int_equal(mask_row(&out, 70)[22], 0);
	mask_release(&out);
	end(&s);
}

/* Down to row 73. */
static void lengthen_fray(struct scene *s)
{
	int x, y;

	for (y = 64; y < 74; y++)
		for (x = 20; x < 30; x++) {
			plane_row(&s->wall.texture, y)[x] = 3;
			plane_row(&s->wall.distance, y)[x] = 4;
		}
}

/* Strands too thin to be dark: a few pixels on from hair that is, no more. */
static void wall_between_thin_strands_is_loose_near_hair(void **state)
{
	struct scene s;
	struct mask out;

	(void)state;
	start(&s);
	lengthen_fray(&s);
	find(&s, &out);
	assert_int_equal(mask_row(&out, 61)[24], 1);
	assert_int_equal(mask_row(&out, 66)[24], 0); /* a flowered shirt */
	mask_release(&out);
	end(&s);
}

/* Cloth as rough, but unlike the wall. */
static void cloth_under_hair_is_not_loose(void **state)
{
	struct scene s;
	struct mask out;
	int x, y;

	(void)state;
	start(&s);
	for (y = 58; y < 64; y++)
		for (x = 20; x < 30; x++)
			plane_row(&s.wall.distance, y)[x] = 9;
	find(&s, &out);
	assert_int_equal(mask_row(&out, 61)[24], 0);
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
	find(&s, &out);
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
	find(&s, &out);
	assert_int_equal(mask_count(&out), 0); /* the fray is on the left */
	mask_release(&out);
	end(&s);
}

/* Pixels that are loose above the fray. */
static int count_above(const struct mask *out)
{
	int x, y, n = 0;

	for (y = 0; y < 48; y++)
		for (x = 0; x < W; x++)
			n += mask_row(out, y)[x];
	return n;
}

/* Wall between curls, three rows under the outline of hair. */
static void wall_between_curls_is_a_pocket(void **state)
{
	const struct image_box pocket = {38, 13, 3, 2};
	struct scene s;
	struct mask out;

	(void)state;
	start(&s);
	paint(&s, pocket, 195);
	find(&s, &out);
	assert_int_equal(mask_row(&out, 14)[39], 1);
	assert_int_equal(mask_row(&out, 14)[46], 0);
	mask_release(&out);
	/* gloss: on the line to the wall, more than half way to the hair */
	paint(&s, pocket, 110);
	find(&s, &out);
	assert_int_equal(count_above(&out), 0);
	mask_release(&out);
	end(&s);
}

/* Half as wide as a small pixel, which mixes it with the hair beside it. */
static void a_pocket_may_be_narrow(void **state)
{
	const struct image_box flake = {78, 26, 1, 4}, mixed = {39, 13, 1, 2};
	struct scene s;
	struct mask out;

	(void)state;
	start(&s);
	paint_in(&s.rgb, flake, 190);
	paint_in(&s.small, mixed, 110);
	find(&s, &out);
	assert_int_equal(mask_row(&out, 14)[39], 1);
	assert_int_equal(mask_row(&out, 14)[46], 0);
	mask_release(&out);
	end(&s);
}

/* Whether a pale box among hair is loose before a wall of some level. */
static bool is_loose(struct image_box box, uint8_t wall, bool hangs)
{
	struct scene s;
	struct mask out;
	bool is;

	start(&s);
	paint_wall(&s, wall);
	if (!hangs)
		paint(&s, (struct image_box){20, 44, 40, 10}, 150);
	paint(&s, box, wall - 5);
	find(&s, &out);
	is = mask_row(&out, box.y)[box.x];
	mask_release(&out);
	end(&s);
	return is;
}

/* Gloss gets as light as a grey wall, on the crown and on short hair. */
static void a_darker_wall_shows_through_hair_that_hangs(void **state)
{
	const struct image_box beside = {22, 36, 3, 2}, crown = {38, 13, 3, 2};

	(void)state;
	assert_true(is_loose(beside, 160, true));
	assert_false(is_loose(beside, 160, false));
	assert_false(is_loose(crown, 160, true));
	assert_true(is_loose(crown, 200, true));
	/* too little darker than such a wall is the hair */
	assert_false(is_loose(beside, 130, true));
}

/* Pale skin before a pale wall: the forehead, and an ear under short hair. */
static void skin_beside_hair_is_no_pocket(void **state)
{
	const struct image_box temple = {27, 22, 2, 3}, ear = {22, 36, 3, 2};

	(void)state;
	assert_false(is_loose(temple, 200, true));
	assert_true(is_loose(ear, 200, true));
	assert_false(is_loose(ear, 200, false));
}

/* A pale sleeve beside hair: as like the wall, but hair on one side only. */
static void what_hair_does_not_go_around_is_none(void **state)
{
	struct scene s;
	struct mask out;

	(void)state;
	start(&s);
	paint(&s, (struct image_box){20, 12, 8, 30}, 190);
	find(&s, &out);
	assert_int_equal(count_above(&out), 0);
	mask_release(&out);
	end(&s);
}

static const struct image_box below_chin = {22, 66, 3, 2};
static const struct image_box shoulders = {0, 75, W, H - 75};

/* A person in dark hair, with a pale place near the wall below the chin. */
static void draw_below_chin(struct scene *s)
{
	const struct image_box head = {20, 10, 40, H - 10};
	struct mask person;

	start(s);
	plane_release(&s->edge);
	mask_init(&person, W, H);
	mask_rect(&person, head, 1);
	mask_rect(&person, shoulders, 1);
	mask_signed_distance(&person, &s->edge);
	mask_release(&person);
	paint(s, head, 30);
	paint(s, below_chin, 195);
}

static bool is_pocket(struct scene *s)
{
	struct mask out;
	bool is;

	find(s, &out);
	is = mask_row(&out, 67)[23];
	mask_release(&out);
	return is;
}

/* Below the chin it may be a sleeve, but not beside dark shoulders. */
static void shoulders_tell_pockets_from_sleeves(void **state)
{
	struct scene s;

	(void)state;
	draw_below_chin(&s);
	paint(&s, shoulders, 180);
	assert_false(is_pocket(&s));
	paint(&s, shoulders, 30);
	assert_true(is_pocket(&s));
	end(&s);
}

/* Short hair: dark around a pale place below the chin is a suit's collar. */
static void a_collar_in_a_dark_suit_is_no_pocket(void **state)
{
	struct scene s;

	(void)state;
	draw_below_chin(&s);
	paint(&s, shoulders, 30);
	assert_true(is_pocket(&s)); /* hair hangs beside the cheek */
	paint(&s, (struct image_box){20, 44, 40, 10}, 150);
	assert_false(is_pocket(&s));
	end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frayed_ends_of_long_hair_are_loose),
		cmocka_unit_test(wall_between_thin_strands_is_loose_near_hair),
		cmocka_unit_test(cloth_under_hair_is_not_loose),
		cmocka_unit_test(without_hanging_hair_nothing_is_loose),
		cmocka_unit_test(one_side_says_nothing_of_the_other),
		cmocka_unit_test(wall_between_curls_is_a_pocket),
		cmocka_unit_test(a_pocket_may_be_narrow),
		cmocka_unit_test(a_darker_wall_shows_through_hair_that_hangs),
		cmocka_unit_test(skin_beside_hair_is_no_pocket),
		cmocka_unit_test(what_hair_does_not_go_around_is_none),
		cmocka_unit_test(shoulders_tell_pockets_from_sleeves),
		cmocka_unit_test(a_collar_in_a_dark_suit_is_no_pocket),
	};

	return cmocka_run_group_tests_name("loose_hair", tests, NULL, NULL);
}
