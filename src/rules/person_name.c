/* SPDX-License-Identifier: MIT */
#include "rules/person_name.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

enum {
	MIDDLE_DOT = 0xb7,
	LOST = 0xfffd,
	WIDE_QUESTION = 0xff1f,
	FIELD_BYTES = 40, /* XM of the national structure */
};

/* Two-character surnames still in use; the rest have one. */
static const char *const double_surnames[] = {
	"欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟",
	"闻人", "夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政",
	"濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙",
	"宇文", "司徒", "鲜于", "司空", "闾丘", "子车", "亓官", "司寇", "巫马",
	"公西", "颛孙", "壤驷", "公良", "漆雕", "乐正", "宰父", "谷梁", "拓跋",
	"夹谷", "轩辕", "令狐", "段干", "百里", "呼延", "东郭", "南门", "羊舌",
	"微生", "公户", "公玉", "梁丘", "左丘", "东门", "西门", "第五", "完颜",
	"纳兰", "叶赫", "那拉",
};

/* A name of two characters that are a double surname has a single one: 东方. */
size_t person_name_surname(const char *name)
{
	size_t i, len = 0;

	for (i = 0; i < ARRAY_SIZE(double_surnames); i++) {
		len = strlen(double_surnames[i]);
		if (strncmp(name, double_surnames[i], len) == 0 && name[len])
			return len;
	}
	if (!*name)
		return 0;
	text_decode(name, strlen(name), &len);
	return len;
}

/* The middle dot in any of its variants. */
static bool is_dot(uint32_t c)
{
	switch (c) {
	case MIDDLE_DOT:
	case 0x2022: /* bullet */
	case 0x2027: /* hyphenation point */
	case 0x2219: /* bullet operator */
	case 0x22c5: /* dot operator */
	case 0x25cf: /* black circle */
	case 0x2e31: /* word separator middle dot */
	case 0x30fb: /* katakana middle dot */
	case 0xff65: /* its half-width form */
	case 0x318d: /* araea, as some input methods give */
	case 0x16eb: /* runic single punctuation */
		return true;
	default:
		return false;
	}
}

static bool is_han(uint32_t c)
{
	return (c >= 0x2e80 && c <= 0x2fd5) || (c >= 0x3400 && c <= 0x9fff) ||
	       (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff) ||
	       c == 0x3007;
}

/* Outside GBK: Extension A, what Unicode added to the main block, B and on. */
static bool is_rare(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x9fa6 && c <= 0x9fff) ||
	       (c >= 0x20000 && c <= 0x3ffff);
}

/* Old fonts put missing characters here; each school's means another one. */
static bool is_private(uint32_t c)
{
	return (c >= 0xe000 && c <= 0xf8ff) || c >= 0xf0000;
}

/* A full stop is a dot between Han characters, punctuation elsewhere. */
static bool is_stop(uint32_t c)
{
	return c == '.' || c == 0xff0e || c == 0xff61 || c == 0x3002;
}

static bool is_question(uint32_t c)
{
	return c == '?' || c == WIDE_QUESTION;
}

static bool is_odd(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xff10 && c <= 0xff19) ||
	       (c < 0x80 && strchr("!\"#$%&()*+/:;<=>@[]\\^_`{|}~", (int)c));
}

