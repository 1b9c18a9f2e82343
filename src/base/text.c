/* SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <errno.h>
#include <iconv.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/radical.h"

enum { REPLACEMENT = 0xfffd }; /* U+FFFD stands for what was unreadable */

/*
 * RFC 3629, section 4: which second bytes a lead byte allows.  Four leads are
 * narrower, so that no character has two spellings (E0, F0), none is half of
 * a UTF-16 pair (ED) and none lies above U+10FFFF (F4).
 *
 *   lead    second   third    fourth       lead    second   third    fourth
 *   C2..DF  80..BF                         EE EF   80..BF   80..BF
 *   E0      A0..BF   80..BF                F0      90..BF   80..BF   80..BF
 *   E1..EC  80..BF   80..BF                F1..F3  80..BF   80..BF   80..BF
 *   ED      80..9F   80..BF                F4      80..8F   80..BF   80..BF
 */
static bool second_fits(unsigned char lead, unsigned char second)
{
	unsigned char low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
	unsigned char high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;

	return second >= low && second <= high;
}

/* The length of the sequence at s (lead byte above 0x7f), 0 when bad. */
static size_t sequence(const unsigned char *s, size_t n)
{
	size_t len = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4, i;

	if (s[0] < 0xc2 || s[0] > 0xf4 || n < len || !second_fits(s[0], s[1]))
		return 0;
	for (i = 2; i < len; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return len;
}

uint32_t text_decode(const char *s, size_t n, size_t *len)
{
	static const unsigned char lead[] = {0, 0, 0x1f, 0x0f, 0x07};
	const unsigned char *u = (const unsigned char *)s;
	uint32_t code;
	size_t i;

	*len = 1;
	if (u[0] < 0x80)
		return u[0];
	i = sequence(u, n);
	if (!i)
		return REPLACEMENT;
	*len = i;
	code = u[0] & lead[i];
	for (i = 1; i < *len; i++)
		code = code << 6 | (u[i] & 0x3f);
	return code;
}

bool text_is_utf8(const void *bytes, size_t n)
{
	const unsigned char *s = bytes;
	size_t i = 0, len;
	uint64_t word;

	/*
	 * Every byte of every text table comes through here, most are ASCII:
	 * eight at a time where none has its top bit set.
	 */
	while (i < n) {
		if (s[i] < 0x80) {
			if (n - i >= sizeof(word)) {
				memcpy(&word, s + i, sizeof(word));
				if (!(word & 0x8080808080808080U))
					i += sizeof(word) - 1;
			}
			i++;
			continue;
		}
		len = sequence(s + i, n - i);
		if (!len)
			return false;
		i += len;
	}
	return true;
}

void text_encode(struct buf *out, uint32_t code)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n;

	if (!utf8proc_codepoint_valid((utf8proc_int32_t)code))
		code = REPLACEMENT;
	n = utf8proc_encode_char((utf8proc_int32_t)code, bytes);
	buf_add(out, bytes, (size_t)n);
}

int text_convert(const char *charset, const void *bytes, size_t n,
		 struct buf *out)
{
	/* iconv() takes a char ** that it does not write through */
	char chunk[4096], *in = (char *)(uintptr_t)bytes, *to;
	size_t room, got;
	iconv_t cd = iconv_open("UTF-8", charset);
	int result = 0;

	if (cd == (iconv_t)-1)
		return -1;
	while (n > 0) {
		to = chunk;
		room = sizeof(chunk);
		got = iconv(cd, &in, &n, &to, &room);
		buf_add(out, chunk, sizeof(chunk) - room);
		if (got == (size_t)-1 && errno != E2BIG) {
			result = -1;
			break;
		}
	}
	iconv_close(cd);
	return result;
}

