/* SPDX-License-Identifier: MIT */
/*
 * Making and opening a store: modes of files, who is refused, one writer, and
 * that every earlier schema becomes exactly today's with its rows.
 */
#include "support/unit.h"

#include <glob.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "store/sql.h"
#include "store/store.h"
#include "store/store_seal.h"

enum { NOW = 1775000000, MOST_SQL = 1 << 20 };

/* The migrations in order: their number is the newest version. */
static glob_t steps;

/* Two photos in force and one search, as an office of any version has them. */
static const char rows[] =
	"INSERT INTO task (id, name, kind, school_code, school_name, category,"
	" year, accept_profile, output_profile, created_at)"
	" VALUES (1, 't', 'graduate', '99101', '', '', 2026, 'a', 'o', '');"
	"INSERT INTO original VALUES ('one', 3, ''), ('two', 3, '');"
	"INSERT INTO photo (id, task_id, kind, sha256, file, imported_at)"
	" VALUES (7, 1, 'submission', 'one', '1.jpg', ''),"
	" (9, 1, 'enrollment', 'two', '2.jpg', '');"
	"INSERT INTO compared VALUES (7, 1, 9, '');";

struct shop {
	char folder[32];
	char *database;
	struct store *store;
	struct error err;
};

static int setup(void **state)
{
	struct shop *s = mem_xcalloc(1, sizeof(*s));

	*state = s;
	strcpy(s->folder, "/tmp/test_open_XXXXXX");
	if (!mkdtemp(s->folder) || store_create(s->folder, NOW, &s->err) < 0)
		return -1;
	s->database = path_join(s->folder, "qctool.db");
	return 0;
}

static int teardown(void **state)
{
	struct shop *s = *state;
	char command[64];

	store_close(s->store);
	snprintf(command, sizeof(command), "rm -rf %s", s->folder);
	free(s->database);
	free(s);
	return system(command);
}

static int open_it(struct shop *s, enum store_mode mode)
{
	return store_open(s->folder, mode, 0, &s->store, &s->err);
}

