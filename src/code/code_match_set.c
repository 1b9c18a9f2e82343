/* SPDX-License-Identifier: MIT */
#include "code/code_match_set.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "store/code_store.h"
#include "store/photo_store.h"
#include "store/student_store.h"

static int add_person(void *ctx, const struct student_row *row,
		      struct error *err)
{
	/* all 32 of them are a kilobyte a student */
	static const enum student_field told[] = {
		STUDENT_xh,   STUDENT_ksh,  STUDENT_xm, STUDENT_cym,
		STUDENT_zjhm, STUDENT_wybh, STUDENT_cc, STUDENT_xz,
	};
	struct code_match_set *set = ctx;
	struct student *s;
	size_t i;

	(void)err;
	MEM_GROW(set->people, set->people_n, set->people_cap);
	s = &set->people[set->people_n++];
	memset(s, 0, sizeof(*s));
	s->id = row->student.id;
	for (i = 0; i < ARRAY_SIZE(told); i++)
		student_set(s, told[i], student_get(&row->student, told[i]));
	return 0;
}

static int order_people(const void *a, const void *b, void *ctx)
{
	const struct student *people = ctx;
	long long x = people[*(const size_t *)a].id;
	long long y = people[*(const size_t *)b].id;

	return (x > y) - (x < y);
}

/* Rows come by class and number, ids by import: an index of its own. */
static void index_people(struct code_match_set *set)
{
	size_t i;

	set->by_id = mem_xcalloc(set->people_n + 1, sizeof(*set->by_id));
	for (i = 0; i < set->people_n; i++)
		set->by_id[i] = i;
	qsort_r(set->by_id, set->people_n, sizeof(*set->by_id), order_people,
		set->people);
}

