/* SPDX-License-Identifier: MIT */
#include "cmd/cmd_help_topic.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/near.h"
#include "cli/output.h"
#include "cmd/cmd_list.h"
#include "rules/case_state.h"
#include "rules/finding.h"
#include "rules/policy.h"
#include "task/task_preset.h"

static void columns(struct command_run *run, const char *first,
		    const char *second, const char *third)
{
	struct table *t = output_table(run->output);

	table_add_column(t, "name", first, TABLE_LEFT);
	table_add_column(t, "value", second, TABLE_LEFT);
	table_add_column(t, "text", third, TABLE_LEFT);
}

static void row(struct command_run *run, const char *first, const char *second,
		const char *third)
{
	struct table *t = output_table(run->output);

	table_add_row(t);
	table_set(t, 0, first);
	table_set(t, 1, second);
	table_set(t, 2, third);
}

static void policy_range(const struct policy *p, char *out, size_t n)
{
	if (p->choices)
		snprintf(out, n, "%s", p->choices);
	else if (p->type == POLICY_LIST)
		snprintf(out, n, "%s", _("words with commas between"));
	else
		snprintf(out, n, "%ld..%ld%s", p->min, p->max,
			 p->type == POLICY_LIMIT ? "|unlimited" : "");
}

static void policy_json(struct command_run *run, const struct policy *p,
			const char *range, const char *gates)
{
	struct json *item = json_new_object();

	json_set_str(item, "key", p->name);
	json_set_str(item, "default", p->fallback);
	json_set_str(item, "takes", range);
	json_set_str(item, "unit", p->unit);
	json_set_str(item, "gates", gates);
	json_set_str(item, "zh", p->zh);
	json_set_str(item, "en", p->en);
	output_item(run->output, item);
}

static int show_policies(struct command_run *run, const char *only,
			 struct error *err)
{
	struct table *t = output_table(run->output);
	bool zh = i18n_lang() == I18N_ZH;
	char range[80], gates[120];
	int i;

	(void)only;
	(void)err;
	columns(run, _("setting"), _("default"), _("what it decides"));
	table_add_column(t, "takes", _("takes"), TABLE_LEFT);
	table_add_column(t, "gates", _("asked at"), TABLE_LEFT);
	for (i = 0; i < POLICY_COUNT; i++) {
		const struct policy *p = policy_at((enum policy_key)i);

		policy_range(p, range, sizeof(range));
		policy_gate_names(p->gates, gates, sizeof(gates));
		row(run, p->name, p->fallback, zh ? p->zh : p->en);
		table_set(t, 3, range);
		table_set(t, 4, gates);
		policy_json(run, p, range, gates);
	}
	return 0;
}

/* The events that lead out of a state, as a person may name them. */
static void state_ways(enum case_state state, struct buf *out)
{
	enum case_state next;
	struct error ignored = ERROR_INIT;
	int e;

	for (e = 0; e < CASE_EVENT_COUNT; e++)
		if (case_state_next(state, (enum case_event)e, &next,
				    &ignored) == 0)
			buf_addf(out, "%s%s → %s", out->size ? ", " : "",
				 case_state_event_show(case_state_event_name(
					 (enum case_event)e)),
				 case_state_show(next));
}

static int show_states(struct command_run *run, const char *only,
		       struct error *err)
{
	struct buf ways = BUF_INIT;
	struct json *item;
	int s;

	(void)only;
	(void)err;
	columns(run, _("state"), _("in Chinese"), _("what may come next"));
	for (s = 0; s < CASE_STATE_COUNT; s++) {
		enum case_state state = (enum case_state)s;

		buf_clear(&ways);
		state_ways(state, &ways);
		row(run, case_state_name(state), case_state_title(state),
		    buf_str(&ways));
		item = json_new_object();
		json_set_str(item, "state", case_state_name(state));
		json_set_str(item, "zh", case_state_title(state));
		output_item(run->output, item);
	}
	buf_release(&ways);
	return 0;
}

