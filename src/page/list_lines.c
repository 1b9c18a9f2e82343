/* SPDX-License-Identifier: MIT */
#include "page/list_lines.h"

#include <string.h>
#include <stdint.h>

/* GB/T 15834 and JIS X 4051: not at the beginning, not at the end of a line. */
static const uint32_t never_first[] =
	U"，。、；：！？）》」』】〕〉”’…·％‰℃,.;:!?)]}%-";
static const uint32_t never_last[] = U"（《「『【〔〈“‘([{";

static bool is_among(const uint32_t *set, uint32_t code)
{
	while (*set && *set != code)
		set++;
	return *set != 0;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* 2026/11/27 and 12,000 are numbers; a/b and a;b are not. */
static bool parts_words(const char *at, const char *start)
{
	if (!strchr("/\\;|", *at))
		return false;
	return at == start || !is_digit(at[-1]) || !is_digit(at[1]);
}

/* Whether a line may end behind a, which ends at b. */
static bool may_break(const struct pdf_cluster *a, const char *at,
		      const struct pdf_cluster *b, const char *start)
{
	if (*at == ' ' || *at == '\n' || *at == '\t')
		return true;
	if (parts_words(at, start))
		return true;
	if (a->code < 0x2e80 && b->code < 0x2e80)
		return false;
	return !is_among(never_first, b->code) &&
	       !is_among(never_last, a->code);
}

/* A part that is never broken, with the blanks behind it. */
struct part {
	size_t size, ink; /* bytes, without the blanks at its end */
	double width, ink_width;
	bool ends_line; /* a line feed */
};

static struct part next_part(struct pdf_face *face, const char *text, size_t n,
			     const char *start)
{
	struct pdf_cluster c = pdf_face_next(face, text, n), next;
	struct part p = {0};
	const char *at;

	for (;;) {
		at = text + p.size;
		p.size += c.size;
		p.width += c.width;
		if (*at != ' ' && *at != '\n' && *at != '\t') {
			p.ink = p.size;
			p.ink_width = p.width;
		}
		p.ends_line = *at == '\n';
		if (p.size == n || p.ends_line)
			return p;
		next = pdf_face_next(face, text + p.size, n - p.size);
		if (may_break(&c, at, &next, start) && text[p.size] != ' ')
			return p;
		c = next;
	}
}

/* As much of a word longer than a line as fits; at least a character. */
static void cut_part(struct pdf_face *face, const char *text, double width,
		     struct part *p)
{
	struct pdf_cluster c;
	double sum = 0;
	size_t at = 0;

	while (at < p->ink) {
		c = pdf_face_next(face, text + at, p->ink - at);
		if (at && sum + c.width > width)
			break;
		sum += c.width;
		at += c.size;
	}
	*p = (struct part){at, at, sum, sum, false};
}

/* The rest goes into the column by less than this: rounding. */
static const double slack = 1e-6;

static size_t take_line(struct pdf_face *face, const char *text, size_t n,
			double width, struct list_line *line)
{
	size_t used = 0;
	double so_far = 0;
	struct part p;

	*line = (struct list_line){text, 0, 0};
	while (used < n) {
		p = next_part(face, text + used, n - used, text);
		if (so_far + p.ink_width > width + slack) {
			if (used)
				break;
			cut_part(face, text, width, &p);
		}
		if (p.ink) {
			line->size = used + p.ink;
			line->width = so_far + p.ink_width;
		}
		so_far += p.width;
		used += p.size;
		if (p.ends_line)
			break;
	}
	return used;
}

void list_lines_break(struct pdf_face *face, const char *text, double width,
		      struct list_lines *out)
{
	size_t n = strlen(text), used = 0;

	out->n = 0;
	while (used < n && out->n < LIST_LINES_MOST)
		used += take_line(face, text + used, n - used, width,
				  &out->list[out->n++]);
	out->cut = used < n;
	if (out->n == 0)
		out->list[out->n++] = (struct list_line){text, 0, 0};
}

struct list_extent list_lines_measure(struct pdf_face *face, const char *text)
{
	struct list_extent e = {0, 0};
	size_t n = strlen(text), at;
	double line = 0;
	struct part p;

	for (at = 0; at < n; at += p.size) {
		p = next_part(face, text + at, n - at, text);
		if (p.ink_width > e.longest)
			e.longest = p.ink_width;
		if (line + p.ink_width > e.whole)
			e.whole = line + p.ink_width;
		line = p.ends_line ? 0 : line + p.width;
	}
	return e;
}
