/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "image/matte/confidence.h"

enum { W = 60, H = 80 };

static const struct image_box face = {15, 20, 30, 40};

/* A round head on shoulders, and nothing to see but its outline. */
struct scene {
	struct segment segment;
	struct plane lab[3];
	struct wall_model wall; /* only its colour, 0, and no shadow */
};

static void start(struct scene *s)
{
	int c, i;

	mask_init(&s->segment.person, W, H);
	mask_ellipse(&s->segment.person, (const double[2]){30, 35},
		     (const double[2]){15, 24}, 1);
	mask_rect(&s->segment.person, (struct image_box){5, 58, 50, 22}, 1);
	mask_copy(&s->segment.person, &s->segment.by_wall);
	mask_init(&s->wall.shadow, W, H);
	for (c = 0; c < 3; c++) {
		plane_init(&s->lab[c], W, H);
		plane_init(&s->wall.model[c], W, H);
		for (i = 0; i < W * H; i++)
			s->lab[c].data[i] = s->segment.person.data[i] * 50;
	}
}

static void find(struct scene *s, struct matte_confidence *d)
{
	int c;

	*d = (struct matte_confidence){0};
	matte_confidence_find(s->lab, &s->segment, &s->wall, face, d);
	segment_release(&s->segment);
	mask_release(&s->wall.shadow);
	for (c = 0; c < 3; c++) {
		plane_release(&s->lab[c]);
		plane_release(&s->wall.model[c]);
	}
}

static void a_clear_head_is_without_doubt(void **state)
{
	struct scene s;
	struct matte_confidence d;

	(void)state;
	start(&s);
	find(&s, &d);
	assert_true(d.disagreement == 0);
	assert_true(d.no_edge == 0);
	assert_true(d.hull_gap < 0.05);
	assert_true(matte_confidence_sum(&d) > 0.7);
}

/* Patches of the wall's colour in a person: a few pixels are usual. */
static void old_wall_in_the_person_is_a_doubt(void **state)
{
	struct matte_confidence few = {.wall_rest = 0.004};
	struct matte_confidence much = {.wall_rest = 0.012};

	(void)state;
	assert_true(matte_confidence_sum(&few) > 0.99);
	assert_true(matte_confidence_sum(&much) < 0.5);
	/* of patches that may be a collar none that is small counts */
	few = (struct matte_confidence){.wall_patch = 0.005};
	much = (struct matte_confidence){.wall_patch = 0.009};
	assert_true(matte_confidence_sum(&few) > 0.99);
	assert_true(matte_confidence_sum(&much) < 0.5);
}

static void a_bite_out_of_the_hair_is_a_dent(void **state)
{
	struct scene s;
	struct matte_confidence d;

	(void)state;
	start(&s);
	mask_rect(&s.segment.person, (struct image_box){22, 5, 10, 15}, 0);
	find(&s, &d);
	assert_true(d.hull_gap > 0.1);
	assert_true(matte_confidence_sum(&d) < 0.5);
}

static void an_outline_that_the_picture_does_not_show_is_soft(void **state)
{
	struct scene s;
	struct matte_confidence d;

	(void)state;
	start(&s);
	memset(s.lab[0].data, 0, W * H * sizeof(float));
	memset(s.lab[1].data, 0, W * H * sizeof(float));
	memset(s.lab[2].data, 0, W * H * sizeof(float));
	find(&s, &d);
	assert_true(d.no_edge == 1);
	assert_true(matte_confidence_sum(&d) == 0);
}

/* A shoulder, and the wall above it, of one colour; darker: than the wall. */
static void hide_shoulder(struct scene *s, float darker)
{
	int x, y, c;

	for (y = 50; y < 70; y++)
		for (x = 40; x < W; x++) {
			for (c = 0; c < 3; c++)
				plane_row(&s->lab[c], y)[x] = 30;
			plane_row(&s->wall.model[0], y)[x] = 30 + darker;
			mask_row(&s->wall.shadow, y)[x] = 1;
		}
}

static void a_shoulder_lost_in_the_shadow_is_a_doubt(void **state)
{
	struct matte_confidence lit, dark;
	struct scene s;

	(void)state;
	start(&s);
	hide_shoulder(&s, 5);
	find(&s, &lit);
	start(&s);
	hide_shoulder(&s, 20);
	find(&s, &dark);
	assert_true(lit.no_edge == dark.no_edge);
	assert_true(lit.blurred == 0);
	assert_true(dark.blurred > 0.2);
	assert_true(matte_confidence_sum(&dark) < 0.5);
	assert_true(matte_confidence_sum(&lit) > 0.5);
}

