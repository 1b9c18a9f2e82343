/* SPDX-License-Identifier: MIT */
#include "rules/code_owner_index.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "rules/code_owner.h"
#include "rules/idnum.h"
#include "rules/person_name.h"
#include "rules/redact.h"

enum { TAIL = sizeof(uint64_t) };

/* What a code may say of a student, as one number. */
struct entry {
	uint64_t key;
	uint32_t person;
	uint32_t initial; /* of the name, a character; 0 = any */
};

struct entries {
	struct entry *list; /* by key, then by person */
	size_t n, cap;
};

/*
 * Two lists.  Whole numbers (学号, 考生号, serial) are compared as they are, a
 * hash of field and text will do: what shares a hash by chance is judged and
 * fails.  Of a document's number a code shows the end, mostly four characters,
 * so the end is the key: the last eight bytes, the very last one on top.  Then
 * all numbers with one end are one range, however long the end is:
 *
 *	exposed   3350  ->  from 30 35 33 33 00 00 00 00
 *	                    to   30 35 33 33 ff ff ff ff
 *	tails   | 30 35 33 33 36 32 36 30 |  person 7    ...06263350
 *	        | 30 35 33 33 38 31 31 31 |  person 2    ...11183350
 *	        | 30 35 34 33 31 30 32 31 |  person 9    ...12013450
 *
 * Of a million students a hundred end in the same four characters.  Beside the
 * key stands the first character of the name, which masks leave: what differs
 * there is passed over without a look at the student.
 */
struct code_owner_index {
	size_t people;
	struct entries keys, tails;
};

/* A student on the way in. */
struct adding {
	struct code_owner_index *index;
	uint32_t person, initial;
};

static void add(struct entries *all, uint64_t key, const struct adding *who)
{
	MEM_GROW(all->list, all->n, all->cap);
	all->list[all->n++] = (struct entry){key, who->person, who->initial};
}

static uint32_t first_of(const struct buf *text)
{
	size_t n;

	return text->size ? text_decode(buf_str(text), text->size, &n) : 0;
}

/* Of whoever had another name it can be another one. */
static uint32_t initial_of(const struct student *s)
{
	struct buf key = BUF_INIT;
	uint32_t initial;

	if (*student_get(s, STUDENT_cym))
		return 0;
	person_name_key(student_get(s, STUDENT_xm), &key);
	initial = first_of(&key);
	buf_release(&key);
	return initial;
}

static uint32_t initial_shown(const struct student *exposed)
{
	struct buf start = BUF_INIT;
	uint32_t initial;

	redact_shown_start(student_get(exposed, STUDENT_xm), &start);
	initial = first_of(&start);
	buf_release(&start);
	return initial;
}

/* FNV-1a. */
static uint64_t key_of(enum student_field field, const char *text)
{
	uint64_t h = 0xcbf29ce484222325u ^ (uint64_t)field;

	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 0x100000001b3u;
	return h;
}

/* Tails compare without case (idnum_tail_fits()). */
static unsigned char upper(char c)
{
	return (unsigned char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

/* The end of text, zeros behind a shorter one; *n: bytes that count. */
static uint64_t tail_of(const char *text, size_t *n)
{
	size_t size = strlen(text), i;
	uint64_t key = 0;

	*n = size < TAIL ? size : TAIL;
	for (i = 0; i < TAIL; i++)
		key = key << 8 | (i < *n ? upper(text[size - 1 - i]) : 0);
	return key;
}

/* All that end like this one of n bytes: the bits below may be any. */
static uint64_t last_of(uint64_t key, size_t n)
{
	return n == TAIL ? key : key | UINT64_MAX >> (8 * n);
}

static void add_tail(const struct adding *who, const char *text)
{
	size_t n;
	uint64_t key = tail_of(text, &n);

	if (n)
		add(&who->index->tails, key, who);
}

/* Unless the number, whose key is whole, ends so itself: most do. */
static void add_shown(const struct adding *who, const char *text,
		      uint64_t whole)
{
	size_t n;
	uint64_t key = tail_of(text, &n);

	if (n && (whole < key || whole > last_of(key, n)))
		add(&who->index->tails, key, who);
}

/*
 * Every text that code_owner_judge() lets an exposed number be compared with:
 * the number as a key, an old one in its 18 digits, the three tails.
 */
static void add_number(const struct adding *who, const char *raw)
{
	char *number = text_nfkc(raw), full[19];
	struct buf key = BUF_INIT;
	struct idnum_tails tails;
	uint64_t whole;
	size_t n;

	if (!number)
		return;
	person_name_key(number, &key);
	add_tail(who, buf_str(&key));
	if (idnum_upgrade(number, full) == 0)
		add_tail(who, full);
	whole = tail_of(buf_str(&key), &n);
	tails = idnum_tails(number);
	add_shown(who, tails.b, whole);
	if (strcmp(tails.a, tails.b) != 0)
		add_shown(who, tails.a, whole);
	add_shown(who, tails.c, whole);
	buf_release(&key);
	free(number);
}

static const enum student_field key_fields[] = {STUDENT_xh, STUDENT_ksh,
						STUDENT_wybh};

static void add_person(struct code_owner_index *x, const struct student *s,
		       size_t person)
{
	struct adding who = {x, (uint32_t)person, initial_of(s)};
	const char *text;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(key_fields); i++) {
		text = student_get(s, key_fields[i]);
		if (*text)
			add(&x->keys, key_of(key_fields[i], text), &who);
	}
	text = student_get(s, STUDENT_zjhm);
	if (*text)
		add_number(&who, text);
}

static int order_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->person > y->person) - (x->person < y->person);
}

