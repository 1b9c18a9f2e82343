/* SPDX-License-Identifier: MIT */
#include "cmd/photo/cmd_photo_given.h"

#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_failed.h"
#include "cmd/cmd_files.h"
#include "cmd/cmd_student.h"
#include "photo/photo_report.h"
#include "rules/words.h"

/*
 * One shower for photo import and photo match: both end in a photo that has an
 * owner or waits for one.
 */
static struct json *given_make_item(const struct command_run *run,
				    const struct photo_import_result *result)
{
	struct json *item = photo_report_import(result);

	if (result->student)
		json_set(item, "key", cmd_student_key(run, result->student));
	if (result->source)
		cmd_files_bytes(run, result->source, item);
	return item;
}

static void given_add_row(struct command_run *run,
			  const struct photo_import_result *result)
{
	struct table *t = output_table(run->output);
	struct buf text = BUF_INIT, by = BUF_INIT;

	table_add_row(t);
	table_set(t, 0, result->file);
	table_set(t, 1, words_show(photo_import_status_name(result->status)));
	if (result->student) {
		table_set(t, 2, student_get(result->student, STUDENT_xh));
		table_set(t, 3,
			  cmd_student_show(
				  run, &text, STUDENT_xm,
				  student_get(result->student, STUDENT_xm)));
	}
	buf_clear(&text);
	/* How the owner was found, or nothing: a proposal is in the JSON. */
	if (result->match && result->match->sure)
		file_name_reasons(result->match->list[0].by, &by);
	words_show_reasons(buf_str(&by), &text);
	table_set(t, 4, buf_str(&text));
	buf_release(&by);
	buf_clear(&text);
	findings_texts(&result->findings, &text);
	if (result->error && !result->findings.n)
		buf_adds(&text, result->error->text);
	table_set(t, 5, buf_str(&text));
	/* Waiting too: somebody must do something about it. */
	if (result->status != PHOTO_IMPORT_ADDED &&
	    result->status != PHOTO_IMPORT_KNOWN)
		table_set_style(t, 1, TABLE_ERROR);
	buf_release(&text);
}

static int given_show(void *ctx, const struct photo_import_result *result,
		      struct error *err)
{
	struct cmd_photo_given *s = ctx;

	(void)err;
	if (result->status == PHOTO_IMPORT_FAILED)
		cmd_failed(s->run, result->file, result->error);
	else if (result->status == PHOTO_IMPORT_REFUSED)
		cmd_failed_refused(s->run, result->file, &result->findings);
	if (output_wants_json(s->run->output))
		output_item(s->run->output, given_make_item(s->run, result));
	given_add_row(s->run, result);
	s->progress.done++;
	/*
	 * Waiting and known ones came in too: the bar tells how the files
	 * went.
	 */
	s->progress.pass += result->status <= PHOTO_IMPORT_KNOWN;
	s->progress.refused += result->status == PHOTO_IMPORT_REFUSED;
	s->progress.failed += result->status == PHOTO_IMPORT_FAILED;
	progress_step(&s->progress);
	return 0;
}

static void given_add_columns(struct table *t)
{
	table_add_column(t, "file", _("file"), TABLE_LEFT);
	table_add_column(t, "status", _("result"), TABLE_LEFT);
	table_add_column(t, "xh", student_field_label(STUDENT_xh), TABLE_LEFT);
	table_add_column(t, "xm", student_field_label(STUDENT_xm), TABLE_LEFT);
	table_add_column(t, "by", _("by"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
}

struct photo_import cmd_photo_given_start(struct cmd_photo_given *given,
					  struct command_run *run,
					  const struct session *session,
					  const char *kind)
{
	*given = (struct cmd_photo_given){.run = run};
	given_add_columns(output_table(run->output));
	return (struct photo_import){
		.session = session,
		.kind = kind ? photo_kind_find(kind) : PHOTO_KIND_SUBMISSION,
		.show = given_show,
		.ctx = given,
	};
}

/*
 * Waiting pictures are status 1, for somebody has to find their owners; a
 * state that takes no photo now is a refusal of the gates.
 */
int cmd_photo_given_finish(struct command_run *run,
			   const struct photo_import_counts *c,
			   struct error *err)
{
	output_count(run->output, "total", c->total);
	output_count(run->output, "added", c->added);
	output_count(run->output, "waiting", c->waiting);
	output_count(run->output, "known", c->known);
	output_count(run->output, "refused", c->refused);
	output_count(run->output, "error", c->failed);
	output_line(run->output,
		    P_("%ld picture: %ld given to their students, %ld wait for "
		       "an owner, %ld were there, %ld refused by state, %ld "
		       "unreadable",
		       "%ld pictures: %ld given to their students, %ld wait "
		       "for an owner, %ld were there, %ld refused by state, "
		       "%ld unreadable",
		       c->total),
		    c->total, c->added, c->waiting, c->known, c->refused,
		    c->failed);
	return cmd_context_list(
		run, _("photo import"),
		exit_status_refused(
			c->refused > 0, c->added > 0,
			exit_status_of(c->failed > 0, c->waiting > 0)),
		err);
}
