/* SPDX-License-Identifier: MIT */
#include "review/board_import.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/id_set.h"
#include "base/mem.h"
#include "review/board.h"
#include "review/board_case.h"
#include "store/log_store.h"

/* Far more than 3,000 decisions; and what one decision may hold of reasons. */
enum { MAX_BYTES = 64 << 20, MAX_REASONS = 64 };

/*
 * What a decision passes before it is one, the cheap and certain tests first:
 *
 *    board's id in the log?   no ─▶ QUO-FOREIGN    another store's, or task's
 *    seal, check, decision?   no ─▶ QUO-TAMPERED   changed since the page
 *    case once in the file?   no ─▶ QUO-TWICE      which of them is meant?
 *    case still as sealed?    no ─▶ QUO-STALE      photo or state moved on
 *    the gate               says no ─▶ its own code
 *
 * The rest of the file goes on after each: a reviewer's afternoon is not lost
 * for one row.
 */
struct reader {
	const struct board_import *job;
	struct review_counts *counts;
	const char *board;     /* the file's id */
	char hash[SHA256_HEX]; /* of the board's log row; "" = not ours */
	struct id_set seen, twice;
	/* of the decision in work */
	const struct json *item;
	long long student_id;
	const char *decision;
	const char *reasons[MAX_REASONS];
	int reason_count;
};

static const char *text_of(const struct json *item, const char *key)
{
	const char *text = json_get_str(item, key);

	return text ? text : "";
}

/*
 * The hash is in no file, so it is found by trying the id of each board that
 * the task has written.  A board of another task of this store is foreign as
 * well: its policies would judge these decisions otherwise.
 */
static int find_board(void *ctx, const struct log_entry *entry,
		      struct error *err)
{
	struct reader *r = ctx;
	char id[BOARD_ID];

	(void)err;
	if (strcmp(entry->event, board_event) != 0 ||
	    entry->task_id != r->job->session->task->id)
		return 0;
	board_id(entry->hash, id);
	if (strcmp(id, r->board) == 0)
		snprintf(r->hash, sizeof(r->hash), "%s", entry->hash);
	return 0;
}

/*
 * The file repeats the facts that were sealed.  Taken together they are those
 * of the board or they are not; which of them was changed nobody can say.
 */
static bool has_seal(const struct reader *r)
{
	const struct json *i = r->item;
	const struct board_facts facts = {
		r->student_id, text_of(i, "state"), text_of(i, "since"),
		text_of(i, "photo"), text_of(i, "made")};
	char seal[BOARD_SEAL];

	board_seal(r->hash, &facts, seal);
	return strcmp(seal, text_of(i, "seal")) == 0;
}

/* What the page computed over a decision: a slip of an editor is caught. */
static bool has_check(const struct reader *r)
{
	struct buf said = BUF_INIT;
	char hex[SHA256_HEX];
	int i;

	buf_addf(&said, "%s\n%s\n", text_of(r->item, "seal"), r->decision);
	for (i = 0; i < r->reason_count; i++)
		buf_addf(&said, "%s%s", i ? " " : "", r->reasons[i]);
	buf_addf(&said, "\n%s\n%s", text_of(r->item, "note"),
		 text_of(r->item, "overrule"));
	sha256_hex(buf_str(&said), said.size, hex);
	buf_release(&said);
	return strcmp(hex, text_of(r->item, "check")) == 0;
}

/*
 * The page lets nobody refuse without a reason, so a file without one was not
 * written by it.
 */
static bool is_decision(const struct reader *r)
{
	return strcmp(r->decision, "approve") == 0 ||
	       (strcmp(r->decision, "reject") == 0 && r->reason_count > 0);
}

/* Why the decision is not one of this board; NULL when it is. */
static const char *fault(struct reader *r)
{
	if (!r->hash[0])
		return "QUO-FOREIGN";
	if (!has_seal(r) || !has_check(r) || !is_decision(r))
		return "QUO-TAMPERED";
	/*
	 * Both are refused: to take the first or the last would be a guess
	 * about a student's photo.
	 */
	if (id_set_has(&r->twice, r->student_id))
		return "QUO-TWICE";
	return NULL;
}

/*
 * By the time the state began too: a case that was rejected and came back is
 * in the same state again, but its reviewer saw something else.
 */
static bool is_same(const struct board_case_key *now, const struct json *then)
{
	return strcmp(now->state, text_of(then, "state")) == 0 &&
	       strcmp(now->since, text_of(then, "since")) == 0 &&
	       strcmp(now->photo, text_of(then, "photo")) == 0 &&
	       strcmp(now->made, text_of(then, "made")) == 0;
}

