/* SPDX-License-Identifier: MIT */
#include "compare/compare_provider.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "rules/identity.h"
#include "store/case_store.h"
#include "store/file_store.h"
#include "store/log_store.h"
#include "store/outcome_store.h"
#include "store/score_store.h"

enum { SOURCE = 2 * PROVIDER_NAME + 16 };

/* A case in need, from the question to the answer. */
struct need {
	long long student_id;
	char *photo, *enrollment, *name, *number; /* owned; NULL = none */
	struct findings findings; /* why it is not asked; else empty */
	bool refused;
	bool answered;
	char error[FINDING_DETAIL]; /* "" unless the program has one */
	struct compare_evidence said;
};

/*
 * A case's way through a run:
 *
 *    store ─▶ need ─▶ asked ─▶ program ─▶ said ─▶ evidence taken, shown
 *               └─ findings: why it is not asked ─▶ shown
 *
 * All questions are gathered before the program starts and all answers are
 * taken after it ended: a slow program holds no transaction open.
 */
struct asker {
	struct compare_provider *how;
	const struct session *session; /* of how */
	struct compare_score_counts *counts;
	struct need *list;
	size_t n, cap;
	size_t *asked; /* of list */
	size_t asked_n;
	char source[SOURCE];
};

/* Where a photo may still be stopped, or let on. */
static bool is_open(enum case_state state)
{
	return state == CASE_MADE || state == CASE_INTERCEPTED ||
	       state == CASE_PENDING || state == CASE_OPENED;
}

static bool is_over(enum case_state state)
{
	return state == CASE_EXEMPT || state == CASE_CLOSED ||
	       state == CASE_CONFIRMED;
}

/* 1 when the photo in force has what is asked for, 0, -1. */
static int has_one(const struct asker *a, const struct student_row *row,
		   struct error *err)
{
	struct outcome_row said = {.student_id = row->student.id,
				   .photo_id = row->photo_id,
				   .kind = a->how->kind};
	struct score_asked asked = {row->student.id, row->photo_id, false};
	struct score_value value;
	int got = outcome_store_of(a->session->store, &said, err);

	if (got != 0 || a->how->kind == OUTCOME_IDENTITY)
		return got;
	got = score_store_of(a->session->store, &asked, &value, err);
	if (got != 0)
		return got;
	asked.advisory = true;
	return score_store_of(a->session->store, &asked, &value, err);
}

/*
 * The program may run in another folder, so it gets whole paths; a file that
 * is gone keeps its own, for the program to complain of by name.
 */
static char *original(const struct asker *a, const char *sha256)
{
	char *path =
		file_store_path(a->session->store, FILE_STORE_ORIGINAL, sha256);
	char *whole = realpath(path, NULL);

	if (!whole)
		return path;
	free(path);
	return whole;
}

/* The question's parts, or the finding that forbids it. */
static int fill_need(struct asker *a, struct need *need,
		     const struct student_row *row, struct error *err)
{
	const char *lacks =
		a->how->kind == OUTCOME_FACE ? "CMP-NO-SCORE" : "IDV-NEEDED";
	struct case_detail photo = {.n = 0};
	struct ledger_facts facts;
	struct gate_answer gate;

	if (case_store_photo(a->session, row, &photo, err) < 0 ||
	    ledger_store_facts(a->session, row, &facts, err) < 0 ||
	    case_store_ask_compare(a->session, row, &gate, err) < 0)
		return -1;
	if (photo.photo[0])
		need->photo = original(a, photo.photo);
	if (facts.gate.has_enrollment)
		need->enrollment = original(a, facts.enrollment);
	/* No program: the run is a list of who still lacks what. */
	if (!a->how->setup->program) {
		findings_add(&need->findings, lacks);
	} else if (a->how->kind == OUTCOME_FACE && !gate.allowed) {
		gate_finding(&gate, &need->findings);
		need->refused = true;
	} else if (a->how->kind == OUTCOME_FACE && !need->enrollment) {
		findings_add(&need->findings, "CMP-NO-ENROLL");
	}
	return 0;
}

