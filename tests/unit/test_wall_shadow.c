/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "image/matte/matte.h"
#include "support/sitter.h"

/* A sitter whose shadow falls on a wall of about the clothes' colour. */
static void take(uint64_t seed, const double wall[3], struct matte *m,
		 struct sitter_truth *truth)
{
	struct image rgb = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct sitter_person person;
	struct sitter_shot shot;
	int c;

	sitter_person(seed, &person);
	sitter_shot_default(seed, &shot);
	for (c = 0; c < 3; c++)
		shot.wall_rgb[c] = wall[c];
	shot.wall_gradient = 0.1;
	shot.wall_shadow = 0.7;
	shot.wall_texture = 0.8;
	assert_int_equal(sitter_render(&person, &shot, &rgb, truth, &err), 0);
	assert_int_equal(matte_make(&rgb, truth->face, m, &err), 0);
	image_release(&rgb);
}

/* Pixels of the wall that are the person's by the matte. */
static int kept_wall(const struct matte *m, const struct sitter_truth *truth)
{
	int i, n = m->alpha.width * m->alpha.height, kept = 0;

	for (i = 0; i < n; i++)
		kept += m->alpha.data[i] > 127 && truth->alpha.data[i] < 40;
	return kept;
}

static void shadow_over_a_shoulder_of_its_colour_is_wall(void **state)
{
	static const double white[3] = {222, 222, 220};
	struct sitter_truth truth = SITTER_TRUTH_INIT;
	struct matte m = {0};

	(void)state;
	take(31182, white, &m, &truth);
	assert_in_range(kept_wall(&m, &truth), 0, 150);
	assert_true(m.confidence >= MATTE_CONFIDENCE_MIN);
	matte_release(&m);
	sitter_truth_release(&truth);
}

static void a_shoulder_without_an_edge_is_refused(void **state)
{
	static const double grey[3] = {165, 165, 168};
	struct sitter_truth truth = SITTER_TRUTH_INIT;
	struct matte m = {0};

	(void)state;
	take(31319, grey, &m, &truth);
	assert_true(m.confidence < MATTE_CONFIDENCE_MIN);
	matte_release(&m);
	sitter_truth_release(&truth);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shadow_over_a_shoulder_of_its_colour_is_wall),
		cmocka_unit_test(a_shoulder_without_an_edge_is_refused),
	};

	return cmocka_run_group_tests_name("wall_shadow", tests, NULL, NULL);
}
