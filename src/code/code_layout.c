/* SPDX-License-Identifier: MIT */
#include "code/code_layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/share.h"
#include "base/text.h"
#include "code/code_split.h"
#include "codec/config/ini.h"

/* How a text is taken apart: one function of code_split each. */
enum kind { JSON, PAIRS, QUERY, DELIMITED, FIXED, OPAQUE, KINDS };

static const char *const kind_names[KINDS] = {"json",	   "pairs", "query",
					      "delimited", "fixed", "opaque"};

enum { MAX_COLUMNS = 32, MAX_LAYOUTS = 64 };

struct column {
	enum student_field field; /* STUDENT_FIELD_COUNT: passed over */
	long first, last;	  /* fixed */
};

struct layout {
	struct ini ini;
	enum kind kind;
	long order;
	const char *name, *prefix; /* borrowed from ini */
	char between[8], assign[8];
	struct column columns[MAX_COLUMNS];
	int column_count;
	bool required[STUDENT_FIELD_COUNT];
};

struct code_layouts {
	struct layout *list;
	size_t n, cap;
};

/* The next word of a blank-separated list into out; NULL at the end. */
static const char *next_word(const char *at, char *out, size_t size)
{
	size_t n;

	at += strspn(at, " \t");
	n = strcspn(at, " \t");
	if (n == 0)
		return NULL;
	if (n >= size)
		n = size - 1;
	memcpy(out, at, n);
	out[n] = '\0';
	return at + strcspn(at, " \t");
}

/* Names of separators, since some of them cannot stand in a settings file. */
static int read_marks(const struct layout *l, const char *key, char out[8],
		      struct error *err)
{
	static const struct {
		const char *name;
		char mark;
	} marks[] = {{"semicolon", ';'}, {"comma", ','},    {"pipe", '|'},
		     {"tab", '\t'},	 {"newline", '\n'}, {"ampersand", '&'},
		     {"equals", '='},	 {"colon", ':'},    {"caret", '^'},
		     {"hash", '#'},	 {"slash", '/'}};
	const char *at = ini_get(&l->ini, "layout", key);
	char word[20];
	size_t i, n = 0;

	while (at && (at = next_word(at, word, sizeof(word))) != NULL) {
		for (i = 0; i < ARRAY_SIZE(marks); i++)
			if (strcmp(marks[i].name, word) == 0)
				break;
		if (i == ARRAY_SIZE(marks) || n == 7)
			return error_set(err, ERROR_INPUT,
					 _("%s = %s: no separator we know"),
					 key, word);
		out[n++] = marks[i].mark;
	}
	out[n] = '\0';
	return 0;
}

/* "6-19", or "38-" to the end. */
static int read_range(const char *text, struct column *out)
{
	char *end;

	out->first = strtol(text, &end, 10);
	if (out->first < 1 || *end != '-')
		return -1;
	out->last = strtol(end + 1, &end, 10);
	return *end || (out->last != 0 && out->last < out->first) ? -1 : 0;
}

/* "xh:6-19", "xm:38-", "yxdm" or "-". */
static int read_column(const char *word, bool fixed, struct column *out)
{
	char name[20];
	size_t n = strcspn(word, ":");

	*out = (struct column){.field = STUDENT_FIELD_COUNT};
	if (strcmp(word, "-") == 0)
		return fixed ? -1 : 0;
	if (n >= sizeof(name))
		return -1;
	memcpy(name, word, n);
	name[n] = '\0';
	out->field = student_field_find(name);
	if (out->field == STUDENT_FIELD_COUNT || fixed != (word[n] == ':'))
		return -1;
	return fixed ? read_range(word + n + 1, out) : 0;
}

static int read_columns(struct layout *l, struct error *err)
{
	const char *at = ini_get(&l->ini, "layout", "columns");
	char word[40];

	while (at && (at = next_word(at, word, sizeof(word))) != NULL)
		if (l->column_count == MAX_COLUMNS ||
		    read_column(word, l->kind == FIXED,
				&l->columns[l->column_count++]) < 0)
			return error_set(err, ERROR_INPUT,
					 _("columns: %s is no field"), word);
	if (l->column_count == 0 && (l->kind == FIXED || l->kind == DELIMITED))
		return error_set(err, ERROR_INPUT, _("columns are missing"));
	return 0;
}

static int read_required(struct layout *l, struct error *err)
{
	const char *at = ini_get(&l->ini, "layout", "require");
	enum student_field field;
	char word[20];

	while (at && (at = next_word(at, word, sizeof(word))) != NULL) {
		field = student_field_find(word);
		if (field == STUDENT_FIELD_COUNT)
			return error_set(err, ERROR_INPUT,
					 _("require: %s is no field"), word);
		l->required[field] = true;
	}
	return 0;
}

