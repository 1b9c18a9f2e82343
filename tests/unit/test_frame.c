/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include "rules/frame.h"

static struct frame solve(struct frame_head head)
{
	struct profile p;
	struct frame f;

	profile_init(&p, "test");
	frame_solve(&p, &head, &f);
	return f;
}

/* 1200 x 1600: crown 250, eyes 650, face 480 wide, in the middle. */
static const struct frame_head usual = {1200, 1600, 250, 650, 480, 600};

static void a_usual_head_fits_every_window(void **state)
{
	struct frame f = solve(usual);

	(void)state;
	assert_int_equal(f.miss, FRAME_FITS);
	assert_in_range((int)f.head_top, 50, 110);
	assert_in_range((int)f.eye_line, 200, 300);
	assert_in_range((int)f.face_width, 180, 300);
	assert_true(f.scale <= 1);
	/* one scale, one offset */
	assert_true(fabs((650 - f.y) * f.scale - f.eye_line) < 1e-6);
	assert_true(fabs((600 - f.x) * f.scale - 240) < 1e-6);
	/* nothing below the source */
	assert_true(f.y + 640 / f.scale <= 1600 + 1e-6);
}

static void a_small_head_is_never_enlarged(void **state)
{
	struct frame_head h = {600, 800, 200, 330, 150, 300};
	struct frame f = solve(h);

	(void)state;
	assert_true(f.scale <= 1);
	assert_int_equal(f.miss, FRAME_SMALL);
	/* 180 and the margin */
	assert_true(fabs(f.by - 34) < 1);
}

/* Every limit of the national photo, from heads that reach for it. */
static void the_frame_keeps_off_the_limits(void **state)
{
	double drop, low;
	int made = 0;

	(void)state;
	for (drop = 200; drop <= 420; drop += 4)
		for (low = 700; low <= 1600; low += 20) {
			struct frame_head h = {1200,	   low, 260,
					       260 + drop, 440, 600};
			struct frame f = solve(h);

			if (f.miss != FRAME_FITS)
				continue;
			made++;
			assert_true(f.head_top > 54 - 1e-9 &&
				    f.head_top < 106 + 1e-9);
			assert_true(f.eye_line > 204 - 1e-9 &&
				    f.eye_line < 296 + 1e-9);
			assert_true(f.face_width > 184 - 1e-9 &&
				    f.face_width < 296 + 1e-9);
		}
	assert_true(made > 100);
}

static void a_head_cut_short_below_is_told(void **state)
{
	struct frame_head h = {1200, 900, 250, 650, 480, 600};
	struct frame f = solve(h);

	(void)state;
	assert_int_equal(f.miss, FRAME_BOTTOM);
	assert_true(f.by > 10);
}

static void high_hair_gives_up_a_window_and_says_which(void **state)
{
	/* crown to eyes 2.2 face widths: no scale does both */
	struct frame_head h = {1200, 2400, 100, 1156, 480, 600};
	struct frame f = solve(h);

	(void)state;
	assert_true(f.miss == FRAME_HEAD || f.miss == FRAME_FACE);
	assert_true(f.by > 0);
}

static void the_shoulders_are_kept_inside_when_they_can_be(void **state)
{
	struct frame_head h = usual;
	struct frame f;

	(void)state;
	h.width = 1000;
	h.centre = 500;
	f = solve(h);
	assert_int_equal(f.miss, FRAME_FITS);
	assert_true(f.outside < 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_usual_head_fits_every_window),
		cmocka_unit_test(a_small_head_is_never_enlarged),
		cmocka_unit_test(the_frame_keeps_off_the_limits),
		cmocka_unit_test(a_head_cut_short_below_is_told),
		cmocka_unit_test(high_hair_gives_up_a_window_and_says_which),
		cmocka_unit_test(
			the_shoulders_are_kept_inside_when_they_can_be),
	};

	return cmocka_run_group_tests_name("frame", tests, NULL, NULL);
}