static void exec(const char *database, const char *sql)
{
	char *message = NULL;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(database, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s", message);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static int add_row(void *out, int n, char **values, char **names)
{
	int i;

	(void)names;
	for (i = 0; i < n; i++)
		buf_addf(out, "%s|", values[i] ? values[i] : "NULL");
	buf_addc(out, '\n');
	return 0;
}

/* What a query answers, a line a row; the caller's. */
static char *ask(const char *database, const char *sql)
{
	struct buf out = BUF_INIT;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(database, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, add_row, &out, NULL), SQLITE_OK);
	sqlite3_close(db);
	buf_adds(&out, "");
	return buf_detach(&out, NULL);
}

static void assert_answer(const char *database, const char *sql,
			  const char *expected)
{
	char *got = ask(database, sql);

	assert_string_equal(got, expected);
	free(got);
}

/* The database of the shop as a program of that schema left it. */
static void become_old(struct shop *s, int version)
{
	char mark[40], *wal = mem_xprintf("%s-wal", s->database);
	int i;

	unlink(s->database);
	unlink(wal);
	free(wal);
	for (i = 0; i < version; i++) {
		struct buf step = BUF_INIT;

		assert_int_equal(
			file_read(steps.gl_pathv[i], MOST_SQL, &step, &s->err),
			0);
		exec(s->database, buf_str(&step));
		buf_release(&step);
		if (i == 0)
			exec(s->database, rows);
	}
	snprintf(mark, sizeof(mark), "PRAGMA user_version = %d", version);
	exec(s->database, mark);
}

static const char whole_schema[] =
	"SELECT type, name, tbl_name, sql FROM sqlite_schema"
	" ORDER BY type, name";

static void every_earlier_schema_becomes_todays(void **state)
{
	struct shop *s = *state;
	char *fresh = ask(s->database, whole_schema), *backup;
	char version[16];
	int v, now, newest = (int)steps.gl_pathc;

	for (v = 1; v < newest; v++) {
		become_old(s, v);
		assert_int_equal(open_it(s, STORE_WRITE), 0);
		assert_int_equal(store_version(s->store, &now, &s->err), 0);
		assert_int_equal(now, newest);
		assert_int_equal(store_check(s->store, &s->err), 0);
		store_close(s->store);
		s->store = NULL;
		assert_answer(s->database, whole_schema, fresh);
		assert_answer(s->database,
			      "SELECT id, sequence FROM photo ORDER BY id",
			      "7|7|\n9|9|\n");
		assert_answer(s->database,
			      "SELECT photo_id, up_to_sequence FROM compared",
			      "7|9|\n");
		backup = mem_xprintf("%s/backups/schema-%d.db", s->folder, v);
		snprintf(version, sizeof(version), "%d|\n", v);
		assert_answer(backup, "PRAGMA user_version", version);
		assert_answer(backup, "SELECT id FROM photo ORDER BY id",
			      "7|\n9|\n");
		free(backup);
	}
	free(fresh);
}

static int name_row(void *ctx, const struct store_seal_wrong *wrong,
		    struct error *err)
{
	(void)err;
	buf_addf(ctx, "%s %s %s %s;", wrong->table, wrong->row,
		 *wrong->in_table ? "there" : "gone",
		 *wrong->by_log ? "sealed" : "new");
	return 0;
}

/* Which rows are not as sealed; *found are as an older version left them. */
static char *wrong_rows(struct shop *s, long *found)
{
	struct buf out = BUF_INIT;

	if (!s->store)
		assert_int_equal(open_it(s, STORE_READ), 0);
	assert_int_equal(
		store_seal_each_wrong(s->store, name_row, &out, found, &s->err),
		0);
	store_close(s->store);
	s->store = NULL;
	buf_adds(&out, "");
	return buf_detach(&out, NULL);
}

static void assert_wrong(struct shop *s, const char *expected, long found)
{
	long got;
	char *rows_named = wrong_rows(s, &got);

	assert_string_equal(rows_named, expected);
	assert_int_equal(got, found);
	free(rows_named);
}

static const struct sql_query touch = {
	"UPDATE photo SET bytes = 5 WHERE id = 7", ""};
static const struct sql_query replace_compared = {
	"INSERT OR REPLACE INTO compared VALUES (7, 2, 9, '')", ""};

/* No one can say what an older program's rows were; from then on one can. */
static void rows_of_before_are_sealed_as_found(void **state)
{
	struct shop *s = *state;
	long before;

	become_old(s, 8);
	assert_int_equal(open_it(s, STORE_WRITE), 0);
	free(wrong_rows(s, &before));
	assert_true(before > 3);
	assert_wrong(s, "", before);
	exec(s->database, "UPDATE photo SET width = 5 WHERE id = 9");
	assert_wrong(s, "photo 9 there sealed;", before - 1);
	exec(s->database, "UPDATE photo SET width = 0 WHERE id = 9;"
			  "DELETE FROM compared");
	assert_wrong(s, "compared 7 gone sealed;", before - 1);

	/* what is written now is proven, and rolled back it is as before */
	assert_int_equal(open_it(s, STORE_WRITE), 0);
	assert_int_equal(store_begin(s->store, &s->err), 0);
	assert_int_equal(sql_run(s->store, &touch, &s->err), 0);
	store_rollback(s->store);
	assert_wrong(s, "compared 7 gone sealed;", before - 1);
	assert_int_equal(open_it(s, STORE_WRITE), 0);
	assert_int_equal(store_begin(s->store, &s->err), 0);
	assert_int_equal(sql_run(s->store, &touch, &s->err), 0);
	assert_int_equal(sql_run(s->store, &replace_compared, &s->err), 0);
	assert_int_equal(store_commit(s->store, &s->err), 0);
	assert_wrong(s, "", before - 2);
	exec(s->database, "INSERT INTO compared VALUES (9, 2, 9, '')");
	assert_wrong(s, "compared 9 there new;", before - 2);
}

static void the_triggers_of_an_upgraded_store_count_on(void **state)
{
	struct shop *s = *state;

	become_old(s, 1);
	assert_int_equal(open_it(s, STORE_WRITE), 0);
	exec(s->database, "UPDATE photo SET state = 'rejected' WHERE id = 7;"
			  "UPDATE photo SET bytes = 1 WHERE id = 9");
	assert_answer(s->database, "SELECT id, sequence FROM photo ORDER BY id",
		      "7|10|\n9|9|\n");
}

static void a_step_that_fails_leaves_the_store_as_it_was(void **state)
{
	struct shop *s = *state;
	char *before, *after;

	become_old(s, 2);
	/* In the way of the last step: the ones before are undone too. */
	exec(s->database, "CREATE TABLE photo_sequence (a)");
	before = ask(s->database, whole_schema);
	assert_int_equal(open_it(s, STORE_WRITE), -1);
	assert_non_null(strstr(s->err.text, "step 4"));
	after = ask(s->database, whole_schema);
	assert_string_equal(before, after);
	assert_answer(s->database, "PRAGMA user_version", "2|\n");
	free(before);
	free(after);
}

static void an_older_store_is_not_migrated_by_a_reader(void **state)
{
	struct shop *s = *state;

	become_old(s, 3);
	assert_int_equal(open_it(s, STORE_READ), -1);
	/* its age is no damage: nobody has to stop */
	assert_int_equal(s->err.kind, ERROR_POLICY);
	assert_non_null(strstr(s->err.text, "store migrate"));
	assert_answer(s->database, "PRAGMA user_version", "3|\n");
}

static void a_newer_store_is_refused(void **state)
{
	static const enum store_mode modes[] = {STORE_READ, STORE_WRITE};
	struct shop *s = *state;
	char mark[40];
	size_t i;

	snprintf(mark, sizeof(mark), "PRAGMA user_version = %d",
		 (int)steps.gl_pathc + 1);
	exec(s->database, mark);
	for (i = 0; i < ARRAY_SIZE(modes); i++) {
		assert_int_equal(open_it(s, modes[i]), -1);
		assert_int_equal(s->err.kind, ERROR_STORE);
		assert_null(s->store);
	}
}

static void what_is_no_store_is_refused(void **state)
{
	struct shop *s = *state;

	assert_int_equal(store_create(s->folder, NOW, &s->err), -1);
	assert_int_equal(s->err.kind, ERROR_POLICY);
	assert_int_equal(file_write(s->database, "no database, but text", 21,
				    0600, &s->err),
			 0);
	assert_int_equal(open_it(s, STORE_READ), -1);
	assert_int_equal(s->err.kind, ERROR_STORE);
	unlink(s->database);
	assert_int_equal(open_it(s, STORE_WRITE), -1);
	assert_int_equal(s->err.kind, ERROR_USAGE);
}

static void
a_folder_of_pictures_without_a_database_is_no_new_store(void **state)
{
	struct shop *s = *state;
	char *folder = path_join(s->folder, "originals/ab");

	assert_int_equal(file_mkdirs(folder, 0700, &s->err), 0);
	free(folder);
	unlink(s->database);
	assert_int_equal(open_it(s, STORE_READ), -1);
	assert_int_equal(s->err.kind, ERROR_STORE);
	assert_int_equal(store_create(s->folder, NOW, &s->err), -1);
	assert_int_equal(s->err.kind, ERROR_STORE);
	assert_false(file_exists(s->database));
}

/* Whichever of the first bytes is another: damage, never an older schema. */
static void a_spoiled_header_is_damage(void **state)
{
	struct shop *s = *state;
	struct buf bytes = BUF_INIT;
	size_t at;

	assert_int_equal(file_read(s->database, MOST_SQL, &bytes, &s->err), 0);
	for (at = 0; at < 24; at++) {
		bytes.data[at] ^= 0x55;
		assert_int_equal(file_write(s->database, bytes.data, bytes.size,
					    0600, &s->err),
				 0);
		bytes.data[at] ^= 0x55;
		/* byte 18 says only how to write */
		assert_int_equal(open_it(s, STORE_READ), at == 18 ? 0 : -1);
		if (at != 18)
			assert_int_equal(s->err.kind, ERROR_STORE);
		store_close(s->store);
		s->store = NULL;
	}
	buf_release(&bytes);
}

static void whatever_is_cut_off_is_damage(void **state)
{
	struct shop *s = *state;
	struct buf bytes = BUF_INIT;
	size_t size;

	assert_int_equal(file_read(s->database, MOST_SQL, &bytes, &s->err), 0);
	for (size = 0; size < bytes.size; size += size < 200 ? 7 : 4096) {
		assert_int_equal(file_write(s->database, bytes.data, size, 0600,
					    &s->err),
				 0);
		assert_int_equal(open_it(s, STORE_READ), -1);
		assert_int_equal(s->err.kind, ERROR_STORE);
		assert_int_equal(open_it(s, STORE_WRITE), -1);
		assert_int_equal(s->err.kind, ERROR_STORE);
		assert_int_equal(store_create(s->folder, NOW, &s->err), -1);
		assert_int_equal(s->err.kind, ERROR_STORE);
	}
	buf_release(&bytes);
}

static void one_writes_and_others_read(void **state)
{
	struct shop *s = *state;
	struct store *second = NULL;

	assert_int_equal(open_it(s, STORE_WRITE), 0);
	assert_int_equal(
		store_open(s->folder, STORE_WRITE, 0, &second, &s->err), -1);
	assert_int_equal(s->err.kind, ERROR_LOCKED);
	assert_null(second);
	assert_int_equal(store_open(s->folder, STORE_READ, 0, &second, &s->err),
			 0);
	assert_int_equal(store_begin(second, &s->err), -1);
	store_close(second);
	store_close(s->store);
	assert_int_equal(open_it(s, STORE_WRITE), 0);
}

static unsigned mode_of(const struct shop *s, const char *name)
{
	char *path = path_join(s->folder, name);
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	free(path);
	return st.st_mode & 0777;
}

static void nobody_else_may_look(void **state)
{
	static const char *const folders[] = {"originals", "made", "backups"};
	static const char *const files[] = {"qctool.db", "qctool.ini",
					    "qctool.lock"};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(folders); i++)
		assert_int_equal(mode_of(*state, folders[i]), 0700);
	for (i = 0; i < ARRAY_SIZE(files); i++)
		assert_int_equal(mode_of(*state, files[i]), 0600);
}