static int collect(void *ctx, const struct student_row *row, struct error *err)
{
	struct asker *a = ctx;
	bool list = !a->how->setup->program;
	struct need *need;
	int has;

	/* 港澳台 and foreign documents have no identity check. */
	if (a->how->kind == OUTCOME_IDENTITY &&
	    identity_is_exempt(&row->student))
		return 0;
	if (list && a->how->kind == OUTCOME_IDENTITY
		    ? is_over(row->state)
		    : !row->photo_id || !is_open(row->state))
		return 0;
	has = has_one(a, row, err);
	if (has != 0)
		return has < 0 ? -1 : 0;
	MEM_GROW(a->list, a->n, a->cap);
	need = &a->list[a->n++];
	*need = (struct need){
		.student_id = row->student.id,
		.name = mem_xstrdup(student_get(&row->student, STUDENT_xm)),
		.number = mem_xstrdup(student_get(&row->student, STUDENT_zjhm)),
		.said = {.score = NAN,
			 .least = a->how->least,
			 .outcome = {OUTCOME_NONE, OUTCOME_NONE}},
	};
	return fill_need(a, need, row, err);
}

/*
 * A face comparison is asked without name and number: the program has no use
 * for them, and what it does not get it cannot pass on.
 */
static struct json *question(void *ctx, size_t i)
{
	const struct asker *a = ctx;
	const struct need *need = &a->list[a->asked[i]];
	struct json *object = json_new_object();

	if (a->how->kind == OUTCOME_IDENTITY) {
		json_set_str(object, "name", need->name);
		json_set_str(object, "number", need->number);
	}
	json_set_str(object, "a", need->photo);
	if (a->how->kind == OUTCOME_FACE)
		json_set_str(object, "b", need->enrollment);
	return object;
}

/* What it answers is shown in terminals and sheets. */
static void take_error(struct need *need, const char *text)
{
	size_t i;

	snprintf(need->error, sizeof(need->error), "%s",
		 *text ? text : "error");
	for (i = 0; need->error[i]; i++)
		if ((unsigned char)need->error[i] < ' ')
			need->error[i] = ' ';
}

/* Only true itself: "yes" or 1 by mistake must not make a score advisory. */
static bool is_true(const struct json *object, const char *key)
{
	const struct json *value = json_get(object, key);
	char *text = value ? json_line(json_share(value)) : NULL;
	bool yes = text && strcmp(text, "true") == 0;

	free(text);
	return yes;
}

static int answer(void *ctx, size_t i, const struct json *object,
		  struct error *err)
{
	struct asker *a = ctx;
	struct need *need = &a->list[a->asked[i]];
	const char *error = json_get_str(object, "error");
	const char *word = json_get_str(object, "outcome");
	double score = json_get_real(object, "score", NAN);
	enum outcome said = word ? outcome_find(word) : OUTCOME_NONE;
	bool face = a->how->kind == OUTCOME_FACE;

	if (error) {
		take_error(need, error);
	} else if (word ? said == OUTCOME_NONE
			: !face || !(score >= 0 && score <= 100)) {
		return error_set(err, ERROR_PROVIDER,
				 _("provider %s answers with neither a score "
				   "from 0 to 100, an outcome nor an error"),
				 a->how->setup->program);
	} else {
		need->said.outcome[a->how->kind] = said;
		need->said.score = face ? score : NAN;
		need->said.advisory = is_true(object, "advisory");
	}
	/*
	 * What decides nothing is kept as a score alone; an outcome in words
	 * has no such mark and would stop the case.
	 */
	if (need->said.advisory && word)
		need->said.outcome[a->how->kind] = OUTCOME_NONE;
	need->answered = true;
	return 0;
}

