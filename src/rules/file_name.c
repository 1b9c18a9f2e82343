/* SPDX-License-Identifier: MIT */
#include "rules/file_name.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/path.h"
#include "rules/file_name_token.h"
#include "rules/person_name.h"

/* What is looked up: a number or a name of one student. */
struct key {
	uint64_t at : 48; /* of the text in texts */
	uint64_t reason : 16;
	uint32_t person;
};

struct person {
	long long id;
	size_t class, number; /* of the texts; 0 = none */
};

/*
 * All numbers and names of all students in one sorted list, so that any part of
 * a file's name is looked up in one search:
 *
 *	keys    text               person  reason
 *	      | 110101200401011234 |   0  | ZJHM |
 *	      | 2022010101         |   0  | XH   |
 *	      | 2022010203         |   2  | XH   |
 *	      | 张伟               |   0  | XM   |   a name may be there twice:
 *	      | 张伟               |   2  | XM   |   both are found
 *
 * The texts stand in one run, NUL behind each: about 150 bytes a student in
 * all, of a million of them 150 MB.
 */
struct file_name_index {
	struct person *people;
	size_t n, cap;
	struct key *keys; /* in byte order of text */
	size_t key_count, key_cap;
	struct buf texts; /* begins with an empty one */
};

static const char *text_at(const struct file_name_index *x, size_t at)
{
	return x->texts.data + at;
}

static const char *key_text(const struct file_name_index *x, size_t i)
{
	return text_at(x, x->keys[i].at);
}

static size_t add_text(struct file_name_index *x, const char *text)
{
	size_t at = x->texts.size;

	buf_add(&x->texts, text, strlen(text) + 1);
	return at;
}

/* The place of the text; 0 when it is none to look up. */
static size_t add_key(struct file_name_index *x, const char *raw, size_t person,
		      unsigned reason)
{
	char *text = file_name_token_key(raw);
	size_t at = 0;

	/* A number of one or two digits would match every counter. */
	if (strlen(text) >= 3) {
		at = add_text(x, text);
		MEM_GROW(x->keys, x->key_count, x->key_cap);
		x->keys[x->key_count++] =
			(struct key){at, reason & 0xffff, (uint32_t)person};
	}
	free(text);
	return at;
}

static int by_text(const void *a, const void *b, void *texts)
{
	const struct key *p = a, *q = b;
	int d = strcmp((char *)texts + p->at, (char *)texts + q->at);

	if (d)
		return d;
	return p->person < q->person ? -1 : p->person > q->person;
}

struct file_name_index *file_name_index_new(void)
{
	struct file_name_index *x = mem_xcalloc(1, sizeof(*x));

	add_text(x, "");
	return x;
}

/* Photos still come under a name that was changed since. */
static void add_former_names(struct file_name_index *x, const char *names)
{
	struct buf name = BUF_INIT;

	while (person_name_next_alias(&names, &name))
		add_key(x, buf_str(&name), x->n, FILE_NAME_XM);
	buf_release(&name);
}

/* Students come by class: each class is kept once. */
static size_t add_class(struct file_name_index *x, const char *raw)
{
	char *class = file_name_token_key(raw);
	size_t at = x->n ? x->people[x->n - 1].class : 0;

	if (strcmp(text_at(x, at), class) != 0)
		at = *class ? add_text(x, class) : 0;
	free(class);
	return at;
}

void file_name_index_add(struct file_name_index *x, long long id,
			 const struct student *s)
{
	const char *xh = student_get(s, STUDENT_xh);
	const char *ksh = student_get(s, STUDENT_ksh);
	const char *number = *xh ? xh : ksh;
	size_t key, other;
	struct person *p;

	MEM_GROW(x->people, x->n, x->cap);
	p = &x->people[x->n];
	p->id = id;
	p->class = add_class(x, student_get(s, STUDENT_bh));
	add_key(x, student_get(s, STUDENT_zjhm), x->n, FILE_NAME_ZJHM);
	key = add_key(x, xh, x->n, FILE_NAME_XH);
	other = add_key(x, ksh, x->n, FILE_NAME_KSH);
	key = *xh ? key : other;
	/* mostly its own key: one text for both */
	p->number = strcmp(text_at(x, key), number) == 0 ? key
							 : add_text(x, number);
	add_key(x, student_get(s, STUDENT_xm), x->n, FILE_NAME_XM);
	add_former_names(x, student_get(s, STUDENT_cym));
	x->n++;
}

void file_name_index_finish(struct file_name_index *x)
{
	if (x->key_count)
		qsort_r(x->keys, x->key_count, sizeof(*x->keys), by_text,
			x->texts.data);
}

