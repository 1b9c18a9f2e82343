/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "compare/compare_search.h"
#include "support/scene.h"

enum { SCENES = 40, FAR_AWAY = 17 };

static const struct image_box face = {110, 150, 260, 260};

/* Scenes one after the other; FAR_AWAY stands near the end too, mirrored. */
struct fixture {
	struct compare_search *set;
	struct compare_query query;
};

static void add_scene(struct compare_search *set, uint32_t seed, bool mirrored)
{
	struct image im = IMAGE_INIT;
	struct align_signature signature;

	scene_draw(&im, 480, 640, seed);
	if (mirrored)
		assert_int_equal(image_orient(&im, 2, NULL), 0);
	align_signature_make(&im, face, &signature);
	assert_int_equal(compare_search_add(set, &signature, 1, NULL), 0);
	image_release(&im);
}

static void ask_scene(struct compare_query *q, uint32_t seed,
		      struct image_box box)
{
	struct image im = IMAGE_INIT;

	scene_draw(&im, 360, 480, seed);
	assert_int_equal(align_search_query_init(&q->list[0], &im, box, NULL),
			 0);
	q->n = 1;
	image_release(&im);
}

static void setup(struct fixture *f)
{
	uint32_t i;

	f->set = compare_search_new();
	for (i = 0; i < SCENES; i++)
		add_scene(f->set, i, false);
	add_scene(f->set, FAR_AWAY, true);
	/* three quarters of the size, and a box that is 15 % larger */
	ask_scene(&f->query, FAR_AWAY, (struct image_box){68, 98, 224, 224});
}

static void teardown(struct fixture *f)
{
	compare_face_query_release(&f->query);
	compare_search_free(f->set);
}

static void a_copy_with_another_box_is_found_among_strangers(void **state)
{
	static struct fixture f;
	struct compare_candidates found;
	size_t i;
	bool plain = false, mirrored = false;

	(void)state;
	setup(&f);
	assert_int_equal(compare_search_find(f.set, &f.query, 0, &found, NULL),
			 0);
	assert_in_range(found.n, 2, 4);
	for (i = 0; i < found.n; i++) {
		plain = plain || found.list[i].number == FAR_AWAY;
		mirrored = mirrored || found.list[i].number == SCENES;
		assert_true(i == 0 || found.list[i].distance >=
					      found.list[i - 1].distance);
	}
	assert_true(plain && mirrored);
	free(found.list);
	teardown(&f);
}

static void signatures_before_the_first_are_left_out(void **state)
{
	static struct fixture f;
	struct compare_candidates found;
	size_t i;

	(void)state;
	setup(&f);
	assert_int_equal(compare_search_find(f.set, &f.query, FAR_AWAY + 1,
					     &found, NULL),
			 0);
	assert_true(found.n >= 1);
	for (i = 0; i < found.n; i++)
		assert_true(found.list[i].number > FAR_AWAY);
	free(found.list);
	teardown(&f);
}

static void two_boxes_give_a_photo_once(void **state)
{
	static struct fixture f;
	struct compare_candidates one, two;
	size_t i;

	(void)state;
	setup(&f);
	assert_int_equal(compare_search_find(f.set, &f.query, 0, &one, NULL),
			 0);
	f.query.list[1] = f.query.list[0];
	f.query.n = 2;
	assert_int_equal(compare_search_find(f.set, &f.query, 0, &two, NULL),
			 0);
	f.query.n = 1;
	assert_int_equal(one.n, two.n);
	for (i = 0; i < one.n; i++)
		assert_int_equal(one.list[i].number, two.list[i].number);
	free(one.list);
	free(two.list);
	teardown(&f);
}

static void far_hashes_ask_for_more_likeness(void **state)
{
	struct align_likeness near = {62, -2, -2}, some = {63, .80, 0},
			      far = {84, .80, 0}, part = {84, 0, .99};

	(void)state;
	assert_true(compare_search_accepts(&near));
	assert_true(compare_search_accepts(&some));
	assert_false(compare_search_accepts(&far));
	assert_true(compare_search_accepts(&part));
}

static void an_empty_set_finds_nothing(void **state)
{
	static struct compare_query query;
	struct compare_search *set = compare_search_new();
	struct compare_candidates found = {(void *)1, 9};

	(void)state;
	ask_scene(&query, 1, face);
	assert_int_equal(compare_search_add(set, NULL, 0, NULL), 0);
	assert_int_equal(compare_search_find(set, &query, 0, &found, NULL), 0);
	assert_int_equal(found.n, 0);
	assert_null(found.list);
	compare_face_query_release(&query);
	compare_search_free(set);
	compare_search_free(NULL);
}

static void a_set_has_a_limit(void **state)
{
	static struct align_signature signature;
	static struct compare_query query;
	struct compare_search *set = compare_search_new();
	struct compare_candidates found;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(compare_search_add(set, &signature,
					    COMPARE_SEARCH_MOST + 1u, &err),
			 -1);
	assert_int_equal(err.kind, ERROR_LIMIT);
	/* nothing of it was kept: what is added next has number 0 */
	add_scene(set, 1, false);
	ask_scene(&query, 1, (struct image_box){68, 98, 224, 224});
	assert_int_equal(compare_search_find(set, &query, 0, &found, NULL), 0);
	assert_int_equal(found.n, 1);
	assert_int_equal(found.list[0].number, 0);
	free(found.list);
	compare_face_query_release(&query);
	compare_search_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_copy_with_another_box_is_found_among_strangers),
		cmocka_unit_test(signatures_before_the_first_are_left_out),
		cmocka_unit_test(two_boxes_give_a_photo_once),
		cmocka_unit_test(far_hashes_ask_for_more_likeness),
		cmocka_unit_test(an_empty_set_finds_nothing),
		cmocka_unit_test(a_set_has_a_limit),
	};

	return cmocka_run_group_tests_name("compare_search", tests, NULL, NULL);
}
