/* SPDX-License-Identifier: MIT */
#include "codec/table/markup_text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "codec/table/csv_charset.h"

enum {
	HEAD = 4096,	 /* bytes the kind and the charset are told by */
	PIECE = 1 << 18, /* bytes turned into UTF-8 at once */
	NAME = 32,	 /* of a charset */
	CLEARLY = 16,	 /* good characters for a bad byte of UTF-8 */
};

static char small(unsigned char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
}

/* The beginning as ASCII, small letters, of UTF-16 the halves that are it. */
static size_t narrow(const unsigned char *b, size_t n, char out[HEAD + 1])
{
	bool wide = n >= 2 && (memcmp(b, "\xff\xfe", 2) == 0 ||
			       memcmp(b, "\xfe\xff", 2) == 0);
	size_t i, size = 0;

	if (n >= 3 && memcmp(b, "\xef\xbb\xbf", 3) == 0)
		b += 3, n -= 3;
	for (i = wide ? 2 : 0; i < n && size < HEAD; i++) {
		if (wide && b[i] == 0)
			continue;
		out[size++] = small(b[i]);
	}
	out[size] = '\0';
	return size;
}

static const char *skip_blanks(const char *s)
{
	return s + strspn(s, " \t\r\n\f");
}

/* Past what may stand before the first element: <?xml …?>, <!-- … -->. */
static const char *skip_prolog(const char *s)
{
	for (;;) {
		const char *end = NULL;

		s = skip_blanks(s);
		if (strncmp(s, "<!--", 4) == 0)
			end = strstr(s, "-->");
		else if (strncmp(s, "<?", 2) == 0)
			end = strchr(s, '>');
		if (!end)
			return s;
		s = strchr(end, '>') + 1;
	}
}

/* Whether s begins with one of the words and no letter follows it. */
static bool begins(const char *s, const char *const *words)
{
	for (; *words; words++) {
		size_t n = strlen(*words);

		if (strncmp(s, *words, n) == 0 && !(s[n] >= 'a' && s[n] <= 'z'))
			return true;
	}
	return false;
}

/*
 * ID;P names the program; a list may begin with "ID;Name" as well, so the
 * second line must be a record, too ("P;PGeneral", "B;Y3;X7").
 */
static bool is_sylk(const char *s)
{
	size_t letters;

	if (strncmp(s, "id;p", 4) != 0)
		return false;
	s = skip_blanks(s + strcspn(s, "\r\n"));
	letters = strspn(s, "abcdefghijklmnopqrstuvwxyz");
	return letters >= 1 && letters <= 2 && s[letters] == ';';
}

static bool is_mht(const char *s)
{
	static const char *const headers[] = {
		"mime-version", "content-type",	   "from", "subject",
		"date",		"x-document-type", NULL};

	return begins(skip_blanks(s), headers) && strstr(s, "mime-version:") &&
	       (strstr(s, "multipart/related") || strstr(s, "text/html"));
}

static bool is_html(const char *s)
{
	static const char *const tags[] = {"<html",   "<!doctype html",
					   "<head",   "<meta",
					   "<title",  "<style",
					   "<link",   "<body",
					   "<div",    "<table",
					   "<tr",     "<script",
					   "<form",   "<font",
					   "<center", "<span",
					   "<p",      "<br",
					   "<h1",     "<h2",
					   "<h3",     "<thead",
					   "<tbody",  NULL};

	return begins(skip_prolog(s), tags);
}

/* Whatever the prefix of the namespace: <Workbook …>, <ss:Workbook …>. */
static bool is_spreadsheet_xml(const char *s)
{
	size_t name;

	s = skip_prolog(s);
	name = strcspn(s, " \t\r\n>");
	return *s == '<' && name > strlen("workbook") &&
	       strstr(s, "urn:schemas-microsoft-com:office:spreadsheet") &&
	       strncmp(s + name - strlen("workbook"), "workbook",
		       strlen("workbook")) == 0;
}

enum markup_text_kind markup_text_kind(const void *head, size_t n)
{
	char s[HEAD + 1];

