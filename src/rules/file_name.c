/* SPDX-License-Identifier: MIT */
#include "rules/file_name.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "rules/person_name.h"

enum { MOST_WORDS = 64, LEAST_NUMBER = 4, MOST_HITS = 64 };

/* One text that stands for a student; equal keys follow each other. */
struct entry {
	char *key;
	unsigned by;
	size_t student;
};

struct file_name_index {
	const struct file_name_student *list;
	size_t n;
	struct entry *entries; /* in byte order of key, by, student */
	size_t entry_n, entry_cap;
};

static void add_entry(struct file_name_index *index, char *take_key,
		      unsigned by, size_t student)
{
	struct entry *e;

	if (!*take_key) {
		free(take_key);
		return;
	}
	MEM_GROW(index->entries, index->entry_n, index->entry_cap);
	e = &index->entries[index->entry_n++];
	e->key = take_key;
	e->by = by;
	e->student = student;
}

static char *upper(const char *text)
{
	char *copy = text_nfkc(text), *at;

	if (!copy)
		return mem_xstrdup("");
	for (at = copy; *at; at++)
		if (*at >= 'a' && *at <= 'z')
			*at = (char)(*at - 32);
	return copy;
}

static char *name_key(const char *name)
{
	struct buf key = BUF_INIT;

	person_name_key(name, &key);
	return buf_detach(&key, NULL);
}

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int c = strcmp(x->key, y->key);

	if (c)
		return c;
	if (x->by != y->by)
		return x->by < y->by ? -1 : 1;
	return x->student < y->student ? -1 : x->student > y->student;
}

struct file_name_index *
file_name_index_new(const struct file_name_student *list, size_t n)
{
	struct file_name_index *index = mem_xcalloc(1, sizeof(*index));
	size_t i;

	index->list = list;
	index->n = n;
	for (i = 0; i < n; i++) {
		add_entry(index, upper(list[i].xh), FILE_NAME_XH, i);
		add_entry(index, upper(list[i].ksh), FILE_NAME_KSH, i);
		add_entry(index, upper(list[i].zjhm), FILE_NAME_ZJHM, i);
		add_entry(index, name_key(list[i].xm), FILE_NAME_XM, i);
	}
	if (index->entry_n)
		qsort(index->entries, index->entry_n, sizeof(*index->entries),
		      compare_entries);
	return index;
}

void file_name_index_free(struct file_name_index *take_index)
{
	size_t i;

	if (!take_index)
		return;
	for (i = 0; i < take_index->entry_n; i++)
		free(take_index->entries[i].key);
	free(take_index->entries);
	free(take_index);
}

