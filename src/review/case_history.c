/* SPDX-License-Identifier: MIT */
#include "review/case_history.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "rules/finding.h"

struct reader {
	const struct session *session;
	case_history_fn fn;
	void *ctx;
};

static int take(void *ctx, const struct log_entry *log, struct error *err)
{
	const struct reader *r = ctx;
	struct case_history_entry entry = {.log = log};

	/*
	 * By each row's own time, as the ledger folds, so that both tell one
	 * past.
	 */
	if (log->at > session_as_of(r->session))
		return 0;
	case_detail_read(log->detail, &entry.detail);
	return r->fn(r->ctx, &entry, err);
}

int case_history_each(const struct session *session, long long student_id,
		      case_history_fn fn, void *ctx, struct error *err)
{
	struct reader reader = {session, fn, ctx};

	return log_store_each(session->store, student_id, take, &reader, err);
}

/*
 * What a person said, as opposed to what a machine found.  A reason makes any
 * event a person's; a submission's reason is the overruling that went before
 * it and has its own row.
 */
bool case_history_is_decision(const struct case_history_entry *e)
{
	static const char *const events[] = {"approve",	 "reject",  "reopen",
					     "withdraw", "replace", "open"};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(events); i++)
		if (strcmp(e->log->event, events[i]) == 0)
			return true;
	return e->detail.reason[0] != '\0' &&
	       strcmp(e->log->event, "submit") != 0;
}

struct json *case_history_reasons(const char *codes)
{
	struct json *list = json_new_array(), *item;
	struct findings one = FINDINGS_INIT;
	struct buf text = BUF_INIT;
	char code[CASE_DETAIL_WORD];

	while (case_detail_next_code(&codes, code)) {
		buf_clear(&text);
		/*
		 * An old log may name a code that is no more: shown bare
		 * rather than left out.
		 */
		if (finding_is_known(code))
			finding_text(findings_add(&one, code), i18n_lang(),
				     &text);
		item = json_new_object();
		json_set_str(item, "code", code);
		json_set_str(item, "text", buf_str(&text));
		json_add(list, item);
	}
	findings_release(&one);
	buf_release(&text);
	return list;
}
