/* SPDX-License-Identifier: MIT */
#include "code/code_match.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/cancel.h"
#include "base/mem.h"
#include "code/code_provider.h"
#include "code/code_batch.h"
#include "code/code_match_cross.h"
#include "code/code_match_owner.h"
#include "code/code_match_set.h"
#include "store/code_store.h"
#include "store/log_store.h"

#define NOBODY CODE_MATCH_NOBODY

struct matcher {
	const struct code_match *match;
	const struct session *session; /* of match */
	struct code_match_counts *counts;
	struct code_match_set set;
};

static void drop_finding(struct findings *all, const char *code)
{
	size_t i, kept = 0;

	for (i = 0; i < all->n; i++)
		if (strcmp(all->list[i].code, code) != 0)
			all->list[kept++] = all->list[i];
	all->n = kept;
}

/* One answer into the code, and into the store. */
static int take_answer(struct matcher *m, struct code_match_code *c,
		       struct code_provider_item *item, const char *layout,
		       struct error *err)
{
	struct code_fields fields = {.layout = layout};
	char *text;
	int result;

	/* of an earlier run: an answer may come now, or another error */
	drop_finding(&c->findings, "CODE-PROVIDER");
	if (item->error[0]) {
		findings_add_detail(&c->findings, "CODE-PROVIDER", item->error);
		text = findings_json_text(&c->findings);
		result = code_store_set_findings(m->session->store, c->id, text,
						 err);
		free(text);
		return result;
	}
	free(c->layout);
	c->layout = mem_xstrdup(layout);
	fields.student = item->fields;
	text = json_line(code_batch_fields_json(&fields, true));
	result = code_store_set_fields(m->session->store, c->id, layout, text,
				       err);
	free(c->fields);
	c->fields = text;
	return result;
}

/* Counts alone: payloads and fields are personal and stay out of the log. */
static int log_answers(const struct matcher *m,
		       const struct code_provider *request, struct error *err)
{
	char detail[200];

	snprintf(detail, sizeof(detail),
		 "%s %s: asked=%zu answered=%zu decoded=%zu", request->layout,
		 request->version, request->n, request->answered,
		 request->decoded);
	return log_store_note(m->session, 0, "code-provider", detail, err);
}

/* What was answered is kept even when the program failed afterwards. */
static int store_answers(struct matcher *m, struct code_provider *request,
			 struct code_match_code **codes, struct error *err)
{
	int result = store_begin(m->session->store, err);
	size_t i;

	if (result < 0)
		return -1;
	for (i = 0; result == 0 && i < request->n; i++)
		if (request->list[i].answered)
			result = take_answer(m, codes[i], &request->list[i],
					     request->layout, err);
	if (result == 0)
		result = log_answers(m, request, err);
	return store_end(m->session->store, result, m->session->dry_run, err);
}

/* Superseded ones have no use for fields: the provider is not bothered. */
static bool is_opaque(const struct code_match_code *c)
{
	return c->payload && !c->superseded && strcmp(c->layout, "opaque") == 0;
}

/* The opaque codes as requests; codes[i] is what request i is about. */
static void collect_opaque(struct matcher *m, struct code_provider *request,
			   struct code_match_code **codes)
{
	size_t i;

	for (i = 0; i < m->set.n; i++) {
		struct code_match_code *c = &m->set.codes[i];

		if (!is_opaque(c))
			continue;
		codes[request->n] = c;
		request->list[request->n++] =
			(struct code_provider_item){.sha256 = c->sha256,
						    .payload = c->payload,
						    .size = c->size};
	}
}

/*
 * Before anything is matched and in a transaction of its own: answers may
 * have cost minutes, and matching can be done again.
 */
static int ask_provider(struct matcher *m, struct error *err)
{
	struct code_match_code **codes =
		mem_xcalloc(m->set.n + 1, sizeof(struct code_match_code *));
	struct code_provider request = {
		.list = mem_xcalloc(m->set.n + 1, sizeof(*request.list))};
	struct error failed = ERROR_INIT;
	int result = 0, asked;

	collect_opaque(m, &request, codes);
	asked = code_provider(m->match->provider, &request, &failed);
	if (request.n)
		result = store_answers(m, &request, codes, err);
	if (result == 0 && asked < 0) {
		*err = failed;
		result = -1;
	}
	code_provider_release(&request);
	free(request.list);
	free(codes);
	return result;
}

