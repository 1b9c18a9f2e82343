/* SPDX-License-Identifier: MIT */
#include "codec/config/ini.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <ini.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

/*
 * inih reads lines into a buffer of 200 bytes, too short for Chinese texts.
 * A longer line is handed over in pieces: inih takes a line that begins with
 * a blank as more of the value before it, and `joined` tells the handler so.
 */
struct reader {
	const char *text;
	size_t size, at;  /* at: start of the next line */
	const char *rest; /* what is left of the line in hand, or NULL */
	size_t rest_size;
	const char *gap; /* blanks between two pieces */
	size_t gap_size;
	int line;
	bool joined;
	struct buf value;
	struct ini *out;
	struct error *err;
	bool failed;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static int fail(struct reader *r, const char *what)
{
	if (!r->failed)
		error_set(r->err, ERROR_INPUT, _("line %d: %s"), r->line, what);
	r->failed = true;
	return 0;
}

/* Where inih would see a comment begin behind the value. */
static size_t comment_at(const char *s, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (s[i] == ';' && is_blank(s[i - 1]))
			return i;
	return n;
}

/* Bytes of the line up to a comment or to the blanks at its end. */
static size_t without_comment(const char *s, size_t n)
{
	if (n && (*s == '#' || *s == ';'))
		return 0;
	n = comment_at(s, n);
	while (n && is_blank(s[n - 1]))
		n--;
	return n;
}

/* The next line without blanks at its ends; false at the end of the text. */
static bool take_line(struct reader *r)
{
	const char *s = r->text + r->at, *end;
	size_t n;

	if (r->at >= r->size)
		return false;
	end = memchr(s, '\n', r->size - r->at);
	n = end ? (size_t)(end - s) : r->size - r->at;
	r->at += n + 1;
	r->line++;
	while (n && is_blank(*s))
		s++, n--;
	if (n > INI_LINE_LIMIT)
		fail(r, _("the line is too long"));
	r->rest = s;
	r->rest_size = without_comment(s, n);
	return true;
}

/*
 * inih drops blanks at both ends of a piece and takes one that begins with ;
 * or # for a comment: end after a non-blank, go on before a harmless one.
 */
static size_t piece_size(struct reader *r, size_t room)
{
	size_t n = r->rest_size, next;

	if (n <= room)
		return n;
	for (n = room; n > 0; n--) {
		if (is_blank(r->rest[n - 1]))
			continue;
		for (next = n; is_blank(r->rest[next]); next++)
			;
		if (r->rest[next] != ';' && r->rest[next] != '#')
			return n;
	}
	fail(r, _("the line cannot be taken apart"));
	return room;
}

/* Pass over the blanks of a seam; the handler puts them back. */
static void skip_gap(struct reader *r)
{
	r->gap = r->rest;
	while (r->rest_size && is_blank(*r->rest)) {
		r->rest++;
		r->rest_size--;
	}
	r->gap_size = (size_t)(r->rest - r->gap);
}

static char *next_piece(char *buffer, int size, void *stream)
{
	struct reader *r = stream;
	size_t room = (size_t)size - 4, n;
	char *out = buffer;

	r->joined = r->rest && r->rest_size;
	if (!r->joined && !take_line(r))
		return NULL;
	skip_gap(r);
	n = piece_size(r, room);
	if (r->joined)
		*out++ = ' ';
	memcpy(out, r->rest, n);
	memcpy(out + n, "\n", 2);
	r->rest += n;
	r->rest_size -= n;
	return buffer;
}

/*
 * inih counts pieces, people count lines; 200 is the size of its buffer, so
 * that the pieces are cut as it had them.
 */
static int line_of_piece(const char *text, size_t n, int piece)
{
	struct reader r = {.text = text, .size = n, .out = NULL};
	char buffer[200];

	while (piece-- > 0 && next_piece(buffer, sizeof(buffer), &r))
		;
	return r.line;
}

static struct ini_section *section_for(struct ini *ini, const char *name)
{
	struct ini_section *section;
	size_t i;

