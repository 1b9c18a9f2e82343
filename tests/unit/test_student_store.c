/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <unistd.h>

#include "base/mem.h"
#include "roster/roster_learned.h"
#include "store/student_store.h"
#include "store/task_store.h"

enum { NOW = 1775000000 };

struct fixture {
	char folder[32];
	struct store *store;
	struct task task;
	struct error err;
};

static int setup(void **state)
{
	struct fixture *f = mem_xcalloc(1, sizeof(*f));

	*state = f;
	strcpy(f->folder, "/tmp/test_store_XXXXXX");
	if (!mkdtemp(f->folder) || store_create(f->folder, NOW, &f->err) < 0 ||
	    store_open(f->folder, STORE_WRITE, 0, &f->store, &f->err) < 0)
		return -1;
	strcpy(f->task.name, "t");
	strcpy(f->task.kind, "graduate");
	strcpy(f->task.school_code, "99101");
	f->task.open = true;
	return task_store_add(f->store, &f->task, NOW, &f->err);
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	char command[64];

	store_close(f->store);
	snprintf(command, sizeof(command), "rm -rf %s", f->folder);
	if (system(command) != 0)
		return -1;
	free(f);
	return 0;
}

static enum student_store_change put(struct fixture *f, const char *xm,
				     const char *code, bool dry)
{
	enum student_store_change change = STUDENT_STORE_SAME;
	struct findings findings = FINDINGS_INIT;
	struct student s = {0};
	struct session session = {
		.store = f->store, .task = &f->task, .now = NOW};
	struct student_entry entry = {"xh:01", &s, &findings, 7};

	student_set(&s, STUDENT_xh, "01");
	student_set(&s, STUDENT_xm, xm);
	if (code)
		findings_add_detail(&findings, code, NULL);
	if ((dry ? student_store_compare(&session, &entry, &change, &f->err)
		 : student_store_put(&session, &entry, &change, &f->err)) < 0)
		fail_msg("%s", f->err.text);
	findings_release(&findings);
	student_release(&s);
	return change;
}

static void a_row_is_new_then_same_then_changed(void **state)
{
	struct fixture *f = *state;
	struct student_row row;

	assert_int_equal(put(f, "张三", NULL, true), STUDENT_STORE_NEW);
	assert_int_equal(
		student_store_find(f->store, &f->task, "01", &row, &f->err), 0);
	assert_int_equal(put(f, "张三", NULL, false), STUDENT_STORE_NEW);
	assert_int_equal(put(f, "张三", NULL, false), STUDENT_STORE_SAME);
	assert_int_equal(put(f, "张叁", NULL, true), STUDENT_STORE_CHANGED);
	assert_int_equal(
		student_store_find(f->store, &f->task, "01", &row, &f->err), 1);
	assert_string_equal(student_get(&row.student, STUDENT_xm), "张三");
	assert_string_equal(row.findings, "[]");
	assert_int_equal(row.source_row, 7);
	student_store_release(&row);
	assert_int_equal(put(f, "张叁", NULL, false), STUDENT_STORE_CHANGED);
	assert_int_equal(
		student_store_find(f->store, &f->task, "01", &row, &f->err), 1);
	assert_string_equal(student_get(&row.student, STUDENT_xm), "张叁");
	student_store_release(&row);
}

static void findings_are_replaced_without_a_change(void **state)
{
	struct fixture *f = *state;
	struct student_row row;

	put(f, "张三", NULL, false);
	assert_int_equal(put(f, "张三", "RST-ROW-HIDDEN", false),
			 STUDENT_STORE_SAME);
	assert_int_equal(
		student_store_find(f->store, &f->task, "01", &row, &f->err), 1);
	assert_non_null(strstr(row.findings, "RST-ROW-HIDDEN"));
	student_store_release(&row);
}

static void a_map_by_hand_is_learned(void **state)
{
	static const char *const map[] = {"xh=编号", "xm=#3"};
	struct fixture *f = *state;
	struct roster_learned learned = ROSTER_LEARNED_INIT;
	struct roster_load load = {.map = map, .map_count = 2}, next = {0};

	/* With a map of its own a load does not ask. */
	assert_int_equal(roster_learned_apply(&learned, f->store, &f->task,
					      &load, &f->err),
			 0);
	assert_ptr_equal(load.map, map);
	assert_int_equal(
		roster_learned_save(f->store, &f->task, &load, &f->err), 0);
	assert_int_equal(roster_learned_apply(&learned, f->store, &f->task,
					      &next, &f->err),
			 0);
	/* A column by its place says nothing about other files. */
	assert_int_equal(next.map_count, 1);
	assert_string_equal(next.map[0], "xh=编号");
	assert_true(next.map_learned);
	roster_learned_release(&learned);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_row_is_new_then_same_then_changed),
		TEST(findings_are_replaced_without_a_change),
		TEST(a_map_by_hand_is_learned),
	};

	return cmocka_run_group_tests_name("student_store", tests, NULL, NULL);
}
