/* SPDX-License-Identifier: MIT */
#include "cmd/package/cmd_package_work.h"

#include "base/i18n.h"
#include "cmd/cmd_student.h"
#include "photo/photo_deliver.h"

static void build_total(void *ctx, long total)
{
	struct cmd_package_work *b = ctx;

	progress_start(&b->progress, b->run->globals, _("photos"), total);
}

static void build_step(void *ctx)
{
	struct cmd_package_work *b = ctx;

	b->progress.done++;
	progress_step(&b->progress);
}

/* The models are read only when a package comes so far. */
int cmd_package_work_deliver(void *ctx, struct delivery *list, size_t n,
			     struct error *err)
{
	struct cmd_package_work *b = ctx;
	struct photo_deliver how = {
		.session = &b->ctx->session,
		.profile = *b->profile->photo ? b->profile->photo
					      : b->ctx->task.output_profile,
		.total = build_total,
		.step = build_step,
		.ctx = b,
	};
	struct photo_engine *engine = NULL;
	int result;

	if (photo_engine_open(&engine, err) < 0)
		return -1;
	how.engine = engine;
	result = photo_deliver(&how, list, n, err);
	progress_end(&b->progress);
	photo_engine_close(engine);
	return result;
}

/* -o takes the rows from the screen; these a person must see all the same. */
static void build_note(const struct command_run *run,
		       const struct package_shown *shown, const char *why)
{
	struct buf name = BUF_INIT, number = BUF_INIT;

	output_note(run->output, _("left out: %s %s: %s"),
		    cmd_student_show(run, &number, STUDENT_xh,
				     student_get(shown->student, STUDENT_xh)),
		    cmd_student_show(run, &name, STUDENT_xm,
				     student_get(shown->student, STUDENT_xm)),
		    why);
	buf_release(&name);
	buf_release(&number);
}

static struct json *build_item(const struct command_run *run,
			       const struct package_shown *shown, bool clear)
{
	struct json *item = json_new_object();

	json_set(item, "key", cmd_student_key(run, shown->student));
	json_set_str(item, "status",
		     shown->entry     ? "packed"
		     : shown->refused ? "refused"
				      : "left-out");
	json_set_str(item, "entry", clear ? shown->entry : NULL);
	json_set(item, "findings", findings_json(shown->findings));
	return item;
}

int cmd_package_work_show(void *ctx, const struct package_shown *shown,
			  struct error *err)
{
	struct cmd_package_work *b = ctx;
	struct command_run *run = b->run;
	/* A name that tells of nobody need not be masked. */
	bool clear = run->globals->unmask || !b->profile->identity;
	const char *entry = shown->entry;
	struct table *t = output_table(run->output);
	struct buf texts = BUF_INIT;

	(void)err;
	b->damaged += findings_has(shown->findings, "PKG-HASH") ||
		      findings_has(shown->findings, "PKG-MISSING-FILE");
	findings_texts(shown->findings, &texts);
	if (!entry)
		build_note(run, shown, buf_str(&texts));
	table_add_row(t);
	cmd_student_set_cells(run, t, shown->student);
	table_set(t, 4,
		  !entry		  ? _("left out")
		  : clear		  ? entry
		  : run->globals->dry_run ? _("would be packed")
					  : _("packed"));
	table_set(t, 5, buf_str(&texts));
	buf_release(&texts);
	if (output_wants_json(run->output))
		output_item(run->output, build_item(run, shown, clear));
	return 0;
}

int cmd_package_work_decimals(long long bytes)
{
	int n = 1;

	for (; n < 4 && bytes < 95000; bytes *= 10)
		n++;
	return n;
}
