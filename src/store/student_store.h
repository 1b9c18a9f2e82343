/* SPDX-License-Identifier: MIT */
/*
 * The students of a task, each with the state of its case.  Rows come in the
 * order of class, 学号 and id, so that lists are always in the same order. Main
 * thread only.
 */
#ifndef STORE_STUDENT_STORE_H
#define STORE_STUDENT_STORE_H

#include "rules/case_filter.h"
#include "rules/case_state.h"
#include "rules/finding.h"
#include "rules/student.h"
#include "store/session.h"

struct student_row {
	struct student student;
	enum case_state state;
	char state_since[26];
	char *note;	/* owned */
	char *findings; /* JSON array, owned */
	long source_row;
	long long photo_id; /* the submission in force; 0 = none */
};

void student_store_release(struct student_row *row);

enum student_store_change {
	STUDENT_STORE_SAME,
	STUDENT_STORE_NEW,
	STUDENT_STORE_CHANGED
};

/* A roster row to be stored; all borrowed. */
struct student_entry {
	const char *key; /* identifies the student, "xh:2022010101" */
	const struct student *student;
	const struct findings *findings; /* NULL = none */
	long source_row;		 /* in its file; 0 = by hand */
	uint64_t emptied; /* ROSTER_ROW_BIT() of fields that an edit empties */
};

/*
 * Insert the student, or update the one with this key.  Empty fields do not
 * replace stored ones (but see emptied); each change is recorded in the table
 * student_change.  *change says what happened.
 */
int student_store_put(const struct session *session,
		      const struct student_entry *entry,
		      enum student_store_change *change, struct error *err);

/* What student_store_put() would do; writes nothing. */
int student_store_compare(const struct session *session,
			  const struct student_entry *entry,
			  enum student_store_change *change, struct error *err);

/* Remove a student; ERROR_POLICY when the student has any material. */
int student_store_remove(struct store *store, long long id, struct error *err);

struct student_list;

typedef int (*student_store_fn)(void *ctx, const struct student_row *row,
				struct error *err);

/*
 * The students of the task that pass the filter; NULL = all.  With
 * session->as_of, as they were at that time: those on the roster then, with
 * fields, state, note and photo in force as of then, from the log.
 */
int student_store_each(const struct session *session,
		       const struct case_filter *filter, student_store_fn fn,
		       void *ctx, struct error *err);

/* Append all students of the task to out. */
int student_store_list(const struct session *session, struct student_list *out,
		       struct error *err);

/*
 * The ids of the students that pass the filter: for callers that write, which
 * must not happen inside student_store_each().  To be released with
 * student_store_ids_release().
 */
struct student_ids {
	long long *list;
	size_t n, cap;
};
int student_store_ids(const struct session *session,
		      const struct case_filter *filter, struct student_ids *out,
		      struct error *err);
void student_store_ids_release(struct student_ids *ids);

/* By 学号, 考生号 or 证件号: 1 found, 0 none, -1 error, or several have it. */
int student_store_find(struct store *store, const struct task *task,
		       const char *number, struct student_row *out,
		       struct error *err);
/* Another open task that has a student with this 证件号; "" = none. */
int student_store_other_task(const struct session *session, const char *number,
			     char name[TASK_TEXT], struct error *err);
int student_store_get(struct store *store, long long id,
		      struct student_row *out, struct error *err);

/* The same for a student who may have been removed: 1, 0 = removed, -1. */
int student_store_seek(struct store *store, long long id,
		       struct student_row *out, struct error *err);

/* When the student was first on a roster of the task. */
int student_store_imported(struct store *store, long long id, date_time *at,
			   struct error *err);

/* The student as of session->as_of: 1, 0 = not on the roster then, -1. */
int student_store_then(const struct session *session, long long id,
		       struct student_row *out, struct error *err);

/* The key of a student, to be freed; NULL with err. */
char *student_store_key(struct store *store, long long id, struct error *err);

struct student_state {
	enum case_state state;
	const char *note; /* for people; NULL = none */
	date_time since;
};

/*
 * Write state and note without asking the gate and without a log row.  Only for
 * store/case_store.h, which does both, and for a note that comes without a
 * change of state.
 */
int student_store_set_state(struct store *store, long long id,
			    const struct student_state *state,
			    struct error *err);
int student_store_set_photo(struct store *store, long long id,
			    long long photo_id, struct error *err);

/*
 * Every name, former name and document number in the store, for
 * redact_text_tell(); those too short to identify anybody are left out.
 */
int student_store_words(struct store *store, char ***words, size_t *n,
			struct error *err);

/*
 * *bytes: the length of the longest such word that the n bytes of text begin
 * with; 0 = none.
 */
int student_store_word_at(struct store *store, const char *text, size_t n,
			  size_t *bytes, struct error *err);

/* Column titles that the task has learned by `roster import --map`. */
int student_store_set_column(struct store *store, const struct task *task,
			     const char *title, const char *field,
			     struct error *err);
typedef int (*student_store_column_fn)(void *ctx, const char *title,
				       const char *field, struct error *err);
int student_store_each_column(struct store *store, const struct task *task,
			      student_store_column_fn fn, void *ctx,
			      struct error *err);

#endif
