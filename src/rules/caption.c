/* SPDX-License-Identifier: MIT */
#include "rules/caption.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "rules/roster_row.h"

enum { MAX_FIELD = 16 };

/* The name in braces at `at`, and what is behind; NULL when it is none. */
static const char *read_field(const char *at, char name[MAX_FIELD])
{
	const char *end = strpbrk(at + 1, "{}");

	if (!end || *end != '}' || end - at > MAX_FIELD || end == at + 1)
		return NULL;
	snprintf(name, MAX_FIELD, "%.*s", (int)(end - at - 1), at + 1);
	return end + 1;
}

static int refuse(const char *name, struct error *err)
{
	struct buf all = BUF_INIT;
	int i;

	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		buf_add_word(&all, student_field_name((enum student_field)i));
	error_set(err, ERROR_USAGE, _("no field {%s}; there are: %s"), name,
		  buf_str(&all));
	buf_release(&all);
	return -1;
}

int caption_check(const char *template, struct error *err)
{
	const char *at = template;
	char name[MAX_FIELD];

	if (!text_is_utf8(template, strlen(template)))
		return error_set(err, ERROR_USAGE,
				 _("the caption is no UTF-8 text"));
	while ((at = strchr(at, '{'))) {
		if (at[1] == '{') {
			at += 2;
			continue;
		}
		at = read_field(at, name);
		if (!at)
			return error_set(err, ERROR_USAGE,
					 _("%s: a brace without its other one; "
					   "write it like {xh} {xm}"),
					 template);
		if (student_field_find(name) == STUDENT_FIELD_COUNT)
			return refuse(name, err);
	}
	return 0;
}

int caption_fields(const char *template)
{
	const char *at = template;
	int n = 0;

	while ((at = strchr(at, '{'))) {
		n += at[1] != '{';
		at += at[1] == '{' ? 2 : 1;
	}
	return n;
}

/* "A {xm} B" without a name is "A B", not "A  B". */
static void drop_blanks(struct buf *out, size_t start)
{
	while (out->size > start && out->data[out->size - 1] == ' ')
		out->data[--out->size] = '\0';
}

void caption_make(const char *template, const struct student *student,
		  bool unmask, struct buf *out)
{
	const char *at = template, *value;
	enum student_field field;
	char name[MAX_FIELD];
	size_t start = out->size;

	while (*at) {
		if (*at != '{' || at[1] == '{') {
			buf_addc(out, *at);
			at += *at == '{' ? 2 : 1;
			continue;
		}
		at = read_field(at, name);
		field = student_field_find(name);
		value = student_get(student, field);
		if (*value)
			roster_row_show(out, field, value, unmask);
		else
			drop_blanks(out, start);
	}
	drop_blanks(out, start);
}