static int store_code(struct matcher *m, struct code_match_code *c,
		      struct error *err)
{
	char *text = findings_json_text(&c->findings);
	struct owner_link link = {.by = "", .findings = text};
	int result;

	if (c->owner != NOBODY) {
		link.student_id = m->set.people[c->owner].id;
		link.by = c->by;
		link.confidence = c->confidence;
	}
	result = code_store_link(m->session->store, c->id, &link, err);
	if (result == 0 && c->superseded)
		result = code_store_supersede(m->session->store, c->id, err);
	free(text);
	return result;
}

static int show_code(struct matcher *m, const struct code_match_code *c,
		     struct error *err)
{
	struct code_match_result result = {
		.code_id = c->id,
		.file = c->file,
		.sha256 = c->sha256,
		.layout = c->layout,
		.student = c->owner == NOBODY ? NULL : &m->set.people[c->owner],
		.by = c->owner == NOBODY ? "" : c->by,
		.confidence = c->owner == NOBODY ? 0 : c->confidence,
		.superseded = c->superseded,
		.findings = &c->findings,
	};

	m->counts->total++;
	m->counts->matched += result.student != NULL;
	m->counts->waiting += result.student == NULL;
	m->counts->superseded += c->superseded;
	m->counts->compared += (long)c->compared;
	m->counts->with_findings +=
		findings_worst(&c->findings) == FINDING_ERROR;
	return m->match->show(m->match->ctx, &result, err);
}

/* A person is to confirm it, and has not for this student. */
static void ask_to_confirm(const struct code_match_set *set,
			   struct code_match_code *c)
{
	if (c->owner == NOBODY || !c->unproven || c->superseded ||
	    (c->confirmed && set->people[c->owner].id == c->stored_owner))
		return;
	findings_add(&c->findings, "CODE-UNCONFIRMED");
}

/* Nothing is stored before all are matched, so a stop here loses nothing. */
static int match_all(struct matcher *m, struct error *err)
{
	size_t i;

	for (i = 0; i < m->set.n; i++) {
		struct code_match_code *c = &m->set.codes[i];

		if (cancel_check(err) < 0)
			return -1;
		/* what a person said is never guessed at again */
		if (!c->by_hand) {
			code_match_owner(&m->set, c);
			continue;
		}
		c->owner = code_match_set_person(&m->set, c->stored_owner);
		c->confidence = 1;
		snprintf(c->by, sizeof(c->by), "hand");
	}
	code_match_cross(&m->set);
	for (i = 0; i < m->set.n; i++)
		ask_to_confirm(&m->set, &m->set.codes[i]);
	return 0;
}

/* Store and show in one go: what was shown is what is in the store. */
static int store_all(struct matcher *m, struct error *err)
{
	int result = 0;
	size_t i;

	if (store_begin(m->session->store, err) < 0)
		return -1;
	for (i = 0; result == 0 && i < m->set.n; i++) {
		result = cancel_check(err);
		if (result == 0)
			result = store_code(m, &m->set.codes[i], err);
		if (result == 0)
			result = show_code(m, &m->set.codes[i], err);
	}
	return store_end(m->session->store, result, m->session->dry_run, err);
}

int code_match(const struct code_match *match, struct code_match_counts *counts,
	       struct error *err)
{
	struct matcher m = {
		.match = match, .session = match->session, .counts = counts};
	bool asks = match->provider && match->provider->program;
	int result;

	memset(counts, 0, sizeof(*counts));
	result = code_match_set_load(match->session, asks, &m.set, err);
	if (result == 0 && asks)
		result = ask_provider(&m, err);
	if (result == 0)
		result = match_all(&m, err);
	if (result == 0)
		result = store_all(&m, err);
	code_match_set_release(&m.set);
	return result;
}

int code_match_assign(const struct code_match *match, long long code_id,
		      long long student_id, struct error *err)
{
	char detail[64];
	const struct owner_link link = {student_id, "hand", 1, "[]"};
	int result;

	snprintf(detail, sizeof(detail), "code %lld by hand", code_id);
	if (store_begin(match->session->store, err) < 0)
		return -1;
	result = code_store_link(match->session->store, code_id, &link, err);
	if (result == 0)
		result = log_store_note(match->session, student_id,
					"code-match", detail, err);
	return store_end(match->session->store, result, false, err);
}
