/* SPDX-License-Identifier: MIT */
#include "cmd/cmd_student.h"

#include <string.h>

#include "base/mem.h"
#include "rules/roster_row.h"

const char *cmd_student_show(const struct command_run *run, struct buf *room,
			     enum student_field field, const char *value)
{
	buf_clear(room);
	roster_row_show(room, field, value, run->globals->unmask);
	return buf_str(room);
}

static void set_shown(const struct command_run *run, struct json *object,
		      const char *key, enum student_field field,
		      const struct student *student)
{
	struct buf room = BUF_INIT;

	json_set_str(object, key,
		     cmd_student_show(run, &room, field,
				      student_get(student, field)));
	buf_release(&room);
}

struct json *cmd_student_key(const struct command_run *run,
			     const struct student *student)
{
	struct json *key = json_new_object();

	set_shown(run, key, "xh", STUDENT_xh, student);
	set_shown(run, key, "ksh", STUDENT_ksh, student);
	set_shown(run, key, "zjhm", STUDENT_zjhm, student);
	return key;
}

void cmd_student_set_who(const struct command_run *run, struct json *item,
			 const struct student *student)
{
	set_shown(run, item, "who", STUDENT_xm, student);
}

/* By which a teacher finds somebody in a list of the class. */
static const enum student_field shown[] = {STUDENT_fy, STUDENT_bh, STUDENT_xh,
					   STUDENT_xm};

void cmd_student_add_columns(struct table *table)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(shown); i++)
		table_add_column(table, student_field_name(shown[i]),
				 student_field_label(shown[i]), TABLE_LEFT);
}

void cmd_student_set_cells(const struct command_run *run, struct table *table,
			   const struct student *student)
{
	struct buf room = BUF_INIT;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(shown); i++)
		table_set(table, i,
			  cmd_student_show(run, &room, shown[i],
					   student_get(student, shown[i])));
	buf_release(&room);
}

void cmd_student_set_time(struct table *table, size_t column, const char *time)
{
	if (time && strlen(time) >= 16)
		table_setf(table, column, "%.10s %.5s", time, time + 11);
	else
		table_set(table, column, time);
}
