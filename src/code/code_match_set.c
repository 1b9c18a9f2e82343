/* SPDX-License-Identifier: MIT */
#include "code/code_match_set.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/path.h"
#include "store/code_store.h"
#include "store/photo_store.h"
#include "store/student_store.h"

static int add_person(void *ctx, const struct student_row *row,
		      struct error *err)
{
	static const enum student_field told[] = {
		STUDENT_xh,   STUDENT_ksh,  STUDENT_xm, STUDENT_cym,
		STUDENT_zjhm, STUDENT_wybh, STUDENT_cc, STUDENT_xz,
	};
	struct code_match_set *set = ctx;
	struct student s = {.id = row->student.id};
	size_t i;

	(void)err;
	/* texts are borrowed: the list copies them */
	for (i = 0; i < ARRAY_SIZE(told); i++)
		s.field[told[i]] = row->student.field[told[i]];
	student_list_add(&set->people, &s);
	file_name_index_add(set->owners, row->student.id, &row->student);
	return 0;
}

static int order_people(const void *a, const void *b, void *ctx)
{
	const struct student_list_row *rows = ctx;
	long long x = rows[*(const uint32_t *)a].id;
	long long y = rows[*(const uint32_t *)b].id;

	return (x > y) - (x < y);
}

static uint32_t *places(size_t n)
{
	uint32_t *list = mem_xcalloc(n + 1, sizeof(*list));
	size_t i;

	for (i = 0; i < n; i++)
		list[i] = (uint32_t)i;
	return list;
}

/* Rows come by class and number, ids by import: an index of its own. */
static void index_people(struct code_match_set *set)
{
	set->by_id = places(set->people.n);
	qsort_r(set->by_id, set->people.n, sizeof(*set->by_id), order_people,
		set->people.rows);
}

size_t code_match_set_person(const struct code_match_set *set, long long id)
{
	const struct student_list_row *rows = set->people.rows;
	size_t low = 0, high = set->people.n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (rows[set->by_id[middle]].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < set->people.n && rows[set->by_id[low]].id == id
		       ? set->by_id[low]
		       : CODE_MATCH_NOBODY;
}

/* Stored fields are ours; a name unknown by now is of a newer version. */
void code_match_set_fields(const char *fields, struct student *out)
{
	struct json *object = json_parse(fields, strlen(fields), NULL);
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

	if (strcmp(text, "[]") == 0)
		return;
	findings_from_text(text, &old);
	for (i = 0; i < old.n; i++)
		for (j = 0; j < ARRAY_SIZE(kept); j++)
			if (strcmp(old.list[i].code, kept[j]) == 0 &&
			    !is_allowed_by_now(task, kept[j]))
				*findings_copy(out) = old.list[i];
	findings_release(&old);
}

static size_t add_text(struct code_match_set *set, const char *text)
{
	size_t at = set->texts.size;

	buf_add(&set->texts, text, strlen(text) + 1);
	return at;
}

/* A few dozen words are all there are: layouts and reasons. */
static uint16_t word(struct code_match_set *set, const char *text)
{
	size_t i;

	for (i = 0; i < set->words_n; i++)
		if (strcmp(set->words[i], text) == 0)
			return (uint16_t)i;
	if (i > UINT16_MAX)
		BUG("more words than reasons");
	MEM_GROW(set->words, set->words_n, set->words_cap);
	set->words[set->words_n++] = mem_xstrdup(text);
	return (uint16_t)i;
}

/* Kilobytes a code: only when a provider will be asked for them. */
static void keep_payload(struct code_match_set *set, const struct code_row *row)
{
	struct code_match_payload *p;

	set->payloads =
		mem_xrealloc(set->payloads, set->cap * sizeof(*set->payloads));
	p = &set->payloads[set->n];
	*p = (struct code_match_payload){NULL};
	if (!row->payload_size || strcmp(row->layout, "opaque") != 0)
		return;
	p->size = row->payload_size;
	p->bytes = mem_xmalloc(p->size);
	memcpy(p->bytes, row->payload, p->size);
}

static int hex_digit(char c)
{
	return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

static void pack_hash(const char *hex, unsigned char *out)
{
	size_t i;

	memset(out, 0, SHA256_HEX / 2);
	for (i = 0; hex[i] && hex[i + 1] && i + 1 < SHA256_HEX; i += 2)
		out[i / 2] = (unsigned char)(hex_digit(hex[i]) << 4 |
					     hex_digit(hex[i + 1]));
}

static void unpack_hash(const unsigned char *hash, char hex[SHA256_HEX])
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < SHA256_HEX / 2; i++) {
		hex[2 * i] = digits[hash[i] >> 4];
		hex[2 * i + 1] = digits[hash[i] & 15];
	}
	hex[SHA256_HEX - 1] = '\0';
}

