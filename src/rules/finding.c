/* SPDX-License-Identifier: MIT */
#include "rules/finding.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "rules/words.h"

struct entry {
	const char *code;
	enum finding_severity severity;
	const char *text[2]; /* by enum i18n_lang */
	const char *advice[2];
};

/*
 * Built in and not read at run time: a code without a text must not be
 * possible (share/findings.ini; tests/lint holds the codes of src against it).
 */
static const struct entry catalogue[] = {
#include "findings.inc"
};

static const struct entry *lookup(const char *code)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(catalogue); i++)
		if (strcmp(catalogue[i].code, code) == 0)
			return &catalogue[i];
	return NULL;
}

bool finding_is_known(const char *code)
{
	return lookup(code) != NULL;
}

const char *finding_catalogue_code(size_t i)
{
	return i < ARRAY_SIZE(catalogue) ? catalogue[i].code : NULL;
}

void findings_release(struct findings *all)
{
	free(all->list);
	*all = (struct findings)FINDINGS_INIT;
}

void findings_trim(struct findings *all)
{
	if (all->n == all->cap || !all->n)
		return;
	all->list = mem_xrealloc(all->list, all->n * sizeof(*all->list));
	all->cap = all->n;
}

static struct finding *append(struct findings *all, const char *code)
{
	struct finding *f;

	MEM_GROW(all->list, all->n, all->cap);
	f = &all->list[all->n++];
	memset(f, 0, sizeof(*f));
	snprintf(f->code, sizeof(f->code), "%s", code);
	f->value = f->min = f->max = f->fix = NAN;
	return f;
}

struct finding *findings_copy(struct findings *all)
{
	return append(all, "");
}

void findings_append(struct findings *all, const struct findings *more)
{
	size_t i;

	for (i = 0; i < more->n; i++)
		*findings_copy(all) = more->list[i];
}

void findings_append_new(struct findings *all, const struct findings *more)
{
	size_t i, j;

	for (i = 0; i < more->n; i++) {
		for (j = 0; j < all->n; j++)
			if (strcmp(all->list[j].code, more->list[i].code) == 0)
				break;
		if (j == all->n)
			*findings_copy(all) = more->list[i];
		else if (all->list[j].severity < more->list[i].severity)
			all->list[j] = more->list[i];
	}
}

/*
 * A code the catalogue lacks is our mistake and would be shown to people
 * without a text: it stops the first test that meets it.
 */
struct finding *findings_add(struct findings *all, const char *code)
{
	const struct entry *entry = lookup(code);
	struct finding *f;

	if (!entry)
		BUG(code);
	f = append(all, code);
	f->severity = entry->severity;
	return f;
}

/* Copies what fits, ending at a whole character. */
static void copy_cut(char *to, size_t size, const char *from)
{
	size_t n = strlen(from);

	if (n >= size)
		n = size - 1;
	while (n && ((unsigned char)from[n] & 0xc0) == 0x80)
		n--;
	memcpy(to, from, n);
	to[n] = '\0';
}

struct finding *findings_add_detail(struct findings *all, const char *code,
				    const char *detail)
{
	struct finding *f = findings_add(all, code);

	copy_cut(f->detail, sizeof(f->detail), detail ? detail : "");
	return f;
}

struct finding *findings_add_value(struct findings *all, const char *code,
				   double value, const char *unit)
{
	struct finding *f = findings_add(all, code);

	f->value = value;
	snprintf(f->unit, sizeof(f->unit), "%s", unit);
	return f;
}

struct finding *findings_add_above(struct findings *all, const char *code,
				   double value, double max, const char *unit)
{
	struct finding *f = findings_add_value(all, code, value, unit);

	f->max = max;
	return f;
}

struct finding *findings_add_below(struct findings *all, const char *code,
				   double value, double min, const char *unit)
{
	struct finding *f = findings_add_value(all, code, value, unit);

	f->min = min;
	return f;
}

struct finding *findings_add_outside(struct findings *all, const char *code,
				     double value,
				     const struct profile_range *range,
				     const char *unit)
{
	struct finding *f = findings_add_value(all, code, value, unit);

	f->min = range->min;
	f->max = range->max;
	return f;
}

