/* SPDX-License-Identifier: MIT */
#include "roster/roster_columns.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/share.h"
#include "base/text.h"
#include "codec/config/ini.h"

/* NFKC leaves Chinese brackets as they are. */
static bool opens(uint32_t c)
{
	return c == '(' || c == '[' || c == 0x3010 || c == 0x3014 || c == '<';
}

static bool closes(uint32_t c)
{
	return c == ')' || c == ']' || c == 0x3011 || c == 0x3015 || c == '>';
}

static bool is_mark(uint32_t c)
{
	return c == ' ' || (c < 0x80 && strchr("*_-/:.,;\"'#=+&!?", (int)c)) ||
	       c == 0x3001 || c == 0x3002 || c == 0xb7 || c == 0x203b ||
	       c == 0x2605;
}

/*
 * "*身份证号码（18位）" and "身份证号码" are one name: what schools add to a
 * title are marks around it and remarks in brackets.
 */
void roster_columns_key(const char *header, struct buf *out)
{
	char *text = text_nfkc(header);
	const char *at = text ? text : "";
	size_t n = strlen(at), len;
	int depth = 0;
	uint32_t c;

	for (; n; at += len, n -= len) {
		c = text_decode(at, n, &len);
		if (opens(c))
			depth++;
		else if (closes(c) && depth)
			depth--;
		else if (!depth && !is_mark(c))
			text_encode(out, c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	free(text);
}

static int by_key(const void *a, const void *b)
{
	const struct roster_columns_name *x = a, *y = b;

	return strcmp(x->key, y->key);
}

static void add_name(struct roster_columns *columns, const char *name,
		     enum student_field field)
{
	struct buf key = BUF_INIT;

	roster_columns_key(name, &key);
	if (key.size) {
		MEM_GROW(columns->names, columns->n, columns->cap);
		columns->names[columns->n].key = buf_detach(&key, NULL);
		columns->names[columns->n++].field = field;
	}
	buf_release(&key);
}

static void add_list(struct roster_columns *columns, const char *list,
		     enum student_field field)
{
	const char *end;
	char *one;

	for (; *list; list = *end ? end + 1 : end) {
		end = list + strcspn(list, ",");
		one = mem_xstrndup(list, (size_t)(end - list));
		add_name(columns, one, field);
		free(one);
	}
}

/* Sorted, two fields that claim one name stand side by side. */
static int check_names(const struct roster_columns *columns, struct error *err)
{
	size_t i;

	for (i = 1; i < columns->n; i++) {
		const struct roster_columns_name *a = &columns->names[i - 1];
		const struct roster_columns_name *b = &columns->names[i];

		if (strcmp(a->key, b->key) == 0 && a->field != b->field)
			return error_set(
				err, ERROR_USAGE,
				_("the column name %s stands under both [%s] "
				  "and [%s]"),
				a->key, student_field_name(a->field),
				student_field_name(b->field));
	}
	return 0;
}

static int fill(const struct ini *ini, struct roster_columns *out,
		struct error *err)
{
	enum student_field field;
	const char *list;
	size_t i;

	for (i = 0; i < ini->n; i++) {
		field = student_field_find(ini->sections[i].name);
		if (field == STUDENT_FIELD_COUNT)
			return error_set(err, ERROR_USAGE,
					 _("[%s] is no field of a student"),
					 ini->sections[i].name);
		list = ini_section_get(&ini->sections[i], "names");
		add_list(out, list ? list : "", field);
	}
	if (out->n)
		qsort(out->names, out->n, sizeof(*out->names), by_key);
	return check_names(out, err);
}

int roster_columns_load(const char *path, struct roster_columns *out,
			struct error *err)
{
	char *file = path ? mem_xstrdup(path) : share_path("columns.ini");
	struct ini ini = INI_INIT;
	int result = -1;

	*out = (struct roster_columns)ROSTER_COLUMNS_INIT;
	if (ini_read_file(file, &ini, err) < 0)
		goto out;
	if (fill(&ini, out, err) < 0) {
		error_context(err, "%s", file);
		roster_columns_release(out);
		goto out;
	}
	result = 0;
out:
	ini_release(&ini);
	free(file);
	return result;
}

void roster_columns_release(struct roster_columns *columns)
{
	size_t i;

	for (i = 0; i < columns->n; i++)
		free(columns->names[i].key);
	free(columns->names);
	*columns = (struct roster_columns)ROSTER_COLUMNS_INIT;
}

enum student_field roster_columns_find(const struct roster_columns *columns,
				       const char *header)
{
	struct buf key = BUF_INIT;
	const struct roster_columns_name *found = NULL;
	struct roster_columns_name wanted;

	roster_columns_key(header, &key);
	wanted.key = key.data;
	if (key.size && columns->n)
		found = bsearch(&wanted, columns->names, columns->n,
				sizeof(*columns->names), by_key);
	buf_release(&key);
	return found ? found->field : STUDENT_FIELD_COUNT;
}

/* Latin names are part of too many words: they must be most of it. */
static bool is_part(const char *key, size_t size,
		    const struct roster_columns_name *name)
{
	if (!strstr(key, name->key))
		return false;
	return (unsigned char)name->key[0] >= 0x80 ||
	       strlen(name->key) * 3 >= size * 2;
}

enum student_field roster_columns_near(const struct roster_columns *columns,
				       const char *header)
{
	enum student_field best = STUDENT_FIELD_COUNT;
	struct buf key = BUF_INIT;
	size_t i, len, longest = 3;

	roster_columns_key(header, &key);
	for (i = 0; key.size && i < columns->n; i++) {
		len = strlen(columns->names[i].key);
		if (len > longest &&
		    is_part(key.data, key.size, &columns->names[i])) {
			longest = len;
			best = columns->names[i].field;
		}
	}
	buf_release(&key);
	return best;
}
