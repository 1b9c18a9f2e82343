/* SPDX-License-Identifier: MIT */
/* qctool log show: what was done, by whom, when. */
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "rules/case_note.h"
#include "rules/case_state.h"
#include "rules/redact_text.h"
#include "rules/words.h"
#include "store/log_store.h"
#include "store/store_seal.h"

struct show_options {
	const char *number, *since;
	bool seals;
};

#define AT(field) offsetof(struct show_options, field)

static const struct option options[] = {
	{"case", 0, OPTION_TEXT, N_("NUMBER"), N_("only this student's case"),
	 .offset = AT(number)},
	{"since", 0, OPTION_TIME, N_("TIME"), N_("only from then on"),
	 .offset = AT(since)},
	{"seals", 0, OPTION_FLAG, NULL,
	 N_("the rows that seal the tables, too"), .offset = AT(seals)},
	OPTION_END};

static int run_log_show(struct command_run *run, struct error *err);

const struct command cmd_log_show = {
	.noun = "log",
	.verb = "show",
	.summary = N_("what was done, by whom, when"),
	.flags = COMMAND_STORE,
	.options = options,
	.options_size = sizeof(struct show_options),
	.run = run_log_show,
};

/*
 * The log is the store's and not a task's; only --case needs one, for a number
 * is a student's within a task.
 */
struct shower {
	struct command_run *run;
	struct cmd_context ctx;
	long long number;
	date_time since;
	bool seals;
};

static const char *log_show_state(const char *name)
{
	enum case_state state = case_state_find(name);

	return state == CASE_STATE_COUNT ? words_show(name)
					 : case_state_show(state);
}

/* An object as it is kept, a person's words masked; other words as a text. */
static void log_set_detail(const struct command_run *run, struct json *item,
			   const char *detail)
{
	struct json *object = detail[0] == '{'
				      ? json_parse(detail, strlen(detail), NULL)
				      : NULL;
	const char *reason = object ? json_get_str(object, "reason") : NULL;
	struct buf words = BUF_INIT;

	if (!run->globals->unmask && (reason || !object)) {
		redact_text(&words, object ? reason : detail);
		if (object)
			json_set_str(object, "reason", buf_str(&words));
		else
			detail = buf_str(&words);
	}
	if (object)
		json_set(item, "detail", object);
	else
		json_set_str(item, "detail", detail);
	buf_release(&words);
}

static void log_add_item(const struct command_run *run,
			 const struct log_entry *e,
			 const struct student *student, const char *text)
{
	struct json *item = json_new_object();
	char at[26];

	date_time_format(e->at, at);
	json_set_int(item, "seq", e->seq);
	json_set_str(item, "at", at);
	json_set_str(item, "who", e->who);
	json_set_str(item, "event", e->event);
	if (student)
		json_set(item, "key", cmd_student_key(run, student));
	else
		json_set_null(item, "key");
	json_set_str(item, "before", e->before);
	json_set_str(item, "after", e->after);
	log_set_detail(run, item, e->detail);
	json_set_str(item, "text", text);
	output_item(run->output, item);
}

static bool log_wants(const struct shower *s, const struct log_entry *e)
{
	return e->at >= s->since && e->at <= session_as_of(&s->ctx.session) &&
	       (s->seals || !store_seal_is_event(e->event));
}

static int log_show(void *ctx, const struct log_entry *e, struct error *err)
{
	const struct shower *s = ctx;
	struct command_run *run = s->run;
	struct table *t = output_table(run->output);
	struct student_row row = {.note = NULL};
	struct buf text = BUF_INIT;
	int known = 0;
	char at[26];

	if (!log_wants(s, e))
		return 0;
	/* A row of the whole task has no student; one may be gone since. */
	if (e->student_id)
		known = student_store_seek(s->ctx.store, e->student_id, &row,
					   err);
	if (known < 0)
		return -1;
	date_time_format(e->at, at);
	case_note_event(e->detail, run->globals->unmask, &text);
	table_add_row(t);
	table_setf(t, 0, "%lld", e->seq);
	table_setf(t, 1, "%.10s %.8s", at, at + 11);
	table_set(t, 2, e->who);
	table_set(t, 3, case_state_event_show(e->event));
	if (known)
		table_set(t, 4, student_get(&row.student, STUDENT_xh));
	table_setf(t, 5, *e->after ? "%s → %s" : "%s%s",
		   log_show_state(e->before), log_show_state(e->after));
	table_set(t, 6, buf_str(&text));
	if (output_wants_json(run->output))
		log_add_item(run, e, known ? &row.student : NULL,
			     buf_str(&text));
	if (known)
		student_store_release(&row);
	buf_release(&text);
	return 0;
}

static void log_add_columns(struct table *t)
{
	table_add_column(t, "seq", _("row"), TABLE_RIGHT);
	table_add_column(t, "at", _("time"), TABLE_LEFT);
	table_add_column(t, "who", _("who"), TABLE_LEFT);
	table_add_column(t, "event", _("event"), TABLE_LEFT);
	table_add_column(t, "xh", student_field_label(STUDENT_xh), TABLE_LEFT);
	table_add_column(t, "change", _("state"), TABLE_LEFT);
	table_add_column(t, "detail", _("detail"), TABLE_LEFT);
}

/* The whole log, or the rows of the case of --case, which wants a task. */
static int log_open(struct shower *s, struct error *err)
{
	const struct show_options *o = s->run->options;

	if (!o->number)
		return cmd_context_open(s->run, &s->ctx, err);
	if (cmd_context_open_task(s->run, &s->ctx, err) < 0)
		return -1;
	if (cmd_context_number(&s->ctx, o->number, &s->number, err) == 0)
		return 0;
	cmd_context_close(&s->ctx);
	return -1;
}

static int run_log_show(struct command_run *run, struct error *err)
{
	const struct show_options *o = run->options;
	struct table *t = output_table(run->output);
	struct shower s = {.run = run, .since = INT64_MIN, .seals = o->seals};
	int result;

	if (o->since)
		date_time_parse(o->since, &s.since);
	log_add_columns(t);
	if (log_open(&s, err) < 0)
		return -1;
	result = log_store_each(s.ctx.store, s.number, log_show, &s, err);
	cmd_context_close(&s.ctx);
	if (result < 0)
		return -1;
	output_count(run->output, "total", (long)t->n_rows);
	return cmd_context_list(run, _("log"), EXIT_STATUS_DONE, err);
}
