/* SPDX-License-Identifier: MIT */
/*
 * The only way in which a case changes its state: the gate (rules/gate.h) is
 * asked with the case's ledger, the state is changed, and the log gets a row,
 * all in the caller's transaction.  Every workflow uses it.  Events that change
 * no state are only logged: ledger_store_mark(), log_store_note().
 */
#ifndef STORE_CASE_STORE_H
#define STORE_CASE_STORE_H

#include "store/ledger_store.h"

struct case_store_step {
	enum case_event event;
	struct case_detail detail; /* photo: "" = the one in force */
	/* the case's new note (rules/case_note.h), a JSON array of findings;
	 * NULL = the detail's codes and reason, if it has any */
	const char *note;
	const char *fault;    /* code of what is wrong with a photo coming in */
	bool bulk, overrules; /* how a person asked: see struct gate_ask */
};

/* Only ask the gate: 0 with *answer, -1 when the store failed. */
int case_store_ask(const struct session *session, const struct student_row *row,
		   const struct case_store_step *step,
		   struct gate_answer *answer, struct error *err);

/* The same for comparing the photo in force (gate_compare()). */
int case_store_ask_compare(const struct session *session,
			   const struct student_row *row,
			   struct gate_answer *answer, struct error *err);

/*
 * Ask the gate and, when it allows the step, take it; row->state is updated.
 * When it refuses, ERROR_POLICY with the sentence of the answer.  answer is
 * filled in both cases; it may be NULL.
 */
int case_store_move(const struct session *session, struct student_row *row,
		    const struct case_store_step *step,
		    struct gate_answer *answer, struct error *err);

/*
 * Check whether the case now has what the task requires before a photo is taken
 * (gate_ready()), and make it ready or blocked accordingly.  Only listed, ready
 * and blocked cases change, and none that a person has blocked.  row->state is
 * the result; answer says why, and may be NULL.  When a photo comes in for a
 * blocked case, case_store_move() does this itself.
 */
int case_store_look(const struct session *session, struct student_row *row,
		    struct gate_answer *answer, struct error *err);

/*
 * Undo an event (rules/case_undo.h): the case gets the state and the note it
 * had before, and a row of the log names the row that was undone and the photo
 * that is in force now.  The caller has checked that the event may be undone.
 */
struct case_store_back {
	enum case_state state;	   /* to go back to, or the present one */
	struct case_detail detail; /* undoes, what, reason, photo */
	const char *note;	   /* to go back to; NULL: the state stays */
};
int case_store_undo(const struct session *session, struct student_row *row,
		    const struct case_store_back *back, struct error *err);

/* Set detail->photo to the photo in force, unless it names one already. */
int case_store_photo(const struct session *session,
		     const struct student_row *row, struct case_detail *detail,
		     struct error *err);

#endif
