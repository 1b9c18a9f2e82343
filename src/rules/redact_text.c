/* SPDX-License-Identifier: MIT */
#include "rules/redact_text.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/cancel.h"
#include "base/mem.h"
#include "base/text.h"
#include "rules/redact.h"

enum { ID_PLACES = 18, MOBILE_PLACES = 11, KEEP_BEFORE = 3, KEEP_BEHIND = 4 };

/* The roster's words by their bytes: those of one beginning lie together. */
static struct {
	char **word;
	size_t n;
	/*
	 * A bit for what a word begins with: a list of 100,000 students is
	 * 30 million places, and a look into the words at each took a minute.
	 */
	uint64_t starts[1 << 14];
} told;

/* Who is asked instead while little is shown. */
static struct {
	struct redact_text_source from;
	long asked;
	bool failed;
} source;

enum { START_DIGITS = 6 };
enum { ASKED_MOST = 20000 }; /* places of texts, some 20 us each */

/* Digits as they stand in the text, and where groups of them end. */
struct run {
	int places; /* more than ID_PLACES are only counted */
	char digit[ID_PLACES];
	size_t first_group; /* bytes */
	size_t personal;    /* bytes of the first number of a person, or 0 */
	int personal_places;
};

/* '0'..'9' or 'X' for a place of a number, 0 otherwise. */
static char place_of(uint32_t code)
{
	if (code >= 0xff10 && code <= 0xff19)
		return (char)('0' + (code - 0xff10));
	if (code >= '0' && code <= '9')
		return (char)code;
	if (code == 'x' || code == 'X' || code == 0xff38 || code == 0xff58)
		return 'X';
	return 0;
}

static bool is_separator(uint32_t code)
{
	return code == ' ' || code == '-' || code == 0xa0 || code == 0x3000 ||
	       (code >= 0x2010 && code <= 0x2014);
}

/*
 *	18 places                   document number
 *	11 places, 1 then 3..9      mobile number
 *	13 places, 86 before those  the same with the country's code
 */
static bool is_personal(const struct run *run)
{
	int mobile = run->places - MOBILE_PLACES;

	if (run->places == ID_PLACES)
		return true;
	if (mobile == 2 && memcmp(run->digit, "86", 2) != 0)
		return false;
	return (mobile == 0 || mobile == 2) && run->digit[mobile] == '1' &&
	       run->digit[mobile + 1] >= '3';
}

static void end_group(struct run *run, size_t bytes)
{
	if (!run->first_group)
		run->first_group = bytes;
	if (run->personal || !is_personal(run))
		return;
	run->personal = bytes;
	run->personal_places = run->places;
}

static void add_place(struct run *run, char place)
{
	if (run->places < ID_PLACES)
		run->digit[run->places] = place;
	run->places++;
}

/* A longer row of digits is no number of a person: it is only counted. */
static size_t rest_of_digits(struct run *run, const char *s, size_t n,
			     size_t at)
{
	while (at < n && place_of((unsigned char)s[at]))
		add_place(run, s[at++]);
	return at;
}

/* From a digit on; two numbers with a blank between are told apart later. */
static struct run run_at(const char *s, size_t n)
{
	struct run run = {0};
	bool in_group = false;
	size_t at = 0, len;

	while (at < n && run.places <= ID_PLACES) {
		uint32_t code = text_decode(s + at, n - at, &len);
		char place = place_of(code);

		if (place == 'X' && run.places != ID_PLACES - 1)
			break;
		if (place)
			add_place(&run, place);
		else if (in_group && is_separator(code))
			end_group(&run, at);
		else
			break;
		in_group = place;
		at += len;
	}
	if (in_group)
		end_group(&run, rest_of_digits(&run, s, n, at));
	return run;
}

