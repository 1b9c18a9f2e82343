/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include "base/mem.h"
#include "codec/picture/jpeg.h"
#include "image/face/eyes.h"
#include "image/face/face.h"
#include "image/face/others.h"
#include "image/face/rotate.h"
#include "image/pixel/resize.h"
#include "support/faces.h"

static void shoot(struct faces_picture *p, uint64_t who,
		  const struct sitter_shot *shot)
{
	struct error err = ERROR_INIT;

	assert_int_equal(faces_shoot(p, who, shot, &err), 0);
}

static void eyes_are_right(const struct faces_picture *p)
{
	const struct face *f = &p->faces[0];

	assert_int_equal(p->n, 1);
	assert_true(f->has_eyes);
	assert_true(fabs(f->left_eye_x - p->truth.left_eye_x) < 9);
	assert_true(fabs(f->left_eye_y - p->truth.left_eye_y) < 9);
	assert_true(fabs(f->right_eye_x - p->truth.right_eye_x) < 9);
	assert_true(fabs(f->right_eye_y - p->truth.right_eye_y) < 9);
}

/* Dark frames under a fringe: seen without equalising only. */
static void faces_behind_frames_are_found_whole(void **state)
{
	static const uint64_t who[] = {43, 53, 57, 168};
	struct sitter_shot shot;
	struct faces_picture p;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(who); i++) {
		sitter_shot_default(who[i], &shot);
		shoot(&p, who[i], &shot);
		eyes_are_right(&p);
		assert_true(p.faces[0].width > 0.95 * p.truth.face_width);
		faces_release(&p);
	}
}

static void a_lens_is_no_second_face(void **state)
{
	struct sitter_shot shot;
	struct faces_picture p;

	(void)state;
	sitter_shot_default(192, &shot);
	shoot(&p, 192, &shot);
	assert_int_equal(p.n, 1);
	assert_true(p.faces[0].width > p.truth.face_width);
	faces_release(&p);
}

/* Saved as JPEG and shrunk, as the view of a photo is. */
static void shrink(struct faces_picture *p, int width, int height)
{
	const struct jpeg_read how = {.channels = 3};
	struct image saved = IMAGE_INIT, small = IMAGE_INIT;
	struct buf jpeg = BUF_INIT;

	assert_int_equal(sitter_jpeg(&p->rgb, 90, NULL, &jpeg, NULL), 0);
	assert_int_equal(jpeg_read(jpeg.data, jpeg.size, &how, &saved, NULL),
			 0);
	assert_int_equal(resize_to(&saved, width, height, &small, NULL), 0);
	image_release(&p->grey);
	assert_int_equal(image_to_grey(&small, &p->grey, NULL), 0);
	image_release(&small);
	image_release(&saved);
	buf_release(&jpeg);
	p->n = face_others_find(&faces_models, &p->grey, p->faces);
}

/* Thick frames make a face in the face, or the box around it too large. */
static void a_box_in_the_box_is_the_same_face(void **state)
{
	static const uint64_t who[] = {90374, 90556};
	struct sitter_shot shot;
	struct faces_picture p;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(who); i++) {
		sitter_shot_default(who[i] + 1910000, &shot);
		sitter_shot_scale(&shot, 600, 800);
		sitter_shot_wall(&shot, SITTER_WALL_BLUE, who[i] + 1910000);
		shoot(&p, who[i], &shot);
		shrink(&p, 540, 720);
		assert_int_equal(p.n, 1);
		assert_true(p.faces[0].width > 0.9 * p.truth.face_width);
		assert_true(p.faces[0].width < 1.25 * p.truth.face_width);
		faces_release(&p);
	}
}

