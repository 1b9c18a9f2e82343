/* SPDX-License-Identifier: MIT */
#include "rules/case_detail.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "rules/redact.h"

/* Document and candidate numbers; student numbers are shown everywhere. */
enum { NUMBER_PLACES = 11 };

static const struct {
	unsigned bit;
	const char *name;
} fails[] = {
	{LEDGER_BY_SAME, "same"},
	{LEDGER_BY_SCORE, "score"},
	{LEDGER_BY_ID, "identity"},
};

/* Cut at a whole character: half of one would make the log's JSON invalid. */
void case_detail_put(char *field, size_t size, const char *text)
{
	size_t n = text ? strlen(text) : 0;

	if (n >= size)
		for (n = size - 1; n && ((unsigned char)text[n] & 0xc0) == 0x80;
		     n--)
			;
	if (n)
		memcpy(field, text, n);
	field[n] = '\0';
}

/*
 * What is empty is left out.  Rows are hashed and kept for good, and most
 * events have one or two of the fields:
 *
 *    {"photo":"9f86…","fails":"same score","note":[…]}    compare-failed
 *    {"what":"make","n":1,"reason":"…"}                   grant
 *    (empty)                                              open
 */
static void set_text(struct json *object, const char *key, const char *text)
{
	if (*text)
		json_set_str(object, key, text);
}

static void set_fails(struct json *object, unsigned bits)
{
	char text[40] = "";
	size_t i, at = 0;

	for (i = 0; i < ARRAY_SIZE(fails); i++)
		if (bits & fails[i].bit)
			at += (size_t)snprintf(text + at, sizeof(text) - at,
					       "%s%s", at ? " " : "",
					       fails[i].name);
	set_text(object, "fails", text);
}

/*
 * A finding about another photo names its file, which is often somebody's
 * number.  The log stays when a task is purged: what looks like a number of a
 * person has stars in it.
 */
static void hide_numbers(void *ctx, const char *key, const char *text,
			 struct buf *out)
{
	size_t n;

	(void)ctx;
	if (strcmp(key, "detail") != 0 && strcmp(key, "text") != 0) {
		buf_adds(out, text);
		return;
	}
	for (; *text; text += n) {
		n = strspn(text, "0123456789");
		if (n >= NUMBER_PLACES) {
			char *number = mem_xstrndup(text, n);

			redact_number(out, number);
			free(number);
		} else {
			n += !n;
			buf_add(out, text, n);
		}
	}
}

static void set_note(struct json *object, const char *note, bool whole)
{
	struct error ignored = ERROR_INIT;
	struct json *value = NULL, *hidden;

	if (note && *note && strcmp(note, "[]") != 0)
		value = json_parse(note, strlen(note), &ignored);
	if (value && !whole) {
		hidden = json_rewrite(value, hide_numbers, NULL);
		json_free(value);
		value = hidden;
	}
	if (value)
		json_set(object, "note", value);
}

static void write_detail(const struct case_detail *detail, bool whole,
			 struct buf *out)
{
	struct json *object = json_new_object();
	struct buf text = BUF_INIT;

	set_text(object, "photo", detail->photo);
	set_text(object, "what", detail->what);
	if (detail->n)
		json_set_int(object, "n", detail->n);
	if (detail->undoes)
		json_set_int(object, "undoes", detail->undoes);
	set_fails(object, detail->fails);
	set_text(object, "codes", detail->codes);
	set_text(object, "reason", detail->reason);
	set_note(object, detail->note, whole);
	json_write(object, &text);
	if (strcmp(buf_str(&text), "{}") != 0)
		buf_adds(out, buf_str(&text));
	buf_release(&text);
	json_free(object);
}

void case_detail_write(const struct case_detail *detail, struct buf *out)
{
	write_detail(detail, false, out);
}

void case_detail_beside(const struct case_detail *detail, struct buf *out)
{
	struct buf text = BUF_INIT;

	write_detail(detail, true, &text);
	case_detail_note(buf_str(&text), out);
	buf_release(&text);
}

