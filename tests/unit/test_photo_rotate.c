/* SPDX-License-Identifier: MIT */
/* Tilted heads straightened as far as the policy allows. */
#include "support/unit.h"

#include <math.h>

#include "codec/picture/jpeg.h"
#include "image/pixel/rotate.h"
#include "support/engine.h"
#include "support/faults.h"

/* Room around the sitter as a photographer leaves it. */
static void tilted(struct fault_photo *p, const struct photo_engine *engine,
		   uint64_t seed, double tilt)
{
	faults_start(p, engine);
	sitter_person(seed, &p->person);
	sitter_shot_default(seed, &p->shot);
	sitter_shot_scale(&p->shot, 960, 1280);
	p->shot.face_width *= 0.8;
	sitter_shot_wall(&p->shot, SITTER_WALL_GREY, seed);
	p->shot.tilt = tilt;
}

static void make(struct fault_photo *p, struct photo_made *made)
{
	faults_encode(p);
	photo_make(
		p->engine, &p->profile, &p->options,
		&(struct photo_input){p->bytes.data, p->bytes.size, p->name, 0},
		made);
	image_release(&p->rgb);
	buf_release(&p->bytes);
}

static void the_eyes_are_level_afterwards(void **state)
{
	static const struct {
		uint64_t seed;
		double tilt;
	} cases[] = {{1, 8}, {1, -8}, {2, 7}, {6, 8}, {9, -8}};
	struct sitter_truth truth = SITTER_TRUTH_INIT;
	struct error err = ERROR_INIT;
	struct photo_made made;
	struct fault_photo p;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		tilted(&p, *state, cases[i].seed, cases[i].tilt);
		p.profile.policy.rotate = 12;
		assert_int_equal(
			sitter_render(&p.person, &p.shot, &p.rgb, &truth, &err),
			0);
		make(&p, &made);
		print_message("%.2f turned by %.2f, %.2f left\n", truth.tilt,
			      made.frame.rotate, made.result.tilt);
		assert_int_equal(made.status, PHOTO_MADE);
		assert_true(findings_has(&made.findings, "MAT-ROTATED"));
		assert_false(findings_has(&made.findings, "MAT-TILT"));
		assert_true(fabs(made.frame.rotate - truth.tilt) <= 0.5);
		assert_true(fabs(made.result.tilt) <= 0.5);
		assert_false(findings_has(&made.result.findings, "GEO-TILT"));
		photo_make_release(&made);
		sitter_truth_release(&truth);
	}
}

static bool is_blue(const struct image *rgb, int x, int y)
{
	const uint8_t *p = image_row(rgb, y) + 3 * x;

	return abs(p[0] - 100) <= 2 && abs(p[1] - 197) <= 2 &&
	       abs(p[2] - 255) <= 2;
}

/* A corner of the output in pixels of the source. */
static void corner(const struct photo_made *made, int x, double out[2])
{
	struct rotation turn = {made->frame.rotate, 480, 640};

	rotate_back(&turn, made->frame.x + x / made->frame.scale, made->frame.y,
		    out);
}

/* The frame is as wide as the source: turning leaves corners without any. */
static void corners_without_source_become_wall(void **state)
{
	struct jpeg_read full = {3, 0, 0};
	struct image rgb = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct photo_made made;
	struct fault_photo p;
	double at[2];
	int y;

	tilted(&p, *state, 1, 8);
	p.shot.face_width = 380;
	p.shot.eye_line = 420;
	p.profile.policy.rotate = 12;
	make(&p, &made);
	assert_int_equal(made.status, PHOTO_MADE);
	assert_true(made.frame.rotate > 5);
	corner(&made, 0, at);
	print_message("the corner is at %.0f, %.0f\n", at[0], at[1]);
	assert_true(at[0] < -5 || at[1] < -5);
	assert_int_equal(
		jpeg_read(made.jpeg.data, made.jpeg.size, &full, &rgb, &err),
		0);
	for (y = 0; y < 120; y++)
		assert_true(is_blue(&rgb, 0, y) && is_blue(&rgb, 479, y));
	image_release(&rgb);
	photo_make_release(&made);
}

static void the_limit_is_kept(void **state)
{
	static const double limits[] = {0, 6};
	struct photo_made made;
	struct fault_photo p;
	size_t i;

	for (i = 0; i < 2; i++) {
		tilted(&p, *state, 1, 8);
		p.profile.policy.rotate = limits[i];
		make(&p, &made);
		assert_int_equal(made.status, PHOTO_REFUSED);
		assert_int_equal(
			findings_find(&made.source.findings, "GEO-TILT")
				->severity,
			FINDING_ERROR);
		photo_make_release(&made);
		tilted(&p, *state, 1, 8);
		p.profile.policy.rotate = limits[i];
		p.options.force = true;
		make(&p, &made);
		assert_int_equal(made.status, PHOTO_MADE);
		assert_true(made.frame.rotate == 0);
		assert_true(findings_has(&made.findings, "MAT-TILT"));
		assert_false(findings_has(&made.findings, "MAT-ROTATED"));
		photo_make_release(&made);
	}
}

static void a_level_head_is_left_alone(void **state)
{
	struct photo_made made, same;
	struct fault_photo p;

	tilted(&p, *state, 1, 2);
	make(&p, &made);
	tilted(&p, *state, 1, 2);
	p.profile.policy.rotate = 12;
	make(&p, &same);
	assert_true(same.frame.rotate == 0);
	assert_int_equal(made.jpeg.size, same.jpeg.size);
	assert_memory_equal(made.jpeg.data, same.jpeg.data, made.jpeg.size);
	photo_make_release(&made);
	photo_make_release(&same);
}

/* Nothing could fill the corners of a wall that stays. */
static void a_wall_that_stays_is_not_turned(void **state)
{
	struct photo_made made;
	struct fault_photo p;

	tilted(&p, *state, 1, 8);
	p.profile.policy.rotate = 12;
	p.options.keep_background = true;
	make(&p, &made);
	assert_int_equal(made.status, PHOTO_REFUSED);
	assert_true(made.frame.rotate == 0);
	assert_true(findings_has(&made.findings, "MAT-TILT"));
	photo_make_release(&made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_eyes_are_level_afterwards),
		cmocka_unit_test(corners_without_source_become_wall),
		cmocka_unit_test(the_limit_is_kept),
		cmocka_unit_test(a_level_head_is_left_alone),
		cmocka_unit_test(a_wall_that_stays_is_not_turned),
	};

	return cmocka_run_group_tests_name("photo_rotate", tests, engine_open,
					   engine_close);
}