size_t code_match_set_person(const struct code_match_set *set, long long id)
{
	size_t low = 0, high = set->people_n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (set->people[set->by_id[middle]].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < set->people_n && set->people[set->by_id[low]].id == id
		       ? set->by_id[low]
		       : CODE_MATCH_NOBODY;
}

/* Stored fields are ours; a name unknown by now is of a newer version. */
void code_match_set_fields(const struct code_match_code *code,
			   struct student *out)
{
	const char *text = code->fields ? code->fields : "{}";
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

/* A policy that was changed since lets a picture of a code pass after all. */
static bool is_allowed_by_now(const struct task *task, const char *code)
{
	const struct policies *policies = &task->policies;

	return (strcmp(code, "CODE-SCREENSHOT") == 0 &&
		policy_bool(policies, POLICY_ALLOW_CODE_SCREENSHOT)) ||
	       (strcmp(code, "CODE-PHOTO") == 0 &&
		policy_bool(policies, POLICY_ALLOW_CODE_PHOTO));
}

/*
 * Findings of the reading (CODE-LOWQ …), of the provider, and why a code was
 * superseded stay; those of matching are new each time.
 */
static void keep_findings(const struct task *task, const char *text,
			  struct findings *out)
{
	static const char *const kept[] = {
		"CODE-LOWQ",	   "CODE-MULTI",      "CODE-UNDECODED",
		"CODE-PROVIDER",   "CODE-SUPERSEDED", "CODE-PHOTO",
		"CODE-SCREENSHOT",
	};
	struct findings old = FINDINGS_INIT;
	size_t i, j;

	findings_from_text(text, &old);
	for (i = 0; i < old.n; i++)
		for (j = 0; j < ARRAY_SIZE(kept); j++)
			if (strcmp(old.list[i].code, kept[j]) == 0 &&
			    !is_allowed_by_now(task, kept[j]))
				*findings_copy(out) = old.list[i];
	findings_release(&old);
}

static int add_code(void *ctx, const struct code_row *row, struct error *err)
{
	struct code_match_set *set = ctx;
	struct code_match_code *c;

	(void)err;
	MEM_GROW(set->codes, set->n, set->cap);
	c = &set->codes[set->n++];
	memset(c, 0, sizeof(*c));
	c->id = row->id;
	c->stored_owner = row->student_id;
	snprintf(c->sha256, sizeof(c->sha256), "%s", row->sha256);
	c->file = mem_xstrdup(row->file);
	c->layout = mem_xstrdup(row->layout);
	c->by_hand = strcmp(row->matched_by, "hand") == 0;
	c->confirmed = row->confirmed;
	c->superseded = strcmp(row->state, "superseded") == 0;
	c->owner = CODE_MATCH_NOBODY;
	if (strcmp(row->fields, "{}") != 0)
		c->fields = mem_xstrdup(row->fields);
	keep_findings(set->task, row->findings, &c->findings);
	/* kilobytes a code: only when a provider will be asked for them */
	if (set->payloads && row->payload_size &&
	    strcmp(row->layout, "opaque") == 0) {
		c->size = row->payload_size;
		c->payload = mem_xmalloc(c->size);
		memcpy(c->payload, row->payload, c->size);
	}
	return 0;
}

static void add_pair(struct code_match_pairs *pairs, char *take_name,
		     size_t owner)
{
	MEM_GROW(pairs->list, pairs->n, pairs->cap);
	pairs->list[pairs->n++] =
		(struct code_match_pair){.name = take_name, .owner = owner};
}

/* A photo of a known student lends its stem and folder to codes beside it. */
static int add_photo(void *ctx, const struct photo_row *row, struct error *err)
{
	struct code_match_set *set = ctx;
	size_t owner;

	(void)err;
	if (!row->student_id)
		return 0;
	owner = code_match_set_person(set, row->student_id);
	add_pair(&set->stems, path_stem(row->file), owner);
	if (strchr(row->file, '/'))
		add_pair(&set->folders, path_folder(row->file), owner);
	return 0;
}

static int order_pairs(const void *a, const void *b)
{
	const struct code_match_pair *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* One entry a name; of two students' photos none: "1.jpg" tells nothing. */
static void drop_shared(struct code_match_pairs *pairs)
{
	size_t i, kept = 0;

	if (pairs->n)
		qsort(pairs->list, pairs->n, sizeof(*pairs->list), order_pairs);
	for (i = 0; i < pairs->n; i++) {
		struct code_match_pair *last =
			kept ? &pairs->list[kept - 1] : NULL;

		if (!last || strcmp(last->name, pairs->list[i].name) != 0) {
			pairs->list[kept++] = pairs->list[i];
			continue;
		}
		if (last->owner != pairs->list[i].owner)
			last->owner = CODE_MATCH_NOBODY;
		free(pairs->list[i].name);
	}
	pairs->n = kept;
}

size_t code_match_set_pair(const struct code_match_pairs *pairs,
			   const char *name)
{
	struct code_match_pair key = {.name = (char *)(size_t)name};
	const struct code_match_pair *found;

	found = pairs->n ? bsearch(&key, pairs->list, pairs->n,
				   sizeof(*pairs->list), order_pairs)
			 : NULL;
	return found ? found->owner : CODE_MATCH_NOBODY;
}

static int order_files(const void *a, const void *b, void *ctx)
{
	const struct code_match_code *codes = ctx;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	int differ = strcmp(codes[x].file, codes[y].file);

	return differ ? differ : (x > y) - (x < y);
}

static void index_files(struct code_match_set *set)
{
	size_t i;

	set->by_file = mem_xcalloc(set->n + 1, sizeof(*set->by_file));
	for (i = 0; i < set->n; i++)
		set->by_file[i] = i;
	qsort_r(set->by_file, set->n, sizeof(*set->by_file), order_files,
		set->codes);
}

size_t code_match_set_file(const struct code_match_set *set, const char *file)
{
	size_t low = 0, high = set->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(set->codes[set->by_file[middle]].file, file) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int code_match_set_load(const struct session *session, bool payloads,
			struct code_match_set *out, struct error *err)
{
	memset(out, 0, sizeof(*out));
	out->payloads = payloads;
	out->task = session->task;
	if (student_store_each(session, NULL, add_person, out, err) < 0)
		return -1;
	out->owners = owner_store_index(session, err);
	if (!out->owners)
		return -1;
	index_people(out);
	out->by_number = code_owner_index_new(out->people, out->people_n);
	if (photo_store_each(session, PHOTO_KIND_COUNT, add_photo, out, err) <
	    0)
		return -1;
	drop_shared(&out->stems);
	drop_shared(&out->folders);
	if (code_store_each(session->store, session->task, add_code, out, err) <
	    0)
		return -1;
	index_files(out);
	return 0;
}

static void release_pairs(struct code_match_pairs *pairs)
{
	size_t i;

	for (i = 0; i < pairs->n; i++)
		free(pairs->list[i].name);
	free(pairs->list);
}

void code_match_set_release(struct code_match_set *set)
{
	size_t i;

	for (i = 0; i < set->n; i++) {
		free(set->codes[i].file);
		free(set->codes[i].layout);
		free(set->codes[i].payload);
		free(set->codes[i].fields);
		findings_release(&set->codes[i].findings);
	}
	free(set->codes);
	for (i = 0; i < set->people_n; i++)
		student_release(&set->people[i]);
	free(set->people);
	free(set->by_id);
	free(set->by_file);
	code_owner_index_free(set->by_number);
	release_pairs(&set->stems);
	release_pairs(&set->folders);
	file_name_index_free(set->owners);
	memset(set, 0, sizeof(*set));
}
