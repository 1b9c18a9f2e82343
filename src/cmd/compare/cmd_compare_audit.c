/* SPDX-License-Identifier: MIT */
/*
 * qctool compare audit: copies of several offices must be one edition.
 *
 * Each folder is one office's copy of the photos; what should be the same
 * edition is compared pair by pair, and who lacks a copy or has two is told
 * too.  Files are held together by student when there is a roster or a task,
 * else by stem.
 */
#include "base/i18n.h"
#include "cli/progress.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_list.h"
#include "compare/compare_audit.h"
#include "roster/roster_students.h"
#include "rules/words.h"
#include "store/owner_store.h"

struct audit_options {
	const char *roster;
	double same, suspect;
};

#define AT(field) offsetof(struct audit_options, field)

static const struct option options[] = {
	{"roster", 0, OPTION_FILE, N_("FILE"),
	 N_("find the student of a file by this roster, not by its stem"),
	 .offset = AT(roster)},
	{"same", 0, OPTION_REAL, N_("M"),
	 N_("least measure for \"same\" (default: calibrated)"),
	 .offset = AT(same)},
	{"suspect", 0, OPTION_REAL, N_("M"),
	 N_("least measure for \"suspect\""), .offset = AT(suspect)},
	OPTION_END};

static int run_compare_audit(struct command_run *run, struct error *err);

const struct command cmd_compare_audit = {
	.noun = "compare",
	.verb = "audit",
	.summary = N_("whether the copies of several offices are one edition"),
	.operands = N_("FOLDER FOLDER…"),
	.min_operands = 2,
	.max_operands = -1,
	.flags = COMMAND_FILES,
	.options = options,
	.options_size = sizeof(struct audit_options),
	.example = "compare audit examples/enrollment examples/enrollment",
	.run = run_compare_audit,
};

struct auditor {
	struct command_run *run;
	struct progress progress;
	struct file_name_index *owners; /* NULL = stems */
};

static int audit_load_roster(struct auditor *a, const char *path,
			     struct error *err)
{
	struct student_list students = STUDENT_LIST_INIT;
	struct roster_load load = {.sheet = NULL};
	int result = roster_students_read(path, &load, false, &students, err);

	a->owners = student_list_index(&students);
	roster_load_release(&load);
	student_list_release(&students);
	return result;
}

/* 学号, else 考生号; a file that is nobody's stands for itself. */
static const char *audit_key_of(void *ctx, const char *path)
{
	struct auditor *a = ctx;
	struct file_name_match match;

	if (!a->owners)
		return NULL;
	/*
	 * Only a sure owner: two students' files held together would be told
	 * as two editions of one.
	 */
	file_name_match(a->owners, path, &match);
	return match.sure ? match.list[0].number : NULL;
}

/*
 * "twice" and "no copy" are no verdicts of a comparison and have no word of
 * their own in rules/words.h.
 */
static const char *audit_verdict_show(const struct compare_audit_result *r)
{
	if (r->error || r->verdict)
		return words_show(compare_audit_verdict(r));
	return r->a && r->b ? _("twice") : _("no copy");
}

static void audit_add_row(struct table *t, const struct compare_audit_result *r)
{
	struct buf text = BUF_INIT;

	table_add_row(t);
	table_set(t, 0, r->key);
	table_set(t, 1, r->a ? r->a : "-");
	table_set(t, 2, r->b ? r->b : "-");
	table_set(t, 3, audit_verdict_show(r));
	if (r->verdict)
		table_setf(t, 4, "%.1f", r->verdict->score);
	if (r->findings->n)
		finding_text(&r->findings->list[0], i18n_lang(), &text);
	table_set(t, 5, r->error ? r->error->text : buf_str(&text));
	/* Here "same" is good: copies of offices should be one edition. */
	if (r->error || findings_worst(r->findings) == FINDING_ERROR)
		table_set_style(t, 3, TABLE_ERROR);
	buf_release(&text);
}

