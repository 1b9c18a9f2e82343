/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include "base/mem.h"
#include "image/face/others.h"
#include "image/pixel/resize.h"
#include "support/faces.h"

static void shoot(struct faces_picture *p, uint64_t who,
		  const struct sitter_shot *shot)
{
	struct error err = ERROR_INIT;

	assert_int_equal(faces_shoot(p, who, shot, &err), 0);
}

static void mirror(struct image *grey)
{
	int x, y;

	for (y = 0; y < grey->height; y++)
		for (x = 0; x < grey->width / 2; x++) {
			uint8_t *row = image_row(grey, y), left = row[x];

			row[x] = row[grey->width - 1 - x];
			row[grey->width - 1 - x] = left;
		}
}

/* The other one: so large, and so much of the face's box inside the picture. */
struct other {
	uint64_t who;
	double size, inside;
	bool left; /* of the first one */
};

/* The columns of another's portrait that are in the picture. */
static int columns_of(const struct other *o, const struct faces_picture *q)
{
	const struct face *f = &q->faces[0];

	return (int)(o->size * (o->inside < 1 ? f->x + o->inside * f->width
					      : q->grey.width));
}

/* Beside a sitter another, on a wall as high as the first. */
static int beside(uint64_t who, const struct other *o)
{
	struct sitter_shot shot;
	struct faces_picture p, q;
	struct image small = IMAGE_INIT, both = IMAGE_INIT;
	struct face faces[FACE_MAX];
	int y, n, columns;

	sitter_shot_default(who, &shot);
	shoot(&p, who, &shot);
	sitter_shot_default(o->who, &shot);
	shoot(&q, o->who, &shot);
	columns = columns_of(o, &q);
	assert_int_equal(resize_to(&q.grey, (int)(q.grey.width * o->size),
				   (int)(q.grey.height * o->size), &small,
				   NULL),
			 0);
	assert_int_equal(image_init(&both, p.grey.width + columns,
				    p.grey.height, 1, NULL),
			 0);
	for (y = 0; y < both.height; y++) {
		memset(image_row(&both, y), 225, (size_t)both.width);
		memcpy(image_row(&both, y), image_row(&p.grey, y),
		       (size_t)p.grey.width);
		if (y >= both.height - small.height)
			memcpy(image_row(&both, y) + p.grey.width,
			       image_row(&small,
					 y - both.height + small.height),
			       (size_t)columns);
	}
	if (o->left)
		mirror(&both);
	n = face_others_find(&faces_models, &both, faces);
	image_release(&both);
	image_release(&small);
	faces_release(&p);
	faces_release(&q);
	return n;
}

static void a_second_person_is_found(void **state)
{
	static const double sizes[] = {1, 0.6, 0.4};
	int found = 0, k;

	(void)state;
	for (k = 0; k < 28; k++)
		found += beside((uint64_t)(300 + k),
				&(struct other){(uint64_t)(400 + k),
						sizes[k % 3], 1, false}) == 2;
	print_message("%d of 28\n", found);
	assert_true(found >= 26);
}

/* A side of the picture cuts off a quarter of the face, or a sixth. */
static void a_person_cut_by_the_frame_is_found(void **state)
{
	static const double sizes[] = {1, 0.6, 0.4};
	int found = 0, k;

	(void)state;
	for (k = 0; k < 28; k++)
		found += beside((uint64_t)(300 + k),
				&(struct other){
					(uint64_t)(400 + k), sizes[k % 3],
					k % 2 ? 0.75 : 0.84, k % 4 > 1}) == 2;
	print_message("%d of 28\n", found);
	assert_true(found >= 21);
}

static void one_person_is_one(void **state)
{
	struct sitter_shot shot;
	struct faces_picture p;
	uint64_t who;

	(void)state;
	for (who = 500; who < 520; who++) {
		sitter_shot_default(who, &shot);
		shoot(&p, who, &shot);
		assert_int_equal(p.n, 1);
		faces_release(&p);
	}
}

/* A portrait a fifth as large in the middle of a wall. */
static void a_small_face_is_found(void **state)
{
	struct face faces[FACE_MAX];
	struct image small = IMAGE_INIT, wall = IMAGE_INIT;
	struct sitter_shot shot;
	struct faces_picture p;
	int y;

	(void)state;
	sitter_shot_default(5, &shot);
	shoot(&p, 5, &shot);
	assert_int_equal(resize_to(&p.grey, 96, 128, &small, NULL), 0);
	assert_int_equal(image_init(&wall, 600, 450, 1, NULL), 0);
	memset(wall.data, 226, 600 * 450);
	for (y = 0; y < 128; y++)
		memcpy(image_row(&wall, 161 + y) + 252, image_row(&small, y),
		       96);
	assert_int_equal(face_others_small(&faces_models, &wall, faces), 1);
	assert_true(fabs(5 * faces[0].width - p.faces[0].width) <
		    p.faces[0].width / 4);
	assert_true(fabs(faces[0].x - 252 - p.faces[0].x / 5) < 15);
	image_release(&wall);
	image_release(&small);
	faces_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_second_person_is_found),
		cmocka_unit_test(a_person_cut_by_the_frame_is_found),
		cmocka_unit_test(one_person_is_one),
		cmocka_unit_test(a_small_face_is_found),
	};

	return cmocka_run_group_tests(tests, faces_load, faces_unload);
}