static int show(struct reader *r, const struct student_row *row,
		const struct review_refused *refused, struct error *err)
{
	const struct board_import_result result = {
		.student_id = r->student_id,
		.row = row,
		.decision = r->decision,
		.refused = refused,
	};

	return r->job->show(r->job->ctx, &result, err);
}

/*
 * Shown like a gate's refusal, so that one list tells all that was not done.
 */
static int refuse(struct reader *r, const struct student_row *row,
		  const char *code, struct error *err)
{
	struct findings findings = FINDINGS_INIT;
	struct buf text = BUF_INIT;
	struct error why = ERROR_INIT;
	int result;

	finding_text(findings_add(&findings, code), i18n_lang(), &text);
	error_set(&why, ERROR_POLICY, "%s", buf_str(&text));
	r->counts->refused++;
	result = show(r, row, &(struct review_refused){&why, &findings}, err);
	buf_release(&text);
	findings_release(&findings);
	return result;
}

static int show_decided(void *ctx, const struct student_row *row,
			const struct review_refused *refused, struct error *err)
{
	return show(ctx, row, refused, err);
}

static int decide(struct reader *r, struct error *err)
{
	/*
	 * An empty text is no overruling: the page sends "" for what nobody
	 * typed.
	 */
	const char *overrule = text_of(r->item, "overrule");
	struct review_counts counts = {0, 0};
	struct review_decide how = {
		.session = r->job->session,
		.decision = strcmp(r->decision, "reject") == 0 ? REVIEW_REJECT
							       : REVIEW_APPROVE,
		.reasons = r->reasons,
		.reason_count = r->reason_count,
		.note = text_of(r->item, "note"),
		.overrule = *overrule ? overrule : NULL,
		.show = show_decided,
		.ctx = r,
	};
	int result = review_decide_case(&how, r->student_id, &counts, err);

	r->counts->done += counts.done;
	r->counts->refused += counts.refused;
	return result;
}

/* The board's own picture of the case against what stands now. */
static int take_sealed(struct reader *r, struct error *err)
{
	const struct session *session = r->job->session;
	struct board_case_key now;
	struct student_row row;
	int result;

	if (student_store_get(session->store, r->student_id, &row, err) < 0)
		return -1;
	result = board_case_key(session, &row, &now, err);
	if (result == 0)
		result = is_same(&now, r->item)
				 ? decide(r, err)
				 : refuse(r, &row, "QUO-STALE", err);
	student_store_release(&row);
	return result;
}

static void read_item(struct reader *r, const struct json *item)
{
	const struct json *reasons = json_get(item, "reasons");
	size_t i;

	r->item = item;
	r->student_id = json_get_int(item, "case", 0);
	r->decision = text_of(item, "decision");
	r->reason_count = 0;
	for (i = 0; reasons && i < json_count(reasons) && i < MAX_REASONS; i++)
		if (json_text(json_at(reasons, i)))
			r->reasons[r->reason_count++] =
				json_text(json_at(reasons, i));
}

static int take_all(struct reader *r, const struct json *list,
		    struct error *err)
{
	const char *code;
	size_t i;

	for (i = 0; i < json_count(list); i++) {
		read_item(r, json_at(list, i));
		if (r->student_id <= 0)
			continue;
		if (id_set_has(&r->seen, r->student_id))
			id_set_add(&r->twice, r->student_id);
		id_set_add(&r->seen, r->student_id);
	}
	for (i = 0; i < json_count(list); i++) {
		read_item(r, json_at(list, i));
		code = fault(r);
		if ((code ? refuse(r, NULL, code, err) : take_sealed(r, err)) <
		    0)
			return -1;
	}
	return 0;
}

static int take_file(struct reader *r, const struct json *file,
		     struct error *err)
{
	const struct json *list = json_get(file, "decisions");
	const char *schema = text_of(file, "schema");

	r->board = text_of(file, "board");
	if (strcmp(schema, "qctool.board.v1") != 0 || !list || !*r->board)
		return error_set(err, ERROR_INPUT,
				 _("%s: not a file that a review board wrote"),
				 r->job->path);
	if (log_store_each_office(r->job->session->store, find_board, r, err) <
	    0)
		return -1;
	return take_all(r, list, err);
}

int board_import(const struct board_import *job, struct review_counts *counts,
		 struct error *err)
{
	struct reader r = {.job = job, .counts = counts};
	struct json *file = NULL;
	struct buf text = BUF_INIT;
	int result = file_read(job->path, MAX_BYTES, &text, err);

	memset(counts, 0, sizeof(*counts));
	if (result == 0) {
		file = json_parse(buf_str(&text), text.size, err);
		result = file ? take_file(&r, file, err)
			      : error_context(err, "%s", job->path);
	}
	id_set_release(&r.seen);
	id_set_release(&r.twice);
	json_free(file);
	buf_release(&text);
	return result;
}