/* The place is a little off, as landmarks are; cheeks show no pupils. */
static void pupils_are_found_about_a_place(void **state)
{
	struct sitter_shot shot;
	struct faces_picture p;
	struct face f;
	uint64_t who;

	(void)state;
	for (who = 600; who < 606; who++) {
		sitter_shot_default(who, &shot);
		shoot(&p, who, &shot);
		const double near[2][2] = {
			{p.truth.left_eye_x + 4, p.truth.left_eye_y - 3},
			{p.truth.right_eye_x - 4, p.truth.right_eye_y + 3}};
		const double low = 0.35 * p.faces[0].width;
		const double cheeks[2][2] = {{near[0][0], near[0][1] + low},
					     {near[1][0], near[1][1] + low}};

		f = p.faces[0];
		f.has_eyes = false;
		assert_false(face_eyes_find_near(&p.grey, cheeks, &f));
		assert_true(face_eyes_find_near(&p.grey, near, &f));
		p.faces[0] = f;
		eyes_are_right(&p);
		faces_release(&p);
	}
}

/* A light frame on dark skin: the finders see the half below the eyes. */
static void eyes_are_looked_for_around_half_a_face(void **state)
{
	struct sitter_shot shot;
	struct faces_picture p;

	(void)state;
	sitter_shot_default(144, &shot);
	shoot(&p, 144, &shot);
	eyes_are_right(&p);
	faces_release(&p);
}

static void heads_held_aslant_are_found(void **state)
{
	static const double tilts[] = {-30, -14, 14, 30};
	struct sitter_shot shot;
	struct faces_picture p;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(tilts); i++) {
		sitter_shot_default(5, &shot);
		shot.tilt = tilts[i];
		shoot(&p, 5, &shot);
		eyes_are_right(&p);
		faces_release(&p);
	}
}

static void a_wall_alone_has_no_face(void **state)
{
	struct sitter_shot shot;
	struct faces_picture p;
	uint64_t seed;

	(void)state;
	for (seed = 1; seed <= 3; seed++) {
		sitter_shot_default(seed, &shot);
		shot.no_person = true;
		shot.wall_door = true;
		shoot(&p, seed, &shot);
		assert_int_equal(p.n, 0);
		faces_release(&p);
	}
}

static void what_is_turned_comes_back(void **state)
{
	struct image from = IMAGE_INIT, to = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct face f = {.width = 10, .height = 10};
	int x, y, i, best = -1;

	(void)state;
	assert_int_equal(image_init(&from, 90, 60, 1, &err), 0);
	for (i = 0; i < 25; i++)
		image_row(&from, 18 + i / 5)[68 + i % 5] = 255;
	assert_int_equal(face_rotate_image(&from, 20, &to, &err), 0);
	for (y = 2; y < 58; y++)
		for (x = 2; x < 88; x++) {
			int sum = image_row(&to, y)[x] +
				  image_row(&to, y - 2)[x] +
				  image_row(&to, y + 2)[x] +
				  image_row(&to, y)[x - 2] +
				  image_row(&to, y)[x + 2];

			if (sum <= best)
				continue;
			best = sum;
			f.left_eye_x = x + 0.5;
			f.left_eye_y = y + 0.5;
		}
	/* Clockwise: what is right of the middle goes down. */
	assert_true(f.left_eye_y > 24);
	face_rotate_back(&from, 20, &f);
	assert_true(fabs(f.left_eye_x - 70.5) < 1.5);
	assert_true(fabs(f.left_eye_y - 20.5) < 1.5);
	image_release(&from);
	image_release(&to);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(faces_behind_frames_are_found_whole),
		cmocka_unit_test(a_lens_is_no_second_face),
		cmocka_unit_test(a_box_in_the_box_is_the_same_face),
		cmocka_unit_test(eyes_are_looked_for_around_half_a_face),
		cmocka_unit_test(pupils_are_found_about_a_place),
		cmocka_unit_test(heads_held_aslant_are_found),
		cmocka_unit_test(a_wall_alone_has_no_face),
		cmocka_unit_test(what_is_turned_comes_back),
	};

	return cmocka_run_group_tests(tests, faces_load, faces_unload);
}