static int ask(struct asker *a, struct error *err)
{
	struct provider_batch batch = {.setup = a->how->setup,
				       .ask = question,
				       .answer = answer,
				       .ctx = a};
	size_t i;
	int result;

	a->asked = mem_xcalloc(a->n + 1, sizeof(*a->asked));
	for (i = 0; i < a->n; i++)
		if (a->list[i].findings.n == 0)
			a->asked[a->asked_n++] = i;
	batch.n = a->asked_n;
	result = provider_run(&batch, err);
	memcpy(a->how->name, batch.name, sizeof(batch.name));
	memcpy(a->how->version, batch.version, sizeof(batch.version));
	snprintf(a->source, sizeof(a->source), "provider:%s %s", batch.name,
		 batch.version);
	return result;
}

static enum compare_score_status status_of(const struct need *need)
{
	if (need->refused)
		return COMPARE_SCORE_REFUSED;
	if (need->error[0])
		return COMPARE_SCORE_ERROR;
	if (!need->answered)
		return COMPARE_SCORE_NONE;
	return compare_score_status_of(&need->said, &need->findings);
}

static int take_need(struct asker *a, struct need *need, struct error *err)
{
	struct compare_score_result result = {
		.said = &need->said,
		.findings = &need->findings,
		.step = {.findings = &need->findings},
		.error = need->error};
	struct student_row row;
	int code = 0;

	if (student_store_get(a->session->store, need->student_id, &row, err) <
	    0)
		return -1;
	need->said.source = a->source;
	if (need->answered && !need->error[0])
		code = compare_evidence_take(a->session, &row, &need->said,
					     &result.step, err);
	result.student = &row;
	result.status = status_of(need);
	if (code == 0) {
		compare_score_count(a->counts, &result);
		code = a->how->show(a->how->ctx, &result, err);
	}
	student_store_release(&row);
	return code;
}

/*
 * Name and version of the program with the sums: a score that is disputed
 * later leads back to what gave it.
 */
static int log_batch(const struct asker *a, struct error *err)
{
	const struct compare_score_counts *c = a->counts;
	char detail[SOURCE + 200];

	if (!a->asked_n)
		return 0;
	snprintf(detail, sizeof(detail),
		 "%s %s: asked=%zu pass=%ld below=%ld fail=%ld warn=%ld "
		 "stopped=%ld cleared=%ld",
		 outcome_kind_name(a->how->kind), a->source, a->asked_n,
		 c->pass, c->below, c->fail, c->warn, c->stopped, c->cleared);
	return log_store_note(a->session, 0, "provider", detail, err);
}

static int take_all(struct asker *a, struct error *err)
{
	size_t i;
	int result;

	if (store_begin(a->session->store, err) < 0)
		return -1;
	for (i = 0, result = 0; result == 0 && i < a->n; i++)
		result = take_need(a, &a->list[i], err);
	if (result == 0)
		result = log_batch(a, err);
	return store_end(a->session->store, result, a->session->dry_run, err);
}

static void release(struct asker *a)
{
	size_t i;

	for (i = 0; i < a->n; i++) {
		free(a->list[i].photo);
		free(a->list[i].enrollment);
		free(a->list[i].name);
		free(a->list[i].number);
		findings_release(&a->list[i].findings);
	}
	free(a->list);
	free(a->asked);
}

int compare_provider(struct compare_provider *how,
		     struct compare_score_counts *counts, struct error *err)
{
	struct asker a = {
		.how = how, .session = how->session, .counts = counts};
	struct error failed = ERROR_INIT;
	int result;

	memset(counts, 0, sizeof(*counts));
	how->name[0] = how->version[0] = '\0';
	result =
		student_store_each(how->session, how->filter, collect, &a, err);
	/*
	 * A dry run sends nobody's face to another program: it tells who would
	 * be asked.  Answers that came before a failure are kept: nothing is
	 * lost.
	 */
	if (result == 0 && how->setup->program && !how->session->dry_run)
		ask(&a, &failed);
	if (result == 0)
		result = take_all(&a, err);
	release(&a);
	if (result == 0 && failed.kind != ERROR_NONE) {
		*err = failed;
		result = -1;
	}
	return result;
}
