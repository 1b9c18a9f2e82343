/* SPDX-License-Identifier: MIT */
#include "cmd/run/night_lists.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/path.h"
#include "cmd/cmd_student.h"
#include "page/list_file.h"
#include "report/missing.h"
#include "report/overdue.h"

struct lister {
	const struct command_run *run;
	struct table table;
};

static int add_missing(void *ctx, const struct missing_case *m,
		       struct error *err)
{
	struct lister *l = ctx;

	(void)err;
	table_add_row(&l->table);
	cmd_student_set_cells(l->run, &l->table, &m->row->student);
	table_set(&l->table, 4, case_state_show(m->row->state));
	table_setf(&l->table, 5, "%.10s", m->row->state_since);
	table_set(&l->table, 6, buf_str(&m->reason));
	table_set(&l->table, 7, buf_str(&m->advice));
	return 0;
}

static int add_overdue(void *ctx, const struct overdue_case *late,
		       struct error *err)
{
	struct lister *l = ctx;
	char due[11];

	(void)err;
	date_format(late->due, due);
	table_add_row(&l->table);
	cmd_student_set_cells(l->run, &l->table, &late->row->student);
	table_set(&l->table, 4, case_state_show(late->row->state));
	table_setf(&l->table, 5, "%.10s", late->row->state_since);
	table_set(&l->table, 6, due);
	table_setf(&l->table, 7, "%ld", late->days);
	return 0;
}

static void start(struct lister *l)
{
	cmd_student_add_columns(&l->table);
	table_add_column(&l->table, "state", _("state"), TABLE_LEFT);
	table_add_column(&l->table, "since", _("since"), TABLE_LEFT);
}

static int save(struct lister *l, const char *folder, const char *name,
		struct error *err)
{
	const struct list_file_options options =
		cmd_context_about(l->run, _("night"));
	char *path = path_join(folder, name);
	int result = file_mkdirs(folder, 0700, err);

	if (result == 0)
		result = list_file_save(&l->table, path, &options, err);
	table_release(&l->table);
	free(path);
	return result;
}

static int list_missing(struct lister *l, const struct session *session,
			const char *folder, struct error *err)
{
	start(l);
	table_add_column(&l->table, "reason", _("reason"), TABLE_LEFT);
	table_add_column(&l->table, "advice", _("what to do"), TABLE_LEFT);
	if (missing_each(session, NULL, add_missing, l, err) == 0)
		return save(l, folder, "missing.xlsx", err);
	table_release(&l->table);
	return -1;
}

static int list_overdue(struct lister *l, const struct session *session,
			const char *folder, struct error *err)
{
	struct overdue_walk walk = {.fn = add_overdue, .ctx = l};

	start(l);
	table_add_column(&l->table, "due", _("due date"), TABLE_LEFT);
	table_add_column(&l->table, "days_over", _("days over"), TABLE_RIGHT);
	table_set_number(&l->table, 7);
	if (overdue_each(session, NULL, &walk, err) == 0)
		return save(l, folder, "overdue.xlsx", err);
	table_release(&l->table);
	return -1;
}

int night_lists(const struct command_run *run, const struct cmd_context *ctx,
		const char *folder, struct error *err)
{
	struct lister missing = {.run = run}, overdue = {.run = run};

	if (list_missing(&missing, &ctx->session, folder, err) < 0)
		return -1;
	return list_overdue(&overdue, &ctx->session, folder, err);
}
