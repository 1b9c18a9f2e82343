/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include "image/align/align.h"
#include "support/attack.h"
#include "support/scene.h"

static const struct image_box face_box = {110, 150, 250, 250};

static struct align_face *prepared(const struct image *im, struct image_box box)
{
	struct error err = ERROR_INIT;
	struct align_face *f = align_prepare(im, box, &err);

	assert_non_null(f);
	return f;
}

static void compare(const struct image *a, struct image_box box_a,
		    const struct image *b, struct image_box box_b,
		    struct align_result *r)
{
	struct align_face *fa = prepared(a, box_a), *fb = prepared(b, box_b);

	align_compare(fa, fb, r);
	align_free(fb);
	align_free(fa);
}

static void a_photo_is_the_same_as_itself(void **state)
{
	struct image im = IMAGE_INIT;
	struct align_result r;
	int i;

	(void)state;
	scene_draw(&im, 480, 640, 1);
	compare(&im, face_box, &im, face_box, &r);
	assert_int_equal(align_verdict(&r, &align_limits_default), ALIGN_SAME);
	assert_true(r.score > 99.9);
	assert_false(r.mirrored);
	for (i = 0; i < 6; i++)
		assert_true(fabs(r.map[i] - (i == 0 || i == 4)) < .05);
	assert_true(r.blocks_across > 5 && r.blocks_down > 7);
	image_release(&im);
}

static void other_scenes_are_different(void **state)
{
	struct image a = IMAGE_INIT, b = IMAGE_INIT;
	struct align_result r;
	uint32_t seed;

	(void)state;
	scene_draw(&a, 480, 640, 1);
	for (seed = 2; seed < 12; seed++) {
		scene_draw(&b, 480, 640, seed);
		compare(&a, face_box, &b, face_box, &r);
		assert_int_equal(align_verdict(&r, &align_limits_default),
				 ALIGN_DIFFERENT);
		image_release(&b);
	}
	image_release(&a);
}

static void every_attack_is_caught(void **state)
{
	struct image im = IMAGE_INIT, made = IMAGE_INIT;
	struct align_result r;
	struct image_box box;
	int kind, level;

	(void)state;
	scene_draw(&im, 480, 640, 3);
	for (kind = 0; kind < ATTACKS; kind++)
		for (level = 0; level < 2; level++) {
			/* what these hide is hidden from people too */
			if (level == 1 &&
			    (kind == ATTACK_WATERMARK || kind == ATTACK_SEAL ||
			     kind == ATTACK_COMBO))
				continue;
			box = face_box;
			attack_make((enum attack)kind, level, 5, &im, &box,
				    &made);
			compare(&im, face_box, &made, box, &r);
			if (align_verdict(&r, &align_limits_default) ==
			    ALIGN_DIFFERENT)
				fail_msg("%s %d: M %.3f",
					 attack_name((enum attack)kind), level,
					 r.measure);
			image_release(&made);
		}
	image_release(&im);
}

static void a_mirrored_copy_is_the_same_and_says_so(void **state)
{
	struct image im = IMAGE_INIT, flipped = IMAGE_INIT;
	struct align_result r;

	(void)state;
	scene_draw(&im, 470, 640, 4);
	assert_int_equal(image_copy(&im, &flipped, NULL), 0);
	assert_int_equal(image_orient(&flipped, 2, NULL), 0);
	compare(&im, face_box, &flipped, face_box, &r);
	assert_int_equal(align_verdict(&r, &align_limits_default), ALIGN_SAME);
	assert_true(r.mirrored);
	assert_true(r.map[0] < -.95);
	image_release(&flipped);
	image_release(&im);
}

static void the_order_does_not_matter(void **state)
{
	struct image a = IMAGE_INIT, b = IMAGE_INIT;
	struct image_box box = face_box;
	struct align_result ab, ba;
	double x, y;

	(void)state;
	scene_draw(&a, 480, 640, 6);
	attack_make(ATTACK_PRINT, 1, 9, &a, &box, &b);
	compare(&a, face_box, &b, box, &ab);
	compare(&b, box, &a, face_box, &ba);
	assert_memory_equal(&ab.measure, &ba.measure, sizeof(double));
	assert_int_not_equal(ab.blocks_of_second, ba.blocks_of_second);
	/* the maps undo each other */
	x = ab.map[0] * 50 + ab.map[1] * 90 + ab.map[2];
	y = ab.map[3] * 50 + ab.map[4] * 90 + ab.map[5];
	assert_true(fabs(ba.map[0] * x + ba.map[1] * y + ba.map[2] - 50) < .01);
	assert_true(fabs(ba.map[3] * x + ba.map[4] * y + ba.map[5] - 90) < .01);
	image_release(&b);
	image_release(&a);
}

