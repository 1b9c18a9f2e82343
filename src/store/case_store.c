/* SPDX-License-Identifier: MIT */
#include "store/case_store.h"

#include "store/log_store.h"

int case_store_move(const struct session *session, struct student_row *row,
		    const struct case_store_step *step, struct error *err)
{
	struct student_state state = {.note = step->note,
				      .since = session->now};
	struct log_entry entry = {
		.at = session->now,
		.who = session->who,
		.event = case_state_event_name(step->event),
		.task_id = session->task->id,
		.student_id = row->student.id,
		.before = case_state_name(row->state),
		.detail = step->detail,
	};

	if (case_state_next(row->state, step->event, &state.state, err) < 0)
		return -1;
	entry.after = case_state_name(state.state);
	if (student_store_set_state(session->store, row->student.id, &state,
				    err) < 0 ||
	    log_store_add(session->store, &entry, err) < 0)
		return -1;
	row->state = state.state;
	return 0;
}
