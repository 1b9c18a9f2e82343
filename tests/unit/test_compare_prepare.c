/* SPDX-License-Identifier: MIT */
/* The face's box and the prints that were made from it stay together. */
#include "support/office.h"
#include "support/unit.h"

#include <math.h>

#include "compare/compare_prepare.h"
#include "image/phash/phash.h"
#include "store/photo_store.h"

static int read_box(void *ctx, const struct photo_row *row, struct error *err)
{
	(void)err;
	*(struct photo_face *)ctx = row->face;
	return 0;
}

static double width_of(struct office *o, long long photo)
{
	struct photo_face face;

	office_must(o,
		    photo_store_get(o->store, photo, read_box, &face, &o->err));
	return face.width;
}

static void check(struct office *o, long long photo, double width)
{
	struct photo_row row = {.id = photo,
				.profile = "source",
				.verdict = "pass",
				.findings = "[]",
				.face = {10, 20, width, 40}};

	office_must(o,
		    photo_store_set_check(o->store, &row, OFFICE_NOW, &o->err));
}

static void a_check_writes_its_box_until_there_are_prints(void **state)
{
	struct office *o = *state;
	long long photo = office_photo(o, "submission", "a.jpg", 0);
	struct photo_hash hash = {PHASH_VERSION, "prints", 6};
	struct photo_face box = {11, 21, 33, 33};

	assert_true(isnan(width_of(o, photo)));
	check(o, photo, 30);
	assert_true(width_of(o, photo) == 30);
	check(o, photo, NAN);
	assert_true(isnan(width_of(o, photo)));
	check(o, photo, 30);
	office_must(
		o, photo_store_put_hash(o->store, photo, &hash, &box, &o->err));
	assert_true(width_of(o, photo) == 33);
	check(o, photo, 31);
	assert_true(width_of(o, photo) == 33);
	check(o, photo, NAN);
	assert_true(width_of(o, photo) == 33);
}

/* An unreadable original is looked at once, and keeps what a check saw. */
static void nothing_to_search_with_keeps_the_check(void **state)
{
	struct office *o = *state;
	long long photo = office_photo(o, "submission", "no picture", 0);
	struct face_models models = {NULL, NULL, NULL, NULL};
	struct compare_prepare prepare = {.session = &o->session,
					  .models = &models};
	struct compare_prepare_counts counts;

	check(o, photo, 30);
	office_must(o, store_begin(o->store, &o->err));
	office_must(o, compare_prepare(&prepare, &counts, &o->err));
	office_must(o, store_end(o->store, 0, false, &o->err));
	assert_int_equal(counts.total, 1);
	assert_int_equal(counts.failed, 1);
	assert_true(width_of(o, photo) == 30);
	office_must(o, store_begin(o->store, &o->err));
	office_must(o, compare_prepare(&prepare, &counts, &o->err));
	office_must(o, store_end(o->store, 0, false, &o->err));
	assert_int_equal(counts.total, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_check_writes_its_box_until_there_are_prints,
			office_open, office_close),
		cmocka_unit_test_setup_teardown(
			nothing_to_search_with_keeps_the_check, office_open,
			office_close),
	};

	return cmocka_run_group_tests_name("compare_prepare", tests, NULL,
					   NULL);
}