/* The first entry with this key, or entry_n. */
static size_t lower_bound(const struct file_name_index *index,
			  const char *key)
{
	size_t low = 0, high = index->entry_n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(index->entries[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct word {
	char *text;
	bool is_name; /* letters of a script, else digits and ASCII */
	bool whole;   /* the whole stem of the file */
};

struct words {
	struct word list[MOST_WORDS];
	size_t n;
};

static void add_word(struct words *words, const char *text, size_t size,
		     bool is_name, bool whole)
{
	if (!size || words->n == MOST_WORDS)
		return;
	words->list[words->n].text = mem_xstrndup(text, size);
	words->list[words->n].is_name = is_name;
	words->list[words->n++].whole = whole;
}

/* Digits alone inside "XH2022010101". */
static void add_digits(struct words *words, const char *text, size_t size)
{
	size_t i = 0, start;

	while (i < size) {
		while (i < size && (text[i] < '0' || text[i] > '9'))
			i++;
		start = i;
		while (i < size && text[i] >= '0' && text[i] <= '9')
			i++;
		if (i - start >= LEAST_NUMBER && i - start < size)
			add_word(words, text + start, i - start, false, false);
	}
}

static bool is_alnum(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

/* Scripts' letters and the dot inside a minority name. */
static bool is_name_char(uint32_t c)
{
	return c >= 0x3400 || person_name_is_dot(c);
}

/* Cut one part of the path into runs of one kind. */
static void split_part(struct words *words, const char *part, size_t size)
{
	size_t i = 0, start, len;
	uint32_t c;
	bool name;

	while (i < size) {
		c = text_decode(part + i, size - i, &len);
		if (!is_alnum(c) && !is_name_char(c)) {
			i += len;
			continue;
		}
		name = !is_alnum(c);
		start = i;
		while (i < size) {
			c = text_decode(part + i, size - i, &len);
			if (name ? !is_name_char(c) : !is_alnum(c))
				break;
			i += len;
		}
		add_word(words, part + start, i - start, name, false);
		if (!name)
			add_digits(words, part + start, i - start);
	}
}

static void split_path(struct words *words, const char *path)
{
	char *clean = upper(path), *part = clean, *slash, *dot;

	words->n = 0;
	while ((slash = strchr(part, '/'))) {
		split_part(words, part, (size_t)(slash - part));
		part = slash + 1;
	}
	dot = strrchr(part, '.');
	if (!dot || dot == part)
		dot = part + strlen(part);
	add_word(words, part, (size_t)(dot - part), false, true);
	split_part(words, part, (size_t)(dot - part));
	free(clean);
}

struct hits {
	size_t student[MOST_HITS];
	unsigned by[MOST_HITS];
	size_t n;
	bool more;
};

static void add_hit(struct hits *hits, size_t student, unsigned by)
{
	size_t i;

	for (i = 0; i < hits->n; i++)
		if (hits->student[i] == student) {
			hits->by[i] |= by;
			return;
		}
	if (hits->n == MOST_HITS) {
		hits->more = true;
		return;
	}
	hits->student[hits->n] = student;
	hits->by[hits->n++] = by;
}

static void look_up(const struct file_name_index *index,
		    const struct word *word, struct hits *hits)
{
	char *key = word->is_name ? name_key(word->text)
				  : mem_xstrdup(word->text);
	size_t i = lower_bound(index, key);

	for (; i < index->entry_n; i++) {
		const struct entry *e = &index->entries[i];

		if (strcmp(e->key, key) != 0)
			break;
		if (e->by != FILE_NAME_XM && !word->whole &&
		    strlen(key) < LEAST_NUMBER)
			continue;
		add_hit(hits, e->student, e->by);
	}
	free(key);
}

static void mark_class(const struct file_name_index *index, const char *path,
		       struct hits *hits)
{
	char *clean = upper(path), *class_name;
	size_t i;

	for (i = 0; i < hits->n; i++) {
		class_name = upper(index->list[hits->student[i]].bh);
		if (*class_name && strstr(clean, class_name))
			hits->by[i] |= FILE_NAME_CLASS;
		free(class_name);
	}
	free(clean);
}

static double confidence_of(unsigned by)
{
	unsigned number = by & (FILE_NAME_XH | FILE_NAME_KSH | FILE_NAME_ZJHM);

	if (number && by & FILE_NAME_XM)
		return 1;
	if (number)
		return .98;
	if (by & FILE_NAME_CLASS)
		return .95;
	return .9;
}

/* A number beats a name; a class tells two of one name apart. */
static int rank_of(unsigned by)
{
	int rank = 0;

	if (by & (FILE_NAME_XH | FILE_NAME_KSH | FILE_NAME_ZJHM))
		rank += 4;
	if (by & FILE_NAME_XM)
		rank += 2;
	if (by & FILE_NAME_CLASS)
		rank += 1;
	return rank;
}

static void sort_hits(struct hits *hits)
{
	size_t i, j;

	for (i = 1; i < hits->n; i++)
		for (j = i; j > 0 && rank_of(hits->by[j]) >
					     rank_of(hits->by[j - 1]);
		     j--) {
			size_t s = hits->student[j];
			unsigned b = hits->by[j];

			hits->student[j] = hits->student[j - 1];
			hits->by[j] = hits->by[j - 1];
			hits->student[j - 1] = s;
			hits->by[j - 1] = b;
		}
}

/*
 * Sure when the best stands alone on its rank and nothing speaks for somebody
 * else: a number of one student with the name of another is a conflict, not
 * a match.  Only the class may leave the others behind.
 */
static bool decide(struct hits *hits)
{
	size_t i;
	bool sure = hits->n > 0 && !hits->more;

	for (i = 1; i < hits->n; i++) {
		bool only_class = (hits->by[0] & ~FILE_NAME_CLASS) ==
					  FILE_NAME_XM &&
				  hits->by[0] & FILE_NAME_CLASS &&
				  hits->by[i] == FILE_NAME_XM;
		/* a namesake of the student whose number is there */
		bool namesake = rank_of(hits->by[0]) >= 6 &&
				!(hits->by[i] & ~(FILE_NAME_XM |
						  FILE_NAME_CLASS));

		if (only_class || namesake)
			continue;
		sure = false;
		hits->by[i] |= FILE_NAME_CONFLICT;
	}
	return sure;
}

void file_name_match(const struct file_name_index *index, const char *path,
		     struct file_name_match *out)
{
	struct hits hits = {.n = 0};
	struct words words;
	size_t i;

	memset(out, 0, sizeof(*out));
	split_path(&words, path);
	for (i = 0; i < words.n; i++) {
		look_up(index, &words.list[i], &hits);
		free(words.list[i].text);
	}
	mark_class(index, path, &hits);
	sort_hits(&hits);
	out->sure = decide(&hits);
	out->more = hits.more || hits.n > FILE_NAME_MOST;
	for (i = 0; i < hits.n && out->count < FILE_NAME_MOST; i++) {
		struct file_name_candidate *c = &out->list[out->count++];

		c->id = index->list[hits.student[i]].id;
		c->by = hits.by[i];
		c->confidence = confidence_of(hits.by[i]);
		if (!out->sure)
			c->confidence /= 2;
	}
}

void file_name_reasons(unsigned by, struct buf *out)
{
	static const struct {
		unsigned bit;
		const char *name;
	} names[] = {
		{FILE_NAME_XH, "xh"},	  {FILE_NAME_KSH, "ksh"},
		{FILE_NAME_ZJHM, "zjhm"}, {FILE_NAME_XM, "xm"},
		{FILE_NAME_CLASS, "class"},
	};
	size_t i;
	bool first = true;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (by & names[i].bit) {
			buf_addf(out, "%s%s", first ? "" : "+", names[i].name);
			first = false;
		}
}