struct code_loader {
	struct code_match_set *set;
	bool payloads;
};

static int add_code(void *ctx, const struct code_row *row, struct error *err)
{
	struct code_loader *loader = ctx;
	struct code_match_set *set = loader->set;
	struct code_match_code code = {.owner = CODE_MATCH_NOBODY};
	struct code_match_kept *kept;

	(void)err;
	MEM_GROW(set->codes, set->n, set->cap);
	if (loader->payloads)
		keep_payload(set, row);
	kept = &set->codes[set->n];
	memset(kept, 0, sizeof(*kept));
	kept->id = row->id;
	kept->file = add_text(set, row->file);
	pack_hash(row->sha256, kept->sha256);
	code.layout = row->layout;
	code.stored_owner = code_match_set_person(set, row->student_id);
	code.by_hand = strcmp(row->matched_by, "hand") == 0;
	code.confirmed = row->confirmed;
	code.superseded = strcmp(row->state, "superseded") == 0;
	keep_findings(set->task, row->findings, &code.findings);
	code_match_set_put(set, set->n++, &code);
	code_match_set_drop(&code);
	return 0;
}

/*
 * A finding in texts; an empty code ends the list.  Most have neither numbers
 * nor a unit: a code, a detail and two bytes instead of 200.
 *
 *     CODE-DUP NUL | unit NUL | detail NUL | severity | numbers | 0..4 doubles
 */
enum { NUMBERS = 4 };

static void pack_finding(struct buf *out, const struct finding *f)
{
	const double numbers[NUMBERS] = {f->value, f->min, f->max, f->fix};
	int i, has = 0;

	for (i = 0; i < NUMBERS; i++)
		has |= !isnan(numbers[i]) << i;
	buf_add(out, f->code, strlen(f->code) + 1);
	buf_add(out, f->unit, strlen(f->unit) + 1);
	buf_add(out, f->detail, strlen(f->detail) + 1);
	buf_addc(out, (char)f->severity);
	buf_addc(out, (char)has);
	for (i = 0; i < NUMBERS; i++)
		if (has & 1 << i)
			buf_add(out, &numbers[i], sizeof(numbers[i]));
}

/* They were packed from arrays as large as these. */
static const char *take_text(const char *at, char *out, size_t size)
{
	size_t n = strlen(at) + 1;

	if (n > size)
		BUG("a text longer than its field");
	memcpy(out, at, n);
	return at + n;
}

static const char *unpack_finding(const char *at, struct finding *f)
{
	double *const numbers[NUMBERS] = {&f->value, &f->min, &f->max, &f->fix};
	int i, has;

	at = take_text(at, f->code, sizeof(f->code));
	at = take_text(at, f->unit, sizeof(f->unit));
	at = take_text(at, f->detail, sizeof(f->detail));
	f->severity = (enum finding_severity) * at++;
	has = *at++;
	for (i = 0; i < NUMBERS; i++)
		if (has & 1 << i) {
			memcpy(numbers[i], at, sizeof(double));
			at += sizeof(double);
		}
	return at;
}

/*
 * The place of the list: that of the same list, if it stood there or was put
 * last.  A lookup of all lists would find few more.
 */
static size_t put_findings(struct code_match_set *set, size_t old,
			   const struct findings *all)
{
	const size_t known[] = {old, set->last_findings};
	size_t at = set->texts.size, i;

	if (!all->n)
		return 0;
	for (i = 0; i < all->n; i++)
		pack_finding(&set->texts, &all->list[i]);
	buf_addc(&set->texts, '\0');
	for (i = 0; i < ARRAY_SIZE(known); i++)
		if (known[i] &&
		    memcmp(set->texts.data + known[i], set->texts.data + at,
			   set->texts.size - at) == 0) {
			set->texts.size = at;
			return known[i];
		}
	set->last_findings = at;
	return at;
}

static uint32_t place_of(size_t owner)
{
	return owner == CODE_MATCH_NOBODY ? UINT32_MAX : (uint32_t)owner;
}

static size_t owner_of(uint32_t place)
{
	return place == UINT32_MAX ? CODE_MATCH_NOBODY : place;
}

