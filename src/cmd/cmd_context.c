/* SPDX-License-Identifier: MIT */
#include "cmd/cmd_context.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "page/list_file.h"
#include "rules/redact.h"
#include "rules/roster_row.h"
#include "store/log_store.h"
#include "store/task_store.h"

enum { MAX_IDS_BYTES = 64 << 20 };

static char *find_folder(const struct command_run *run)
{
	const char *chosen = run->globals->store;

	if (!chosen)
		chosen = getenv("QCTOOL_STORE");
	return chosen && *chosen ? mem_xstrdup(chosen) : store_find();
}

static int log_unmask(const struct command_run *run, struct cmd_context *ctx,
		      struct error *err)
{
	char command[80];

	snprintf(command, sizeof(command), "%s %s", run->command->noun,
		 run->command->verb ? run->command->verb : "");
	return session_log_unmask(&ctx->session, command, err);
}

static int open_store(const struct command_run *run, unsigned flags,
		      struct cmd_context *ctx, struct error *err)
{
	bool writes = flags & COMMAND_WRITES || run->globals->unmask;
	char *folder = find_folder(run);
	int result;

	if (!folder)
		return error_set(err, ERROR_USAGE,
				 _("no store here; make one with qctool init "
				   "or name one with -C"));
	result = store_open(folder, writes ? STORE_WRITE : STORE_READ,
			    run->globals->lock_wait, &ctx->store, err);
	ctx->session.store = ctx->store;
	free(folder);
	if (result < 0)
		return -1;
	if (flags & COMMAND_TASK || run->globals->task)
		result = task_store_get(ctx->store, run->globals->task,
					&ctx->task, err);
	if (result == 0 && run->globals->unmask)
		result = log_unmask(run, ctx, err);
	return result;
}

static int open_with(const struct command_run *run, unsigned flags,
		     struct cmd_context *ctx, struct error *err)
{
	bool wanted = flags & COMMAND_STORE;

	memset(ctx, 0, sizeof(*ctx));
	ctx->session = (struct session){
		.task = &ctx->task,
		.who = run->who,
		.now = run->now,
		.dry_run = run->globals->dry_run,
		.jobs = (int)run->globals->jobs,
	};
	if (flags & COMMAND_FILES && run->globals->task)
		wanted = true;
	if (!wanted)
		return 0;
	if (open_store(run, flags, ctx, err) < 0) {
		cmd_context_close(ctx);
		return -1;
	}
	return 0;
}

int cmd_context_open(const struct command_run *run, struct cmd_context *ctx,
		     struct error *err)
{
	return open_with(run, run->command->flags, ctx, err);
}

int cmd_context_open_task(const struct command_run *run,
			  struct cmd_context *ctx, struct error *err)
{
	return open_with(run,
			 run->command->flags | COMMAND_STORE | COMMAND_TASK,
			 ctx, err);
}

void cmd_context_close(struct cmd_context *ctx)
{
	size_t i;

	store_close(ctx->store);
	for (i = 0; i < ctx->id_count; i++)
		free(ctx->ids[i]);
	free(ctx->ids);
	memset(ctx, 0, sizeof(*ctx));
}

static void add_id(struct cmd_context *ctx, const char *id, size_t n)
{
	MEM_GROW(ctx->ids, ctx->id_count, ctx->id_cap);
	ctx->ids[ctx->id_count++] = mem_xstrndup(id, n);
}

static int read_ids(const char *path, struct cmd_context *ctx,
		    struct error *err)
{
	struct buf text = BUF_INIT;
	const char *at, *skip = "\xef\xbb\xbf";
	size_t n;

	if (file_read(path, MAX_IDS_BYTES, &text, err) < 0) {
		buf_release(&text);
		return -1;
	}
	at = buf_str(&text);
	if (strncmp(at, skip, 3) == 0)
		at += 3;
	while (*at) {
		n = strcspn(at, " \t\r\n,;");
		if (n)
			add_id(ctx, at, n);
		at += n;
		at += strspn(at, " \t\r\n,;");
	}
	buf_release(&text);
	return 0;
}

