/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include "codec/picture/jpeg.h"
#include "support/fake_code.h"
#include "support/sitter.h"

struct portrait {
	struct image rgb;
	struct sitter_truth truth;
};

/* Half the usual size: the same drawing in a quarter of the time. */
static void shot_of(uint64_t seed, struct sitter_shot *shot)
{
	sitter_shot_default(seed, shot);
	sitter_shot_scale(shot, 240, 320);
}

static void render(uint64_t who, const struct sitter_shot *shot,
		   struct portrait *out)
{
	struct sitter_person person;
	struct error err;

	memset(out, 0, sizeof(*out));
	sitter_person(who, &person);
	assert_int_equal(
		sitter_render(&person, shot, &out->rgb, &out->truth, &err), 0);
}

static void release(struct portrait *p)
{
	image_release(&p->rgb);
	sitter_truth_release(&p->truth);
}

static double difference(const struct image *a, const struct image *b)
{
	size_t i,
		n = (size_t)a->width * (size_t)a->height * (size_t)a->channels;
	double sum = 0;

	assert_int_equal(a->width, b->width);
	assert_int_equal(a->height, b->height);
	for (i = 0; i < n; i++)
		sum += abs(a->data[i] - b->data[i]);
	return sum / (double)n;
}

static void equal_seeds_give_equal_bytes(void **state)
{
	struct portrait a, b, c;
	struct sitter_shot shot;

	(void)state;
	shot_of(7, &shot);
	render(11, &shot, &a);
	render(11, &shot, &b);
	render(12, &shot, &c);
	assert_true(difference(&a.rgb, &b.rgb) == 0);
	assert_true(difference(&a.truth.alpha, &b.truth.alpha) == 0);
	assert_true(difference(&a.rgb, &c.rgb) > 2);
	release(&a);
	release(&b);
	release(&c);
}

/* A wall whose colour nothing else has, no noise: alpha can be read back. */
static void alpha_is_what_was_composed(void **state)
{
	struct portrait p, q;
	struct sitter_shot shot;
	size_t i, n = 240 * 320, soft = 0;

	(void)state;
	shot_of(3, &shot);
	shot.noise = shot.wall_texture = shot.wall_gradient = 0;
	shot.wall_shadow = shot.exposure = 0;
	shot.wall_rgb[0] = shot.wall_rgb[1] = shot.wall_rgb[2] = 20;
	render(5, &shot, &p);
	shot.wall_rgb[0] = shot.wall_rgb[1] = shot.wall_rgb[2] = 220;
	render(5, &shot, &q);
	for (i = 0; i < n; i++) {
		double seen =
			1 -
			(q.rgb.data[3 * i + 1] - p.rgb.data[3 * i + 1]) / 200.0;

		assert_true(fabs(seen * 255 - p.truth.alpha.data[i]) <= 5);
		soft += p.truth.alpha.data[i] > 20 &&
			p.truth.alpha.data[i] < 235;
	}
	/* hair: an outline of one soft pixel would be fewer */
	assert_true(soft > 500);
	release(&p);
	release(&q);
}

static void truth_follows_the_shot(void **state)
{
	struct portrait p;
	struct sitter_shot shot;
	uint64_t seed;

	(void)state;
	for (seed = 1; seed <= 12; seed++) {
		const struct sitter_truth *t = &p.truth;

		shot_of(seed, &shot);
		render(seed, &shot, &p);
		assert_true(fabs(t->eye_line - shot.eye_line) <
			    .12 * shot.face_width);
		assert_true(t->face_width == shot.face_width);
		assert_true(t->crown > 0 && t->crown < t->eye_line);
		assert_true(t->chin > t->eye_line + .6 * t->face_width);
		assert_true(t->chin < t->eye_line + .9 * t->face_width);
		assert_true(t->right_eye_x - t->left_eye_x >
			    .3 * t->face_width);
		assert_true(fabs(t->tilt) < 8);
		release(&p);
	}
}

/* The pupil is the darkest spot around the eye that truth names. */
static void eyes_are_where_truth_says(void **state)
{
	struct portrait p;
	struct sitter_shot shot;
	uint64_t seed;
	int dark = 0;

	(void)state;
	for (seed = 1; seed <= 10; seed++) {
		int x, y, sum = 0, brow = 0;

		sitter_shot_default(seed, &shot);
		shot.eyes_shut = 0;
		shot.play = 0;
		render(seed, &shot, &p);
		x = (int)(p.truth.left_eye_x + .5);
		y = (int)(p.truth.left_eye_y + .5);
		sum = image_row(&p.rgb, y)[3 * x + 1];
		brow = image_row(&p.rgb, y + 25)[3 * x + 1];
		dark += sum < brow * .75;
		release(&p);
	}
	assert_true(dark >= 9);
}

static void faults_show_in_the_picture(void **state)
{
	struct portrait plain, dark, nobody;
	struct sitter_shot shot;
	size_t i;

	(void)state;
	shot_of(4, &shot);
	render(9, &shot, &plain);
	shot.exposure = -3;
	render(9, &shot, &dark);
	shot.exposure = 0;
	shot.no_person = true;
	render(9, &shot, &nobody);
	assert_true(difference(&plain.rgb, &dark.rgb) > 60);
	for (i = 0; i < 240 * 320; i++)
		assert_int_equal(nobody.truth.alpha.data[i], 0);
	release(&plain);
	release(&dark);
	release(&nobody);
}

