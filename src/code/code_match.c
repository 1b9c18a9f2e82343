/* SPDX-License-Identifier: MIT */
#include "code/code_match.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/cancel.h"
#include "base/i18n.h"
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
static int take_answer(struct matcher *m, size_t i,
		       struct code_provider_item *item, const char *layout,
		       struct error *err)
{
	struct code_fields fields = {.layout = layout};
	struct code_match_code c = {.id = 0};
	char **answer = &m->set.payloads[i].fields, *text;
	int result;

	code_match_set_get(&m->set, i, &c);
	/* of an earlier run: an answer may come now, or another error */
	drop_finding(&c.findings, "CODE-PROVIDER");
	if (item->error[0]) {
		findings_add_detail(&c.findings, "CODE-PROVIDER", item->error);
		text = findings_json_text(&c.findings);
		result = code_store_set_findings(m->session->store, c.id, text,
						 err);
		free(text);
	} else {
		c.layout = layout;
		fields.student = item->fields;
		free(*answer);
		*answer = json_line(code_batch_fields_json(&fields, true));
		result = code_store_set_fields(m->session->store, c.id, layout,
					       *answer, err);
	}
	code_match_set_put(&m->set, i, &c);
	code_match_set_drop(&c);
	return result;
}

/* Only counts: payloads and fields are personal and are not logged. */
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
			 const size_t *codes, struct error *err)
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

/* What is asked, and the hashes that the requests name. */
struct asking {
	struct code_provider request;
	size_t *codes; /* codes[i] is what request i is about */
	char (*hashes)[SHA256_HEX];
};

/* Superseded codes need no fields, so the provider is not asked. */
static bool is_opaque(const struct code_match_set *set, size_t i,
		      const struct code_match_code *c)
{
	return set->payloads[i].bytes && !c->superseded &&
	       strcmp(c->layout, "opaque") == 0;
}

/* The opaque codes as requests. */
static void collect_opaque(struct matcher *m, struct asking *a)
{
	struct code_match_code c = {.id = 0};
	size_t i, n;

	for (i = 0; i < m->set.n; i++) {
		code_match_set_get(&m->set, i, &c);
		if (!is_opaque(&m->set, i, &c))
			continue;
		n = a->request.n++;
		a->codes[n] = i;
		memcpy(a->hashes[n], c.sha256, SHA256_HEX);
		a->request.list[n] = (struct code_provider_item){
			.sha256 = a->hashes[n],
			.payload = m->set.payloads[i].bytes,
			.size = m->set.payloads[i].size};
	}
	code_match_set_drop(&c);
}

/*
 * Before matching, and in a transaction of its own: the answers may have taken
 * minutes, while matching can be repeated.
 */
static int ask_provider(struct matcher *m, struct error *err)
{
	size_t most = m->set.n + 1;
	struct asking a = {
		.request.list = mem_xcalloc(most, sizeof(*a.request.list)),
		.codes = mem_xcalloc(most, sizeof(*a.codes)),
		.hashes = mem_xcalloc(most, sizeof(*a.hashes)),
	};
	struct error failed = ERROR_INIT;
	int result = 0, asked;

	collect_opaque(m, &a);
	asked = code_provider(m->match->provider, &a.request, &failed);
	if (a.request.n)
		result = store_answers(m, &a.request, a.codes, err);
	if (result == 0 && asked < 0) {
		*err = failed;
		result = -1;
	}
	code_provider_release(&a.request);
	free(a.request.list);
	free(a.codes);
	free(a.hashes);
	return result;
}

static int store_code(struct matcher *m, struct code_match_code *c,
		      struct error *err)
{
	char *text = findings_json_text(&c->findings);
	struct owner_link link = {.by = "", .findings = text};
	int result;

