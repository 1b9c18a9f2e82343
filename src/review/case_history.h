/* SPDX-License-Identifier: MIT */
/* What happened to a case: the log's rows with their detail read. */
#ifndef REVIEW_CASE_HISTORY_H
#define REVIEW_CASE_HISTORY_H

#include "base/json.h"
#include "rules/case_detail.h"
#include "store/log_store.h"

struct case_history_entry {
	const struct log_entry *log; /* borrowed */
	struct case_detail detail;
};

typedef int (*case_history_fn)(void *ctx, const struct case_history_entry *e,
			       struct error *err);

/* In order; the events of one student's case. */
int case_history_each(const struct session *session, long long student_id,
		      case_history_fn fn, void *ctx, struct error *err);

/* Whether a person decided something here: approve, reject, a reason given. */
bool case_history_is_decision(const struct case_history_entry *e);

/*
 * codes of a detail as [{"code":…,"text":…}], texts in the language of the
 * process.
 */
struct json *case_history_reasons(const char *codes);

#endif
