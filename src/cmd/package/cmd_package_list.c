/* SPDX-License-Identifier: MIT */
/* qctool package list: what was built. */
#include <string.h>

#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "cmd/package/cmd_package_work.h"
#include "store/package_store.h"

static int run_package_list(struct command_run *run, struct error *err);

const struct command cmd_package_list = {
	.noun = "package",
	.verb = "list",
	.summary = N_("the packages that were built"),
	.flags = COMMAND_STORE | COMMAND_TASK,
	.run = run_package_list,
};

struct lister {
	struct command_run *run;
	struct cmd_context ctx;
};

static int packages_show(void *ctx, const struct package_row *row,
			 struct error *err)
{
	struct lister *l = ctx;
	struct command_run *run = l->run;
	struct table *t = output_table(run->output);
	struct json *item;

	(void)err;
	if (!session_sees(&l->ctx.session, row->built_at))
		return 0;
	table_add_row(t);
	table_set(t, 0, row->name);
	table_set(t, 1, row->profile);
	table_setf(t, 2, "%lld", row->entries);
	table_setf(t, 3, "%.*f", cmd_package_work_decimals(row->bytes),
		   (double)row->bytes / 1e6);
	cmd_student_set_time(t, 4, row->built_at);
	if (!output_wants_json(run->output))
		return 0;
	item = json_new_object();
	json_set_str(item, "name", row->name);
	json_set_str(item, "profile", row->profile);
	json_set_int(item, "entries", row->entries);
	json_set_int(item, "bytes", row->bytes);
	json_set_str(item, "built_at", row->built_at);
	json_set(item, "files",
		 json_parse(row->files, strlen(row->files), NULL));
	output_item(run->output, item);
	return 0;
}

static int run_package_list(struct command_run *run, struct error *err)
{
	struct table *t = output_table(run->output);
	struct lister l = {.run = run};
	int result;

	table_add_column(t, "name", _("package"), TABLE_LEFT);
	table_add_column(t, "profile", _("profile"), TABLE_LEFT);
	table_add_column(t, "entries", _("photos"), TABLE_RIGHT);
	table_add_column(t, "mb", "MB", TABLE_RIGHT);
	table_add_column(t, "built", _("built"), TABLE_LEFT);
	if (cmd_context_open(run, &l.ctx, err) < 0)
		return -1;
	result = package_store_each(l.ctx.store, &l.ctx.task, packages_show, &l,
				    err);
	cmd_context_close(&l.ctx);
	if (result < 0)
		return -1;
	output_count(run->output, "total", (long)t->n_rows);
	return cmd_context_list(run, _("packages"), EXIT_STATUS_DONE, err);
}