/* As few as there are reasons. */
static uint16_t trust(struct code_match_set *set, double confidence)
{
	size_t i;

	for (i = 0; i < set->trusts_n; i++)
		if (memcmp(&set->trusts[i], &confidence, sizeof(double)) == 0)
			return (uint16_t)i;
	if (i > UINT16_MAX)
		BUG("more confidences than reasons");
	MEM_GROW(set->trusts, set->trusts_n, set->trusts_cap);
	set->trusts[set->trusts_n++] = confidence;
	return (uint16_t)i;
}

void code_match_set_put(struct code_match_set *set, size_t i,
			const struct code_match_code *c)
{
	struct code_match_kept *kept = &set->codes[i];

	kept->stored_owner = place_of(c->stored_owner);
	kept->layout = word(set, c->layout);
	kept->by = word(set, c->by);
	kept->owner =
		c->owner == CODE_MATCH_NOBODY ? UINT32_MAX : (uint32_t)c->owner;
	kept->confidence = trust(set, c->confidence);
	kept->by_hand = c->by_hand;
	kept->superseded = c->superseded;
	kept->confirmed = c->confirmed;
	kept->unproven = c->unproven;
	kept->findings = put_findings(set, kept->findings, &c->findings);
}

void code_match_set_get(const struct code_match_set *set, size_t i,
			struct code_match_code *out)
{
	const struct code_match_kept *kept = &set->codes[i];
	struct findings findings = out->findings;
	const char *at = set->texts.data + kept->findings;

	*out = (struct code_match_code){
		.id = kept->id,
		.stored_owner = owner_of(kept->stored_owner),
		.file = code_match_set_name(set, i),
		.layout = set->words[kept->layout],
		.by_hand = kept->by_hand,
		.superseded = kept->superseded,
		.confirmed = kept->confirmed,
		.unproven = kept->unproven,
		.owner = owner_of(kept->owner),
		.confidence = set->trusts[kept->confidence],
	};
	unpack_hash(kept->sha256, out->sha256);
	snprintf(out->by, sizeof(out->by), "%s", set->words[kept->by]);
	out->findings = findings;
	out->findings.n = 0;
	while (kept->findings && *at)
		at = unpack_finding(at, findings_copy(&out->findings));
}

void code_match_set_drop(struct code_match_code *code)
{
	findings_release(&code->findings);
}

const char *code_match_set_name(const struct code_match_set *set, size_t i)
{
	return set->texts.data + set->codes[i].file;
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
	const struct code_match_set *set = ctx;
	size_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	int differ = strcmp(code_match_set_name(set, x),
			    code_match_set_name(set, y));

	return differ ? differ : (x > y) - (x < y);
}

/* Only a photo's folder asks what else is in it. */
static void index_files(struct code_match_set *set)
{
	if (!set->folders.n)
		return;
	set->by_file = places(set->n);
	qsort_r(set->by_file, set->n, sizeof(*set->by_file), order_files, set);
}

size_t code_match_set_file(const struct code_match_set *set, const char *file)
{
	size_t low = 0, high = set->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(code_match_set_name(set, set->by_file[middle]),
			   file) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int code_match_set_load(const struct session *session, bool payloads,
			struct code_match_set *out, struct error *err)
{
	struct code_loader loader = {out, payloads};

	memset(out, 0, sizeof(*out));
	/* place 0 is no list of findings */
	buf_addc(&out->texts, '\0');
	out->task = session->task;
	out->owners = file_name_index_new();
	if (student_store_each(session, NULL, add_person, out, err) < 0)
		return -1;
	file_name_index_finish(out->owners);
	index_people(out);
	out->by_number = code_owner_index_new(&out->people);
	if (photo_store_each(session, PHOTO_KIND_COUNT, add_photo, out, err) <
	    0)
		return -1;
	drop_shared(&out->stems);
	drop_shared(&out->folders);
	if (code_store_each(session->store, session->task, add_code, &loader,
			    err) < 0)
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

void code_match_set_judged(struct code_match_set *set)
{
	code_owner_index_free(set->by_number);
	file_name_index_free(set->owners);
	set->by_number = NULL;
	set->owners = NULL;
}

void code_match_set_release(struct code_match_set *set)
{
	size_t i;

	for (i = 0; set->payloads && i < set->n; i++) {
		free(set->payloads[i].bytes);
		free(set->payloads[i].fields);
	}
	for (i = 0; i < set->words_n; i++)
		free(set->words[i]);
	free(set->payloads);
	free(set->words);
	free(set->trusts);
	free(set->codes);
	buf_release(&set->texts);
	student_list_release(&set->people);
	free(set->by_id);
	free(set->by_file);
	release_pairs(&set->stems);
	release_pairs(&set->folders);
	code_match_set_judged(set);
	memset(set, 0, sizeof(*set));
}
