/* SPDX-License-Identifier: MIT */
#include "code/code_split.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

void code_split_release(struct code_split *split)
{
	size_t i;

	for (i = 0; i < split->n; i++) {
		free(split->name[i]);
		free(split->value[i]);
	}
	split->n = 0;
}

/* Takes both; false (and both gone) when there are too many. */
static bool add(struct code_split *split, char *take_name, char *take_value)
{
	if (split->n == CODE_SPLIT_MAX || !take_value) {
		free(take_name);
		free(take_value);
		return false;
	}
	split->name[split->n] = take_name;
	split->value[split->n] = take_value;
	split->n++;
	return true;
}

/*
 * Strings as they are, numbers as they are written: 0012 and 110101199001011234
 * are names of people here, not quantities.
 */
static char *json_value(const struct json *value)
{
	const char *text = json_text(value);
	struct buf out = BUF_INIT;

	if (text)
		return text_trim(text);
	json_write(value, &out);
	if (out.size == 0 || out.size > 40 ||
	    strspn(buf_str(&out), "0123456789.-") != out.size) {
		buf_release(&out);
		return NULL;
	}
	return buf_detach(&out, NULL);
}

/* One level is looked into (data.xm); deeper ones no layout names. */
static bool is_object(const struct json *value)
{
	const struct json *inner;
	void *it = NULL;

	return !json_text(value) && json_next(value, &it, &inner) != NULL;
}

static void add_members(struct code_split *out, const struct json *object,
			const char *outer)
{
	const struct json *value;
	const char *key;
	void *it = NULL;

	while ((key = json_next(object, &it, &value)) != NULL) {
		char *name = outer ? mem_xprintf("%s.%s", outer, key)
				   : mem_xstrdup(key);

		if (!outer && is_object(value)) {
			add_members(out, value, key);
			free(name);
		} else {
			add(out, name, json_value(value));
		}
	}
}

int code_split_json(const char *text, struct code_split *out)
{
	struct error err = ERROR_INIT;
	struct json *json;

	out->n = 0;
	text += strspn(text, " \t\r\n");
	if (*text != '{')
		return -1;
	json = json_parse(text, strlen(text), &err);
	if (!json)
		return -1;
	add_members(out, json, NULL);
	json_free(json);
	return out->n ? 0 : -1;
}

/*
 * Full-width separators as their plain twins; the caller's.  Templates typed
 * under a Chinese input method mix both in one text.
 */
static char *plain_marks(const char *text)
{
	static const char *const wide[] = {"：", "；", "＝", "｜", "，"};
	static const char plain[] = ":;=|,";
	struct buf out = BUF_INIT;
	size_t i;

	while (*text) {
		for (i = 0; i < ARRAY_SIZE(wide); i++)
			if (strncmp(text, wide[i], strlen(wide[i])) == 0)
				break;
		if (i < ARRAY_SIZE(wide)) {
			buf_addc(&out, plain[i]);
			text += strlen(wide[i]);
		} else {
			buf_addc(&out, *text++);
		}
	}
	buf_addc(&out, '\0');
	return buf_detach(&out, NULL);
}

static char *trimmed(const char *s, size_t n)
{
	char *copy = mem_xstrndup(s, n), *clean = text_trim(copy);

	free(copy);
	return clean;
}

int code_split_pairs(const char *text, const char *between, const char *assign,
		     struct code_split *out)
{
	char *plain = plain_marks(text);
	const char *at = plain;
	bool fine = true;

	out->n = 0;
	while (fine && *at) {
		size_t n = strcspn(at, between), k = strcspn(at, assign);

		if (k < n)
			fine = add(out, trimmed(at, k),
				   trimmed(at + k + 1, n - k - 1));
		else
			fine = strspn(at, " \t\r") >= n;
		at += n + (at[n] != '\0');
	}
	free(plain);
	if (fine && out->n)
		return 0;
	code_split_release(out);
	return -1;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte of "%XX" at s[0..n), or -1. */
static int percent_byte(const char *s, size_t n)
{
	int high, low;

	if (n < 3 || s[0] != '%')
		return -1;
	high = hex_digit(s[1]);
	low = hex_digit(s[2]);
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/*
 * NULL when what comes out is no text.  A % without two digits stands for
 * itself: pages that build such addresses by hand forget to write %25.
 */
static char *percent_decode(const char *s, size_t n)
{
	struct buf out = BUF_INIT;
	char *clean = NULL;
	size_t i;

	for (i = 0; i < n; i++) {
		int byte = percent_byte(s + i, n - i);

		if (byte >= 0)
			i += 2;
		else
			byte = s[i] == '+' ? ' ' : s[i];
		buf_addc(&out, (char)byte);
	}
	if (out.size && !memchr(out.data, 0, out.size) &&
	    text_is_utf8(out.data, out.size))
		clean = text_trim(out.data);
	else if (out.size == 0)
		clean = mem_xstrdup("");
	buf_release(&out);
	return clean;
}

int code_split_query(const char *text, struct code_split *out)
{
	const char *at = strchr(text, '?');
	bool fine = true;

	out->n = 0;
	if (!at || !strstr(text, "://"))
		return -1;
	at++;
	while (fine && *at && *at != '#') {
		size_t n = strcspn(at, "&#"), k = strcspn(at, "=");

		if (k < n)
			fine = add(out, mem_xstrndup(at, k),
				   percent_decode(at + k + 1, n - k - 1));
		at += n + (at[n] == '&');
	}
	if (fine && out->n)
		return 0;
	code_split_release(out);
	return -1;
}

int code_split_list(const char *text, const char *between,
		    struct code_split *out)
{
	char *plain = plain_marks(text);
	const char *at = plain;
	bool fine = true, more = true;

	out->n = 0;
	while (fine && more) {
		size_t n = strcspn(at, between);

		fine = add(out, NULL, trimmed(at, n));
		more = at[n] != '\0';
		at += n + more;
	}
	free(plain);
	if (fine && out->n > 1)
		return 0;
	code_split_release(out);
	return -1;
}

char *code_split_range(const char *text, long first, long last)
{
	size_t n = strlen(text), at = 0, from = n, len;
	long place = 1;

	for (; at < n && (last == 0 || place <= last); at += len, place++) {
		if (place == first)
			from = at;
		text_decode(text + at, n - at, &len);
	}
	return from < at ? trimmed(text + from, at - from) : mem_xstrdup("");
}

const char *code_split_get(const struct code_split *split, const char *name)
{
	size_t i;

	for (i = 0; i < split->n; i++)
		if (split->name[i] && strcmp(split->name[i], name) == 0)
			return split->value[i];
	return NULL;
}