static void a_store_is_found_from_below(void **state)
{
	struct shop *s = *state;
	char *made = path_join(s->folder, "made"), *here, *found;

	here = getcwd(NULL, 0);
	assert_int_equal(chdir(made), 0);
	found = store_find();
	assert_string_equal(found, s->folder);
	free(found);
	unlink(s->database);
	assert_null(store_find());
	assert_int_equal(chdir(here), 0);
	free(here);
	free(made);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_earlier_schema_becomes_todays),
		TEST(the_triggers_of_an_upgraded_store_count_on),
		TEST(a_step_that_fails_leaves_the_store_as_it_was),
		TEST(rows_of_before_are_sealed_as_found),
		TEST(an_older_store_is_not_migrated_by_a_reader),
		TEST(a_newer_store_is_refused),
		TEST(what_is_no_store_is_refused),
		TEST(a_folder_of_pictures_without_a_database_is_no_new_store),
		TEST(a_spoiled_header_is_damage),
		TEST(whatever_is_cut_off_is_damage),
		TEST(one_writes_and_others_read),
		TEST(nobody_else_may_look),
		TEST(a_store_is_found_from_below),
	};

	assert_int_equal(glob("src/store/migrations/0*.sql", 0, NULL, &steps),
			 0);
	return cmocka_run_group_tests_name("store_open", tests, NULL, NULL);
}