static void audit_count(struct progress *p,
			const struct compare_audit_result *r)
{
	p->done++;
	p->failed += r->error != NULL;
	p->refused += !r->error && r->findings->n > 0;
	p->pass += !r->error && r->findings->n == 0;
	progress_step(p);
}

static int audit_show(void *ctx, const struct compare_audit_result *r,
		      struct error *err)
{
	struct auditor *a = ctx;
	struct output *o = a->run->output;

	(void)err;
	cmd_failed(a->run, r->key, r->error);
	if (output_wants_json(o))
		output_item(o, compare_audit_json(r));
	audit_add_row(output_table(o), r);
	audit_count(&a->progress, r);
	return 0;
}

/*
 * Anything but one edition is status 1, a missing copy too: the audit is there
 * to say that all of them agree.
 */
static int audit_finish(struct command_run *run,
			const struct compare_audit_counts *c, struct error *err)
{
	struct output *o = run->output;

	output_count(o, "total", c->total);
	output_count(o, "ok", c->ok);
	output_count(o, "suspect", c->suspect);
	output_count(o, "different", c->different);
	output_count(o, "missing", c->missing);
	output_count(o, "twice", c->twice);
	output_count(o, "error", c->failed);
	output_line(o,
		    P_("%ld copy: %ld one edition, %ld not sure, %ld "
		       "different, %ld missing, %ld twice, %ld unreadable",
		       "%ld copies: %ld one edition, %ld not sure, %ld "
		       "different, %ld missing, %ld twice, %ld unreadable",
		       c->total),
		    c->total, c->ok, c->suspect, c->different, c->missing,
		    c->twice, c->failed);
	return cmd_context_list(run, _("editions"),
				exit_status_of(c->failed > 0, c->ok < c->total),
				err);
}

static void audit_add_columns(struct table *t)
{
	table_add_column(t, "key", _("student"), TABLE_LEFT);
	table_add_column(t, "a", "A", TABLE_LEFT);
	table_add_column(t, "b", "B", TABLE_LEFT);
	table_add_column(t, "verdict", _("verdict"), TABLE_LEFT);
	table_add_column(t, "score", _("score"), TABLE_RIGHT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
}

static int audit_load_names(struct auditor *a, struct error *err)
{
	const struct audit_options *o = a->run->options;
	struct cmd_context ctx;
	bool has_task;

	if (o->roster)
		return audit_load_roster(a, o->roster, err);
	if (cmd_context_open(a->run, &ctx, err) < 0)
		return -1;
	/* Without a task, stems stand for students. */
	has_task = ctx.store && ctx.task.id;
	if (has_task)
		a->owners = owner_store_index(&ctx.session, err);
	cmd_context_close(&ctx);
	return has_task && !a->owners ? -1 : 0;
}

static int run_compare_audit(struct command_run *run, struct error *err)
{
	const struct audit_options *o = run->options;
	struct align_limits limits = align_limits_default;
	struct auditor auditor = {.run = run};
	struct compare_audit_counts counts;
	struct compare_audit audit = {
		.folders = run->operands,
		.folder_count = run->operand_count,
		.jobs = (int)run->globals->jobs,
		.limits = &limits,
		.key = audit_key_of,
		.show = audit_show,
		.ctx = &auditor,
	};
	int result;

	if (o->same > 0)
		limits.same = o->same;
	if (o->suspect > 0)
		limits.suspect = o->suspect;
	audit_add_columns(output_table(run->output));
	progress_start(&auditor.progress, run->globals, _("pairs"), 0);
	progress_count(&auditor.progress,
		       &(struct progress_words){N_("%ld of one photo"),
						N_("%ld with findings"),
						N_("%ld unreadable")});
	result = audit_load_names(&auditor, err);
	if (result == 0)
		result = compare_audit(&audit, &counts, err);
	progress_end(&auditor.progress);
	file_name_index_free(auditor.owners);
	return result < 0 ? -1 : audit_finish(run, &counts, err);
}
