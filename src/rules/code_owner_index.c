/* SPDX-License-Identifier: MIT */
#include "rules/code_owner_index.h"

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
	size_t person;
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
 */
struct code_owner_index {
	size_t people;
	struct entries keys, tails;
};

static void add(struct entries *all, uint64_t key, size_t person)
{
	MEM_GROW(all->list, all->n, all->cap);
	all->list[all->n++] = (struct entry){key, person};
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

static void add_tail(struct code_owner_index *x, const char *text,
		     size_t person)
{
	size_t n;
	uint64_t key = tail_of(text, &n);

	if (n)
		add(&x->tails, key, person);
}

/* Unless the number, whose key is whole, ends so itself: most do. */
static void add_shown(struct code_owner_index *x, const char *text,
		      uint64_t whole, size_t person)
{
	size_t n;
	uint64_t key = tail_of(text, &n);

	if (n && (whole < key || whole > last_of(key, n)))
		add(&x->tails, key, person);
}

/*
 * Every text that code_owner_judge() lets an exposed number be compared with:
 * the number as a key, an old one in its 18 digits, the three tails.
 */
static void add_number(struct code_owner_index *x, const char *raw,
		       size_t person)
{
	char *number = text_nfkc(raw), full[19];
	struct buf key = BUF_INIT;
	struct idnum_tails tails;
	uint64_t whole;
	size_t n;

	if (!number)
		return;
	person_name_key(number, &key);
	add_tail(x, buf_str(&key), person);
	if (idnum_upgrade(number, full) == 0)
		add_tail(x, full, person);
	whole = tail_of(buf_str(&key), &n);
	tails = idnum_tails(number);
	add_shown(x, tails.b, whole, person);
	if (strcmp(tails.a, tails.b) != 0)
		add_shown(x, tails.a, whole, person);
	add_shown(x, tails.c, whole, person);
	buf_release(&key);
	free(number);
}

static const enum student_field key_fields[] = {STUDENT_xh, STUDENT_ksh,
						STUDENT_wybh};

static void add_person(struct code_owner_index *x, const struct student *s,
		       size_t person)
{
	const char *text;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(key_fields); i++) {
		text = student_get(s, key_fields[i]);
		if (*text)
			add(&x->keys, key_of(key_fields[i], text), person);
	}
	text = student_get(s, STUDENT_zjhm);
	if (*text)
		add_number(x, text, person);
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
	if (all->n)
		qsort(all->list, all->n, sizeof(*all->list), order_entries);
}

struct code_owner_index *code_owner_index_new(const struct student *people,
					      size_t n)
{
	struct code_owner_index *x = mem_xcalloc(1, sizeof(*x));
	size_t i;

	x->people = n;
	for (i = 0; i < n; i++)
		add_person(x, &people[i], i);
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

static void take_range(const struct entries *all, uint64_t from, uint64_t to,
		       struct code_owner_candidates *out)
{
	size_t low = 0, high = all->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (all->list[middle].key < from)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < all->n && all->list[low].key <= to; low++)
		take(out, all->list[low].person);
}

/* Stars at the end hide what the index goes by: it can be everybody's. */
static void take_number(const struct code_owner_index *x, const char *raw,
			struct code_owner_candidates *out)
{
	char *number = text_nfkc(raw);
	struct buf shown = BUF_INIT;
	uint64_t from;
	size_t i, n;

	if (!number)
		return;
	if (code_owner_shows_tail(number))
		buf_adds(&shown, number);
	else
		redact_shown_end(number, &shown);
	from = tail_of(buf_str(&shown), &n);
	if (n)
		take_range(&x->tails, from, last_of(from, n), out);
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
	const char *text;
	uint64_t key;
	size_t i;

	*out = (struct code_owner_candidates){NULL, 0, 0};
	for (i = 0; i < ARRAY_SIZE(key_fields); i++) {
		text = student_get(exposed, key_fields[i]);
		if (!*text)
			continue;
		key = key_of(key_fields[i], text);
		take_range(&index->keys, key, key, out);
	}
	/* a number without a name gives a code to nobody */
	text = student_get(exposed, STUDENT_zjhm);
	if (*text && *student_get(exposed, STUDENT_xm))
		take_number(index, text, out);
	sort_candidates(out);
}