static void add_masked(struct buf *out, const char *s, const struct run *run)
{
	size_t at = 0, len;
	int i = 0;

	while (at < run->personal) {
		uint32_t code = text_decode(s + at, run->personal - at, &len);
		bool place = place_of(code) != 0;

		if (place && i >= KEEP_BEFORE &&
		    i < run->personal_places - KEEP_BEHIND)
			buf_addc(out, '*');
		else
			buf_add(out, s + at, len);
		i += place;
		at += len;
	}
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Bytes of a word's beginning that say enough: two characters, six digits. */
static size_t start_bytes(const char *s, size_t n)
{
	size_t first, second;

	if (*s >= '0' && *s <= '9')
		return n < START_DIGITS ? 0 : START_DIGITS;
	text_decode(s, n, &first);
	if (first >= n)
		return 0;
	text_decode(s + first, n - first, &second);
	return first + second;
}

/* FNV-1a over the beginning; 20 bits of it. */
static uint32_t start_hash(const char *s, size_t n)
{
	uint32_t hash = 2166136261u;

	while (n-- > 0)
		hash = (hash ^ (unsigned char)*s++) * 16777619u;
	return (hash ^ hash >> 20) & 0xfffff;
}

/* Words with digits in front may be shorter: those are looked for always. */
static void note_start(const char *word)
{
	size_t n = start_bytes(word, strlen(word));
	uint32_t bit;

	if (!n && *word >= '0' && *word <= '9')
		memset(told.starts, 0xff, sizeof(told.starts));
	if (!n)
		return;
	bit = start_hash(word, n);
	told.starts[bit >> 6] |= (uint64_t)1 << (bit & 63);
}

static bool may_start(const char *s, size_t n)
{
	uint32_t bit;

	n = start_bytes(s, n);
	if (!n)
		return false;
	bit = start_hash(s, n);
	return told.starts[bit >> 6] >> (bit & 63) & 1;
}

static void free_words(char **words, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		free(words[i]);
	free(words);
}

void redact_text_tell(char **words, size_t n)
{
	size_t i;

	free_words(told.word, told.n);
	told.word = words;
	told.n = n;
	memset(told.starts, 0, sizeof(told.starts));
	for (i = 0; i < n; i++)
		note_start(words[i]);
	if (n)
		qsort(words, n, sizeof(*words), by_bytes);
}

/* As if the n bytes of s were all of it. */
static int compare(const char *word, const char *s, size_t n)
{
	int c = strncmp(word, s, n);

	return c ? c : word[n] != '\0';
}

/* How many words are not above the n bytes of s. */
static size_t count_below(const char *s, size_t n)
{
	size_t from = 0, to = told.n, middle;

	while (from < to) {
		middle = from + (to - from) / 2;
		if (compare(told.word[middle], s, n) <= 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static size_t common(const char *word, const char *s, size_t n)
{
	size_t same = 0;

	while (same < n && word[same] && word[same] == s[same])
		same++;
	return same;
}

/*
 * The longest word that the n bytes of s begin with.  The last word that is
 * not above them begins as such a word does; where it goes on otherwise, only
 * what both have is looked for again.
 */
static long find_told(const char *s, size_t n)
{
	const char *word;
	size_t below, same;

	if (!may_start(s, n))
		return 0;
	while (n > 0) {
		below = count_below(s, n);
		if (below == 0)
			return 0;
		word = told.word[below - 1];
		same = common(word, s, n);
		if (same && !word[same])
			return (long)same;
		n = same;
	}
	return 0;
}

/* "Li" is not in "Lisa"; Chinese has no such bounds. */
static bool is_inside_word(const char *text, size_t at, size_t end)
{
	if (!isalpha((unsigned char)text[at]))
		return false;
	return (at && isalnum((unsigned char)text[at - 1])) ||
	       isalnum((unsigned char)text[end]);
}

void redact_text_ask(const struct redact_text_source *from)
{
	source.from = from ? *from : (struct redact_text_source){NULL};
	source.asked = 0;
	source.failed = false;
}

bool redact_text_failed(void)
{
	return source.failed;
}

static void load_words(void)
{
	char **words = NULL;
	size_t n = 0;

	bool failed = source.from.load(source.from.ctx, &words, &n) < 0;

	/* Stopped in the middle: what is said after a stop is short. */
	if (failed && cancel_signal()) {
		free_words(words, n);
		return;
	}
	source.failed = failed;
	source.from.find = NULL;
	redact_text_tell(words, n);
}

static long find(const char *s, size_t n)
{
	if (source.from.find && !cancel_signal() && ++source.asked > ASKED_MOST)
		load_words();
	return source.from.find ? source.from.find(source.from.ctx, s, n)
				: find_told(s, n);
}

static bool is_one_character(const char *s, size_t n)
{
	size_t first;

	text_decode(s, n, &first);
	return first >= n;
}

/* Bytes of the longest word told that stands at this place; 0 = none. */
static size_t told_at(const char *text, size_t n, size_t at)
{
	long len;

	for (n -= at;;) {
		len = find(text + at, n);
		source.failed |= len < 0;
		if (len <= 0 || is_one_character(text + at, (size_t)len))
			return 0;
		if (!is_inside_word(text, at, at + (size_t)len))
			return (size_t)len;
		n = (size_t)len - 1;
	}
}

static void add_told(struct buf *out, const char *s, size_t n)
{
	char *word = mem_xstrndup(s, n);

	if (strpbrk(word, "0123456789"))
		redact_number(out, word);
	else
		redact_name(out, word);
	free(word);
}

/*
 * Too much is hidden rather than too little: a text of which nothing is known
 * has no column that says what its numbers are.
 */
static void redact(struct buf *out, const char *text)
{
	size_t n = strlen(text), at = 0, len;

	while (at < n) {
		struct run run = {0};

		len = told.n || source.from.find ? told_at(text, n, at) : 0;
		if (len) {
			add_told(out, text + at, len);
			at += len;
			continue;
		}
		run = run_at(text + at, n - at);
		len = run.personal ? run.personal : run.first_group;
		if (!len)
			text_decode(text + at, n - at, &len);
		if (run.personal)
			add_masked(out, text + at, &run);
		else
			buf_add(out, text + at, len);
		at += len;
	}
}

void redact_text(struct buf *out, const char *text)
{
	size_t start = out->size;

	redact(out, text);
	if (!source.failed || !*text)
		return;
	out->size = start;
	buf_adds(out, "***");
}