static void finding_row(struct command_run *run, const char *code)
{
	struct findings one = FINDINGS_INIT;
	struct finding *f = findings_add(&one, code);
	struct buf text = BUF_INIT, advice = BUF_INIT;
	struct table *t = output_table(run->output);
	struct json *item = json_new_object();

	snprintf(f->detail, sizeof(f->detail), "…");
	finding_text(f, i18n_lang(), &text);
	finding_advice(f, i18n_lang(), &advice);
	row(run, code, finding_severity_name(f->severity), buf_str(&text));
	table_set(t, 3, buf_str(&advice));
	json_set_str(item, "code", code);
	json_set_str(item, "sev", finding_severity_name(f->severity));
	json_set_str(item, "text", buf_str(&text));
	json_set_str(item, "advice", buf_str(&advice));
	output_item(run->output, item);
	buf_release(&text);
	buf_release(&advice);
	findings_release(&one);
}

static const char *nearest_code(const char *code)
{
	const char *known, *best = NULL;
	int distance, least = 6;
	size_t i;

	for (i = 0; (known = finding_catalogue_code(i)); i++) {
		distance = near_distance(known, code);
		if (distance < least) {
			least = distance;
			best = known;
		}
	}
	return best;
}

static int show_codes(struct command_run *run, const char *begin,
		      const char *only, struct error *err)
{
	const char *code, *near;
	size_t i;

	if (only && !finding_is_known(only)) {
		near = nearest_code(only);
		return error_set(err, ERROR_USAGE,
				 near ? _("no finding \"%s\"; did you mean %s?")
				      : _("no finding \"%s\"; `qctool help "
					  "findings` lists them"),
				 only, near ? near : "");
	}
	columns(run, _("finding code"), _("weight"), _("what was found"));
	table_add_column(output_table(run->output), "advice", _("what to do"),
			 TABLE_LEFT);
	for (i = 0; (code = finding_catalogue_code(i)); i++)
		if (strncmp(code, begin, strlen(begin)) == 0 &&
		    (!only || strcmp(code, only) == 0))
			finding_row(run, code);
	return 0;
}

static int show_reasons(struct command_run *run, const char *only,
			struct error *err)
{
	return show_codes(run, "REV-", only, err);
}

static int show_findings(struct command_run *run, const char *only,
			 struct error *err)
{
	return show_codes(run, "", only, err);
}

/* The list that `photo profiles` prints. */
static int show_profiles(struct command_run *run, const char *only,
			 struct error *err)
{
	(void)only;
	return cmd_photo_profiles.run(run, err) < 0 ? -1 : 0;
}

static int preset_row(void *ctx, const char *name, const char *title,
		      struct error *err)
{
	struct command_run *run = ctx;
	struct json *item = json_new_object();

	(void)err;
	table_add_row(output_table(run->output));
	table_set(output_table(run->output), 0, name);
	table_set(output_table(run->output), 1, title);
	json_set_str(item, "preset", name);
	json_set_str(item, "title", title);
	output_item(run->output, item);
	return 0;
}

static int show_presets(struct command_run *run, const char *only,
			struct error *err)
{
	struct table *t = output_table(run->output);

	(void)only;
	table_add_column(t, "name", _("preset"), TABLE_LEFT);
	table_add_column(t, "title", _("for"), TABLE_LEFT);
	return task_preset_each(preset_row, run, err);
}

static const struct {
	const char *name;
	int (*show)(struct command_run *run, const char *only,
		    struct error *err);
} topics[] = {
	{"policies", show_policies}, {"states", show_states},
	{"reasons", show_reasons},   {"findings", show_findings},
	{"profiles", show_profiles}, {"presets", show_presets},
};

bool cmd_help_topic_is(const char *word)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(topics); i++)
		if (strcmp(topics[i].name, word) == 0)
			return true;
	return false;
}

const char *cmd_help_topic_names(void)
{
	return "policies, states, reasons, findings, profiles, presets";
}

int cmd_help_topic_show(struct command_run *run, const char *topic,
			const char *only, struct error *err)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(topics); i++)
		if (strcmp(topics[i].name, topic) == 0)
			return topics[i].show(run, only, err);
	return error_set(err, ERROR_USAGE, _("no topic \"%s\""), topic);
}
