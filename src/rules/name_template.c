/* SPDX-License-Identifier: MIT */
#include "rules/name_template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "rules/idnum.h"

enum { MAX_FIELD = 16, MAX_TEMPLATE = 400 };

/* What comes next: a field, a character as it is, or the end. */
struct token {
	char field[MAX_FIELD]; /* "" when it is a character */
	char literal;
};

/* The rest behind the token; NULL for a brace without its other one. */
static const char *next_token(const char *at, struct token *token)
{
	const char *end;
	size_t n;

	*token = (struct token){.literal = *at};
	if (*at == '}')
		return at[1] == '}' ? at + 2 : NULL;
	if (*at != '{')
		return at + 1;
	if (at[1] == '{')
		return at + 2;
	end = strpbrk(at + 1, "{}");
	n = end ? (size_t)(end - at) - 1 : 0;
	if (!end || *end != '}' || n == 0 || n >= MAX_FIELD)
		return NULL;
	memcpy(token->field, at + 1, n);
	return end + 1;
}

static int bad_field(const char *template, const char *field, struct error *err)
{
	struct buf all = BUF_INIT;
	int i;

	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		buf_addf(&all, "%s ",
			 student_field_name((enum student_field)i));
	error_set(err, ERROR_USAGE,
		  _("%s: no field {%s}; there are: %scode feature"), template,
		  field, buf_str(&all));
	buf_release(&all);
	return -1;
}

static bool is_known(const char *field)
{
	return strcmp(field, "code") == 0 || strcmp(field, "feature") == 0 ||
	       student_field_find(field) != STUDENT_FIELD_COUNT;
}

int name_template_each(const char *template, name_template_fn fn, void *ctx,
		       struct error *err)
{
	const char *at = template;
	struct token token;
	int result = 0;

	while (at && *at && result == 0) {
		at = next_token(at, &token);
		if (at && token.field[0])
			result = fn(ctx, token.field, err);
	}
	return result;
}

/*
 * The template with an x for each field, and how many fields there are; -1 with
 * err for a field that is none, fields 0 for a brace without its other one.
 */
static int take_sample(const char *template, struct buf *sample, size_t *fields,
		       struct error *err)
{
	const char *at = template;
	struct token token;

	*fields = 0;
	while (*at) {
		at = next_token(at, &token);
		if (!at) {
			*fields = 0;
			return 0;
		}
		if (token.field[0] && !is_known(token.field))
			return bad_field(template, token.field, err);
		*fields += token.field[0] != '\0';
		buf_addc(sample, token.field[0] ? 'x' : token.literal);
	}
	return 0;
}

int name_template_check(const char *template, struct error *err)
{
	struct buf sample = BUF_INIT;
	size_t fields;
	int result;

	if (strlen(template) > MAX_TEMPLATE)
		return error_set(err, ERROR_USAGE,
				 _("the name template is too long"));
	result = take_sample(template, &sample, &fields, err);
	if (result == 0 && (!fields || !path_is_safe(buf_str(&sample))))
		result = error_set(err, ERROR_USAGE,
				   _("%s: not a template for file names; write "
				     "it like {xh}.jpg or {bh}/{xh}_{xm}.jpg"),
				   template);
	buf_release(&sample);
	return result;
}

static int is_field(void *ctx, const char *field, struct error *err)
{
	(void)err;
	return strcmp(ctx, field) == 0;
}

bool name_template_uses(const char *template, const char *field)
{
	char name[MAX_FIELD] = "";

	strncat(name, field, sizeof(name) - 1);
	return name_template_each(template, is_field, name, NULL) == 1;
}

/* Windows drops a dot or blank at the end of a folder or file name. */
static void close_part(struct buf *out, size_t start)
{
	size_t i = out->size;

	while (i > start &&
	       (out->data[i - 1] == '.' || out->data[i - 1] == ' '))
		out->data[--i] = '_';
}

/*
 * An empty field is refused and not left out: {xh}_{xm} without 学号 would be a
 * name that looks complete and is not.
 */
static int add_value(struct buf *out, const char *field, const char *value,
		     struct error *err)
{
	enum student_field id = student_field_find(field);
	char *clean;

