/* SPDX-License-Identifier: MIT */
/* Verdicts of pairs: one a pair, forgotten when a photo changed, overruled. */
#include "support/unit.h"

#include "support/office.h"

#include "base/buf.h"
#include "store/compare_store.h"

static void put(struct office *o, long long photo, long long other,
		const char *verdict)
{
	struct compare_row row = {.photo_id = photo,
				  .other_id = other,
				  .role = "SAM-ENROLL",
				  .version = 3,
				  .measure = .5,
				  .score = 90,
				  .verdict = verdict,
				  .face_width = 200};

	office_must(o, compare_store_put(o->store, &row, OFFICE_NOW, &o->err));
}

static int list(void *ctx, const struct compare_row *row, struct error *err)
{
	(void)err;
	buf_addf(ctx, "%s %s %lld %s;", row->other_file, row->verdict,
		 row->other_student_id, row->overruled);
	return 0;
}

static void assert_verdicts(struct office *o, long long photo,
			    const char *expected)
{
	struct buf text = BUF_INIT;

	office_must(o, compare_store_each_of(o->store, photo, list, &text,
					     &o->err));
	assert_string_equal(buf_str(&text), expected);
	buf_release(&text);
}

static void a_pair_has_one_verdict(void **state)
{
	struct office *o = *state;
	long long student = office_student(o, "01", "张三");
	long long one = office_photo(o, "submission", "1.jpg", student);
	long long other = office_photo(o, "enrollment", "e.jpg", student);

	assert_int_equal(compare_store_known(o->store, one, other, 3, &o->err),
			 0);
	put(o, one, other, "suspect");
	put(o, one, other, "same");
	assert_verdicts(o, one, "e.jpg same 1 ;");
	assert_int_equal(compare_store_known(o->store, one, other, 3, &o->err),
			 1);
	assert_int_equal(compare_store_known(o->store, one, other, 4, &o->err),
			 0);
	assert_verdicts(o, other, "");
}

static void what_changed_later_is_forgotten_unless_overruled(void **state)
{
	struct office *o = *state;
	long long one = office_photo(o, "submission", "1.jpg", 0);
	long long two = office_photo(o, "submission", "2.jpg", 0);
	long long old = office_photo(o, "enrollment", "old.jpg", 0);
	long long late = office_photo(o, "enrollment", "late.jpg", 0);
	long long up_to = office_number(
		o, "SELECT sequence FROM photo WHERE file = 'old.jpg'");

	put(o, one, old, "same");
	put(o, one, late, "same");
	put(o, two, late, "same");
	office_must(o, compare_store_overrule(o->store, two, "twins", &o->err));
	office_must(o, compare_store_forget(o->store, one, up_to, &o->err));
	office_must(o, compare_store_forget(o->store, two, up_to, &o->err));
	assert_verdicts(o, one, "old.jpg same 0 ;");
	assert_verdicts(o, two, "late.jpg same 0 twins;");
}

static void only_what_stopped_a_case_is_overruled(void **state)
{
	struct office *o = *state;
	long long one = office_photo(o, "submission", "1.jpg", 0);

	put(o, one, office_photo(o, "enrollment", "a.jpg", 0), "different");
	put(o, one, office_photo(o, "enrollment", "b.jpg", 0), "suspect");
	office_must(o, compare_store_overrule(o->store, one, "seen", &o->err));
	assert_verdicts(o, one, "a.jpg different 0 ;b.jpg suspect 0 seen;");
}

static long long marked(struct office *o, long long photo, int version)
{
	long long up_to;

	office_must(o, compare_store_marked(o->store, photo, version, &up_to,
					    &o->err));
	return up_to;
}

static void a_mark_counts_for_its_version_only(void **state)
{
	struct office *o = *state;
	long long one = office_photo(o, "submission", "1.jpg", 0);

	assert_int_equal(marked(o, one, 3), 0);
	office_must(o, compare_store_mark(o->store,
					  &(struct compare_mark){one, 3, 7},
					  OFFICE_NOW, &o->err));
	office_must(o, compare_store_mark(o->store,
					  &(struct compare_mark){one, 3, 12},
					  OFFICE_NOW, &o->err));
	assert_int_equal(marked(o, one, 3), 12);
	assert_int_equal(marked(o, one, 4), 0);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, office_open, office_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_pair_has_one_verdict),
		TEST(what_changed_later_is_forgotten_unless_overruled),
		TEST(only_what_stopped_a_case_is_overruled),
		TEST(a_mark_counts_for_its_version_only),
	};

	return cmocka_run_group_tests_name("compare_store", tests, NULL, NULL);
}