static void sort(struct entries *all)
{
	if (!all->n)
		return;
	all->list = mem_xrealloc(all->list, all->n * sizeof(*all->list));
	all->cap = all->n;
	qsort(all->list, all->n, sizeof(*all->list), order_entries);
}

struct code_owner_index *code_owner_index_new(const struct student_list *people)
{
	struct code_owner_index *x = mem_xcalloc(1, sizeof(*x));
	struct student student;
	size_t i;

	x->people = people->n;
	for (i = 0; i < people->n; i++) {
		student_list_get(people, i, &student);
		add_person(x, &student, i);
	}
	sort(&x->keys);
	sort(&x->tails);
	return x;
}

void code_owner_index_free(struct code_owner_index *take_index)
{
	if (!take_index)
		return;
	free(take_index->keys.list);
	free(take_index->tails.list);
	free(take_index);
}

static void take(struct code_owner_candidates *out, size_t person)
{
	MEM_GROW(out->list, out->n, out->cap);
	out->list[out->n++] = person;
}

/* What is looked for: all keys from .. to, under an initial or any. */
struct range {
	uint64_t from, to;
	uint32_t initial;
};

static bool fits_initial(const struct entry *e, const struct range *r)
{
	return !e->initial || !r->initial || e->initial == r->initial;
}

static void take_range(const struct entries *all, const struct range *r,
		       struct code_owner_candidates *out)
{
	size_t low = 0, high = all->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (all->list[middle].key < r->from)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < all->n && all->list[low].key <= r->to; low++)
		if (fits_initial(&all->list[low], r))
			take(out, all->list[low].person);
}

/* Stars at the end hide what the index goes by: it can be everybody's. */
static void take_number(const struct code_owner_index *x,
			const struct student *exposed,
			struct code_owner_candidates *out)
{
	char *number = text_nfkc(student_get(exposed, STUDENT_zjhm));
	struct range range = {.initial = initial_shown(exposed)};
	struct buf shown = BUF_INIT;
	size_t i, n;

	if (!number)
		return;
	if (code_owner_shows_tail(number))
		buf_adds(&shown, number);
	else
		redact_shown_end(number, &shown);
	range.from = tail_of(buf_str(&shown), &n);
	range.to = last_of(range.from, n);
	if (n)
		take_range(&x->tails, &range, out);
	else
		for (i = 0; i < x->people; i++)
			take(out, i);
	buf_release(&shown);
	free(number);
}

static int order_places(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

/* One person is found by several numbers. */
static void sort_candidates(struct code_owner_candidates *out)
{
	size_t i, kept = 0;

	if (out->n)
		qsort(out->list, out->n, sizeof(*out->list), order_places);
	for (i = 0; i < out->n; i++)
		if (i == 0 || out->list[i] != out->list[kept - 1])
			out->list[kept++] = out->list[i];
	out->n = kept;
}

void code_owner_index_find(const struct code_owner_index *index,
			   const struct student *exposed,
			   struct code_owner_candidates *out)
{
	struct range range = {.initial = 0};
	const char *text;
	size_t i;

	*out = (struct code_owner_candidates){NULL, 0, 0};
	for (i = 0; i < ARRAY_SIZE(key_fields); i++) {
		text = student_get(exposed, key_fields[i]);
		if (!*text)
			continue;
		range.from = range.to = key_of(key_fields[i], text);
		take_range(&index->keys, &range, out);
	}
	/* a number without a name gives a code to nobody */
	if (*student_get(exposed, STUDENT_zjhm) &&
	    *student_get(exposed, STUDENT_xm))
		take_number(index, exposed, out);
	sort_candidates(out);
}