	if (!value || !*value)
		return error_set(
			err, ERROR_INPUT, _("the field %s %s is empty"), field,
			id == STUDENT_FIELD_COUNT ? ""
						  : student_field_label(id));
	clean = path_clean_name(value);
	buf_adds(out, clean);
	free(clean);
	return 0;
}

static const char *value_of(const struct student *student, const char *code,
			    const char *field)
{
	enum student_field id = student_field_find(field);

	if (id != STUDENT_FIELD_COUNT)
		return student_get(student, id);
	return strcmp(field, "code") == 0 ? code : NULL;
}

char *name_template_of_task(const char *template, const char *feature,
			    struct error *err)
{
	struct buf out = BUF_INIT;
	const char *at = template, *next;
	struct token token;

	for (; at && *at; at = next) {
		next = next_token(at, &token);
		if (next && strcmp(token.field, "feature") == 0)
			buf_adds(&out, feature);
		else
			buf_add(&out, at,
				next ? (size_t)(next - at) : strlen(at));
	}
	if (*feature || !name_template_uses(template, "feature"))
		return buf_detach(&out, NULL);
	buf_release(&out);
	error_set(err, ERROR_USAGE,
		  _("%s: no task with a feature code is chosen; set it: qctool "
		    "task set feature-code=CODE"),
		  template);
	return NULL;
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

/* 18 characters in a row of which 17 are digits are a resident's, or wrong. */
static bool has_wrong_number(const char *name)
{
	char number[19];
	size_t n;

	for (; *name; name += n ? n : 1) {
		for (n = 0; is_alnum(name[n]); n++)
			;
		if (n != 18 || strspn(name, "0123456789") < 17)
			continue;
		snprintf(number, sizeof(number), "%.18s", name);
		if (idnum_read(number, IDNUM_RESIDENT).fault != IDNUM_OK)
			return true;
	}
	return false;
}

/* "A.JPG" is named by "{xh}.jpg" as well. */
static bool same_letter(char a, char b)
{
	a += a >= 'A' && a <= 'Z' ? 'a' - 'A' : 0;
	b += b >= 'A' && b <= 'Z' ? 'a' - 'A' : 0;
	return a == b;
}

/*
 * As file names are matched by patterns: a field takes one character and, when
 * what follows does not fit, one more; only the last field is ever asked again,
 * since an earlier one that took more would leave less.  Both texts may come
 * from a stranger's package, and each character is looked at once for each of
 * the other text at most.
 */
static bool fits(const char *template, const char *name)
{
	const char *rest, *behind = NULL, *taken = NULL;
	struct token token;

	while (*name) {
		token = (struct token){.literal = '\0'};
		rest = *template ? next_token(template, &token) : NULL;
		if (rest && token.field[0] && *name != '/') {
			behind = template = rest;
			taken = ++name;
		} else if (rest && !token.field[0] &&
			   same_letter(*name, token.literal)) {
			template = rest;
			name++;
		} else {
			if (!behind || !*taken || *taken == '/')
				return false;
			template = behind;
			name = ++taken;
		}
	}
	return !*template;
}

bool name_template_matches(const char *template, const char *name, bool numbers)
{
	return fits(template, name) &&
	       !(numbers && name_template_uses(template, "zjhm") &&
		 has_wrong_number(name));
}

char *name_template_make(const char *template, const struct student *student,
			 const char *code, struct error *err)
{
	struct buf out = BUF_INIT;
	const char *at = template;
	struct token token;
	size_t start = 0;

	while (at && *at) {
		at = next_token(at, &token);
		if (token.field[0]) {
			if (add_value(&out, token.field,
				      value_of(student, code, token.field),
				      err) < 0)
				at = NULL;
			continue;
		}
		if (token.literal == '/') {
			close_part(&out, start);
			start = out.size + 1;
		}
		buf_addc(&out, token.literal);
	}
	close_part(&out, start);
	if (at && path_is_safe(buf_str(&out)))
		return buf_detach(&out, NULL);
	if (at)
		error_set(err, ERROR_INPUT, _("%s: not a safe file name"),
			  buf_str(&out));
	buf_release(&out);
	return NULL;
}