static void turning_a_result_is_comparing_the_other_way(void **state)
{
	struct image a = IMAGE_INIT, b = IMAGE_INIT;
	struct image_box box = face_box;
	struct align_result ab, ba, turned;

	(void)state;
	scene_draw(&a, 480, 640, 12);
	attack_make(ATTACK_WARP, 0, 9, &a, &box, &b);
	compare(&a, face_box, &b, box, &ab);
	compare(&b, box, &a, face_box, &ba);
	align_turn(&ab, &turned);
	assert_memory_equal(&turned, &ba, sizeof(ba));
	image_release(&b);
	image_release(&a);
}

/* Another box of b's picture: the map is carried over, no guess is made. */
static void a_face_framed_anew_is_found_where_it_was(void **state)
{
	const struct image_box off = {135, 140, 262, 262};
	struct image im = IMAGE_INIT;
	struct align_face *a, *b, *framed;
	struct align_result first, again;
	int i;

	(void)state;
	scene_draw(&im, 480, 640, 13);
	a = prepared(&im, face_box);
	b = prepared(&im, off);
	framed = prepared(&im, face_box);
	align_compare(a, b, &first);
	align_compare_framed(a, b, &first, framed, &again);
	for (i = 0; i < 6; i++)
		assert_true(fabs(again.map[i] - (i == 0 || i == 4)) < .05);
	assert_true(again.measure > .99);
	align_free(framed);
	align_free(b);
	align_free(a);
	image_release(&im);
}

static void the_map_tells_where_the_box_was_off(void **state)
{
	struct image im = IMAGE_INIT;
	struct image_box off = {125, 150, 250, 250};
	struct align_result r;

	(void)state;
	scene_draw(&im, 480, 640, 7);
	compare(&im, face_box, &im, off, &r);
	/* 15 pixels of 345 are 6.96 of a patch of 160 */
	assert_true(fabs(r.map[2] + 15 * 160 / 345.0) < .15);
	assert_true(fabs(r.map[5]) < .15);
	image_release(&im);
}

static void the_block_map_shows_a_bar(void **state)
{
	struct image a = IMAGE_INIT, b = IMAGE_INIT;
	struct align_result r;
	int y, i, low = 0, high = 0;

	(void)state;
	scene_draw(&a, 480, 640, 8);
	assert_int_equal(image_copy(&a, &b, NULL), 0);
	for (y = 190; y < 250; y++)
		memset(image_row(&b, y) + 120, 5, 230);
	compare(&a, face_box, &b, face_box, &r);
	assert_int_not_equal(align_verdict(&r, &align_limits_default),
			     ALIGN_DIFFERENT);
	for (i = 0; i < r.blocks_across * r.blocks_down; i++) {
		low += r.blocks[i] >= -1 && r.blocks[i] < .5f;
		high += r.blocks[i] > .95f;
	}
	assert_in_range(low, 4, 40);
	assert_in_range(high, 20, 100);
	image_release(&b);
	image_release(&a);
}

static void a_photo_without_a_face_is_compared_whole(void **state)
{
	struct image a = IMAGE_INIT, b = IMAGE_INIT, other = IMAGE_INIT;
	struct image_box none = {0, 0, 0, 0}, box = face_box;
	struct align_result r;

	(void)state;
	scene_draw(&a, 480, 640, 9);
	attack_make(ATTACK_JPEG, 0, 1, &a, &box, &b);
	compare(&a, none, &b, none, &r);
	assert_int_equal(align_verdict(&r, &align_limits_default), ALIGN_SAME);
	scene_draw(&other, 480, 640, 10);
	compare(&a, none, &other, none, &r);
	assert_int_equal(align_verdict(&r, &align_limits_default),
			 ALIGN_DIFFERENT);
	image_release(&other);
	image_release(&b);
	image_release(&a);
}

