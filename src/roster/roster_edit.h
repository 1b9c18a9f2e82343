/* SPDX-License-Identifier: MIT */
/*
 * Single students by hand: add (as the task's policy allows), change fields,
 * add a former name, remove.  The same cleaning and checks as an import; one
 * transaction, logged.
 */
#ifndef ROSTER_ROSTER_EDIT_H
#define ROSTER_ROSTER_EDIT_H

#include "rules/roster_row.h"
#include "rules/task.h"
#include "store/student_store.h"
#include "store/session.h"

/*
 * "field=value" texts into a cleaned and checked row (roster_row_release()).
 * ERROR_USAGE names a field that is none.
 */
int roster_edit_parse(const struct task *task, char *const *assignments,
		      int count, struct roster_row *row, struct error *err);

/*
 * ERROR_POLICY when the task does not allow manual entry or the student is
 * there.  A row with an error finding is ERROR_INPUT.
 */
int roster_edit_add(const struct session *session, const struct roster_row *row,
		    struct error *err);

int roster_edit_set(const struct session *session, long long student_id,
		    const struct roster_row *row, struct error *err);
int roster_edit_alias(const struct session *session, long long student_id,
		      const char *name, struct error *err);
int roster_edit_remove(const struct session *session, long long student_id,
		       struct error *err);

#endif