static unsigned read_fails(const char *text)
{
	unsigned bits = 0;
	size_t i;

	for (i = 0; text && i < ARRAY_SIZE(fails); i++)
		if (strstr(text, fails[i].name))
			bits |= fails[i].bit;
	return bits;
}

static bool is_sha(const char *text)
{
	return strlen(text) == LEDGER_SHA - 1 &&
	       strspn(text, "0123456789abcdef") == LEDGER_SHA - 1;
}

void case_detail_read(const char *text, struct case_detail *out)
{
	struct error err = ERROR_INIT;
	struct json *object = NULL;

	memset(out, 0, sizeof(*out));
	if (text[0] == '{')
		object = json_parse(text, strlen(text), &err);
	/* Older versions logged the bare hash or the bare codes. */
	if (!object) {
		if (is_sha(text))
			case_detail_put(out->photo, sizeof(out->photo), text);
		else
			case_detail_put(out->codes, sizeof(out->codes), text);
		return;
	}
	case_detail_put(out->photo, sizeof(out->photo),
			json_get_str(object, "photo"));
	case_detail_put(out->what, sizeof(out->what),
			json_get_str(object, "what"));
	case_detail_put(out->codes, sizeof(out->codes),
			json_get_str(object, "codes"));
	case_detail_put(out->reason, sizeof(out->reason),
			json_get_str(object, "reason"));
	out->n = (long)json_get_int(object, "n", 0);
	out->undoes = json_get_int(object, "undoes", 0);
	out->fails = read_fails(json_get_str(object, "fails"));
	json_free(object);
}

bool case_detail_has(const char *key)
{
	static const char *const keys[] = {"photo", "codes", "reason",
					   "what",  "n",     "fails",
					   "note",  "undoes"};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++)
		if (strcmp(keys[i], key) == 0)
			return true;
	return false;
}

void case_detail_note(const char *text, struct buf *out)
{
	struct error ignored = ERROR_INIT;
	struct json *object = NULL;
	struct case_detail all, said = {.n = 0};

	if (text[0] == '{')
		object = json_parse(text, strlen(text), &ignored);
	if (!object)
		return;
	if (json_get(object, "note")) {
		json_write(json_get(object, "note"), out);
	} else if (!json_get(object, "undoes")) {
		case_detail_read(text, &all);
		case_detail_put(said.codes, sizeof(said.codes), all.codes);
		case_detail_put(said.reason, sizeof(said.reason), all.reason);
		case_detail_write(&said, out);
	}
	json_free(object);
}

static enum case_event event_find(const char *name)
{
	int i;

	for (i = 0; i < CASE_EVENT_COUNT; i++)
		if (strcmp(case_state_event_name((enum case_event)i), name) ==
		    0)
			break;
	return (enum case_event)i;
}

/*
 * A row with none of the three is not the ledger's: an import, an unmasking.
 */
bool case_detail_event(const struct case_detail_row *row,
		       struct ledger_event *e)
{
	const struct case_detail *d = row->detail;

	memset(e, 0, sizeof(*e));
	e->at = row->at;
	e->after = *row->after ? case_state_find(row->after) : CASE_STATE_COUNT;
	e->mark = ledger_mark_find(row->event);
	e->event = event_find(row->event);
	e->photo = d->photo;
	e->what = ledger_grant_find(d->what);
	e->n = d->n;
	e->fails = d->fails;
	e->copy = strcmp(d->what, "copy") == 0;
	return e->mark != LEDGER_NONE || e->event != CASE_EVENT_COUNT ||
	       e->after != CASE_STATE_COUNT;
}

bool case_detail_next_code(const char **at, char code[CASE_DETAIL_WORD])
{
	size_t n;

	while (**at) {
		n = strcspn(*at, " ");
		if (n && n < CASE_DETAIL_WORD)
			snprintf(code, CASE_DETAIL_WORD, "%.*s", (int)n, *at);
		*at += n + strspn(*at + n, " ");
		if (n && n < CASE_DETAIL_WORD)
			return true;
	}
	return false;
}
