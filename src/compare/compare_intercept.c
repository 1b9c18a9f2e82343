/* SPDX-License-Identifier: MIT */
#include "compare/compare_intercept.h"

#include <math.h>

#include "base/i18n.h"
#include "store/score_store.h"

/* The finding's text goes with the case, for people. */
static int move(const struct session *session, struct student_row *row,
		enum case_event event, const struct finding *why,
		const char *detail, struct error *err)
{
	struct buf note = BUF_INIT;
	struct case_store_step step = {
		.event = event,
		.detail = detail,
	};
	int code;

	finding_text(why, i18n_lang(), &note);
	step.note = buf_str(&note);
	code = case_store_move(session, row, &step, err);
	buf_release(&note);
	return code;
}

int compare_intercept_stop(const struct session *session,
			   struct student_row *row, const char *detail,
			   struct findings *findings, struct error *err)
{
	struct finding *three;
	long long fails = 0;

	if (move(session, row, CASE_EVENT_INTERCEPT, &findings->list[0], detail,
		 err) < 0 ||
	    score_store_fails(session->store, row->student.id, &fails, err) < 0)
		return -1;
	if (fails <
	    policy_number(&session->task->policies, POLICY_COMPARE_FAILS))
		return 0;
	three = findings_add_value(findings, "CMP-THREE-FAILS", (double)fails,
				   NAN, NAN, "");
	return move(session, row, CASE_EVENT_ESCALATE, three, three->code, err);
}
