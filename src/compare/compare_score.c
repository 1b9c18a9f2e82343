/* SPDX-License-Identifier: MIT */
#include "compare/compare_score.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/path.h"
#include "codec/table/sheet.h"
#include "compare/compare_intercept.h"
#include "store/log_store.h"
#include "store/score_store.h"

/*
 * Exports put a title and a date above the header; a table that has none in
 * its first rows is another table, not a longer title.
 */
enum { HEADER_ROWS = 20, NO_COLUMN = -1 };

struct reader {
	const struct compare_score *how;
	const struct session *session; /* of how */
	struct compare_score_counts *counts;
	int id, score; /* columns */
};

const char *compare_score_name(enum compare_score_status status)
{
	static const char *const names[] = {"pass", "below", "nobody", "bad"};

	return names[status];
}

/*
 * The first of the names that the row has, not its first column that has one
 * of them: an identity number is surer than an id.
 */
static int find_title(const struct sheet_row *row, const char *given,
		      const char *usual)
{
	const char *names = given ? given : usual, *at;
	size_t i, n;

	for (at = names; *at; at += n + (at[n] == '|')) {
		n = given ? strlen(at) : strcspn(at, "|");
		for (i = 0; i < row->count; i++)
			if (strlen(row->cells[i].text) == n &&
			    strncmp(row->cells[i].text, at, n) == 0)
				return (int)i;
	}
	return NO_COLUMN;
}

static int find_header(struct reader *r, const struct sheet_row *row,
		       struct error *err)
{
	r->id = find_title(row, r->how->id_title,
			   "证件号码|证件号|身份证号|身份证号码|学号|考生号|"
			   "zjhm|xh|ksh|id");
	r->score = find_title(row, r->how->score_title,
			      "相似度|相似分|比对分数|比对得分|分数|score");
	if (r->id != NO_COLUMN && r->score != NO_COLUMN)
		return 0;
	r->id = NO_COLUMN;
	if (row->number < HEADER_ROWS)
		return 0;
	return error_set(err, ERROR_INPUT,
			 _("%s: no header with a student's number and a "
			   "score; say --map id=…, --map score=…"),
			 r->how->file);
}

/* A percent sign is all that may follow: "85 分" may be of another scale. */
static double read_score(const char *text)
{
	char *end = NULL;
	double value = strtod(text, &end);

	if (end == text || (*end && strcmp(end, "%") != 0) ||
	    !(value >= 0 && value <= 100))
		return NAN;
	return value;
}

/* One stop a case; a case that cannot be stopped only has the finding. */
static int stop_case(const struct reader *r, struct student_row *student,
		     struct findings *findings,
		     struct compare_score_result *result, struct error *err)
{
	const struct compare_stop stop = {.by = LEDGER_BY_SCORE,
					  .findings = findings};
	int code;

	if (!case_state_allows(student->state, CASE_EVENT_INTERCEPT))
		return 0;
	code = compare_intercept_stop(r->session, student, &stop, err);
	result->stopped = code == 0;
	return code;
}

static int store_score(const struct reader *r, struct student_row *student,
		       struct findings *findings,
		       struct compare_score_result *result, struct error *err)
{
	struct score_row row = {
		.student_id = student->student.id,
		.photo_id = student->photo_id,
		.score = result->score,
		.least = r->how->least,
		.source = path_name(r->how->file),
		.who = r->session->who,
		.at = r->session->now,
	};

	if (score_store_add(r->session->store, &row, err) < 0)
		return -1;
	result->status = COMPARE_SCORE_PASS;
	if (result->score >= r->how->least)
		return 0;
	result->status = COMPARE_SCORE_BELOW;
	findings_add_below(findings, "CMP-BELOW", result->score, r->how->least,
			   "");
	return stop_case(r, student, findings, result, err);
}

static void count_row(struct compare_score_counts *c,
		      const struct compare_score_result *result)
{
	c->total++;
	c->pass += result->status == COMPARE_SCORE_PASS;
	c->below += result->status == COMPARE_SCORE_BELOW;
	c->nobody += result->status == COMPARE_SCORE_NOBODY;
	c->bad += result->status == COMPARE_SCORE_BAD;
	c->stopped += result->stopped;
}

static int take_student(const struct reader *r, const struct sheet_row *row,
			const char *number, struct error *err)
{
	struct findings findings = FINDINGS_INIT;
	struct compare_score_result result = {.row = row->number,
					      .findings = &findings};
	const char *text =
		(size_t)r->score < row->count ? row->cells[r->score].text : "";
	struct student_row student;
	int code = 0, found;

	found = student_store_find(r->session->store, r->session->task, number,
				   &student, err);
	if (found < 0)
		return -1;
	result.student = found ? &student : NULL;
	result.score = read_score(text);
	result.status = found ? COMPARE_SCORE_BAD : COMPARE_SCORE_NOBODY;
	if (found && !isnan(result.score))
		code = store_score(r, &student, &findings, &result, err);
	if (code == 0) {
		count_row(r->counts, &result);
		code = r->how->show(r->how->ctx, &result, err);
	}
	findings_release(&findings);
	if (found)
		student_store_release(&student);
	return code;
}

static int read_row(void *ctx, const struct sheet_row *row, struct error *err)
{
	struct reader *r = ctx;

	if (r->id == NO_COLUMN)
		return find_header(r, row, err);
	if ((size_t)r->id >= row->count || !*row->cells[r->id].text)
		return 0;
	return take_student(r, row, row->cells[r->id].text, err);
}

static int log_import(const struct reader *r, struct error *err)
{
	char detail[160];

	snprintf(detail, sizeof(detail),
		 "%ld scores, least %.1f: %ld pass, %ld below, %ld stopped",
		 r->counts->total, r->how->least, r->counts->pass,
		 r->counts->below, r->counts->stopped);
	return log_store_note(r->session, 0, "score-import", detail, err);
}

static int read_all(struct reader *r, struct sheet *sheet, struct error *err)
{
	int result;

	if (store_begin(r->session->store, err) < 0)
		return -1;
	result = sheet_read(sheet, 0, read_row, r, err);
	if (result == 0 && r->id == NO_COLUMN)
		result = error_set(err, ERROR_INPUT,
				   _("%s: no header with a student's number "
				     "and a score; say --map id=…, --map "
				     "score=…"),
				   r->how->file);
	if (result == 0)
		result = log_import(r, err);
	return store_end(r->session->store, result, r->session->dry_run, err);
}

int compare_score(const struct compare_score *how,
		  struct compare_score_counts *counts, struct error *err)
{
	static const struct sheet_options options = {.charset = NULL};
	struct reader r = {.how = how,
			   .session = how->session,
			   .counts = counts,
			   .id = NO_COLUMN};
	struct sheet *sheet;
	int result;

	memset(counts, 0, sizeof(*counts));
	sheet = sheet_open(how->file, &options, err);
	if (!sheet)
		return -1;
	result = read_all(&r, sheet, err);
	sheet_close(sheet);
	return result;
}
