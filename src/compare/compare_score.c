/* SPDX-License-Identifier: MIT */
#include "compare/compare_score.h"

#include <stdio.h>
#include <string.h>

#include "base/sha256.h"
#include "compare/compare_score_table.h"
#include "store/log_store.h"

/*
 * A row's way:
 *
 *    row ─▶ number ─▶ student? ─no─▶ nobody
 *             │          └▶ score or words readable? ─no─▶ bad
 *             └ empty: skipped      └▶ evidence (compare_evidence) ─▶ status
 */
struct reader {
	const struct compare_score *how;
	const struct session *session; /* of how */
	struct compare_score_counts *counts;
	struct compare_score_table table;
};

const char *compare_score_name(enum compare_score_status status)
{
	static const char *const names[] = {"pass", "below",   "fail",
					    "warn", "nobody",  "bad",
					    "none", "refused", "error"};

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
	c->none += result->status == COMPARE_SCORE_NONE;
	c->refused += result->status == COMPARE_SCORE_REFUSED;
	c->error += result->status == COMPARE_SCORE_ERROR;
	c->stopped += result->step.stopped;
	c->cleared += result->step.cleared;
}

static int take_student(struct reader *r, const struct sheet_row *row,
			const char *number, struct error *err)
{
	struct findings findings = FINDINGS_INIT;
	struct compare_evidence said;
	struct compare_score_result result = {.row = row->number,
					      .said = &said,
					      .findings = &findings,
					      .step = {.findings = &findings}};
	struct student_row student;
	int code = 0, found;
	/*
	 * A row of nobody is told as that even when its score is unreadable:
	 * the number is what has to be put right first.
	 */
	bool good = compare_score_table_read(&r->table, row, &said);

	found = student_store_find(r->session->store, r->session->task, number,
				   &student, err);
	if (found < 0)
		return -1;
	result.student = found ? &student : NULL;
	result.status = found ? COMPARE_SCORE_BAD : COMPARE_SCORE_NOBODY;
	if (found && good) {
		code = compare_evidence_take(r->session, &student, &said,
					     &result.step, err);
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
	/*
	 * A row without a number is a blank line or a remark below the table.
	 */
	number = compare_score_table_id(&r->table, row);
	return *number ? take_student(r, row, number, err) : 0;
}

struct seeker {
	long long task_id;
	const char *sha256;
	bool found;
};

/*
 * The log is asked, not a table of files: what was imported is what was
 * logged.
 */
static int seek(void *ctx, const struct log_entry *entry, struct error *err)
{
	struct seeker *s = ctx;

	(void)err;
	s->found |= entry->task_id == s->task_id &&
		    strcmp(entry->event, "score-import") == 0 &&
		    strstr(entry->detail, s->sha256) != NULL;
	return 0;
}

/* By content and not by name: tables of different days bear one name. */
int compare_score_known(const struct session *session, const char *file,
			bool *known, struct error *err)
{
	char sha256[SHA256_HEX];
	struct seeker s = {session->task->id, sha256, false};

	if (sha256_file(file, sha256, NULL, err) < 0 ||
	    log_store_each_office(session->store, seek, &s, err) < 0)
		return -1;
	*known = s.found;
	return 0;
}

/*
 * With the least score of then, and the hash by which compare_score_known()
 * finds the file again.
 */
static int log_import(const struct reader *r, struct error *err)
{
	const struct compare_score_counts *c = r->counts;
	char detail[300], sha256[SHA256_HEX];

	if (sha256_file(r->how->file, sha256, NULL, err) < 0)
		return -1;
	snprintf(detail, sizeof(detail),
		 "rows=%ld least=%.1f pass=%ld below=%ld fail=%ld warn=%ld "
		 "stopped=%ld cleared=%ld sha256=%s",
		 c->total, r->how->least, c->pass, c->below, c->fail, c->warn,
		 c->stopped, c->cleared, sha256);
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