bool text_fits(const char *s, const char *charset)
{
	char chunk[256], *in = (char *)(uintptr_t)s, *to;
	size_t n = strlen(s), room, got = 0;
	iconv_t cd = iconv_open(charset, "UTF-8");

	if (cd == (iconv_t)-1)
		return false;
	while (n > 0 && got != (size_t)-1) {
		to = chunk;
		room = sizeof(chunk);
		got = iconv(cd, &in, &n, &to, &room);
		if (got == (size_t)-1 && errno == E2BIG)
			got = 0;
	}
	iconv_close(cd);
	return n == 0 && got == 0;
}

struct range {
	uint32_t first, last;
};

/* ranges in rising order */
static bool is_in(uint32_t c, const struct range *ranges, size_t n)
{
	size_t i;

	for (i = 0; i < n && ranges[i].first <= c; i++)
		if (c <= ranges[i].last)
			return true;
	return false;
}

/*
 * Letters and digits, and the ideographs of nearly every name: what a list is
 * made of needs no look into Unicode's tables.
 */
static bool is_latin(uint32_t c)
{
	return c >= 0x20 && c < 0x7f;
}

static bool is_ideograph(uint32_t c)
{
	return c >= 0x4e00 && c < 0xa000;
}

/* Characters that move the cursor or turn the writing direction. */
static bool is_control(uint32_t c)
{
	static const struct range controls[] = {
		{0x00, 0x1f},	  /* C0: line ends, escape sequences */
		{0x7f, 0x9f},	  /* DEL and C1: 9B begins a sequence too */
		{0x200e, 0x200f}, /* left-to-right and right-to-left marks */
		{0x2028, 0x202e}, /* separators; embeddings and overrides */
		{0x2066, 0x2069}, /* isolates */
	};

	return !is_latin(c) && !is_ideograph(c) &&
	       is_in(c, controls, ARRAY_SIZE(controls));
}

/*
 * What copying out of web pages and office programs leaves in a cell without
 * anyone seeing it, so that two equal names are not equal.
 */
bool text_is_invisible(uint32_t c)
{
	static const struct range invisible[] = {
		{0x01, 0x08},	  /* C0, but for what is_blank() has: 1F is */
		{0x0e, 0x1f},	  /* how old systems part their fields */
		{0x7f, 0x84},	  /* DEL and C1 */
		{0x86, 0x9f},	  /* but for 85, a line end */
		{0xad, 0xad},	  /* soft hyphen */
		{0x61c, 0x61c},	  /* Arabic letter mark */
		{0x180e, 0x180e}, /* Mongolian vowel separator */
		{0x200b, 0x200f}, /* zero width space and joiners, marks */
		{0x202a, 0x202e}, /* embeddings and overrides */
		{0x2060, 0x2064}, /* word joiner, invisible operators */
		{0x2066, 0x206f}, /* isolates, deprecated controls */
		{0xfeff, 0xfeff}, /* a byte order mark inside the text */
		{0xfff9, 0xfffb}, /* interlinear annotation */
	};

	return !is_latin(c) && !is_ideograph(c) &&
	       is_in(c, invisible, ARRAY_SIZE(invisible));
}

/* Unicode's White_Space; isspace() knows none beyond ASCII in UTF-8. */
static bool is_blank(uint32_t c)
{
	static const struct range blanks[] = {
		{0x09, 0x0d},
		{0x20, 0x20},
		{0x85, 0x85},
		{0xa0, 0xa0}, /* no-break space, of web pages */
		{0x1680, 0x1680},
		{0x2000, 0x200a},
		{0x2028, 0x2029},
		{0x202f, 0x202f},
		{0x205f, 0x205f},
		{0x3000, 0x3000}, /* the Chinese input methods' blank */
	};

	return !is_ideograph(c) && is_in(c, blanks, ARRAY_SIZE(blanks));
}

static int char_width(uint32_t c)
{
	int width;

	if (is_latin(c))
		return 1;
	if (is_ideograph(c))
		return 2;
	width = utf8proc_charwidth((utf8proc_int32_t)c);
	/* Private-use characters carry rare names in old GBK fonts. */
	return width < 0 ? 1 : width;
}

int text_width(const char *s)
{
	size_t n = strlen(s), len;
	uint32_t c;
	int width = 0;

	for (; n; s += len, n -= len) {
		c = text_decode(s, n, &len);
		width += is_control(c) ? 1 : char_width(c);
	}
	return width;
}

