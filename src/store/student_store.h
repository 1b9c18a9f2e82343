/* SPDX-License-Identifier: MIT */
/*
 * Students of a task, each with the state of its case.  Rows come in the
 * order of class, then 学号, then id, so lists are stable.
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
	long long photo_id; /* the submission in force; 0 none */
};

void student_store_release(struct student_row *row);

enum student_store_change {
	STUDENT_STORE_SAME,
	STUDENT_STORE_NEW,
	STUDENT_STORE_CHANGED
};

/* A row of a roster on its way in; all borrowed. */
struct student_entry {
	const char *key; /* of the student in the task, "xh:2022010101" */
	const struct student *student;
	const struct findings *findings; /* NULL = none */
	long source_row;		 /* in its file; 0 = by hand */
	uint64_t emptied; /* bits of fields that an edit by hand empties */
};

/*
 * Insert or update by (task, key).  Only fields that the student sets replace
 * what is stored; each change is kept in student_change.  *change says what
 * happened.
 */
int student_store_put(const struct session *session,
		      const struct student_entry *entry,
		      enum student_store_change *change, struct error *err);

/* What student_store_put() would do; writes nothing. */
int student_store_compare(const struct session *session,
			  const struct student_entry *entry,
			  enum student_store_change *change, struct error *err);

/* Remove a student without any material; ERROR_POLICY otherwise. */
int student_store_remove(struct store *store, long long id, struct error *err);

struct student_list;

typedef int (*student_store_fn)(void *ctx, const struct student_row *row,
				struct error *err);

/*
 * Those of the task that pass the filter; NULL = all.  With session->as_of the
 * students as they were then: who was on the roster, fields, state, note and
 * photo in force, from the log.
 */
int student_store_each(const struct session *session,
		       const struct case_filter *filter, student_store_fn fn,
		       void *ctx, struct error *err);

/* All students of the task, behind those out has. */
int student_store_list(const struct session *session, struct student_list *out,
		       struct error *err);

/*
 * The ids of those that pass the filter: for steps that write, which may not
 * happen inside the walk.  Release with student_store_ids_release().
 */
struct student_ids {
	long long *list;
	size_t n, cap;
};
int student_store_ids(const struct session *session,
		      const struct case_filter *filter, struct student_ids *out,
		      struct error *err);
void student_store_ids_release(struct student_ids *ids);

/* By 学号, 考生号 or 证件号: 1 found, 0 none, -1 error (several included). */
int student_store_find(struct store *store, const struct task *task,
		       const char *number, struct student_row *out,
		       struct error *err);
/* The first other open task whose roster has the document number; "" = none. */
int student_store_other_task(const struct session *session, const char *number,
			     char name[TASK_TEXT], struct error *err);
int student_store_get(struct store *store, long long id,
		      struct student_row *out, struct error *err);

/* The same where the student may be gone since: 1, 0 for gone, -1. */
int student_store_seek(struct store *store, long long id,
		       struct student_row *out, struct error *err);

/* When the student was first on a roster of the task. */
int student_store_imported(struct store *store, long long id, date_time *at,
			   struct error *err);

/* As session->as_of has it: 1, 0 when not on the roster by then, -1. */
int student_store_then(const struct session *session, long long id,
		       struct student_row *out, struct error *err);

/* The key a student was put under; the caller's; NULL with err. */
char *student_store_key(struct store *store, long long id, struct error *err);

struct student_state {
	enum case_state state;
	const char *note; /* for people; NULL = none */
	date_time since;
};

/*
 * Write state and note without a question and without a log row: for
 * store/case_store.h, which asks the gate and logs, and for a note on a state
 * that stays.
 */
int student_store_set_state(struct store *store, long long id,
			    const struct student_state *state,
			    struct error *err);
int student_store_set_photo(struct store *store, long long id,
			    long long photo_id, struct error *err);

/*
 * Every name, former name and document number in the store, for
 * redact_text_tell(); what is too short to mean anybody is left out.
 */
int student_store_words(struct store *store, char ***words, size_t *n,
			struct error *err);

/*
 * The bytes of the longest such word that the n bytes of text begin with; 0
 * for none.
 */
int student_store_word_at(struct store *store, const char *text, size_t n,
			  size_t *bytes, struct error *err);

/* Header words this task has learned (`roster import --map`). */
int student_store_set_column(struct store *store, const struct task *task,
			     const char *title, const char *field,
			     struct error *err);
typedef int (*student_store_column_fn)(void *ctx, const char *title,
				       const char *field, struct error *err);
int student_store_each_column(struct store *store, const struct task *task,
			      student_store_column_fn fn, void *ctx,
			      struct error *err);

#endif
