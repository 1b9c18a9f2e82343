/* SPDX-License-Identifier: MIT */
#include "codec/table/mht_parts.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/base64.h"
#include "base/i18n.h"
#include "base/mem.h"

enum {
	LEVELS = 4,	/* multiparts within each other */
	VALUE = 256,	/* bytes of a header's value that are looked at */
	BOUNDARY = 70,	/* RFC 2046, 5.1.1 */
	HEADERS = 1000, /* lines of one part */
};

/*
 * A part is headers, a blank line, a body; a multipart's body is parts between
 * lines of its boundary:
 *
 *   MIME-Version: 1.0
 *   Content-Type: multipart/related; boundary="----=_N"
 *
 *   ------=_N
 *   Content-Transfer-Encoding: quoted-printable
 *   Content-Type: text/html; charset="gb2312"
 *
 *   <html>…=D1=A7=BA=C5…
 *   ------=_N--
 */
struct part {
	char type[VALUE], encoding[VALUE];
	const char *body, *end;
};

struct walk {
	mht_parts_fn fn;
	void *ctx;
	size_t documents;
};

static const char *line_end(const char *s, const char *end)
{
	const char *at = memchr(s, '\n', (size_t)(end - s));

	return at ? at + 1 : end;
}

/* Append to value what the line holds behind the name; folded lines follow. */
static void take_value(char value[VALUE], const char *s, size_t n)
{
	size_t have = strlen(value);

	if (n > VALUE - 1 - have)
		n = VALUE - 1 - have;
	memcpy(value + have, s, n);
	value[have + n] = '\0';
}

static char *value_for(struct part *part, const char *line, size_t n,
		       size_t *skip)
{
	static const char type[] = "content-type:";
	static const char encoding[] = "content-transfer-encoding:";

	*skip = sizeof(type) - 1;
	if (n >= *skip && strncasecmp(line, type, *skip) == 0)
		return part->type;
	*skip = sizeof(encoding) - 1;
	if (n >= *skip && strncasecmp(line, encoding, *skip) == 0)
		return part->encoding;
	*skip = 0;
	return NULL;
}

static void read_headers(struct part *part, const char *s, const char *end)
{
	char *value = NULL;
	int lines;

	for (lines = 0; s < end && lines < HEADERS; lines++) {
		const char *next = line_end(s, end);
		size_t n = (size_t)(next - s), skip = 0;

		while (n && (s[n - 1] == '\n' || s[n - 1] == '\r'))
			n--;
		if (n == 0 && lines) {
			s = next;
			break;
		}
		if (n && *s != ' ' && *s != '\t')
			value = value_for(part, s, n, &skip);
		if (value)
			take_value(value, s + skip, n - skip);
		s = next;
	}
	part->body = s;
	part->end = end;
}

static bool is_type(const struct part *part, const char *type)
{
	const char *s = part->type + strspn(part->type, " \t");

	return strncasecmp(s, type, strlen(type)) == 0;
}

static bool find_boundary(const struct part *part, char out[BOUNDARY + 3])
{
	const char *s = strcasestr(part->type, "boundary=");
	size_t n;

	if (!s)
		return false;
	s += strlen("boundary=");
	n = *s == '"' ? strcspn(++s, "\"") : strcspn(s, "; \t");
	if (n == 0 || n > BOUNDARY)
		return false;
	out[0] = out[1] = '-';
	memcpy(out + 2, s, n);
	out[n + 2] = '\0';
	return true;
}

/* The next line that begins with the boundary, or the end. */
static const char *next_boundary(const char *s, const char *end,
				 const char *boundary)
{
	size_t n = strlen(boundary);
	const char *at = s;

	while ((at = memmem(at, (size_t)(end - at), boundary, n)) != NULL) {
		if (at == s || at[-1] == '\n')
			return at;
		at += n;
	}
	return end;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "=D1" is a byte, "=" at a line's end joins it to the next. */
static void decode_quoted(const char *s, const char *end, struct buf *out)
{
	while (s < end) {
		int high = end - s > 2 ? hex_value(s[1]) : -1;
		int low = end - s > 2 ? hex_value(s[2]) : -1;

		if (*s != '=') {
			buf_addc(out, *s++);
		} else if (high >= 0 && low >= 0) {
			buf_addc(out, (char)(high << 4 | low));
			s += 3;
		} else {
			s++;
			s += s < end && *s == '\r';
			s += s < end && *s == '\n';
		}
	}
}

static int give_document(struct walk *walk, const struct part *part,
			 struct error *err)
{
	size_t n = (size_t)(part->end - part->body);
	struct buf bytes = BUF_INIT;
	int status;

	walk->documents++;
	if (strcasestr(part->encoding, "base64"))
		base64_decode(part->body, n, &bytes);
	else if (strcasestr(part->encoding, "quoted-printable"))
		decode_quoted(part->body, part->end, &bytes);
	else
		buf_add(&bytes, part->body, n);
	status = walk->fn(walk->ctx, &bytes, err);
	buf_release(&bytes);
	return status;
}

static int take_part(struct walk *walk, const char *s, const char *end,
		     int level, struct error *err)
{
	struct part part = {.type = ""};
	char boundary[BOUNDARY + 3];
	const char *next;
	int status = 0;

	read_headers(&part, s, end);
	if (is_type(&part, "text/html"))
		return give_document(walk, &part, err);
	if (level == LEVELS || !is_type(&part, "multipart/") ||
	    !find_boundary(&part, boundary))
		return 0;
	s = next_boundary(part.body, end, boundary);
	while (s < end && status == 0) {
		s = line_end(s, end);
		next = next_boundary(s, end, boundary);
		if (next > s)
			status = take_part(walk, s, next, level + 1, err);
		s = next;
	}
	return status;
}

int mht_parts_each(const struct buf *mht, mht_parts_fn fn, void *ctx,
		   struct error *err)
{
	struct walk walk = {.fn = fn, .ctx = ctx};
	const char *s = buf_str(mht), *end = s + mht->size;
	int status;

	while (s < end && strchr(" \t\r\n", *s))
		s++;
	status = take_part(&walk, s, end, 0, err);
	if (status == 0 && !walk.documents)
		return error_set(err, ERROR_INPUT,
				 _("this saved web page holds no page; export "
				   "the list again, as .xlsx"));
	return status;
}
