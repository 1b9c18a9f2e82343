/* SPDX-License-Identifier: MIT */
#include "code/code_supersede.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "code/code_find.h"
#include "rules/finding.h"
#include "store/code_store.h"
#include "store/log_store.h"

struct search {
	struct code_supersede_result *out;
	struct findings findings;
	bool superseded;
};

static int take_row(void *ctx, const struct code_row *row, struct error *err)
{
	struct search *s = ctx;

	(void)err;
	s->superseded = strcmp(row->state, "superseded") == 0;
	s->out->code_id = row->id;
	s->out->student_id = row->student_id;
	snprintf(s->out->sha256, sizeof(s->out->sha256), "%s", row->sha256);
	snprintf(s->out->file, sizeof(s->out->file), "%s", row->file);
	/* those of reading and matching stay beside the reason */
	findings_from_text(row->findings, &s->findings);
	return 0;
}

static int check_one(const struct search *s, struct error *err)
{
	return s->superseded ? error_set(err, ERROR_POLICY,
					 _("code %.12s is superseded already"),
					 s->out->sha256)
			     : 0;
}

static int store_reason(const struct code_supersede *how, struct search *s,
			struct error *err)
{
	char detail[400];
	struct log_entry entry = {
		.at = how->session->now,
		.who = how->session->who,
		.event = "code-supersede",
		.task_id = how->session->task->id,
		.student_id = s->out->student_id,
		.before = "current",
		.after = "superseded",
		.detail = detail,
	};
	char *text;
	int result;

	findings_add_detail(&s->findings, "CODE-SUPERSEDED", how->reason);
	text = findings_json_text(&s->findings);
	snprintf(detail, sizeof(detail), "code %lld %s: %.200s",
		 s->out->code_id, s->out->sha256, how->reason);
	result = code_store_set_findings(how->session->store, s->out->code_id,
					 text, err);
	if (result == 0)
		result = code_store_supersede(how->session->store,
					      s->out->code_id, err);
	if (result == 0)
		result = log_store_add(how->session->store, &entry, err);
	free(text);
	return result;
}

static int supersede_one(const struct code_supersede *how, const char *what,
			 struct error *err)
{
	struct code_supersede_result out = {0};
	struct search s = {.out = &out};
	int result = code_find(how->session, what, take_row, &s, err);

	if (result == 0)
		result = check_one(&s, err);
	if (result == 0)
		result = store_reason(how, &s, err);
	if (result == 0 && how->show)
		how->show(how->ctx, &out);
	findings_release(&s.findings);
	return result;
}

int code_supersede(const struct code_supersede *how, struct error *err)
{
	int i, result = 0;

	if (store_begin(how->session->store, err) < 0)
		return -1;
	for (i = 0; result == 0 && i < how->code_count; i++)
		result = supersede_one(how, how->codes[i], err);
	return store_end(how->session->store, result, how->session->dry_run,
			 err);
}