	if (c->owner != NOBODY) {
		link.student_id = m->set.people.rows[c->owner].id;
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
	struct student person;
	struct code_match_result result = {
		.code_id = c->id,
		.file = c->file,
		.sha256 = c->sha256,
		.layout = c->layout,
		.student = c->owner == NOBODY ? NULL : &person,
		.by = c->owner == NOBODY ? "" : c->by,
		.confidence = c->owner == NOBODY ? 0 : c->confidence,
		.superseded = c->superseded,
		.findings = &c->findings,
	};

	if (result.student)
		student_list_get(&m->set.people, c->owner, &person);
	m->counts->total++;
	m->counts->matched += result.student != NULL;
	m->counts->waiting += result.student == NULL;
	m->counts->superseded += c->superseded;
	m->counts->with_findings +=
		findings_worst(&c->findings) == FINDING_ERROR;
	return m->match->show(m->match->ctx, &result, err);
}

/* It must be confirmed by a person, and was not for this student. */
static void ask_to_confirm(struct code_match_set *set, size_t i)
{
	struct code_match_code c = {.id = 0};

	if (!set->codes[i].unproven)
		return;
	code_match_set_get(set, i, &c);
	if (c.owner != NOBODY && !c.superseded &&
	    !(c.confirmed && c.owner == c.stored_owner)) {
		findings_add(&c.findings, "CODE-UNCONFIRMED");
		code_match_set_put(set, i, &c);
	}
	code_match_set_drop(&c);
}

/* Codes come again in the order they were loaded in. */
struct judging {
	struct code_match_set *set;
	struct code_match_counts *counts;
	size_t i;
	struct code_match_code code;
};

static int judge_code(void *ctx, const struct code_row *row, struct error *err)
{
	struct judging *j = ctx;
	const struct code_match_payload *payload =
		j->set->payloads ? &j->set->payloads[j->i] : NULL;
	struct code_match_code *c = &j->code;

	if (cancel_check(err) < 0)
		return -1;
	if (j->i == j->set->n || j->set->codes[j->i].id != row->id)
		return error_set(err, ERROR_STORE,
				 _("codes changed while they were read"));
	code_match_set_get(j->set, j->i, c);
	/* what a person said is never guessed at again */
	if (c->by_hand) {
		c->owner = c->stored_owner;
		c->confidence = 1;
		snprintf(c->by, sizeof(c->by), "hand");
	} else {
		/* an answer of today; in a dry run it is nowhere else */
		code_match_owner(j->set,
				 payload && payload->fields ? payload->fields
							    : row->fields,
				 c);
	}
	j->counts->compared += (long)c->compared;
	code_match_set_put(j->set, j->i++, c);
	return 0;
}

/* Nothing is stored before all are matched, so a stop here loses nothing. */
static int match_all(struct matcher *m, struct error *err)
{
	struct judging j = {.set = &m->set, .counts = m->counts};
	int result = code_store_each(m->session->store, m->session->task,
				     judge_code, &j, err);
	size_t i;

	code_match_set_drop(&j.code);
	if (result < 0)
		return -1;
	code_match_set_judged(&m->set);
	code_match_cross(&m->set);
	for (i = 0; i < m->set.n; i++)
		ask_to_confirm(&m->set, i);
	return 0;
}

static int store_all(struct matcher *m, struct error *err)
{
	struct code_match_code c = {.id = 0};
	int result = 0;
	size_t i;

	if (m->match->reads_only)
		return 0;
	if (store_begin(m->session->store, err) < 0)
		return -1;
	for (i = 0; result == 0 && i < m->set.n; i++) {
		code_match_set_get(&m->set, i, &c);
		result = cancel_check(err);
		if (result == 0)
			result = store_code(m, &c, err);
	}
	code_match_set_drop(&c);
	return store_end(m->session->store, result, m->session->dry_run, err);
}

/*
 * What was stored is shown completely, even if a stop is asked for now.  It is
 * not shown while it is being stored, so that a list of a million rows and the
 * store's memory for such a transaction are not needed at the same time.
 */
static int show_all(struct matcher *m, struct error *err)
{
	struct code_match_code c = {.id = 0};
	int result = 0;
	size_t i;

	for (i = 0; result == 0 && i < m->set.n; i++) {
		code_match_set_get(&m->set, i, &c);
		result = show_code(m, &c, err);
	}
	code_match_set_drop(&c);
	return result;
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
	mem_trim();
	if (result == 0)
		result = show_all(&m, err);
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
