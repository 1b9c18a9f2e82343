/* SPDX-License-Identifier: MIT */
#include "code/code_match.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "rules/code_owner.h"
#include "rules/file_name.h"
#include "store/case_store.h"
#include "store/owner_store.h"
#include "store/student_store.h"

struct code {
	long long id, stored_owner;
	char sha256[SHA256_HEX];
	char *file, *layout;
	struct student exposed;
	bool by_hand, superseded;
	/* what this run found */
	size_t owner; /* index into people; NOBODY */
	char by[40];
	double confidence;
	struct findings findings;
};

#define NOBODY ((size_t)-1)

struct people {
	struct student *list;
	size_t n, cap;
};

struct matcher {
	const struct code_match *match;
	struct code_match_counts *counts;
	struct people people;
	struct owner_store owners; /* same order as people */
	struct code *codes;
	size_t n, cap;
};

static int add_person(void *ctx, const struct student_row *row,
		      struct error *err)
{
	struct people *p = ctx;
	struct student *s;
	int i;

	(void)err;
	MEM_GROW(p->list, p->n, p->cap);
	s = &p->list[p->n++];
	memset(s, 0, sizeof(*s));
	s->id = row->student.id;
	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		student_set(s, (enum student_field)i,
			    row->student.field[i]);
	return 0;
}

static void parse_fields(const char *text, struct student *out)
{
	struct json *object = json_parse(text, strlen(text), NULL);
	const struct json *value;
	enum student_field field;
	const char *key;
	void *it = NULL;

	while (object && (key = json_next(object, &it, &value))) {
		field = student_field_find(key);
		if (field != STUDENT_FIELD_COUNT)
			student_set(out, field, json_text(value));
	}
	json_free(object);
}

/* Findings of the reading (CODE-LOWQ …) stay; those of matching are new. */
static void keep_reading_findings(const char *text, struct findings *out)
{
	static const char *const reading[] = {"CODE-LOWQ", "CODE-MULTI",
					      "CODE-UNDECODED"};
	struct findings old = FINDINGS_INIT;
	struct json *array = json_parse(text, strlen(text), NULL);
	size_t i, j;

	if (array)
		findings_from_json(array, &old);
	for (i = 0; i < old.n; i++)
		for (j = 0; j < ARRAY_SIZE(reading); j++)
			if (strcmp(old.list[i].code, reading[j]) == 0)
				*findings_copy(out) = old.list[i];
	findings_release(&old);
	json_free(array);
}

static int add_code(void *ctx, const struct code_row *row, struct error *err)
{
	struct matcher *m = ctx;
	struct code *c;

	(void)err;
	MEM_GROW(m->codes, m->n, m->cap);
	c = &m->codes[m->n++];
	memset(c, 0, sizeof(*c));
	c->id = row->id;
	c->stored_owner = row->student_id;
	snprintf(c->sha256, sizeof(c->sha256), "%s", row->sha256);
	c->file = mem_xstrdup(row->file);
	c->layout = mem_xstrdup(row->layout);
	c->by_hand = strcmp(row->matched_by, "hand") == 0;
	c->superseded = strcmp(row->state, "superseded") == 0;
	c->owner = NOBODY;
	parse_fields(row->fields, &c->exposed);
	keep_reading_findings(row->findings, &c->findings);
	return 0;
}

static size_t person_of(const struct matcher *m, long long id)
{
	size_t i;

	for (i = 0; i < m->people.n; i++)
		if (m->people.list[i].id == id)
			return i;
	return NOBODY;
}

struct found {
	size_t owner;
	struct code_owner why;
	size_t others; /* that fit as well */
	struct buf proposals;
};

static void propose(struct found *found, const struct matcher *m, size_t i,
		    const char *by)
{
	if (found->proposals.size < FINDING_DETAIL)
		buf_addf(&found->proposals, "%s#%lld %s",
			 found->proposals.size ? ", " : "",
			 m->people.list[i].id, by);
}

static bool key_differs(const struct student *a, const struct student *b,
			enum student_field field)
{
	const char *x = student_get(a, field), *y = student_get(b, field);

	return *x && *y && strcmp(x, y) != 0 && x[strspn(x, "0")] != '\0';
}