static void the_cut_against_the_distance_is_doubt(void **state)
{
	struct scene s;
	struct matte_confidence d;

	(void)state;
	start(&s);
	mask_rect(&s.segment.by_wall, (struct image_box){0, 58, W, 22}, 0);
	find(&s, &d);
	assert_true(d.disagreement > 0.3);
	assert_true(matte_confidence_sum(&d) < 0.5);
}

static void an_outline_drawn_twice_may_be_soft_in_part(void **state)
{
	struct matte_confidence agreed = {.disagreement = 0.006,
					  .no_edge = 0.15};
	struct matte_confidence disputed = {.disagreement = 0.03,
					    .no_edge = 0.15};
	struct matte_confidence softer = {.disagreement = 0.006,
					  .no_edge = 0.4};

	(void)state;
	assert_true(matte_confidence_sum(&agreed) > 0.8);
	assert_true(matte_confidence_sum(&disputed) < 0.5);
	assert_true(matte_confidence_sum(&softer) < 0.5);
}

static void past_some_percent_two_outlines_are_one_wrong_one(void **state)
{
	struct matte_confidence some = {.disagreement = 0.03},
				more = {.disagreement = 0.06};

	(void)state;
	assert_true(matte_confidence_sum(&some) > 0.85);
	assert_true(matte_confidence_sum(&more) < 0.4);
}

/* Hair to the chin; below it half of hair and wall was taken for person. */
static void wall_among_the_ends_of_hair_is_doubt(void **state)
{
	static const float between[2] = {50, 25};
	double ends[2];
	int i, x, y, c;

	(void)state;
	for (i = 0; i < 2; i++) {
		struct scene s;
		struct matte_confidence d;

		start(&s);
		mask_rect(&s.segment.person, (struct image_box){14, 40, 32, 28},
			  1);
		for (y = 40; y < 68; y++)
			for (x = 14; x < 46; x++)
				for (c = 0; c < 3; c++)
					s.lab[c].data[y * W + x] =
						y < 56 ? 50 : between[i];
		for (x = 72 * W; x < H * W; x++)
			s.lab[1].data[x] = 40;
		find(&s, &d);
		ends[i] = d.hair_ends;
	}
	assert_true(ends[0] < 0.005);
	assert_true(ends[1] > 0.03);
}

static void no_person_at_all_is_no_crash(void **state)
{
	struct scene s;
	struct matte_confidence d;

	(void)state;
	start(&s);
	memset(s.segment.person.data, 0, W * H);
	find(&s, &d);
	assert_true(matte_confidence_sum(&d) == 0);
}

/* A dent in the head, of so much less light than the wall. */
static double bite_of(float darker)
{
	const struct image_box dent = {14, 26, 8, 8};
	struct matte_confidence d;
	struct scene s;
	int i;

	start(&s);
	mask_rect(&s.segment.person, dent, 0);
	for (i = 0; i < W * H; i++) {
		s.wall.model[0].data[i] = 80;
		if (!s.segment.person.data[i])
			s.lab[0].data[i] = 80 - darker;
	}
	find(&s, &d);
	return d.bite;
}

/* Between tufts of hair the wall is bare. */
static void a_dent_darker_than_the_wall_is_a_doubt(void **state)
{
	struct matte_confidence none, much;

	(void)state;
	assert_true(bite_of(0) == 0);
	assert_true(bite_of(30) > 0.02);
	assert_true(bite_of(30) < 0.06);
	none = (struct matte_confidence){.bite = 0.008};
	much = (struct matte_confidence){.bite = 0.014};
	assert_true(matte_confidence_sum(&none) == 1);
	assert_true(matte_confidence_sum(&much) < 0.5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clear_head_is_without_doubt),
		cmocka_unit_test(old_wall_in_the_person_is_a_doubt),
		cmocka_unit_test(a_bite_out_of_the_hair_is_a_dent),
		cmocka_unit_test(
			an_outline_that_the_picture_does_not_show_is_soft),
		cmocka_unit_test(a_shoulder_lost_in_the_shadow_is_a_doubt),
		cmocka_unit_test(the_cut_against_the_distance_is_doubt),
		cmocka_unit_test(an_outline_drawn_twice_may_be_soft_in_part),
		cmocka_unit_test(
			past_some_percent_two_outlines_are_one_wrong_one),
		cmocka_unit_test(wall_among_the_ends_of_hair_is_doubt),
		cmocka_unit_test(no_person_at_all_is_no_crash),
		cmocka_unit_test(a_dent_darker_than_the_wall_is_a_doubt),
	};

	return cmocka_run_group_tests_name("matte_confidence", tests, NULL,
					   NULL);
}
