/* SPDX-License-Identifier: MIT */
#include "store/case_store.h"

#include "store/log_store.h"

int case_store_move(struct store *store, const struct task *task,
		    struct student_row *row, const struct case_store_step *step,
		    struct error *err)
{
	enum case_state next;
	struct log_entry entry = {
		.at = step->at,
		.who = step->who,
		.event = case_state_event_name(step->event),
		.task_id = task->id,
		.student_id = row->student.id,
		.before = case_state_name(row->state),
		.detail = step->detail,
	};

	if (case_state_next(row->state, step->event, &next, err) < 0)
		return -1;
	entry.after = case_state_name(next);
	if (student_store_set_state(store, row->student.id, next, step->note,
				    step->at, err) < 0 ||
	    log_store_add(store, &entry, err) < 0)
		return -1;
	row->state = next;
	return 0;
}

int case_store_note(struct store *store, const struct task *task,
		    long long student_id, const struct case_store_step *step,
		    const char *event, struct error *err)
{
	struct log_entry entry = {
		.at = step->at,
		.who = step->who,
		.event = event,
		.task_id = task ? task->id : 0,
		.student_id = student_id,
		.detail = step->detail,
	};

	return log_store_add(store, &entry, err);
}
