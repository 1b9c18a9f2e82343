/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <malloc.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/exit_status.h"
#include "store/sql.h"

static bool no_memory;

static void *take(int n)
{
	return no_memory ? NULL : malloc((size_t)n);
}

static void *resize(void *p, int n)
{
	return no_memory ? NULL : realloc(p, (size_t)n);
}

static int size_of(void *p)
{
	return p ? (int)malloc_usable_size(p) : 0;
}

static int round_up(int n)
{
	return (n + 7) & ~7;
}

static int begin(void *unused)
{
	(void)unused;
	return SQLITE_OK;
}

static void finish(void *unused)
{
	(void)unused;
}

/* One row: a number, which takes memory to be a text, and no value. */
static sqlite3_stmt *open_row(sqlite3 **db)
{
	sqlite3_stmt *row;

	assert_int_equal(sqlite3_open(":memory:", db), SQLITE_OK);
	assert_int_equal(
		sqlite3_prepare_v2(*db, "SELECT 42, NULL", -1, &row, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(row), SQLITE_ROW);
	return row;
}

static void close_row(sqlite3 *db, sqlite3_stmt *row)
{
	sqlite3_finalize(row);
	sqlite3_close(db);
}

static void values_are_what_was_stored(void **state)
{
	sqlite3 *db;
	sqlite3_stmt *row = open_row(&db);

	(void)state;
	assert_string_equal(sql_column_text(row, 0), "42");
	assert_null(sql_column_text(row, 1));
	assert_null(sql_column_blob(row, 1));
	close_row(db, row);
}

/* Never as if the value were empty. */
static void without_memory_the_process_ends(void **state)
{
	sqlite3 *db;
	sqlite3_stmt *row = open_row(&db);
	int status;
	pid_t child = fork();

	(void)state;
	if (child == 0) {
		close(STDERR_FILENO);
		no_memory = true;
		sql_column_text(row, 0);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), EXIT_STATUS_BUG);
	close_row(db, row);
}

int main(void)
{
	static const sqlite3_mem_methods memory = {
		take, free, resize, size_of, round_up, begin, finish, NULL};
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_what_was_stored),
		cmocka_unit_test(without_memory_the_process_ends),
	};

	if (sqlite3_config(SQLITE_CONFIG_MALLOC, &memory) != SQLITE_OK ||
	    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) != SQLITE_OK)
		return 1;
	return cmocka_run_group_tests_name("sql", tests, NULL, NULL);
}