/*
 * Keys of [fields] and [masks] must be fields: a misspelt one would silently
 * check nothing.
 */
static int check_keys(const struct layout *l, const char *section,
		      struct error *err)
{
	const struct ini_section *s = ini_section(&l->ini, section);
	size_t i;

	for (i = 0; s && i < s->n; i++)
		if (student_field_find(s->entries[i].key) ==
		    STUDENT_FIELD_COUNT)
			return error_set(err, ERROR_INPUT,
					 _("[%s]: %s is no field"), section,
					 s->entries[i].key);
	return 0;
}

static enum kind find_kind(const char *name)
{
	int kind;

	for (kind = 0; name && kind < KINDS; kind++)
		if (strcmp(kind_names[kind], name) == 0)
			return (enum kind)kind;
	return KINDS;
}

/* What a layout is called and when it has its turn. */
static int read_identity(struct layout *l, struct error *err)
{
	static const long orders[] = {0, 100000};
	const struct ini_section *s = ini_section(&l->ini, "layout");

	l->name = ini_section_get(s, "name");
	l->prefix = ini_section_get(s, "prefix");
	l->kind = find_kind(ini_section_get(s, "kind"));
	if (!l->name || !ini_section_get(s, "title") || l->kind == KINDS)
		return error_set(err, ERROR_INPUT,
				 _("[layout] needs name, title and a kind"));
	return ini_section_long(s, "order", orders, &l->order, err);
}

static int read_separators(struct layout *l, struct error *err)
{
	if (read_marks(l, "between", l->between, err) < 0 ||
	    read_marks(l, "assign", l->assign, err) < 0)
		return -1;
	if ((l->kind == PAIRS || l->kind == DELIMITED) && !*l->between)
		return error_set(err, ERROR_INPUT, _("between is missing"));
	return 0;
}

static int read_layout(struct layout *l, struct error *err)
{
	if (read_identity(l, err) < 0 || read_separators(l, err) < 0 ||
	    read_columns(l, err) < 0 || read_required(l, err) < 0 ||
	    check_keys(l, "fields", err) < 0)
		return -1;
	return check_keys(l, "masks", err);
}

static int load_file(void *ctx, const char *path, struct error *err)
{
	struct code_layouts *all = ctx;
	struct layout *l;

	if (!path_has_extension(path, ".ini"))
		return 0;
	if (all->n == MAX_LAYOUTS)
		return error_set(err, ERROR_LIMIT, _("too many layouts"));
	MEM_GROW(all->list, all->n, all->cap);
	l = &all->list[all->n];
	memset(l, 0, sizeof(*l));
	if (ini_read_file(path, &l->ini, err) < 0)
		return -1;
	all->n++;
	return read_layout(l, err) < 0 ? error_context(err, "%s", path) : 0;
}

/* Names decide between equals: folders list files in any order. */
static int by_order(const void *a, const void *b)
{
	const struct layout *p = a, *q = b;

	if (p->order != q->order)
		return p->order < q->order ? -1 : 1;
	return strcmp(p->name, q->name);
}

struct code_layouts *code_layout_load(const char *folder, struct error *err)
{
	struct code_layouts *all = mem_xcalloc(1, sizeof(*all));
	char *path = folder ? mem_xstrdup(folder) : share_path("codes");

	if (file_walk(path, load_file, all, err) < 0) {
		code_layout_free(all);
		all = NULL;
	} else if (all->n) {
		qsort(all->list, all->n, sizeof(*all->list), by_order);
	}
	free(path);
	return all;
}

void code_layout_free(struct code_layouts *layouts)
{
	size_t i;

	if (!layouts)
		return;
	for (i = 0; i < layouts->n; i++)
		ini_release(&layouts->list[i].ini);
	free(layouts->list);
	free(layouts);
}

/* The pattern's letters, as in the header; a star has four shapes in use. */
static bool char_fits(char pattern, uint32_t c)
{
	bool digit = c >= '0' && c <= '9';

	switch (pattern) {
	case '9':
		return digit;
	case 'X':
		return digit || c == 'X' || c == 'x';
	case 'A':
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
	case '*':
		return c == '*' || c == 0xff0a || c == 0xd7 || c == 0x25cf;
	case '?':
		return true;
	default:
		return c == (unsigned char)pattern;
	}
}

/* By characters, not bytes: one ? is one Han character. */
static bool pattern_fits(const char *pattern, const char *value)
{
	size_t n = strlen(value), len;

	for (; *pattern; pattern++, value += len, n -= len) {
		if (pattern[0] == '~' && pattern[1] == '\0')
			return true;
		if (n == 0 || !char_fits(*pattern, text_decode(value, n, &len)))
			return false;
	}
	return n == 0;
}

