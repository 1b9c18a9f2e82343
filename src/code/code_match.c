/* SPDX-License-Identifier: MIT */
#include "code/code_match.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
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

static char *written(struct json *take_value)
{
	struct buf text = BUF_INIT;

	json_write(take_value, &text);
	json_free(take_value);
	return buf_detach(&text, NULL);
}

/* One answer into the code, and into the store. */
static int take_answer(struct matcher *m, struct code_match_code *c,
		       struct code_provider_item *item, const char *layout,
		       struct error *err)
{
	struct code_fields fields = {.layout = layout};
	char *text;
	int result;

	drop_finding(&c->findings, "CODE-PROVIDER");
	if (item->error[0]) {
		findings_add_detail(&c->findings, "CODE-PROVIDER", item->error);
		text = written(findings_json(&c->findings));
		result = code_store_set_findings(m->session->store, c->id, text,
						 err);
		free(text);
		return result;
	}
	student_release(&c->exposed);
	c->exposed = item->fields;
	memset(&item->fields, 0, sizeof(item->fields));
	free(c->layout);
	c->layout = mem_xstrdup(layout);
	fields.student = c->exposed;
	text = written(code_batch_fields_json(&fields, true));
	result = code_store_set_fields(m->session->store, c->id, layout, text,
				       err);
	free(text);
	return result;
}

static int log_asking(const struct matcher *m, const struct code_provider *ask,
		      struct error *err)
{
	char detail[200];

	snprintf(detail, sizeof(detail),
		 "%s %s: %zu asked, %zu answered, "
		 "%zu decoded",
		 ask->layout, ask->version, ask->n, ask->answered,
		 ask->decoded);
	return log_store_note(m->session, 0, "code-provider", detail, err);
}

/* What was answered is kept even when the program failed afterwards. */
static int keep_answers(struct matcher *m, struct code_provider *ask,
			struct code_match_code **codes, struct error *err)
{
	int result = store_begin(m->session->store, err);
	size_t i;

	if (result < 0)
		return -1;
	for (i = 0; result == 0 && i < ask->n; i++)
		if (ask->list[i].answered)
			result = take_answer(m, codes[i], &ask->list[i],
					     ask->layout, err);
	if (result == 0)
		result = log_asking(m, ask, err);
	return store_end(m->session->store, result, m->session->dry_run, err);
}

static bool is_opaque(const struct code_match_code *c)
{
	return c->payload && !c->superseded && strcmp(c->layout, "opaque") == 0;
}

static int ask_provider(struct matcher *m, struct error *err)
{
	struct code_match_code **codes =
		mem_xcalloc(m->set.n + 1, sizeof(struct code_match_code *));
	struct code_provider ask = {
		.list = mem_xcalloc(m->set.n + 1, sizeof(*ask.list))};
	struct error failed = ERROR_INIT;
	size_t i;
	int result = 0, asked;

	for (i = 0; i < m->set.n; i++) {
		struct code_match_code *c = &m->set.codes[i];

		if (!is_opaque(c))
			continue;
		codes[ask.n] = c;
		ask.list[ask.n++] =
			(struct code_provider_item){.sha256 = c->sha256,
						    .payload = c->payload,
						    .size = c->size};
	}
	asked = code_provider(m->match->provider, &ask, &failed);
	if (ask.n)
		result = keep_answers(m, &ask, codes, err);
	if (result == 0 && asked < 0) {
		*err = failed;
		result = -1;
	}
	code_provider_release(&ask);
	free(ask.list);
	free(codes);
	return result;
}

static int store_code(struct matcher *m, struct code_match_code *c,
		      struct error *err)
{
	char *text = written(findings_json(&c->findings));
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
	m->counts->with_findings +=
		findings_worst(&c->findings) == FINDING_ERROR;
	return m->match->show(m->match->ctx, &result, err);
}

static void decide(struct matcher *m)
{
	size_t i;

	for (i = 0; i < m->set.n; i++) {
		struct code_match_code *c = &m->set.codes[i];

		if (!c->by_hand) {
			code_match_owner(&m->set, c);
			continue;
		}
		c->owner = code_match_set_person(&m->set, c->stored_owner);
		c->confidence = 1;
		snprintf(c->by, sizeof(c->by), "hand");
	}
	code_match_cross(&m->set);
}

static int keep_all(struct matcher *m, struct error *err)
{
	int result = 0;
	size_t i;

	if (store_begin(m->session->store, err) < 0)
		return -1;
	for (i = 0; result == 0 && i < m->set.n; i++) {
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
	if (result == 0) {
		decide(&m);
		result = keep_all(&m, err);
	}
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
