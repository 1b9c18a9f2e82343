/* SPDX-License-Identifier: MIT */
/*
 * A student as a command may show one: names and numbers masked unless the
 * run is --unmask, in tables and in JSON alike.
 */
#ifndef CMD_CMD_STUDENT_H
#define CMD_CMD_STUDENT_H

#include "base/json.h"
#include "base/table.h"
#include "cli/command.h"
#include "rules/student.h"

/* A name or number as this run may show it, in room; "" for "". */
const char *cmd_student_show(const struct command_run *run, struct buf *room,
			     enum student_field field, const char *value);

/* {"xh":…,"ksh":…,"zjhm":…}: who an item is about, for programs. */
struct json *cmd_student_key(const struct command_run *run,
			     const struct student *student);

/* Sets `who` of an item: the name, for people. */
void cmd_student_set_who(const struct command_run *run, struct json *item,
			 const struct student *student);

/* Columns 学院 班级 学号 姓名, and the last row's cells for them. */
void cmd_student_add_columns(struct table *table);
void cmd_student_set_cells(const struct command_run *run, struct table *table,
			   const struct student *student);

/* "2026-05-11T01:30:00+08:00" as people read it: 2026-05-11 01:30; "" is "". */
void cmd_student_set_time(struct table *table, size_t column, const char *time);

#endif
