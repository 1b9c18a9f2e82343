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

/* What was typed. */
struct roster_edit {
	struct roster_row row; /* of the whole student, once it is checked */
	uint64_t assigned;     /* bits of the fields typed, also empty ones */
	const char *reason;    /* for the log, borrowed; NULL = none */
};

#define ROSTER_EDIT_INIT                                                       \
	{                                                                      \
		ROSTER_ROW_INIT, 0, NULL                                       \
	}

/*
 * "field=value" texts, cleaned as cells are (roster_row_release() of the row).
 * ERROR_USAGE names a field that is none.
 */
int roster_edit_parse(char *const *assignments, int count,
		      struct roster_edit *edit, struct error *err);

/*
 * Checked as a row of a list that has these columns and a name; ERROR_INPUT
 * says what is wrong: an error finding, or a number that is another's.
 * ERROR_POLICY when the task does not allow manual entry or the student is
 * there.
 */
int roster_edit_add(const struct session *session, struct roster_edit *edit,
		    struct error *err);

/*
 * The student as he would be then is checked, and refused for what is wrong
 * with him that was not before; another number gives another key.
 */
int roster_edit_set(const struct session *session, long long student_id,
		    struct roster_edit *edit, struct error *err);

/* The same of a student at hand, in the caller's transaction. */
int roster_edit_put(const struct session *session,
		    const struct student_row *old, struct roster_edit *edit,
		    struct error *err);
int roster_edit_alias(const struct session *session, long long student_id,
		      const char *name, struct error *err);
int roster_edit_remove(const struct session *session, long long student_id,
		       struct error *err);

#endif
