/* SPDX-License-Identifier: MIT */
/*
 * What another system found, from a table file: a column that names the
 * student (学号, 考生号 or 证件号), and a column with the face score or with
 * an outcome in words, of the face (比对结果) or of the identity (人证结果,
 * 核验结果), or several of them.  What is bad stops the case, what is good
 * lets one go on that an earlier list stopped.  Main thread only.
 */
#ifndef COMPARE_COMPARE_SCORE_H
#define COMPARE_COMPARE_SCORE_H

#include "compare/compare_evidence.h"

enum compare_score_status {
	COMPARE_SCORE_PASS,
	COMPARE_SCORE_BELOW,  /* CMP-BELOW */
	COMPARE_SCORE_FAIL,   /* an outcome that stops */
	COMPARE_SCORE_WARN,   /* only warnings */
	COMPARE_SCORE_NOBODY, /* no such student */
	COMPARE_SCORE_BAD,    /* no score in the scale, no word of ours */
	/* of a provider program's: */
	COMPARE_SCORE_NONE,    /* nobody was asked, or nobody answered */
	COMPARE_SCORE_REFUSED, /* may not be compared now */
	COMPARE_SCORE_ERROR,   /* the program could not judge this one */
};

struct compare_score_result {
	long row; /* as the sheet counts; 0 = of no sheet */
	enum compare_score_status status;
	const struct student_row *student; /* NULL = nobody; after the step */
	const struct compare_evidence *said;
	struct compare_evidence_step step;
	const struct findings *findings;
	const char *error; /* of ERROR; else NULL or "" */
};

struct compare_score {
	const struct session *session;
	const char *file;
	/* columns; NULL = the usual titles */
	const char *id_title, *score_title, *outcome_title, *identity_title;
	double scale; /* the score that is full marks; 0 = 100, not declared */
	double least; /* of 100 */
	int (*show)(void *ctx, const struct compare_score_result *result,
		    struct error *err);
	void *ctx;
};

struct compare_score_counts {
	long total, pass, below, fail, warn, stopped, cleared, nobody, bad,
		none, refused, error;
};

/*
 * All rows or, with an error, none.  ERROR_INPUT for a table without the
 * columns, and for scores that all lie within 0..1 while no scale is declared:
 * read as points they would fail everybody.
 */
int compare_score(const struct compare_score *how,
		  struct compare_score_counts *counts, struct error *err);

/*
 * Whether a list with these bytes was taken into the task before: read again
 * behind a newer one it would bring back what that has settled.
 */
int compare_score_known(const struct session *session, const char *file,
			bool *known, struct error *err);

const char *compare_score_name(enum compare_score_status status);
/* How the case stands after what was said of it. */
enum compare_score_status
compare_score_status_of(const struct compare_evidence *said,
			const struct findings *findings);
void compare_score_count(struct compare_score_counts *counts,
			 const struct compare_score_result *result);

#endif