static int check_states(const char *list, struct error *err)
{
	char name[32];
	size_t n;

	for (;; list += n + 1) {
		n = strcspn(list, ",");
		snprintf(name, sizeof(name), "%.*s", (int)n, list);
		if (case_state_find(name) == CASE_STATE_COUNT)
			return error_set(err, ERROR_USAGE, _("no state \"%s\""),
					 name);
		if (!list[n])
			return 0;
	}
}

int cmd_context_filter(const struct command_run *run, struct cmd_context *ctx,
		       struct error *err)
{
	const struct command_filter *from = run->filter;
	int i;

	if (from->state && check_states(from->state, err) < 0)
		return -1;
	ctx->filter = (struct case_filter){
		.college = from->college,
		.class_name = from->class_name,
		.level = from->level,
		.state = from->state,
		.finding = from->finding,
		.since = from->since,
	};
	if (from->ids && read_ids(from->ids, ctx, err) < 0)
		return -1;
	for (i = 0; i < run->operand_count; i++)
		add_id(ctx, run->operands[i], strlen(run->operands[i]));
	if (from->ids || run->operand_count)
		case_filter_set_ids(&ctx->filter, (const char **)ctx->ids,
				    ctx->id_count);
	return 0;
}

int cmd_context_student(const struct command_run *run,
			const struct cmd_context *ctx, long long *id,
			struct error *err)
{
	struct student_row row;
	int got = student_store_find(ctx->store, &ctx->task, run->operands[0],
				     &row, err);

	if (got < 0)
		return -1;
	if (got == 0)
		return error_set(err, ERROR_USAGE, _("no student %s"),
				 run->operands[0]);
	*id = row.student.id;
	student_store_release(&row);
	return 0;
}

int cmd_context_set_anchor(const struct command_run *run,
			   const struct cmd_context *ctx, struct error *err)
{
	char anchor[LOG_STORE_ANCHOR];

	if (log_store_anchor(ctx->store, anchor, err) < 0)
		return -1;
	output_field(run->output, "anchor", json_new_str(anchor));
	return 0;
}

int cmd_context_list(const struct command_run *run, const char *title,
		     int status, struct error *err)
{
	struct list_file_options options = {.title = title, .at = run->now};

	if (!run->globals->out)
		return status;
	if (list_file_save(output_table(run->output), run->globals->out,
			   &options, err) < 0)
		return -1;
	output_note(run->output, _("%zu rows written to %s"),
		    output_table(run->output)->n_rows, run->globals->out);
	return status;
}

const char *cmd_context_show(const struct command_run *run, struct buf *room,
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
		     cmd_context_show(run, &room, field,
				      student_get(student, field)));
	buf_release(&room);
}

struct json *cmd_context_key(const struct command_run *run,
			     const struct student *student)
{
	struct json *key = json_new_object();

	set_shown(run, key, "xh", STUDENT_xh, student);
	set_shown(run, key, "ksh", STUDENT_ksh, student);
	return key;
}

void cmd_context_set_who(const struct command_run *run, struct json *item,
			 const struct student *student)
{
	set_shown(run, item, "who", STUDENT_xm, student);
}

static const enum student_field shown[] = {STUDENT_fy, STUDENT_bh, STUDENT_xh,
					   STUDENT_xm};

void cmd_context_add_columns(struct table *table)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(shown); i++)
		table_add_column(table, student_field_name(shown[i]),
				 student_field_label(shown[i]), TABLE_LEFT);
}

void cmd_context_set_cells(const struct command_run *run, struct table *table,
			   const struct student *student)
{
	struct buf room = BUF_INIT;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(shown); i++)
		table_set(table, i,
			  cmd_context_show(run, &room, shown[i],
					   student_get(student, shown[i])));
	buf_release(&room);
}
