/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/mem.h"
#include "image/face/close.h"
#include "image/face/orientation.h"
#include "image/face/others.h"
#include "image/pixel/resize.h"
#include "support/faces.h"

static void shoot(struct faces_picture *p, uint64_t who,
		  const struct sitter_shot *shot)
{
	struct error err = ERROR_INIT;

	assert_int_equal(faces_shoot(p, who, shot, &err), 0);
}

static void a_lying_face_is_turned(void **state)
{
	/* Turned so, the picture is upright again turned thus. */
	static const int lying[] = {6, 8, 3}, back[] = {8, 6, 3};
	struct sitter_shot shot;
	struct faces_picture p;
	size_t i;

	(void)state;
	sitter_shot_default(5, &shot);
	shoot(&p, 5, &shot);
	assert_true(face_close_votes(&faces_models, &p.grey, &p.faces[0]) >=
		    10);
	for (i = 0; i < ARRAY_SIZE(lying); i++) {
		assert_int_equal(image_orient(&p.grey, lying[i], NULL), 0);
		assert_int_equal(
			face_orientation_find(&faces_models, &p.grey, NULL),
			back[i]);
		assert_int_equal(image_orient(&p.grey, back[i], NULL), 0);
	}
	faces_release(&p);
}

/* In clothes and a wall that lie aslant the finder now and then sees a face. */
static void a_false_face_gives_way(void **state)
{
	static const struct {
		uint64_t who;
		int lying, back;
	} of[] = {{50003, 6, 8}, {50029, 6, 8}, {50065, 3, 3}, {50068, 8, 6}};
	struct face faces[FACE_MAX];
	struct sitter_shot shot;
	struct faces_picture p;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(of); i++) {
		sitter_shot_default(of[i].who, &shot);
		shoot(&p, of[i].who, &shot);
		assert_int_equal(face_orientation_find(&faces_models, &p.grey,
						       &p.faces[0]),
				 1);
		assert_int_equal(image_orient(&p.grey, of[i].lying, NULL), 0);
		assert_int_equal(
			face_others_find(&faces_models, &p.grey, faces), 1);
		assert_true(faces[0].votes < FACE_SURE_VOTES);
		assert_int_equal(face_orientation_find(&faces_models, &p.grey,
						       &faces[0]),
				 of[i].back);
		faces_release(&p);
	}
}

/* What photo check and compare same do: look at it as it is, then turn. */
static int turned_by(const struct image *grey)
{
	struct face faces[FACE_MAX];
	int n = face_others_find(&faces_models, grey, faces);

	return face_orientation_find(&faces_models, grey,
				     n > 0 ? &faces[0] : NULL);
}

/* A head that is tilted when it stands is tilted when it lies. */
static void a_tilted_head_that_lies_is_turned(void **state)
{
	static const int lying[] = {6, 8, 3}, back[] = {8, 6, 3};
	struct sitter_shot shot;
	struct faces_picture p;
	int told = 0, k;
	size_t i;

	(void)state;
	for (k = 0; k < 12; k++) {
		sitter_shot_default((uint64_t)(700 + k), &shot);
		shot.tilt = (k % 2 ? -1 : 1) * (11 + k);
		shoot(&p, (uint64_t)(700 + k), &shot);
		assert_int_equal(turned_by(&p.grey), 1);
		i = (size_t)k % ARRAY_SIZE(lying);
		assert_int_equal(image_orient(&p.grey, lying[i], NULL), 0);
		told += turned_by(&p.grey) == back[i];
		faces_release(&p);
	}
	print_message("%d of 12\n", told);
	assert_true(told >= 11);
}

/* A portrait an eighth as wide as the wall that it hangs on. */
static void a_small_portrait_stays(void **state)
{
	struct image small = IMAGE_INIT, wall = IMAGE_INIT;
	struct sitter_shot shot;
	struct faces_picture p;
	uint64_t who;
	int y;

	(void)state;
	for (who = 740; who < 752; who++) {
		sitter_shot_default(who, &shot);
		shoot(&p, who, &shot);
		assert_int_equal(resize_to(&p.grey, 90, 120, &small, NULL), 0);
		assert_int_equal(image_init(&wall, 540, 720, 1, NULL), 0);
		memset(wall.data, 190, 540 * 720);
		for (y = 0; y < 120; y++)
			memcpy(image_row(&wall, 500 + y) + 220,
			       image_row(&small, y), 90);
		assert_int_equal(turned_by(&wall), 1);
		image_release(&wall);
		image_release(&small);
		faces_release(&p);
	}
}

static void a_picture_of_nobody_stays(void **state)
{
	struct sitter_shot shot;
	struct faces_picture p;
	uint64_t who;

	(void)state;
	for (who = 720; who < 726; who++) {
		sitter_shot_default(who, &shot);
		shot.no_person = true;
		shot.wall_texture = (double)(who - 720) * 8;
		shoot(&p, who, &shot);
		assert_int_equal(turned_by(&p.grey), 1);
		faces_release(&p);
	}
}

static void what_is_no_face_has_small_odds(void **state)
{
	struct sitter_shot shot;
	struct faces_picture p;
	struct face below;

	(void)state;
	sitter_shot_default(5, &shot);
	shoot(&p, 5, &shot);
	assert_true(face_close_odds(&faces_models, &p.grey, &p.faces[0]) >=
		    FACE_CLOSE_CERTAIN);
	below = p.faces[0];
	below.y += below.height;
	assert_true(face_close_odds(&faces_models, &p.grey, &below) < 0);
	faces_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_lying_face_is_turned),
		cmocka_unit_test(a_false_face_gives_way),
		cmocka_unit_test(a_tilted_head_that_lies_is_turned),
		cmocka_unit_test(a_small_portrait_stays),
		cmocka_unit_test(a_picture_of_nobody_stays),
		cmocka_unit_test(what_is_no_face_has_small_odds),
	};

	return cmocka_run_group_tests(tests, faces_load, faces_unload);
}
