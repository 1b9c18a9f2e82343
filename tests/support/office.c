/* SPDX-License-Identifier: MIT */
#include "support/office.h"

#include "support/unit.h"

#include <unistd.h>

#include "base/mem.h"
#include "store/file_store.h"
#include "store/store_private.h"
#include "store/task_store.h"

void office_must(struct office *o, int code)
{
	if (code < 0)
		fail_msg("%s", o->err.text);
}

int office_open(void **state)
{
	struct office *o = mem_xcalloc(1, sizeof(*o));

	*state = o;
	strcpy(o->folder, "/tmp/test_office_XXXXXX");
	if (!mkdtemp(o->folder))
		return -1;
	office_must(o, store_create(o->folder, OFFICE_NOW, &o->err));
	office_must(o,
		    store_open(o->folder, STORE_WRITE, 0, &o->store, &o->err));
	strcpy(o->task.name, "t");
	strcpy(o->task.kind, "graduate");
	strcpy(o->task.school_code, "99101");
	office_must(o, task_store_add(o->store, &o->task, OFFICE_NOW, &o->err));
	o->session = (struct session){.store = o->store,
				      .task = &o->task,
				      .who = "clerk",
				      .now = OFFICE_NOW,
				      .jobs = 1};
	return 0;
}

int office_close(void **state)
{
	struct office *o = *state;
	char command[64];

	store_close(o->store);
	snprintf(command, sizeof(command), "rm -rf %s", o->folder);
	free(o);
	return system(command);
}

long long office_student(struct office *o, const char *xh, const char *xm)
{
	enum student_store_change change;
	struct student s = {0};
	struct student_entry entry = {.key = xh, .student = &s};
	struct student_row row;
	long long id;

	student_set(&s, STUDENT_xh, xh);
	student_set(&s, STUDENT_xm, xm);
	office_must(o,
		    student_store_put(&o->session, &entry, &change, &o->err));
	student_release(&s);
	assert_int_equal(
		student_store_find(o->store, &o->task, xh, &row, &o->err), 1);
	id = row.student.id;
	student_store_release(&row);
	return id;
}

long long office_photo(struct office *o, const char *kind, const char *name,
		       long long student)
{
	struct file_store_item item = {FILE_STORE_ORIGINAL, name, strlen(name),
				       ""};
	struct owner_link link = {student, "xh", 1, "[]"};
	struct photo_row row = {.kind = photo_kind_find(kind), .file = name};
	bool added;

	office_must(o, file_store_put(&o->session, &item, &o->err));
	row.sha256 = item.sha256;
	office_must(o, photo_store_add(&o->session, &row, &added, &o->err));
	if (student)
		office_must(o,
			    photo_store_link(o->store, row.id, &link, &o->err));
	return row.id;
}

long long office_number(struct office *o, const char *sql)
{
	sqlite3_stmt *stmt;
	long long n = 0;

	assert_int_equal(sqlite3_prepare_v2(o->store->db, sql, -1, &stmt, NULL),
			 SQLITE_OK);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return n;
}

void office_exec(struct office *o, const char *sql)
{
	office_must(o, store_exec(o->store, sql, &o->err));
}