bool code_layout_mask_fits(const char *patterns, const char *value)
{
	char word[80];

	while ((patterns = next_word(patterns, word, sizeof(word))) != NULL)
		if (pattern_fits(word, value))
			return true;
	return false;
}

/* The first of a field's names that the text has, in the file's order. */
static void fill_by_name(const struct layout *l, const struct code_split *split,
			 struct student *out)
{
	const struct ini_section *fields = ini_section(&l->ini, "fields");
	char word[80];
	size_t i;

	for (i = 0; fields && i < fields->n; i++) {
		const char *at = fields->entries[i].value, *value = NULL;

		while (!value &&
		       (at = next_word(at, word, sizeof(word))) != NULL)
			value = code_split_get(split, word);
		if (value)
			student_set(out,
				    student_field_find(fields->entries[i].key),
				    value);
	}
}

/* As many values as columns: one | in a name would move all behind it. */
static int fill_by_place(const struct layout *l, const struct code_split *split,
			 struct student *out)
{
	size_t i;

	if (split->n != (size_t)l->column_count)
		return -1;
	for (i = 0; i < split->n; i++)
		if (l->columns[i].field != STUDENT_FIELD_COUNT)
			student_set(out, l->columns[i].field, split->value[i]);
	return 0;
}

static void fill_by_range(const struct layout *l, const char *text,
			  struct student *out)
{
	int i;

	for (i = 0; i < l->column_count; i++) {
		char *value = code_split_range(text, l->columns[i].first,
					       l->columns[i].last);

		student_set(out, l->columns[i].field, value);
		free(value);
	}
}

static int fill(const struct layout *l, const char *text, struct student *out)
{
	struct code_split split = {.n = 0};
	int result = -1;

	if (l->kind == JSON)
		result = code_split_json(text, &split);
	else if (l->kind == PAIRS)
		result = code_split_pairs(text, l->between, l->assign, &split);
	else if (l->kind == QUERY)
		result = code_split_query(text, &split);
	else if (l->kind == DELIMITED)
		result = code_split_list(text, l->between, &split);
	if (result == 0 && l->kind == DELIMITED)
		result = fill_by_place(l, &split, out);
	else if (result == 0)
		fill_by_name(l, &split, out);
	if (l->kind == FIXED) {
		fill_by_range(l, text, out);
		result = 0;
	}
	code_split_release(&split);
	return result;
}

/*
 * What is required is there, and everything looks as its mask says.  Without
 * this any text with a | in it would be somebody's: a wrong student is worse
 * than an opaque code, which a person looks at.
 */
static bool is_sound(const struct layout *l, const struct student *s)
{
	const struct ini_section *masks = ini_section(&l->ini, "masks");
	size_t i;

	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		if (l->required[i] && !*student_get(s, (enum student_field)i))
			return false;
	for (i = 0; masks && i < masks->n; i++) {
		const char *value = student_get(
			s, student_field_find(masks->entries[i].key));

		if (*value &&
		    !code_layout_mask_fits(masks->entries[i].value, value))
			return false;
	}
	return true;
}

static bool parse_with(const struct layout *l, const char *text,
		       struct student *out)
{
	size_t n = l->prefix ? strlen(l->prefix) : 0;

	if (l->kind == OPAQUE || strncmp(text, l->prefix ? l->prefix : "", n))
		return false;
	if (fill(l, text + n, out) == 0 && is_sound(l, out))
		return true;
	/* what an unfit layout filled must not show through the next one */
	student_release(out);
	memset(out, 0, sizeof(*out));
	return false;
}

bool code_layout_parse_text(const struct code_layouts *layouts,
			    const char *text, struct code_fields *out)
{
	size_t i;

	memset(out, 0, sizeof(*out));
	out->layout = "opaque";
	/* payloads are UTF-8 by now; a layout's test or a caller may not be */
	if (!text_is_utf8(text, strlen(text)))
		return false;
	for (i = 0; i < layouts->n; i++)
		if (parse_with(&layouts->list[i], text, &out->student)) {
			out->layout = layouts->list[i].name;
			return true;
		}
	return false;
}

bool code_layout_parse(const struct code_layouts *layouts,
		       const struct code_payload *payload,
		       struct code_fields *out)
{
	return code_layout_parse_text(layouts,
				      payload->text ? payload->text : "", out);
}

void code_layout_fields_release(struct code_fields *fields)
{
	student_release(&fields->student);
	memset(fields, 0, sizeof(*fields));
}
