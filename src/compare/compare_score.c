/* SPDX-License-Identifier: MIT */
#include "compare/compare_score.h"

#include <stdio.h>
#include <string.h>

#include "compare/compare_score_table.h"
#include "store/log_store.h"

struct reader {
	const struct compare_score *how;
	const struct session *session; /* of how */
	struct compare_score_counts *counts;
	struct compare_score_table table;
};

const char *compare_score_name(enum compare_score_status status)
{
	static const char *const names[] = {"pass", "below",  "fail",
					    "warn", "nobody", "bad"};

	return names[status];
}

enum compare_score_status
compare_score_status_of(const struct compare_evidence *said,
			const struct findings *findings)
{
	if (findings->n == 0)
		return COMPARE_SCORE_PASS;
	if (!said->advisory && findings_has(findings, "CMP-BELOW"))
		return COMPARE_SCORE_BELOW;
	return findings_worst(findings) == FINDING_ERROR ? COMPARE_SCORE_FAIL
							 : COMPARE_SCORE_WARN;
}

void compare_score_count(struct compare_score_counts *c,
			 const struct compare_score_result *result)
{
	c->total++;
	c->pass += result->status == COMPARE_SCORE_PASS;
	c->below += result->status == COMPARE_SCORE_BELOW;
	c->fail += result->status == COMPARE_SCORE_FAIL;
	c->warn += result->status == COMPARE_SCORE_WARN;
	c->nobody += result->status == COMPARE_SCORE_NOBODY;
	c->bad += result->status == COMPARE_SCORE_BAD;
	c->stopped += result->step.stopped;
	c->cleared += result->step.cleared;
}

static int take_student(struct reader *r, const struct sheet_row *row,
			const char *number, struct error *err)
{
	struct findings findings = FINDINGS_INIT;
	struct compare_evidence said;
	struct compare_score_result result = {
		.row = row->number, .said = &said, .findings = &findings};
	struct student_row student;
	int code = 0, found;
	bool good = compare_score_table_read(&r->table, row, &said);

	found = student_store_find(r->session->store, r->session->task, number,
				   &student, err);
	if (found < 0)
		return -1;
	result.student = found ? &student : NULL;
	result.status = found ? COMPARE_SCORE_BAD : COMPARE_SCORE_NOBODY;
	if (found && good) {
		code = compare_evidence_take(r->session, &student, &said,
					     &findings, &result.step, err);
		result.status = compare_score_status_of(&said, &findings);
	}
	if (code == 0) {
		compare_score_count(r->counts, &result);
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
	const char *number;

	if (compare_score_table_is_header(&r->table, row))
		return 0;
	number = compare_score_table_id(&r->table, row);
	return *number ? take_student(r, row, number, err) : 0;
}

static int log_import(const struct reader *r, struct error *err)
{
	const struct compare_score_counts *c = r->counts;
	char detail[200];

	snprintf(detail, sizeof(detail),
		 "%ld rows, least %.1f: %ld pass, %ld below, %ld fail, %ld "
		 "warn, %ld stopped, %ld cleared",
		 c->total, r->how->least, c->pass, c->below, c->fail, c->warn,
		 c->stopped, c->cleared);
	return log_store_note(r->session, 0, "score-import", detail, err);
}

static int take_rows(struct reader *r, struct sheet *sheet, struct error *err)
{
	int result;

	if (store_begin(r->session->store, err) < 0)
		return -1;
	result = sheet_read(sheet, 0, read_row, r, err);
	if (result == 0)
		result = log_import(r, err);
	return store_end(r->session->store, result, r->session->dry_run, err);
}

int compare_score(const struct compare_score *how,
		  struct compare_score_counts *counts, struct error *err)
{
	static const struct sheet_options options = {.charset = NULL};
	struct reader r = {
		.how = how, .session = how->session, .counts = counts};
	struct sheet *sheet;
	int result;

	memset(counts, 0, sizeof(*counts));
	sheet = sheet_open(how->file, &options, err);
	if (!sheet)
		return -1;
	result = compare_score_table_scan(&r.table, how, sheet, err);
	if (result == 0)
		result = take_rows(&r, sheet, err);
	sheet_close(sheet);
	return result;
}