/*
 * The first n bytes of s.  What may stay is added at once, not character by
 * character: a list of a million rows has half a gigabyte of it.
 */
static void add_safe(struct buf *out, const char *s, size_t n)
{
	size_t i = 0, start = 0, len;
	uint32_t c;

	for (; i < n; i += len) {
		c = text_decode(s + i, n - i, &len);
		/* a bad byte too: the sign itself has three */
		if (!is_control(c) && (c != REPLACEMENT || len == 3))
			continue;
		buf_add(out, s + start, i - start);
		text_encode(out, REPLACEMENT);
		start = i + len;
	}
	buf_add(out, s + start, n - start);
}

void text_safe(struct buf *out, const char *s)
{
	add_safe(out, s, strlen(s));
}

static void add_blanks(struct buf *out, int n)
{
	while (n-- > 0)
		buf_addc(out, ' ');
}

void text_fit(struct buf *out, const char *s, int columns, bool right)
{
	size_t n = strlen(s), i = 0, len = 0;
	int width = 0, w;
	uint32_t c;

	for (; i < n; i += len, width += w) {
		c = text_decode(s + i, n - i, &len);
		w = char_width(is_control(c) ? REPLACEMENT : c);
		if (width + w > columns)
			break;
	}
	if (right)
		add_blanks(out, columns - width);
	add_safe(out, s, i);
	if (!right)
		add_blanks(out, columns - width);
}

/* What must not stand first on a line (of GB/T 15834 the common ones). */
static bool closes(uint32_t c)
{
	static const uint32_t marks[] = {
		0x3001, 0x3002, 0xff0c, 0xff1b, 0xff1a, 0xff01, 0xff1f,
		0xff09, 0x300b, 0x300d, 0x300f, 0x3011, 0x201d, 0x2019,
		0x2026, ',',	';',	')',	']',	'.',
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(marks); i++)
		if (marks[i] == c)
			return true;
	return false;
}

size_t text_break(const char *s, int columns)
{
	size_t n = strlen(s), i = 0, len = 0, place = 0;
	int width = 0, w, last = 0;
	uint32_t c;

	for (; i < n; i += len) {
		c = text_decode(s + i, n - i, &len);
		w = char_width(c);
		if (c == ' ' || (i && (w > 1 || last > 1) && !closes(c)))
			place = i;
		if (i && width + w > columns)
			return place && s[i] != ' ' ? place : i;
		width += w;
		last = w;
	}
	return n;
}

void text_html(struct buf *out, const char *s)
{
	struct buf safe = BUF_INIT;
	size_t i;

	text_safe(&safe, s);
	for (i = 0; i < safe.size; i++) {
		switch (safe.data[i]) {
		case '&':
			buf_adds(out, "&amp;");
			break;
		case '<':
			buf_adds(out, "&lt;");
			break;
		case '>':
			buf_adds(out, "&gt;");
			break;
		case '"':
			buf_adds(out, "&quot;");
			break;
		case '\'':
			buf_adds(out, "&#39;");
			break;
		default:
			buf_addc(out, safe.data[i]);
		}
	}
	buf_release(&safe);
}

void text_uri(struct buf *out, const char *s)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~";

	for (; *s; s++)
		if (strchr(plain, *s))
			buf_addc(out, *s);
		else
			buf_addf(out, "%%%02X", (unsigned char)*s);
}

char *text_trim(const char *s)
{
	struct buf out = BUF_INIT;
	size_t n = strlen(s), len, end = 0;
	uint32_t c;

	buf_reserve(&out, n);
	for (; n; s += len, n -= len) {
		c = text_decode(s, n, &len);
		/* Dropped, not blanked: they stand inside names. */
		if (text_is_invisible(c))
			continue;
		if (is_blank(c)) {
			if (out.size)
				buf_addc(&out, ' ');
			continue;
		}
		buf_add(&out, s, len);
		end = out.size;
	}
	out.size = end;
	out.data[end] = '\0';
	return buf_detach(&out, NULL);
}

