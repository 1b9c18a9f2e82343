/* SPDX-License-Identifier: MIT */
/*
 * The columns of a list of scores and outcomes, and what a row says.  Titles
 * and a date may stand above the header.  Main thread only.
 */
#ifndef COMPARE_COMPARE_SCORE_TABLE_H
#define COMPARE_COMPARE_SCORE_TABLE_H

#include "codec/table/sheet.h"
#include "compare/compare_score.h"

struct compare_score_table {
	const struct compare_score *how;
	int id, score, outcome[OUTCOME_KINDS]; /* columns; -1 = none */
	bool found;			       /* the header was seen */
	/* of the scores without a percent sign */
	long plain;
	double greatest;
};

/*
 * First reading: find the header and how high the scores go; refuse scores of
 * an undeclared scale.
 */
int compare_score_table_scan(struct compare_score_table *table,
			     const struct compare_score *how,
			     struct sheet *sheet, struct error *err);

/* Whether the row is one of those above or at the header. */
bool compare_score_table_is_header(struct compare_score_table *table,
				   const struct sheet_row *row);

/* The number's text, "" = the row is no student's. */
const char *compare_score_table_id(const struct compare_score_table *table,
				   const struct sheet_row *row);

/* Score and outcomes of a row; false when a cell is none of what we know. */
bool compare_score_table_read(const struct compare_score_table *table,
			      const struct sheet_row *row,
			      struct compare_evidence *out);

#endif