static bool is_latin(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* One decoded character at a time, with its neighbours. */
struct cursor {
	const char *at, *end;
	uint32_t before, now;
	size_t len;
};

static bool step(struct cursor *c)
{
	c->at += c->len;
	c->before = c->now;
	if (c->at >= c->end)
		return false;
	c->now = text_decode(c->at, (size_t)(c->end - c->at), &c->len);
	return true;
}

static uint32_t peek(const struct cursor *c)
{
	const char *next = c->at + c->len;
	size_t len;

	if (next >= c->end)
		return 0;
	return text_decode(next, (size_t)(c->end - next), &len);
}

/* A blank stays only between two words that are not Han. */
static bool blank_stays(const struct cursor *c)
{
	uint32_t next = peek(c);

	return !is_han(c->before) && !is_han(next) && !is_dot(c->before) &&
	       !is_dot(next) && !is_question(c->before) && !is_question(next) &&
	       c->before != ' ';
}

static unsigned judge(struct cursor *c)
{
	if (is_dot(c->now))
		return c->now == MIDDLE_DOT ? 0 : PERSON_NAME_DOT;
	if (is_stop(c->now) && is_han(c->before) && is_han(peek(c)))
		return PERSON_NAME_DOT;
	if (c->now == LOST)
		return PERSON_NAME_LOST;
	if (is_rare(c->now))
		return PERSON_NAME_RARE;
	if (is_private(c->now))
		return PERSON_NAME_PRIVATE;
	return is_odd(c->now) ? PERSON_NAME_DIGIT : 0;
}

static unsigned whole(const char *name, size_t chars, size_t gbk_bytes)
{
	unsigned bits = 0;

	if (*name == '=' || *name == '+' || *name == '-' || *name == '@')
		bits |= PERSON_NAME_FORMULA;
	if (chars == 1)
		bits |= PERSON_NAME_SHORT;
	if (gbk_bytes > FIELD_BYTES)
		bits |= PERSON_NAME_LONG;
	return bits;
}

/* Some admission data have pinyin where a character is missing. */
static unsigned mixture(const char *name)
{
	struct cursor c = {.at = name, .end = name + strlen(name)};
	bool han = false, latin = false;

	while (step(&c)) {
		han |= is_han(c.now);
		latin |= is_latin(c.now);
	}
	return han && latin ? PERSON_NAME_PINYIN : 0;
}

/* Full-width signs have readings of their own (？, ．) or are told as signs. */
static bool is_folded(uint32_t c)
{
	uint32_t usual = text_usual(c);

	return usual != c && (usual >= 0x80 || is_latin(usual));
}

/* Take the character at the cursor over; what it shows. */
static unsigned take(struct cursor *c, struct buf *out)
{
	buf_add(out, c->at, c->len);
	if (!is_question(c->now))
		return judge(c) | (is_folded(c->now) ? PERSON_NAME_FOLDED : 0);
	if (peek(c) != c->now)
		return PERSON_NAME_LOST;
	step(c);
	buf_add(out, c->at, c->len);
	return PERSON_NAME_WILDCARD;
}

unsigned person_name_clean(const char *raw, struct buf *out)
{
	char *trimmed = text_trim(raw);
	struct cursor c = {.at = trimmed, .end = trimmed + strlen(trimmed)};
	size_t start = out->size, chars = 0, gbk = 0;
	unsigned bits = 0;

	while (step(&c)) {
		if (c.now == ' ' && !blank_stays(&c)) {
			bits |= PERSON_NAME_SPACE;
			c.now = c.before;
			continue;
		}
		chars++;
		gbk += c.now < 0x80 ? 1 : 2;
		bits |= take(&c, out);
	}
	free(trimmed);
	return bits | mixture(buf_str(out) + start) |
	       whole(buf_str(out) + start, chars, gbk);
}

static uint32_t fold(uint32_t c)
{
	if (is_dot(c))
		return MIDDLE_DOT;
	c = text_usual(c);
	return c >= 'a' && c <= 'z' ? c - 32 : c;
}

void person_name_usual(const char *name, struct buf *out)
{
	struct cursor c = {.at = name, .end = name + strlen(name)};

	while (step(&c))
		text_encode(out, is_folded(c.now) ? text_usual(c.now) : c.now);
}

void person_name_key(const char *name, struct buf *out)
{
	struct cursor c = {.at = name, .end = name + strlen(name)};
	uint32_t folded;

	while (step(&c)) {
		folded = fold(c.now);
		if (folded == ' ' || folded == 0x3000 || folded == 0xa0)
			continue;
		if (is_stop(c.now) && is_han(c.before) && is_han(peek(&c)))
			folded = MIDDLE_DOT;
		text_encode(out, folded);
	}
}

/*
 * A ?? of either side takes one character of the other: GBK systems write two
 * question marks for the two bytes of a character they do not have.
 *
 *	王??  王喆    equal        王??  王喆喆   not
 */
static bool wild_equal(const char *a, const char *b)
{
	struct cursor x = {.at = a, .end = a + strlen(a)};
	struct cursor y = {.at = b, .end = b + strlen(b)};
	bool more_x = step(&x), more_y = step(&y), wild_x, wild_y;

	while (more_x && more_y) {
		wild_x = x.now == '?' && peek(&x) == '?';
		wild_y = y.now == '?' && peek(&y) == '?';
		if (!wild_x && !wild_y && x.now != y.now)
			return false;
		if (wild_x)
			step(&x);
		if (wild_y)
			step(&y);
		more_x = step(&x);
		more_y = step(&y);
	}
	return more_x == more_y;
}

static enum person_name_match compare(const char *a, const char *b)
{
	struct buf x = BUF_INIT, y = BUF_INIT;
	enum person_name_match match = PERSON_NAME_DIFFERENT;

	if (!*a || !*b)
		return PERSON_NAME_DIFFERENT;
	if (strcmp(a, b) == 0)
		return PERSON_NAME_EQUAL;
	person_name_key(a, &x);
	person_name_key(b, &y);
	if (strcmp(buf_str(&x), buf_str(&y)) == 0)
		match = PERSON_NAME_LOOSE;
	else if (wild_equal(buf_str(&x), buf_str(&y)))
		match = PERSON_NAME_WILD;
	buf_release(&x);
	buf_release(&y);
	return match;
}

static bool is_separator(uint32_t c)
{
	return c == ',' || c == ';' || c == '/' || c == 0x3001 || c == 0xff0c ||
	       c == 0xff1b || c == '|';
}

bool person_name_next_alias(const char **aliases, struct buf *out)
{
	struct cursor c = {.at = *aliases, .end = *aliases + strlen(*aliases)};

	buf_clear(out);
	while (step(&c)) {
		*aliases = c.at + c.len;
		if (!is_separator(c.now))
			buf_add(out, c.at, c.len);
		else if (out->size)
			break;
	}
	return out->size > 0;
}

static bool among(const char *name, const char *aliases)
{
	struct buf one = BUF_INIT;
	bool found = false;

	while (!found && person_name_next_alias(&aliases, &one))
		found = compare(name, buf_str(&one)) != PERSON_NAME_DIFFERENT;
	buf_release(&one);
	return found;
}

enum person_name_match person_name_same(const char *a, const char *b,
					const char *aliases)
{
	enum person_name_match match = compare(a, b);

	if (match == PERSON_NAME_DIFFERENT && aliases && *aliases &&
	    among(a, aliases))
		return PERSON_NAME_ALIAS;
	return match;
}