	/* From behind: nearly always it is the section of the last key. */
	for (i = ini->n; i > 0; i--)
		if (strcmp(ini->sections[i - 1].name, name) == 0)
			return &ini->sections[i - 1];
	MEM_GROW(ini->sections, ini->n, ini->cap);
	section = &ini->sections[ini->n++];
	*section = (struct ini_section){.name = mem_xstrdup(name)};
	return section;
}

static int add_entry(struct reader *r, const char *name, const char *key,
		     const char *value)
{
	struct ini_section *section = section_for(r->out, name);
	size_t i;

	for (i = 0; i < section->n; i++)
		if (strcmp(section->entries[i].key, key) == 0)
			return fail(r, _("the key is there already"));
	if (r->out->keys++ >= INI_KEYS_LIMIT)
		return fail(r, _("too many keys"));
	MEM_GROW(section->entries, section->n, section->cap);
	section->entries[section->n++] = (struct ini_entry){
		mem_xstrdup(key), mem_xstrdup(value), r->line};
	return 1;
}

static int on_entry(void *ctx, const char *name, const char *key,
		    const char *value)
{
	struct reader *r = ctx;
	struct ini_entry *entry;

	if (r->failed)
		return 0;
	if (strlen(name) > INI_NAME_LIMIT)
		return fail(r, _("the section name is too long"));
	if (!r->joined) {
		buf_clear(&r->value);
		buf_adds(&r->value, value);
		return add_entry(r, name, key, value);
	}
	/* More of the value before: the blanks that inih dropped go between. */
	buf_add(&r->value, r->gap, r->gap_size);
	buf_adds(&r->value, value);
	if (r->rest_size)
		return 1;
	entry = NULL;
	if (r->out->n) {
		struct ini_section *section = section_for(r->out, name);

		entry = section->n ? &section->entries[section->n - 1] : NULL;
	}
	if (!entry || entry->line != r->line)
		return fail(r, _("not a key with a value"));
	free(entry->value);
	entry->value = mem_xstrdup(buf_str(&r->value));
	return 1;
}

int ini_read_text(const char *text, size_t n, struct ini *out,
		  struct error *err)
{
	struct reader r = {.text = text,
			   .size = n,
			   .out = out,
			   .err = err,
			   .value = BUF_INIT};
	int bad;

	*out = (struct ini)INI_INIT;
	if (n > INI_BYTES_LIMIT)
		return error_set(err, ERROR_LIMIT,
				 _("settings of more than 1 MB"));
	if (memchr(text, '\0', n) || !text_is_utf8(text, n))
		return error_set(err, ERROR_INPUT, _("not UTF-8 text"));
	if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		r.at = 3;
	bad = ini_parse_stream(next_piece, &r, on_entry, &r);
	buf_release(&r.value);
	if (bad != 0 && !r.failed) {
		r.line = line_of_piece(text, n, bad);
		fail(&r, _("neither a section nor a key with a value"));
	}
	if (!r.failed)
		return 0;
	ini_release(out);
	return -1;
}

int ini_read_file(const char *path, struct ini *out, struct error *err)
{
	struct buf text = BUF_INIT;
	int result;

	*out = (struct ini)INI_INIT;
	result = file_read(path, INI_BYTES_LIMIT, &text, err);
	if (result == 0 &&
	    ini_read_text(buf_str(&text), text.size, out, err) < 0)
		result = error_context(err, "%s", path);
	buf_release(&text);
	return result;
}

void ini_release(struct ini *ini)
{
	size_t i, k;

	for (i = 0; i < ini->n; i++) {
		for (k = 0; k < ini->sections[i].n; k++) {
			free(ini->sections[i].entries[k].key);
			free(ini->sections[i].entries[k].value);
		}
		free(ini->sections[i].entries);
		free(ini->sections[i].name);
	}
	free(ini->sections);
	*ini = (struct ini)INI_INIT;
}

const struct ini_section *ini_section(const struct ini *ini, const char *name)
{
	size_t i;

	for (i = 0; i < ini->n; i++)
		if (strcmp(ini->sections[i].name, name) == 0)
			return &ini->sections[i];
	return NULL;
}

const char *ini_section_get(const struct ini_section *section, const char *key)
{
	size_t i;

	for (i = 0; section && i < section->n; i++)
		if (strcmp(section->entries[i].key, key) == 0)
			return section->entries[i].value;
	return NULL;
}

const char *ini_get(const struct ini *ini, const char *section, const char *key)
{
	return ini_section_get(ini_section(ini, section), key);
}

int ini_section_long(const struct ini_section *section, const char *key,
		     const long range[2], long *value, struct error *err)
{
	const char *text = ini_section_get(section, key);

	if (!text || text_to_long(text, range[0], range[1], value) == 0)
		return 0;
	return error_set(err, ERROR_INPUT,
			 _("[%s] %s = %s: not a whole number in %ld..%ld"),
			 section->name, key, text, range[0], range[1]);
}
