/* SPDX-License-Identifier: MIT */
/*
 * Face scores that another system gave, from a table file: a column that
 * names the student (学号, 考生号 or 证件号) and a column with the score,
 * 0..100. A score below the limit stops the case.  Main thread only.
 */
#ifndef COMPARE_COMPARE_SCORE_H
#define COMPARE_COMPARE_SCORE_H

#include "rules/finding.h"
#include "rules/task.h"
#include "store/student_store.h"
#include "store/session.h"

enum compare_score_status {
	COMPARE_SCORE_PASS,
	COMPARE_SCORE_BELOW,  /* CMP-BELOW */
	COMPARE_SCORE_NOBODY, /* no such student */
	COMPARE_SCORE_BAD,    /* no number in 0..100 */
};

struct compare_score_result {
	long row; /* as the sheet counts */
	enum compare_score_status status;
	const struct student_row *student; /* NULL = nobody; after the step */
	double score;			   /* NAN when bad */
	bool stopped;			   /* the case was intercepted */
	const struct findings *findings;
};

struct compare_score {
	const struct session *session;
	const char *file;
	const char *id_title, *score_title; /* NULL = the usual ones */
	double least;
	int (*show)(void *ctx, const struct compare_score_result *result,
		    struct error *err);
	void *ctx;
};

struct compare_score_counts {
	long total, pass, below, stopped, nobody, bad;
};

/* All rows or, with an error, none. */
int compare_score(const struct compare_score *how,
		  struct compare_score_counts *counts, struct error *err);

const char *compare_score_name(enum compare_score_status status);

#endif