/* The cheap half of judging, for 12,000 codes by 12,000 students. */
static bool cannot_be(const struct student *exposed,
		      const struct student *student)
{
	const char *masked = student_get(exposed, STUDENT_xm);
	const char *name = student_get(student, STUDENT_xm);

	if (key_differs(exposed, student, STUDENT_wybh))
		return true;
	if (!*student_get(exposed, STUDENT_wybh) &&
	    (key_differs(exposed, student, STUDENT_xh) ||
	     key_differs(exposed, student, STUDENT_ksh)))
		return true;
	/* Both begin with a Han character and it is not the same one. */
	return (unsigned char)masked[0] >= 0xe3 &&
	       (unsigned char)name[0] >= 0xe3 && masked[0] != '*' &&
	       strncmp(masked, name, 3) != 0 &&
	       strncmp(masked, "\xef\xbc", 2) != 0 &&
	       strncmp(masked, "\xe2", 1) != 0;
}

static void search_fields(struct matcher *m, const struct code *c,
			  struct found *found)
{
	struct code_owner judged;
	size_t i;

	found->owner = NOBODY;
	if (!code_owner_can_tell(&c->exposed))
		return;
	for (i = 0; i < m->people.n; i++) {
		if (cannot_be(&c->exposed, &m->people.list[i]))
			continue;
		code_owner_judge(&c->exposed, &m->people.list[i], &judged);
		if (judged.fit < CODE_OWNER_GOOD)
			continue;
		propose(found, m, i, judged.by);
		if (found->owner == NOBODY || judged.fit > found->why.fit) {
			found->owner = i;
			found->why = judged;
			found->others = 0;
		} else if (judged.fit == found->why.fit) {
			found->others++;
		}
	}
}

/* Why nobody fits although a 学号 of ours is in the payload. */
static void explain_nobody(struct matcher *m, struct code *c)
{
	const char *xh = student_get(&c->exposed, STUDENT_xh);
	struct code_owner judged;
	size_t i;

	for (i = 0; *xh && i < m->people.n; i++) {
		if (strcmp(student_get(&m->people.list[i], STUDENT_xh), xh) !=
		    0)
			continue;
		code_owner_judge(&c->exposed, &m->people.list[i], &judged);
		if (judged.name_differs)
			findings_add_detail(&c->findings, "CODE-NAME", xh);
		if (judged.number_differs)
			findings_add_detail(&c->findings, "CODE-TAIL", xh);
		return;
	}
	findings_add(&c->findings, "CODE-NOROSTER");
}

static size_t search_name(struct matcher *m, const struct code *c, char by[40],
			  double *confidence)
{
	struct file_name_match match;
	struct buf reasons = BUF_INIT;

	file_name_match(m->owners.index, c->file, &match);
	if (!match.sure)
		return NOBODY;
	buf_adds(&reasons, "file:");
	file_name_reasons(match.list[0].by, &reasons);
	snprintf(by, 40, "%s", buf_str(&reasons));
	*confidence = match.list[0].confidence * .95;
	buf_release(&reasons);
	return person_of(m, match.list[0].id);
}

static void set_owner(struct code *c, size_t owner, const char *by,
		      double confidence)
{
	c->owner = owner;
	snprintf(c->by, sizeof(c->by), "%s", by);
	c->confidence = confidence;
}

/* The payload speaks first; a file name may only fill its silence. */
static void decide(struct matcher *m, struct code *c)
{
	struct found found = {.owner = NOBODY};
	double confidence = 0;
	char by[40] = "";
	size_t named;
	bool tells = code_owner_can_tell(&c->exposed);

	code_owner_check(&c->exposed, m->match->task->school_code,
			 &c->findings);
	if (findings_has(&c->findings, "CODE-YXDM"))
		return;
	search_fields(m, c, &found);
	named = search_name(m, c, by, &confidence);
	if (found.owner != NOBODY && !found.others) {
		set_owner(c, found.owner, found.why.by, found.why.confidence);
		if (named != NOBODY && named != found.owner) {
			findings_add_detail(&c->findings, "CODE-AMBIG", by);
			c->owner = NOBODY;
		}
	} else if (found.owner != NOBODY) {
		if (named != NOBODY)
			set_owner(c, named, by, confidence);
		else
			findings_add_detail(&c->findings, "CODE-AMBIG",
					    buf_str(&found.proposals));
	} else if (tells) {
		explain_nobody(m, c);
	} else if (named != NOBODY) {
		set_owner(c, named, by, confidence);
	} else {
		findings_add(&c->findings, "CODE-NOROSTER");
	}
	if (!tells && strcmp(c->layout, "opaque") == 0)
		findings_add(&c->findings, "CODE-OPAQUE");
	buf_release(&found.proposals);
}