enum finding_severity findings_worst(const struct findings *all)
{
	enum finding_severity worst = FINDING_INFO;
	size_t i;

	for (i = 0; i < all->n; i++)
		if (all->list[i].severity > worst)
			worst = all->list[i].severity;
	return worst;
}

struct finding *findings_find(const struct findings *all, const char *code)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if (strcmp(all->list[i].code, code) == 0)
			return &all->list[i];
	return NULL;
}

bool findings_has(const struct findings *all, const char *code)
{
	return findings_find(all, code) != NULL;
}

void findings_weigh(struct findings *all, const struct profile *profile)
{
	const struct profile_severity *s = profile->severities;
	size_t i;
	int k;

	for (i = 0; i < all->n; i++)
		for (k = 0; k < profile->severity_count; k++)
			if (strcmp(all->list[i].code, s[k].code) == 0)
				all->list[i].severity = s[k].severity;
}

static const char *const severities[] = {"info", "warn", "error"};

const char *finding_severity_name(enum finding_severity severity)
{
	return severities[severity];
}

int finding_severity_parse(const char *name, enum finding_severity *out)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(severities); i++)
		if (strcmp(name, severities[i]) == 0) {
			*out = (enum finding_severity)i;
			return 0;
		}
	return -1;
}

/* Whole numbers without a point: a limit of 480 pixels is not 480.0. */
static void add_number(struct buf *out, double v)
{
	if (isnan(v))
		buf_adds(out, "-");
	else if (v == floor(v) && fabs(v) < 1e12)
		buf_addf(out, "%.0f", v);
	else
		buf_addf(out, fabs(v) < 10 ? "%.2f" : "%.1f", v);
}

/* The words a text of the catalogue may hold in braces. */
static const struct {
	const char *name;
	size_t offset; /* of a double in struct finding */
} numbers[] = {
	{"value", offsetof(struct finding, value)},
	{"min", offsetof(struct finding, min)},
	{"max", offsetof(struct finding, max)},
	{"fix", offsetof(struct finding, fix)},
};

static bool is_word(const char *name, size_t n, const char *word)
{
	return strlen(word) == n && strncmp(name, word, n) == 0;
}

/*
 * Nothing from outside is known: the sign that stands before it goes too.
 */
static void drop_colon(struct buf *out)
{
	static const char *const signs[] = {": ", "：", ":"};
	size_t i, n;

	for (i = 0; i < ARRAY_SIZE(signs); i++) {
		n = strlen(signs[i]);
		if (out->size >= n &&
		    memcmp(buf_str(out) + out->size - n, signs[i], n) == 0) {
			out->size -= n;
			out->data[out->size] = '\0';
			return;
		}
	}
}

/* Limits that read alike are one: a ratio of 0.749 to 0.751 is "0.75". */
static void add_range(const struct finding *f, enum i18n_lang lang,
		      struct buf *out)
{
	struct buf min = BUF_INIT, max = BUF_INIT;

	add_number(&min, f->min);
	add_number(&max, f->max);
	buf_adds(out, buf_str(&min));
	if (strcmp(buf_str(&min), buf_str(&max)) != 0) {
		buf_adds(out, lang == I18N_ZH ? "～" : " to ");
		buf_adds(out, buf_str(&max));
	}
	buf_release(&min);
	buf_release(&max);
}

/* name[n], as it stands in the braces. */
static void add_field(const struct finding *f, const char *name, size_t n,
		      enum i18n_lang lang, struct buf *out)
{
	double value;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		if (!is_word(name, n, numbers[i].name))
			continue;
		memcpy(&value, (const char *)f + numbers[i].offset,
		       sizeof(value));
		add_number(out, value);
		return;
	}
	if (is_word(name, n, "range"))
		add_range(f, lang, out);
	else if (is_word(name, n, "unit"))
		buf_adds(out, f->unit);
	else if (is_word(name, n, "detail") && !f->detail[0])
		drop_colon(out);
	else if (is_word(name, n, "detail"))
		buf_adds(out, f->detail);
	else if (is_word(name, n, "word")) /* the detail is one of ours */
		buf_adds(out, words_show(f->detail));
	else if (is_word(name, n, "owners")) /* numbers, and by what */
		words_show_reasons(f->detail, out);
	else
		buf_addf(out, "{%.*s}", (int)n, name);
}