/* NFKC knows the Kangxi radicals, not those of the block beside them. */
static char *without_radicals(const char *s)
{
	struct buf out = BUF_INIT;
	size_t n = strlen(s), len;

	for (; n; s += len, n -= len)
		text_encode(&out, text_usual(text_decode(s, n, &len)));
	return buf_detach(&out, NULL);
}

static bool has_radicals(const char *s)
{
	return strstr(s, "\xe2\xba") || strstr(s, "\xe2\xbb");
}

/* NFKC leaves these as they are, whatever stands beside them. */
static bool is_folded(const char *s)
{
	size_t n = strlen(s), len;
	uint32_t c;

	for (; n; s += len, n -= len) {
		c = text_decode(s, n, &len);
		if (!is_latin(c) && !is_ideograph(c))
			return false;
	}
	return true;
}

/*
 * Blanks and invisible characters are cleaned after folding: NFKC turns some
 * of them into plain blanks (U+3000, U+00A0), and text_trim() does the rest.
 */
char *text_nfkc(const char *s)
{
	utf8proc_uint8_t *folded;
	char *result, *plain = NULL;

	if (is_folded(s))
		return text_trim(s);
	if (has_radicals(s) && text_is_utf8(s, strlen(s)))
		plain = without_radicals(s);
	folded = utf8proc_NFKC((const utf8proc_uint8_t *)(plain ? plain : s));
	free(plain);
	if (!folded)
		return NULL;
	result = text_trim((const char *)folded);
	free(folded);
	return result;
}

/* Of the blocks of Kangxi radicals and of compatibility ideographs. */
static bool is_compatible(uint32_t c)
{
	return (c >= 0x2f00 && c <= 0x2fd5) || (c >= 0xf900 && c <= 0xfaff) ||
	       (c >= 0x2f800 && c <= 0x2fa1f);
}

/* One character for another, never several: Kangxi, compatibility, width. */
uint32_t text_usual(uint32_t c)
{
	utf8proc_int32_t out[4];
	int last = 0;

	if (is_latin(c) || is_ideograph(c))
		return c;
	c = radical_usual(c);
	if (c >= 0xff01 && c <= 0xff5e)
		return c - 0xfee0;
	if (!is_compatible(c))
		return c;
	if (utf8proc_decompose_char((utf8proc_int32_t)c, out, 4,
				    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT,
				    &last) != 1)
		return c;
	return (uint32_t)out[0];
}

/*
 * Only ASCII letters: towlower() goes by the locale, and a name must compare
 * the same on every machine.
 */
char *text_fold(const char *name)
{
	char *fold = text_nfkc(name), *p;

	if (!fold)
		fold = mem_xstrdup(name);
	for (p = fold; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 32);
	return fold;
}

bool text_is_ascii(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

bool text_is_digits(const char *s)
{
	return *s && s[strspn(s, "0123456789")] == '\0';
}

static int lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

int text_casecmp(const char *a, const char *b)
{
	while (*a && lower((unsigned char)*a) == lower((unsigned char)*b)) {
		a++;
		b++;
	}
	return lower((unsigned char)*a) - lower((unsigned char)*b);
}

/* strtol() would pass over blanks and take a plus. */
int text_to_long(const char *s, long min, long max, long *value)
{
	char *end;
	long v;

	if (*s != '-' && (*s < '0' || *s > '9'))
		return -1;
	errno = 0;
	v = strtol(s, &end, 10);
	if (errno || end == s || *end || v < min || v > max)
		return -1;
	*value = v;
	return 0;
}

/* strtod() would take hexadecimal digits, "inf" and "nan" too. */
int text_to_double(const char *s, double *value)
{
	char *end;
	double v;

	if (!*s || strspn(s, "0123456789+-.eE") != strlen(s))
		return -1;
	v = strtod(s, &end);
	if (end == s || *end || !isfinite(v))
		return -1;
	*value = v;
	return 0;
}