static void hostile_boxes_and_pictures_are_taken(void **state)
{
	static const struct image_box boxes[] = {{0, 0, 1, 1},
						 {-40, -60, 80, 80},
						 {30, 30, 3, 300},
						 {2147483647, 0, 2147483647, 1},
						 {-2147483647 - 1, 5, 90, 90}};
	struct image flat = IMAGE_INIT, dot = IMAGE_INIT, long_one = IMAGE_INIT;
	struct align_result r;
	size_t i;

	(void)state;
	assert_int_equal(image_init(&flat, 60, 80, 1, NULL), 0);
	assert_int_equal(image_init(&dot, 1, 1, 1, NULL), 0);
	assert_int_equal(image_init(&long_one, 3000, 2, 1, NULL), 0);
	for (i = 0; i < sizeof(boxes) / sizeof(*boxes); i++) {
		compare(&flat, boxes[i], &dot, boxes[i], &r);
		assert_false(isnan(r.measure));
		compare(&long_one, boxes[i], &flat, face_box, &r);
		assert_false(isnan(r.measure));
	}
	image_release(&long_one);
	image_release(&dot);
	image_release(&flat);
}

static void an_empty_picture_is_an_error(void **state)
{
	struct image none = IMAGE_INIT;
	struct error err = ERROR_INIT;

	(void)state;
	assert_null(align_prepare(&none, face_box, &err));
	assert_int_equal(err.kind, ERROR_INPUT);
	align_free(NULL);
}

static void limits_divide_the_measure(void **state)
{
	struct align_limits limits = {.same = .9, .suspect = .5};
	struct align_result r = {.measure = .9};

	(void)state;
	assert_int_equal(align_verdict(&r, &limits), ALIGN_SAME);
	r.measure = .8999;
	assert_int_equal(align_verdict(&r, &limits), ALIGN_SUSPECT);
	r.measure = .4999;
	assert_int_equal(align_verdict(&r, &limits), ALIGN_DIFFERENT);
	assert_string_equal(align_verdict_name(ALIGN_SAME), "same");
	assert_string_equal(align_verdict_name(ALIGN_SUSPECT), "suspect");
	assert_string_equal(align_verdict_name(ALIGN_DIFFERENT), "different");
}

static void a_small_or_blurred_face_is_weak(void **state)
{
	struct image im = IMAGE_INIT, made = IMAGE_INIT;
	struct image_box box = face_box;
	struct align_result r;

	(void)state;
	scene_draw(&im, 480, 640, 11);
	compare(&im, face_box, &im, face_box, &r);
	assert_false(align_is_weak(&r));
	attack_make(ATTACK_SMALL, 1, 1, &im, &box, &made);
	compare(&im, face_box, &made, box, &r);
	assert_true(align_is_weak(&r));
	image_release(&made);
	box = face_box;
	attack_make(ATTACK_BLUR, 1, 1, &im, &box, &made);
	compare(&im, face_box, &made, box, &r);
	assert_true(align_is_weak(&r));
	image_release(&made);
	image_release(&im);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_photo_is_the_same_as_itself),
		cmocka_unit_test(other_scenes_are_different),
		cmocka_unit_test(every_attack_is_caught),
		cmocka_unit_test(a_mirrored_copy_is_the_same_and_says_so),
		cmocka_unit_test(the_order_does_not_matter),
		cmocka_unit_test(turning_a_result_is_comparing_the_other_way),
		cmocka_unit_test(a_face_framed_anew_is_found_where_it_was),
		cmocka_unit_test(the_map_tells_where_the_box_was_off),
		cmocka_unit_test(the_block_map_shows_a_bar),
		cmocka_unit_test(a_photo_without_a_face_is_compared_whole),
		cmocka_unit_test(hostile_boxes_and_pictures_are_taken),
		cmocka_unit_test(an_empty_picture_is_an_error),
		cmocka_unit_test(limits_divide_the_measure),
		cmocka_unit_test(a_small_or_blurred_face_is_weak),
	};

	return cmocka_run_group_tests_name("align", tests, NULL, NULL);
}
