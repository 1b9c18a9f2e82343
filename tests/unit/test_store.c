/* SPDX-License-Identifier: MIT */
/*
 * How a transaction ends: by the result, the dry run and the commit itself;
 * what a backup holds and a check finds.
 */
#include "support/unit.h"

#include <unistd.h>

#include "store/store_private.h"
#include "store/task_store.h"

enum { NOW = 1775000000 };

struct shop {
	char folder[32];
	struct store *store;
};

static void must(int code, const struct error *err)
{
	if (code < 0)
		fail_msg("%s", err->text);
}

static int setup(void **state)
{
	static struct shop shop;
	struct error err = ERROR_INIT;

	strcpy(shop.folder, "/tmp/test_store_XXXXXX");
	assert_non_null(mkdtemp(shop.folder));
	must(store_create(shop.folder, NOW, &err), &err);
	must(store_open(shop.folder, STORE_WRITE, 0, &shop.store, &err), &err);
	*state = &shop;
	return 0;
}

static int teardown(void **state)
{
	struct shop *shop = *state;
	char command[64];

	store_close(shop->store);
	snprintf(command, sizeof(command), "rm -rf %s", shop->folder);
	return system(command);
}

static void begin_with_a_task(struct shop *shop, const char *name)
{
	struct task task = {.open = true};
	struct error err = ERROR_INIT;

	strcpy(task.name, name);
	strcpy(task.kind, "graduate");
	must(store_begin(shop->store, &err), &err);
	must(task_store_add(shop->store, &task, NOW, &err), &err);
}

static bool has_task(struct shop *shop, const char *name)
{
	struct task task;
	struct error err = ERROR_INIT;

	return task_store_get(shop->store, name, &task, &err) == 0;
}

typedef int (*end_fn)(struct store *store, int result, bool dry_run,
		      struct error *err);

static const end_fn both[] = {store_end, store_end_batch};

static void a_good_result_is_kept(void **state)
{
	static const char *const names[] = {"good", "good batch"};
	struct error err = ERROR_INIT;
	int i;

	for (i = 0; i < 2; i++) {
		begin_with_a_task(*state, names[i]);
		assert_int_equal(
			both[i](((struct shop *)*state)->store, 0, false, &err),
			0);
		assert_true(has_task(*state, names[i]));
	}
}

static void a_dry_run_is_undone(void **state)
{
	struct error err = ERROR_INIT;
	int i;

	for (i = 0; i < 2; i++) {
		begin_with_a_task(*state, "dry");
		assert_int_equal(
			both[i](((struct shop *)*state)->store, 0, true, &err),
			0);
		assert_false(has_task(*state, "dry"));
	}
}

static void a_failure_is_undone(void **state)
{
	struct error err = ERROR_INIT;
	int i;

	for (i = 0; i < 2; i++) {
		begin_with_a_task(*state, "failed");
		error_set(&err, ERROR_SYSTEM, "disk full");
		assert_int_equal(both[i](((struct shop *)*state)->store, -1,
					 false, &err),
				 -1);
		assert_string_equal(err.text, "disk full");
		assert_false(has_task(*state, "failed"));
	}
}

static void an_interrupted_batch_keeps_what_it_delivered(void **state)
{
	struct shop *shop = *state;
	struct error err = ERROR_INIT;

	error_set(&err, ERROR_INTERRUPTED, "interrupted");
	begin_with_a_task(shop, "whole");
	assert_int_equal(store_end(shop->store, -1, false, &err), -1);
	assert_false(has_task(shop, "whole"));
	begin_with_a_task(shop, "dry batch");
	assert_int_equal(store_end_batch(shop->store, -1, true, &err), -1);
	assert_false(has_task(shop, "dry batch"));
	begin_with_a_task(shop, "batch");
	assert_int_equal(store_end_batch(shop->store, -1, false, &err), -1);
	assert_int_equal(err.kind, ERROR_INTERRUPTED);
	assert_true(has_task(shop, "batch"));
}

/* A row that refers to nothing is only found when the commit checks it. */
static void a_commit_that_fails_is_told_and_undone(void **state)
{
	static const char orphan[] =
		"PRAGMA defer_foreign_keys = ON;"
		"INSERT INTO package (task_id, name, profile, files, entries,"
		" bytes, built_at) VALUES (999, 'p', 'x', '', 1, 1, '')";
	struct shop *shop = *state;
	struct error err = ERROR_INIT;
	int i;

	for (i = 0; i < 2; i++) {
		begin_with_a_task(shop, "orphan");
		must(store_exec(shop->store, orphan, &err), &err);
		error_set(&err, ERROR_INTERRUPTED, "interrupted");
		assert_int_equal(both[i](shop->store, i ? -1 : 0, false, &err),
				 -1);
		assert_int_equal(err.kind, ERROR_STORE);
		assert_false(has_task(shop, "orphan"));
		err.kind = ERROR_NONE;
		must(store_begin(shop->store, &err), &err);
		must(store_end(shop->store, 0, false, &err), &err);
	}
}

static void a_backup_is_a_store_while_another_writes(void **state)
{
	struct shop *shop = *state;
	struct error err = ERROR_INIT;
	char folder[64], path[80], command[160];
	struct store *reader = NULL, *copy = NULL;
	struct task task;

	snprintf(folder, sizeof(folder), "%s/copy", shop->folder);
	snprintf(path, sizeof(path), "%s/qctool.db", folder);
	snprintf(command, sizeof(command), "mkdir %s", folder);
	assert_int_equal(system(command), 0);
	begin_with_a_task(shop, "kept");
	must(store_end(shop->store, 0, false, &err), &err);
	/* What is not committed is not in the copy. */
	begin_with_a_task(shop, "not yet");
	must(store_open(shop->folder, STORE_READ, 0, &reader, &err), &err);
	must(store_backup(reader, path, &err), &err);
	store_close(reader);
	store_rollback(shop->store);
	must(store_open(folder, STORE_READ, 0, &copy, &err), &err);
	must(store_check(copy, &err), &err);
	must(task_store_get(copy, "kept", &task, &err), &err);
	assert_int_equal(task_store_get(copy, "not yet", &task, &err), -1);
	store_close(copy);
	assert_int_equal(store_backup(shop->store, "/nowhere/b.db", &err), -1);
}

static void a_check_finds_rows_that_refer_to_nothing(void **state)
{
	struct shop *shop = *state;
	struct error err = ERROR_INIT;

	must(store_check(shop->store, &err), &err);
	must(store_exec(shop->store,
			"PRAGMA foreign_keys = OFF;"
			"INSERT INTO student_alias VALUES (99, 'x');"
			"PRAGMA foreign_keys = ON",
			&err),
	     &err);
	assert_int_equal(store_check(shop->store, &err), -1);
	assert_int_equal(err.kind, ERROR_STORE);
	assert_non_null(strstr(err.text, "student_alias"));
	must(store_exec(shop->store, "DELETE FROM student_alias", &err), &err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_result_is_kept),
		cmocka_unit_test(a_dry_run_is_undone),
		cmocka_unit_test(a_failure_is_undone),
		cmocka_unit_test(an_interrupted_batch_keeps_what_it_delivered),
		cmocka_unit_test(a_commit_that_fails_is_told_and_undone),
		cmocka_unit_test(a_backup_is_a_store_while_another_writes),
		cmocka_unit_test(a_check_finds_rows_that_refer_to_nothing),
	};

	return cmocka_run_group_tests_name("store", tests, setup, teardown);
}