	if (narrow(head, n, s) < 4)
		return MARKUP_TEXT_NONE;
	if (is_sylk(s))
		return MARKUP_TEXT_SYLK;
	if (is_mht(s))
		return MARKUP_TEXT_MHT;
	if (is_spreadsheet_xml(s))
		return MARKUP_TEXT_XML;
	return is_html(s) ? MARKUP_TEXT_HTML : MARKUP_TEXT_NONE;
}

/*
 * The charset a document says it is in:
 *
 *   <meta http-equiv=Content-Type content="text/html; charset=gb2312">
 *   <?xml version="1.0" encoding="GBK"?>
 */
static void declared(const struct buf *bytes, char name[NAME])
{
	char head[HEAD + 1];
	const char *at;
	size_t n;

	*name = '\0';
	narrow((const unsigned char *)bytes->data, bytes->size, head);
	at = strstr(head, "charset=");
	if (!at)
		at = strstr(head, "encoding=");
	if (!at)
		return;
	at = strchr(at, '=') + 1;
	at += strspn(at, "\"' ");
	n = strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789-_");
	if (n && n < NAME) {
		memcpy(name, at, n);
		name[n] = '\0';
	}
}

/* Of one line, as these documents often are, lines cannot be counted. */
static bool is_clearly_utf8(const struct buf *bytes)
{
	size_t i, len, good = 0, bad = 0;

	for (i = 0; i < bytes->size; i += len) {
		len = 1;
		if (!(bytes->data[i] & 0x80))
			continue;
		text_decode(bytes->data + i, bytes->size - i, &len);
		good += len > 1;
		bad += len == 1;
	}
	return good > CLEARLY * bad;
}

/* What the charsets of other languages than ours are worth being asked for. */
static const char *foreign(const char *name)
{
	static const char *const known[][2] = {{"big5", "BIG5"},
					       {"shift_jis", "SHIFT_JIS"},
					       {"euc-kr", "EUC-KR"},
					       {"euc-jp", "EUC-JP"},
					       {"windows-1252", "CP1252"},
					       {"iso-8859-1", "CP1252"},
					       {"windows-1251", "CP1251"},
					       {"koi8-r", "KOI8-R"},
					       {"big5-hkscs", "BIG5-HKSCS"}};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known); i++)
		if (strcmp(name, known[i][0]) == 0)
			return known[i][1];
	return NULL;
}

/*
 * Systems that write gb2312 into a page of UTF-8, or utf-8 into one of GBK, are
 * as common as those that tell the truth, so the bytes are asked first.
 */
static const char *choose(const struct buf *bytes, FILE *f, struct error *err)
{
	const char *found = csv_charset_find(f, err);
	char name[NAME];

	if (!found || strncmp(found, "UTF-16", 6) == 0)
		return found;
	if (strcmp(found, "UTF-8") == 0 || is_clearly_utf8(bytes))
		return "UTF-8";
	declared(bytes, name);
	if (foreign(name))
		return foreign(name);
	return strncmp(name, "gb", 2) == 0 ? "GB18030" : found;
}

static int convert(FILE *f, const char *charset, struct buf *out,
		   struct error *err)
{
	struct csv_charset in;
	int status;

	if (csv_charset_init(&in, f, charset, err) < 0)
		return -1;
	while ((status = csv_charset_read(&in, PIECE, out, err)) == 1)
		;
	csv_charset_release(&in);
	return status;
}

const char *markup_text_decode(const struct buf *bytes, const char *charset,
			       struct buf *out, struct error *err)
{
	FILE *f = bytes->size ? fmemopen(bytes->data, bytes->size, "rb") : NULL;
	const char *found = NULL;

	if (f)
		found = charset ? charset : choose(bytes, f, err);
	if (!f)
		error_set(err, ERROR_INPUT,
			  _("this is no table that can be read; save it as "
			    ".xlsx or as CSV"));
	else if (found && convert(f, found, out, err) < 0)
		found = NULL;
	if (f)
		fclose(f);
	return found;
}