/* One payload, two owners: neither gets it until a person decides. */
static void find_doubles(struct matcher *m)
{
	size_t i, j;

	for (i = 0; i < m->n; i++)
		for (j = 0; j < i; j++) {
			struct code *a = &m->codes[j], *b = &m->codes[i];

			if (strcmp(a->sha256, b->sha256) != 0)
				continue;
			if (!findings_has(&a->findings, "CODE-DUP"))
				findings_add_detail(&a->findings, "CODE-DUP",
						    b->file);
			if (!findings_has(&b->findings, "CODE-DUP"))
				findings_add_detail(&b->findings, "CODE-DUP",
						    a->file);
			if (a->owner != b->owner && !a->by_hand &&
			    !b->by_hand && a->owner != NOBODY &&
			    b->owner != NOBODY)
				a->owner = b->owner = NOBODY;
		}
}

/* A later code of one student replaces the earlier one. */
static void find_superseded(struct matcher *m)
{
	size_t i, j;

	for (i = 0; i < m->n; i++)
		for (j = 0; j < i; j++) {
			struct code *old = &m->codes[j];
			const struct code *new = &m->codes[i];

			if (old->owner == NOBODY || old->owner != new->owner ||
			    strcmp(old->sha256, new->sha256) == 0 ||
			    findings_has(&old->findings, "CODE-SUPERSEDED"))
				continue;
			findings_add_detail(&old->findings, "CODE-SUPERSEDED",
					    new->file);
			old->superseded = true;
		}
}

static int store_code(struct matcher *m, struct code *c, struct error *err)
{
	struct json *array = findings_json(&c->findings);
	struct buf text = BUF_INIT;
	long long owner = c->owner == NOBODY ? 0
					     : m->people.list[c->owner].id;
	int result;

	json_write(array, &text);
	json_free(array);
	result = code_store_link(m->match->store, c->id, owner, c->by,
				 c->confidence, buf_str(&text), err);
	if (result == 0 && c->superseded)
		result = code_store_supersede(m->match->store, c->id, err);
	buf_release(&text);
	return result;
}

static int show_code(struct matcher *m, const struct code *c,
		     struct error *err)
{
	struct code_match_result result = {
		.code_id = c->id,
		.file = c->file,
		.sha256 = c->sha256,
		.layout = c->layout,
		.student = c->owner == NOBODY ? NULL
					      : &m->people.list[c->owner],
		.by = c->by,
		.confidence = c->confidence,
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

static int match_all(struct matcher *m, struct error *err)
{
	size_t i;

	for (i = 0; i < m->n; i++) {
		struct code *c = &m->codes[i];

		if (c->by_hand)
			set_owner(c, person_of(m, c->stored_owner), "hand", 1);
		else
			decide(m, c);
	}
	find_doubles(m);
	find_superseded(m);
	if (store_begin(m->match->store, err) < 0)
		return -1;
	for (i = 0; i < m->n; i++)
		if (store_code(m, &m->codes[i], err) < 0 ||
		    show_code(m, &m->codes[i], err) < 0) {
			store_rollback(m->match->store);
			return -1;
		}
	if (m->match->dry_run) {
		store_rollback(m->match->store);
		return 0;
	}
	return store_commit(m->match->store, err);
}

static void release(struct matcher *m)
{
	size_t i;

	for (i = 0; i < m->n; i++) {
		free(m->codes[i].file);
		free(m->codes[i].layout);
		student_release(&m->codes[i].exposed);
		findings_release(&m->codes[i].findings);
	}
	free(m->codes);
	for (i = 0; i < m->people.n; i++)
		student_release(&m->people.list[i]);
	free(m->people.list);
	owner_store_release(&m->owners);
}

int code_match(const struct code_match *match, struct code_match_counts *counts,
	       struct error *err)
{
	struct matcher m = {.match = match, .counts = counts};
	int result;

	memset(counts, 0, sizeof(*counts));
	result = student_store_each(match->store, match->task, NULL,
				    add_person, &m.people, err);
	if (result == 0)
		result = owner_store_load(match->store, match->task,
					  &m.owners, err);
	if (result == 0)
		result = code_store_each(match->store, match->task, add_code,
					 &m, err);
	if (result == 0)
		result = match_all(&m, err);
	release(&m);
	return result;
}

int code_match_assign(const struct code_match *match, long long code_id,
		      long long student_id, struct error *err)
{
	char detail[64];
	struct case_store_step step = {
		.detail = detail, .who = match->who, .at = match->now};

	snprintf(detail, sizeof(detail), "code %lld by hand", code_id);
	if (store_begin(match->store, err) < 0)
		return -1;
	if (code_store_link(match->store, code_id, student_id, "hand", 1, "[]",
			    err) < 0 ||
	    case_store_note(match->store, match->task, student_id, &step,
			    "code-match", err) < 0) {
		store_rollback(match->store);
		return -1;
	}
	return store_commit(match->store, err);
}
