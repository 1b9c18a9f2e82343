/* SPDX-License-Identifier: MIT */
#include "rules/file_name_token.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

enum { MAX_BYTES = 255 };

enum class { NOTHING, JOINER, NUMBER, WORD };

/* Dots inside minority names, in the variants keyboards write. */
static bool is_joiner(uint32_t c)
{
	return c == 0xb7 || c == 0x2022 || c == 0x2027 || c == 0x30fb ||
	       c == 0xff65 || c == 0x2219 || c == 0x22c5;
}

/* Blocks of signs: Latin-1 below À, × ÷, punctuation, CJK marks, the lost. */
static const struct {
	uint32_t first, last;
} signs[] = {
	{0, 0xbf},	  {0xd7, 0xd7},	    {0xf7, 0xf7},     {0x2000, 0x2e7f},
	{0x3000, 0x3004}, {0x3008, 0x3020}, {0xfe30, 0xfe4f}, {0xfffd, 0xfffd},
};

static bool is_letter_or_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

static enum class class_of(uint32_t c) {
	size_t i;

	if (is_letter_or_digit(c)) return NUMBER;
	if (is_joiner(c)) return JOINER;
	for (i = 0; i < ARRAY_SIZE(signs);
	     i++) if (c >= signs[i].first && c <= signs[i].last) return NOTHING;
	return WORD;
}

static void put(struct buf *out, uint32_t c)
{
	text_encode(out, c >= 'a' && c <= 'z' ? c - 32 : c);
}

static char *normal(const char *text)
{
	if (strlen(text) > MAX_BYTES)
		return NULL;
	return text_nfkc(text);
}

char *file_name_token_key(const char *text)
{
	char *clean = normal(text);
	struct buf out = BUF_INIT;
	size_t i, n, len;
	uint32_t c;

	n = clean ? strlen(clean) : 0;
	for (i = 0; i < n; i += len) {
		c = text_decode(clean + i, n - i, &len);
		if (class_of(c) >= NUMBER)
			put(&out, c);
	}
	free(clean);
	buf_adds(&out, "");
	return buf_detach(&out, NULL);
}

/* Where tokens begin and end while the text is copied. */
struct splitter {
	struct buf text;
	size_t starts[FILE_NAME_TOKENS], sizes[FILE_NAME_TOKENS];
	bool numbers[FILE_NAME_TOKENS];
	size_t n;
	enum class open; /* NOTHING between tokens */
};

/*
 *	计算机2201_２０２２０１０１０１-张伟(1)
 *	WORD 计算机, NUMBER 2201, NUMBER 2022010101, WORD 张伟, NUMBER 1
 *
 * NFKC comes first, so that full-width digits are digits; a dot inside a word
 * joins its halves (阿依古丽·买买提), elsewhere it parts.
 */
static void step(struct splitter *s, uint32_t c)
{
	enum class class = class_of(c);

	if (class == JOINER) {
		class = s->open == WORD ? WORD : NOTHING;
		if (class == WORD)
			return;
	}
	if (class != s->open) {
		s->open = NOTHING;
		if (class == NOTHING || s->n == FILE_NAME_TOKENS)
			return;
		s->open = class;
		s->starts[s->n] = s->text.size;
		s->numbers[s->n] = class == NUMBER;
		s->sizes[s->n++] = 0;
	}
	if (s->open == NOTHING)
		return;
	put(&s->text, c);
	s->sizes[s->n - 1] = s->text.size - s->starts[s->n - 1];
}

void file_name_token_split(const char *part, struct file_name_tokens *out)
{
	struct splitter s = {.text = BUF_INIT};
	char *clean = normal(part);
	size_t i, n, len;

	memset(out, 0, sizeof(*out));
	n = clean ? strlen(clean) : 0;
	for (i = 0; i < n; i += len)
		step(&s, text_decode(clean + i, n - i, &len));
	free(clean);
	buf_adds(&s.text, "");
	out->n = s.n;
	out->text = buf_detach(&s.text, NULL);
	for (i = 0; i < s.n; i++)
		out->list[i] = (struct file_name_token){
			out->text + s.starts[i], s.sizes[i], s.numbers[i]};
	out->whole = file_name_token_key(part);
}

void file_name_token_release(struct file_name_tokens *t)
{
	free(t->whole);
	free(t->text);
	memset(t, 0, sizeof(*t));
}