static void every_attack_changes_the_picture(void **state)
{
	struct portrait p;
	struct sitter_shot shot;
	struct error err = ERROR_INIT;
	struct image out = IMAGE_INIT;
	int i;

	(void)state;
	shot_of(4, &shot);
	sitter_shot_wall(&shot, SITTER_WALL_RED, 1);
	render(9, &shot, &p);
	for (i = 0; sitter_attacks[i]; i++) {
		assert_int_equal(sitter_derive(&p.rgb, &p.truth,
					       sitter_attacks[i], 1, &out,
					       &err),
				 0);
		if (strcmp(sitter_attacks[i], "resize"))
			assert_true(difference(&p.rgb, &out) > .2);
		else
			assert_true(out.width < p.rgb.width);
		image_release(&out);
	}
	assert_int_equal(
		sitter_derive(&p.rgb, &p.truth, "magic", 1, &out, &err), -1);
	assert_int_equal(err.kind, ERROR_USAGE);
	release(&p);
}

static void a_new_wall_is_exact_where_nobody_stands(void **state)
{
	struct portrait p;
	struct sitter_shot shot;
	struct error err = ERROR_INIT;
	struct image out = IMAGE_INIT;
	const uint8_t *corner;

	(void)state;
	shot_of(4, &shot);
	sitter_shot_wall(&shot, SITTER_WALL_RED, 1);
	render(9, &shot, &p);
	assert_int_equal(sitter_derive(&p.rgb, &p.truth, "wall", 1, &out, &err),
			 0);
	corner = image_row(&out, 0);
	assert_memory_equal(corner, corner + 3, 3);
	assert_true(corner[2] > corner[0]);
	image_release(&out);
	release(&p);
}

static void jpeg_carries_the_exif_that_was_asked_for(void **state)
{
	const struct sitter_exif exif = {.make = "Example",
					 .software = "Editor 1",
					 .date = "2026:04:12 09:30:11",
					 .lens = "back camera",
					 .orientation = 6};
	struct portrait p;
	struct sitter_shot shot;
	struct buf bytes = BUF_INIT;
	struct jpeg_info info;
	struct error err;

	(void)state;
	shot_of(4, &shot);
	render(9, &shot, &p);
	assert_int_equal(sitter_jpeg(&p.rgb, 85, &exif, &bytes, &err), 0);
	assert_int_equal(jpeg_peek(bytes.data, bytes.size, &info, &err), 0);
	assert_int_equal(info.width, 240);
	assert_int_equal(info.dpi, 300);
	assert_non_null(info.exif);
	assert_non_null(memmem(info.exif, info.exif_size, "Editor 1", 9));
	assert_non_null(memmem(info.exif, info.exif_size, "back camera", 12));
	buf_clear(&bytes);
	assert_int_equal(sitter_jpeg(&p.rgb, 85, NULL, &bytes, &err), 0);
	assert_int_equal(jpeg_peek(bytes.data, bytes.size, &info, &err), 0);
	assert_null(info.exif);
	buf_release(&bytes);
	release(&p);
}

static void sizes_have_limits(void **state)
{
	struct sitter_person person;
	struct sitter_shot shot;
	struct image out;
	struct error err;

	(void)state;
	sitter_person(1, &person);
	sitter_shot_default(1, &shot);
	shot.width = 10000;
	assert_int_equal(sitter_render(&person, &shot, &out, NULL, &err), -1);
	assert_int_equal(err.kind, ERROR_LIMIT);
}

static void people_cover_the_range(void **state)
{
	int women = 0, glasses = 0, dark = 0, kinds[SITTER_HAIR_COUNT] = {0};
	struct sitter_person p;
	uint64_t seed;

	(void)state;
	for (seed = 0; seed < 1000; seed++) {
		sitter_person(seed, &p);
		women += p.female;
		glasses += p.glasses != SITTER_GLASSES_NONE;
		dark += p.skin_tone > .6f;
		kinds[p.hair]++;
	}
	assert_in_range(women, 430, 570);
	assert_in_range(glasses, 250, 450);
	assert_in_range(dark, 120, 300);
	for (seed = 0; seed < SITTER_HAIR_COUNT; seed++)
		assert_in_range(kinds[seed], 40, 400);
}

static void codes_hold_what_was_put_in(void **state)
{
	const struct fake_code_look look = {0, 1, 4, FAKE_CODE_SCREEN};
	struct image im = IMAGE_INIT;
	struct error err = ERROR_INIT;
	unsigned char *modules;
	char big[4000];
	int side;

	(void)state;
	modules = fake_code_modules("hello", 5, &look, &side, &err);
	assert_non_null(modules);
	assert_int_equal(side, 21);
	assert_int_equal(modules[0], 1); /* a finder's corner */
	assert_int_equal(modules[21 + 1], 0);
	free(modules);
	assert_int_equal(fake_code_image("hello", 5, &look, &im, &err), 0);
	assert_int_equal(im.width, 540);
	image_release(&im);
	memset(big, 'x', sizeof(big));
	assert_int_equal(fake_code_image(big, sizeof(big), &look, &im, &err),
			 -1);
	assert_int_equal(err.kind, ERROR_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_seeds_give_equal_bytes),
		cmocka_unit_test(alpha_is_what_was_composed),
		cmocka_unit_test(truth_follows_the_shot),
		cmocka_unit_test(eyes_are_where_truth_says),
		cmocka_unit_test(faults_show_in_the_picture),
		cmocka_unit_test(every_attack_changes_the_picture),
		cmocka_unit_test(a_new_wall_is_exact_where_nobody_stands),
		cmocka_unit_test(jpeg_carries_the_exif_that_was_asked_for),
		cmocka_unit_test(sizes_have_limits),
		cmocka_unit_test(people_cover_the_range),
		cmocka_unit_test(codes_hold_what_was_put_in),
	};

	return cmocka_run_group_tests_name("sitter", tests, NULL, NULL);
}
