/* SPDX-License-Identifier: MIT */
/*
 * The one road of a case's events: the gate (rules/gate.h) is asked with the
 * case's ledger, the state changes, the log gets its row, in the caller's
 * transaction.  Every workflow goes through it.  What changes no state is a
 * row of the log alone: ledger_store_mark(), log_store_note().
 */
#ifndef STORE_CASE_STORE_H
#define STORE_CASE_STORE_H

#include "store/ledger_store.h"

struct case_store_step {
	enum case_event event;
	struct case_detail detail; /* photo: "" = the one in force */
	/* what stands beside the case from now on: a JSON array of findings;
	 * NULL = the detail's codes and reason, if it has any */
	const char *note;
	const char *fault;    /* of a photo on its way in; NULL = it is fit */
	bool bulk, overrules; /* how a person asked: rules/gate.h */
};

/* Ask only: 0 with *answer, -1 when the store failed. */
int case_store_ask(const struct session *session, const struct student_row *row,
		   const struct case_store_step *step,
		   struct gate_answer *answer, struct error *err);

/* The same for comparing the photo in force (gate_compare()). */
int case_store_ask_compare(const struct session *session,
			   const struct student_row *row,
			   struct gate_answer *answer, struct error *err);

/*
 * Ask and, when allowed, apply: row->state is updated.  ERROR_POLICY with the
 * sentence of the answer when it is not; answer (NULL = not wanted) is filled
 * either way.
 */
int case_store_move(const struct session *session, struct student_row *row,
		    const struct case_store_step *step,
		    struct gate_answer *answer, struct error *err);

/*
 * Look at what the task asks for before a photo is taken (gate_ready()): a
 * listed case becomes ready or blocked, a ready one blocked, a blocked one
 * ready again.  One that a person has blocked, and any other state, stays.
 * row->state tells what became of it; answer (NULL = not wanted) why.  A photo
 * of a blocked case is looked at so by case_store_move() itself.
 */
int case_store_look(const struct session *session, struct student_row *row,
		    struct gate_answer *answer, struct error *err);

/*
 * Take an event back (rules/case_undo.h): the case stands as before it, with
 * the note of then; a row of the log names what was taken back and the photo
 * that is in force now.  The caller has looked whether it may be.
 */
struct case_store_back {
	enum case_state state;	   /* of before; where it stays, as it is */
	struct case_detail detail; /* undoes, what, reason, photo */
	const char *note;	   /* of before; NULL = the state stays */
};
int case_store_undo(const struct session *session, struct student_row *row,
		    const struct case_store_back *back, struct error *err);

/* Fill detail->photo with the photo in force unless it names one. */
int case_store_photo(const struct session *session,
		     const struct student_row *row, struct case_detail *detail,
		     struct error *err);

#endif