static void expand(const struct finding *f, enum i18n_lang lang,
		   const char *pattern, struct buf *out)
{
	const char *end;

	for (; *pattern; pattern++) {
		end = *pattern == '{' ? strchr(pattern, '}') : NULL;
		if (!end) {
			buf_addc(out, *pattern);
			continue;
		}
		add_field(f, pattern + 1, (size_t)(end - pattern - 1), lang,
			  out);
		pattern = end;
	}
}

void finding_text(const struct finding *f, enum i18n_lang lang, struct buf *out)
{
	const struct entry *entry = lookup(f->code);

	if (entry)
		expand(f, lang, entry->text[lang], out);
	else
		buf_addf(out, "%s %s", f->code, f->detail);
}

void finding_advice(const struct finding *f, enum i18n_lang lang,
		    struct buf *out)
{
	const struct entry *entry = lookup(f->code);

	if (entry)
		expand(f, lang, entry->advice[lang], out);
}

void findings_texts(const struct findings *all, struct buf *out)
{
	enum i18n_lang lang = i18n_lang();
	size_t i;

	for (i = 0; i < all->n; i++) {
		if (out->size)
			buf_adds(out, lang == I18N_ZH ? "；" : "; ");
		finding_text(&all->list[i], lang, out);
	}
}

static void set_number(struct json *object, const char *key, double v)
{
	if (!isnan(v))
		json_set_real(object, key, v, 3);
}

/* The text goes along for readers of JSON; reading back uses the code alone. */
struct json *finding_json(const struct finding *f)
{
	struct json *object = json_new_object();
	struct buf text = BUF_INIT;

	json_set_str(object, "code", f->code);
	json_set_str(object, "sev", finding_severity_name(f->severity));
	set_number(object, "value", f->value);
	set_number(object, "min", f->min);
	set_number(object, "max", f->max);
	if (f->unit[0])
		json_set_str(object, "unit", f->unit);
	if (f->detail[0])
		json_set_str(object, "detail", f->detail);
	set_number(object, "fix", f->fix);
	finding_text(f, i18n_lang(), &text);
	json_set_str(object, "text", buf_str(&text));
	buf_release(&text);
	return object;
}

struct json *findings_json(const struct findings *all)
{
	struct json *array = json_new_array();
	size_t i;

	for (i = 0; i < all->n; i++)
		json_add(array, finding_json(&all->list[i]));
	return array;
}

char *findings_json_text(const struct findings *all)
{
	return json_line(findings_json(all));
}

static enum finding_severity severity_from(const char *name)
{
	enum finding_severity got = FINDING_INFO;

	if (name)
		finding_severity_parse(name, &got);
	return got;
}

/*
 * Codes are not looked up: rows of an older version may hold one that is gone,
 * and what was said of a photo is not forgotten for it.  The severity is taken
 * from the row: it may have been lowered since.
 */
void findings_from_json(const struct json *array, struct findings *all)
{
	size_t i, n = json_count(array);

	for (i = 0; i < n; i++) {
		const struct json *from = json_at(array, i);
		const char *code = json_get_str(from, "code");
		const char *unit = json_get_str(from, "unit");
		const char *detail = json_get_str(from, "detail");
		struct finding *f;

		if (!code)
			continue;
		f = append(all, code);
		f->severity = severity_from(json_get_str(from, "sev"));
		f->value = json_get_real(from, "value", NAN);
		f->min = json_get_real(from, "min", NAN);
		f->max = json_get_real(from, "max", NAN);
		f->fix = json_get_real(from, "fix", NAN);
		snprintf(f->unit, sizeof(f->unit), "%s", unit ? unit : "");
		copy_cut(f->detail, sizeof(f->detail), detail ? detail : "");
	}
}

void findings_from_text(const char *text, struct findings *all)
{
	struct json *array = json_parse(text, strlen(text), NULL);

	if (array)
		findings_from_json(array, all);
	json_free(array);
}
