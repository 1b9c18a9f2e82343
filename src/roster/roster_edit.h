/* SPDX-License-Identifier: MIT */
/*
 * Editing single students by hand: adding one (if the task's policy allows it),
 * changing fields, adding a former name, removing one.  What is typed is
 * cleaned and checked in the same way as an imported row.  Each edit is one
 * transaction and is logged.
 */
#ifndef ROSTER_ROSTER_EDIT_H
#define ROSTER_ROSTER_EDIT_H

#include "rules/roster_row.h"
#include "rules/task.h"
#include "store/student_store.h"
#include "store/session.h"

/* What was typed. */
struct roster_edit {
	struct roster_row row; /* the typed fields; once checked, all fields */
	uint64_t assigned;     /* bits of the typed fields, even if empty */
	const char *reason;    /* for the log, borrowed; NULL = none */
};

#define ROSTER_EDIT_INIT                                                       \
	{                                                                      \
		ROSTER_ROW_INIT, 0, NULL                                       \
	}

/*
 * Read "field=value" texts into *edit, cleaned like the cells of a roster; call
 * roster_row_release() on its row.  ERROR_USAGE when there is no such field.
 */
int roster_edit_parse(char *const *assignments, int count,
		      struct roster_edit *edit, struct error *err);

/*
 * Add a student.  It is checked like a row of a list with these columns and a
 * name column.  ERROR_INPUT when the check finds an error, or when a number
 * belongs to another student; ERROR_POLICY when the task does not allow manual
 * entry, or when the student is in the roster already.
 */
int roster_edit_add(const struct session *session, struct roster_edit *edit,
		    struct error *err);

/*
 * Change fields of a student.  The student with the new values is checked, and
 * the change is refused if it would add an error that was not there before.
 * When a number that is the key is changed, so is the key.
 */
int roster_edit_set(const struct session *session, long long student_id,
		    struct roster_edit *edit, struct error *err);

/* The same when the row has been read, in the caller's transaction. */
int roster_edit_put(const struct session *session,
		    const struct student_row *old, struct roster_edit *edit,
		    struct error *err);
int roster_edit_alias(const struct session *session, long long student_id,
		      const char *name, struct error *err);
int roster_edit_remove(const struct session *session, long long student_id,
		       struct error *err);

#endif