void file_name_index_free(struct file_name_index *take_index)
{
	struct file_name_index *x = take_index;

	if (!x)
		return;
	buf_release(&x->texts);
	free(x->people);
	free(x->keys);
	free(x);
}

/* The first key that is not below text (n bytes). */
static size_t find(const struct file_name_index *x, const char *text, size_t n)
{
	size_t low = 0, high = x->key_count, middle;

	while (low < high) {
		int d;

		middle = (low + high) / 2;
		d = strncmp(key_text(x, middle), text, n);
		if (d < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* What was found so far: one entry a student. */
struct hits {
	size_t person[64];
	unsigned reasons[64];
	int n;
	bool full;
};

static void add_hit(struct hits *h, size_t person, unsigned reason)
{
	int i;

	for (i = 0; i < h->n; i++)
		if (h->person[i] == person) {
			h->reasons[i] |= reason;
			return;
		}
	if (h->n == 64) {
		h->full = true;
		return;
	}
	h->person[h->n] = person;
	h->reasons[h->n++] = reason;
}

/* Every student with exactly this key; whether there was one. */
static bool look_up(const struct file_name_index *x, const char *text, size_t n,
		    unsigned wanted, struct hits *h)
{
	size_t i = find(x, text, n);
	bool any = false;

	/* exactly this one comes before the longer ones that begin so */
	for (; i < x->key_count && strncmp(key_text(x, i), text, n) == 0 &&
	       key_text(x, i)[n] == '\0';
	     i++)
		if (x->keys[i].reason & wanted) {
			add_hit(h, x->keys[i].person, x->keys[i].reason);
			any = true;
		}
	return any;
}

enum { NUMBERS = FILE_NAME_ZJHM | FILE_NAME_XH | FILE_NAME_KSH };

/* Numbers glued to each other: any part of at least six that is known. */
static void look_inside(const struct file_name_index *x, const char *text,
			size_t n, struct hits *h)
{
	size_t from, size;

	for (from = 0; from + 6 <= n; from++)
		for (size = n - from; size >= 6; size--)
			if (look_up(x, text + from, size, NUMBERS, h)) {
				from += size - 1;
				break;
			}
}

/* Names glued to other words: at either end, whole characters. */
static void look_at_ends(const struct file_name_index *x, const char *text,
			 size_t n, struct hits *h)
{
	size_t size;

	for (size = n; size >= 6; size--) {
		if (((unsigned char)text[n - size] & 0xc0) != 0x80 &&
		    look_up(x, text + n - size, size, FILE_NAME_XM, h))
			return;
		if (((unsigned char)text[size] & 0xc0) != 0x80 &&
		    look_up(x, text, size, FILE_NAME_XM, h))
			return;
	}
}

static void look_at_token(const struct file_name_index *x,
			  const struct file_name_token *t, struct hits *h)
{
	if (t->number) {
		if (!look_up(x, t->text, t->size, NUMBERS, h))
			look_inside(x, t->text, t->size, h);
	} else if (!look_up(x, t->text, t->size, FILE_NAME_XM, h)) {
		look_at_ends(x, t->text, t->size, h);
	}
}

/* All tokens of one path component. */
static void look_at_part(const struct file_name_index *x, const char *part,
			 struct hits *h)
{
	struct file_name_tokens tokens;
	size_t i;

	file_name_token_split(part, &tokens);
	if (tokens.whole && *tokens.whole)
		look_up(x, tokens.whole, strlen(tokens.whole),
			NUMBERS | FILE_NAME_XM, h);
	for (i = 0; i < tokens.n; i++)
		look_at_token(x, &tokens.list[i], h);
	file_name_token_release(&tokens);
}

static void look_for_class(const struct file_name_index *x, const char *folder,
			   struct hits *h)
{
	char *key = file_name_token_key(folder);
	int i;

	for (i = 0; key && i < h->n; i++) {
		const char *class = text_at(x, x->people[h->person[i]].class);

		if (strlen(class) >= 2 && strstr(key, class))
			h->reasons[i] |= FILE_NAME_CLASS;
	}
	free(key);
}

/*
 * A number is given to one student, a name is shared; both together are as sure
 * as a file's name can be.  What a folder says, it says of all files in it.
 */
static double confidence(unsigned reasons)
{
	double c = 0;

	if (reasons & (FILE_NAME_XH | FILE_NAME_KSH))
		c = 0.97;
	if (reasons & FILE_NAME_ZJHM)
		c = 0.99;
	if (c > 0 && (reasons & FILE_NAME_XM))
		c = 1;
	if (c == 0 && (reasons & FILE_NAME_XM))
		c = reasons & FILE_NAME_CLASS ? 0.9 : 0.8;
	if (reasons & FILE_NAME_FOLDER)
		c -= 0.05;
	return reasons & FILE_NAME_CONFLICT ? c / 2 : c;
}

static int best_first(const void *a, const void *b)
{
	const struct file_name_candidate *p = a, *q = b;

	if (p->confidence != q->confidence)
		return p->confidence > q->confidence ? -1 : 1;
	return p->id < q->id ? -1 : p->id > q->id;
}

/* How many of the students were found by what. */
struct tally {
	int all, numbers, names, classed;
};

static struct tally count_hits(const struct hits *h)
{
	struct tally t = {.all = h->n};
	int i;

	for (i = 0; i < h->n; i++) {
		t.numbers += (h->reasons[i] & NUMBERS) != 0;
		t.names += (h->reasons[i] & FILE_NAME_XM) != 0;
		t.classed += (h->reasons[i] & FILE_NAME_CLASS) != 0;
	}
	return t;
}

/*
 * Students found by a number beat those found by name alone; when several
 * are left, each speaks against the others.  A class told by the folder
 * decides between namesakes.
 */
static bool is_contested(unsigned reasons, const struct tally *t)
{
	if (reasons & NUMBERS)
		return t->numbers > 1 ||
		       (t->names > 0 && !(reasons & FILE_NAME_XM));
	/* A namesake of the one whose number it is. */
	if (t->numbers > 0)
		return true;
	return t->all > 1 && !(t->classed == 1 && (reasons & FILE_NAME_CLASS));
}

static void weigh(struct hits *h)
{
	struct tally t = count_hits(h);
	int i;

	for (i = 0; i < h->n; i++)
		if (is_contested(h->reasons[i], &t))
			h->reasons[i] |= FILE_NAME_CONFLICT;
}

static bool number_and_name(const struct hits *h)
{
	int i;

	for (i = 0; i < h->n; i++)
		if ((h->reasons[i] & NUMBERS) && (h->reasons[i] & FILE_NAME_XM))
			return true;
	return false;
}

/* One student by number and name: the namesakes are no proposals. */
static void drop_namesakes(struct hits *h)
{
	int i, kept = 0;

	if (!number_and_name(h))
		return;
	for (i = 0; i < h->n; i++)
		if (h->reasons[i] & NUMBERS) {
			h->person[kept] = h->person[i];
			h->reasons[kept++] = h->reasons[i];
		}
	h->n = kept;
}

/*
 * Sure: nothing speaks against the best one, and whoever else was found stands
 * at a half or below, where contested ones are put (confidence()).
 */
static void conclude(const struct file_name_index *x, const struct hits *h,
		     struct file_name_match *out)
{
	struct file_name_candidate all[64];
	int i;

	for (i = 0; i < h->n; i++)
		all[i] = (struct file_name_candidate){
			x->people[h->person[i]].id, h->reasons[i],
			confidence(h->reasons[i]),
			text_at(x, x->people[h->person[i]].number)};
	qsort(all, (size_t)h->n, sizeof(all[0]), best_first);
	out->count = h->n < FILE_NAME_MOST ? h->n : FILE_NAME_MOST;
	out->more = h->full || h->n > FILE_NAME_MOST;
	memcpy(out->list, all, (size_t)out->count * sizeof(all[0]));
	out->sure = out->count > 0 && !(all[0].by & FILE_NAME_CONFLICT) &&
		    (h->n == 1 || all[1].confidence <= 0.5);
}

void file_name_match(const struct file_name_index *index, const char *path,
		     struct file_name_match *out)
{
	char *stem = path_stem(path), *folder = path_folder(path);
	struct hits hits = {.n = 0};
	int i;

	memset(out, 0, sizeof(*out));
	look_at_part(index, stem, &hits);
	if (hits.n == 0) {
		look_at_part(index, path_name(folder), &hits);
		for (i = 0; i < hits.n; i++)
			hits.reasons[i] |= FILE_NAME_FOLDER;
	}
	look_for_class(index, folder, &hits);
	drop_namesakes(&hits);
	weigh(&hits);
	conclude(index, &hits, out);
	free(stem);
	free(folder);
}

void file_name_reasons(unsigned by, struct buf *out)
{
	static const struct {
		unsigned bit;
		const char *name;
	} names[] = {
		{FILE_NAME_ZJHM, "zjhm"},	 {FILE_NAME_XH, "xh"},
		{FILE_NAME_KSH, "ksh"},		 {FILE_NAME_XM, "xm"},
		{FILE_NAME_CLASS, "class"},	 {FILE_NAME_FOLDER, "folder"},
		{FILE_NAME_CONFLICT, "conflict"}};
	const char *between = "";
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		if (!(by & names[i].bit))
			continue;
		buf_addf(out, "%s%s", between, names[i].name);
		between = "+";
	}
}
