/* SPDX-License-Identifier: MIT */
/* Face scores: only added, the last one counts, from before a photo too. */
#include "support/unit.h"

#include "support/office.h"

#include "store/score_store.h"
#include "store/store_private.h"

static int add(struct office *o, long long student, long long photo,
	       double score)
{
	struct score_row row = {.student_id = student,
				.photo_id = photo,
				.score = score,
				.least = 80,
				.source = "s.csv",
				.who = "clerk",
				.at = OFFICE_NOW};
	int got = score_store_add(o->store, &row, &o->err);

	office_must(o, got);
	return got;
}

static int score_of(struct office *o, long long student, long long photo,
		    struct score_value *out)
{
	struct score_asked asked = {.student_id = student, .photo_id = photo};
	int got = score_store_of(o->store, &asked, out, &o->err);

	office_must(o, got);
	return got;
}

static void the_same_score_again_is_no_new_one(void **state)
{
	struct office *o = *state;
	long long student = office_student(o, "01", "张三");
	long long photo = office_photo(o, "submission", "1.jpg", student);

	assert_int_equal(add(o, student, photo, 70), 1);
	assert_int_equal(add(o, student, photo, 70), 0);
	assert_int_equal(add(o, student, photo, 75), 1);
	/* An old score that comes back later is news again. */
	assert_int_equal(add(o, student, photo, 70), 1);
	assert_int_equal(office_number(o, "SELECT count(*) FROM face_score"),
			 3);
}

static void the_last_one_that_speaks_of_a_photo_counts(void **state)
{
	struct office *o = *state;
	long long student = office_student(o, "01", "张三");
	long long one = office_photo(o, "submission", "1.jpg", student);
	long long two = office_photo(o, "submission", "2.jpg", student);
	struct score_value of = {.score = 0};

	assert_int_equal(score_of(o, student, one, &of), 0);
	add(o, student, 0, 60);
	assert_int_equal(score_of(o, student, two, &of), 1);
	assert_true(of.score == 60 && of.least == 80);
	add(o, student, one, 90);
	assert_int_equal(score_of(o, student, two, &of), 1);
	assert_true(of.score == 60);
	assert_int_equal(score_of(o, student, one, &of), 1);
	assert_true(of.score == 90);
}

static void an_advisory_score_is_asked_for_by_itself(void **state)
{
	struct office *o = *state;
	struct score_row row = {.student_id = office_student(o, "01", "张三"),
				.score = 10,
				.least = 80,
				.source = "s.csv",
				.who = "clerk",
				.at = OFFICE_NOW,
				.advisory = true};
	struct score_asked asked = {.student_id = row.student_id};
	struct score_value of;

	office_must(o, score_store_add(o->store, &row, &o->err));
	assert_int_equal(score_store_of(o->store, &asked, &of, &o->err), 0);
	asked.advisory = true;
	assert_int_equal(score_store_of(o->store, &asked, &of, &o->err), 1);
	assert_true(of.score == 10);
}

static void scores_are_only_added(void **state)
{
	struct office *o = *state;

	add(o, office_student(o, "01", "张三"), 0, 60);
	assert_int_equal(store_exec(o->store, "UPDATE face_score SET score = 9",
				    &o->err),
			 -1);
	assert_int_equal(
		store_exec(o->store, "DELETE FROM face_score", &o->err), -1);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, office_open, office_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_same_score_again_is_no_new_one),
		TEST(the_last_one_that_speaks_of_a_photo_counts),
		TEST(an_advisory_score_is_asked_for_by_itself),
		TEST(scores_are_only_added),
	};

	return cmocka_run_group_tests_name("score_store", tests, NULL, NULL);
}
