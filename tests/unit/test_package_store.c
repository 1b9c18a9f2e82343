/* SPDX-License-Identifier: MIT */
/* Packages: a name once a task, entries once a student. */
#include "support/unit.h"

#include "support/office.h"

#include "base/buf.h"
#include "store/package_store.h"

static long long add(struct office *o, const char *name)
{
	struct package_row row = {.name = name,
				  .profile = "chsi-99",
				  .files = "[\"a.zip\"]",
				  .entries = 2,
				  .bytes = 1000};

	office_must(o, package_store_add(o->store, &o->task, &row, OFFICE_NOW,
					 &o->err));
	return row.id;
}

static int list(void *ctx, const struct package_row *row, struct error *err)
{
	(void)err;
	buf_addf(ctx, "%s %lld %s;", row->name, row->entries, row->built_at);
	return 0;
}

static void a_name_is_taken_once(void **state)
{
	struct office *o = *state;
	struct package_row again = {
		.name = "p1", .profile = "x", .files = "[]"};
	struct buf text = BUF_INIT;

	office_must(
		o, package_store_check_name(o->store, &o->task, "p1", &o->err));
	add(o, "p1");
	add(o, "p2");
	assert_int_equal(
		package_store_check_name(o->store, &o->task, "p1", &o->err),
		-1);
	assert_int_equal(o->err.kind, ERROR_POLICY);
	assert_int_equal(package_store_add(o->store, &o->task, &again,
					   OFFICE_NOW, &o->err),
			 -1);
	office_must(o, package_store_each(o->store, &o->task, list, &text,
					  &o->err));
	assert_string_equal(buf_str(&text), "p1 2 2026-04-01T07:33:20+08:00;"
					    "p2 2 2026-04-01T07:33:20+08:00;");
	buf_release(&text);
}

static void a_student_is_in_a_package_once(void **state)
{
	struct office *o = *state;
	long long student = office_student(o, "01", "张三");
	struct photo_made_row made = {.profile = "p",
				      .status = "made",
				      .sha256 = "aa",
				      .findings = "[]"};
	struct package_entry_row entry = {
		.student_id = student, .entry = "01.jpg", .sha256 = "aa"};

	made.photo_id = office_photo(o, "submission", "1.jpg", student);
	office_must(o,
		    photo_store_put_made(o->store, &made, OFFICE_NOW, &o->err));
	entry.made_id = made.id;
	entry.package_id = add(o, "p1");
	office_must(o, package_store_add_entry(o->store, &entry, &o->err));
	assert_int_equal(package_store_add_entry(o->store, &entry, &o->err),
			 -1);
	entry.package_id = add(o, "p2");
	office_must(o, package_store_add_entry(o->store, &entry, &o->err));
	/* An entry of nothing that was made cannot be. */
	entry.student_id = office_student(o, "02", "李四");
	entry.made_id = 99;
	assert_int_equal(package_store_add_entry(o->store, &entry, &o->err),
			 -1);
	assert_int_equal(office_number(o, "SELECT count(*) FROM v_packages"),
			 2);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, office_open, office_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_name_is_taken_once),
		TEST(a_student_is_in_a_package_once),
	};

	return cmocka_run_group_tests_name("package_store", tests, NULL, NULL);
}
