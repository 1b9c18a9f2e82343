/* SPDX-License-Identifier: MIT */
#include "base/json.h"

#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

enum {
	MAX_DEPTH = 64, /* arrays and objects within each other */
	REAL_DIGITS =
		12, /* of a real; 17 would show 0.1 as 0.10000000000000001 */
};

/*
 * Without memory jansson calls a text no JSON and leaves a member out, and a
 * code's fields were gone with status 0: so it takes ours, which ends the run.
 */
__attribute__((constructor)) static void take_memory(void)
{
	json_set_alloc_funcs(mem_xmalloc, free);
}

/*
 * struct json is jansson's json_t under another name, so that no other file
 * sees jansson.
 */
static json_t *as_json(const struct json *value)
{
	return (json_t *)(void *)(size_t)value;
}

static struct json *as_ours(json_t *value)
{
	if (!value)
		BUG("JSON value could not be made");
	return (struct json *)(void *)value;
}

struct json *json_new_object(void)
{
	return as_ours(json_object());
}

struct json *json_new_array(void)
{
	return as_ours(json_array());
}

void json_free(struct json *take_value)
{
	json_decref(as_json(take_value));
}

struct json *json_share(const struct json *value)
{
	return as_ours(json_incref(as_json(value)));
}

static json_t *make_string(const char *value)
{
	struct buf clean = BUF_INIT;
	size_t n, len;
	json_t *made;

	if (!value)
		return json_null();
	n = strlen(value);
	if (text_is_utf8(value, n))
		return json_stringn(value, n);
	for (; n; value += len, n -= len)
		text_encode(&clean, text_decode(value, n, &len));
	made = json_stringn(buf_str(&clean), clean.size);
	buf_release(&clean);
	return made;
}

struct json *json_new_str(const char *value)
{
	return as_ours(make_string(value));
}

void json_set(struct json *object, const char *key, struct json *take_value)
{
	if (json_object_set_new(as_json(object), key, as_json(take_value)) < 0)
		BUG("JSON key could not be set");
}

void json_set_str(struct json *object, const char *key, const char *value)
{
	json_set(object, key, as_ours(make_string(value)));
}

void json_set_int(struct json *object, const char *key, long long value)
{
	json_set(object, key, as_ours(json_integer(value)));
}

static struct json *new_real(double value, int decimals)
{
	double scale = pow(10, decimals), rounded = round(value * scale);

	if (!isfinite(rounded))
		return as_ours(json_null());
	if (rounded == round(value) * scale && fabs(value) < 1e15)
		return as_ours(json_integer((long long)round(value)));
	return as_ours(json_real(rounded / scale));
}

void json_set_real(struct json *object, const char *key, double value,
		   int decimals)
{
	json_set(object, key, new_real(value, decimals));
}

void json_set_bits(struct json *object, const char *key, double value)
{
	char text[20];
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	snprintf(text, sizeof(text), "%016" PRIx64, bits);
	json_set_str(object, key, text);
}

void json_set_bool(struct json *object, const char *key, bool value)
{
	json_set(object, key, as_ours(json_boolean(value)));
}

void json_set_null(struct json *object, const char *key)
{
	json_set(object, key, as_ours(json_null()));
}

void json_add(struct json *array, struct json *take_value)
{
	if (json_array_append_new(as_json(array), as_json(take_value)) < 0)
		BUG("JSON value could not be added");
}

void json_add_str(struct json *array, const char *value)
{
	json_add(array, as_ours(make_string(value)));
}

void json_add_real(struct json *array, double value, int decimals)
{
	json_add(array, new_real(value, decimals));
}

void json_add_int(struct json *array, long long value)
{
	json_add(array, as_ours(json_integer(value)));
}

static int append(const char *bytes, size_t n, void *out)
{
	buf_add(out, bytes, n);
	return 0;
}

void json_write(const struct json *value, struct buf *out)
{
	if (json_dump_callback(as_json(value), append, out,
			       JSON_COMPACT | JSON_ENCODE_ANY |
				       JSON_REAL_PRECISION(REAL_DIGITS)) < 0)
		BUG("JSON value could not be written");
}

char *json_line(struct json *take_value)
{
	struct buf text = BUF_INIT;

	json_write(take_value, &text);
	json_free(take_value);
	return buf_detach(&text, NULL);
}

static int nesting(char c)
{
	return c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
}

/*
 * jansson reads by recursion and stops at 2,048 levels only.  What is wrong
 * otherwise, a quote that is never closed, is its to refuse.
 */
static bool too_deep(const char *text, size_t n)
{
	int depth = 0;
	bool quoted = false;
	size_t i;

	for (i = 0; i < n; i++) {
		if (quoted && text[i] == '\\')
			i++;
		else if (text[i] == '"')
			quoted = !quoted;
		else if (!quoted)
			depth += nesting(text[i]);
		if (depth > MAX_DEPTH)
			return true;
	}
	return false;
}

struct json *json_parse(const char *text, size_t n, struct error *err)
{
	json_error_t why;
	json_t *value = NULL;

	if (too_deep(text, n)) {
		error_set(err, ERROR_LIMIT, _("JSON nested too deep"));
		return NULL;
	}
	value = json_loadb(text, n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
			   &why);
	if (!value)
		error_set(err, ERROR_INPUT, _("not JSON: line %d, column %d"),
			  why.line, why.column);
	return (struct json *)(void *)value;
}

const struct json *json_get(const struct json *object, const char *key)
{
	return (struct json *)(void *)json_object_get(as_json(object), key);
}

const char *json_get_str(const struct json *object, const char *key)
{
	return json_text(json_get(object, key));
}

long long json_get_int(const struct json *object, const char *key,
		       long long fallback)
{
	json_t *value = json_object_get(as_json(object), key);

	return json_is_integer(value) ? json_integer_value(value) : fallback;
}

double json_get_real(const struct json *object, const char *key,
		     double fallback)
{
	json_t *value = json_object_get(as_json(object), key);

	return json_is_number(value) ? json_number_value(value) : fallback;
}

double json_get_bits(const struct json *object, const char *key)
{
	const char *text = json_get_str(object, key);
	uint64_t bits;
	double value = NAN;

	if (text && sscanf(text, "%16" SCNx64, &bits) == 1)
		memcpy(&value, &bits, sizeof(value));
	return value;
}

size_t json_count(const struct json *array)
{
	return json_array_size(as_json(array));
}

const struct json *json_at(const struct json *array, size_t i)
{
	return (struct json *)(void *)json_array_get(as_json(array), i);
}

const char *json_text(const struct json *value)
{
	return json_string_value(as_json(value));
}

long long json_int(const struct json *value)
{
	return json_integer_value(as_json(value));
}

const char *json_next(const struct json *object, void **it,
		      const struct json **value)
{
	json_t *from = as_json(object);

	*it = *it ? json_object_iter_next(from, *it) : json_object_iter(from);
	if (!*it)
		return NULL;
	*value = (struct json *)(void *)json_object_iter_value(*it);
	return json_object_iter_key(*it);
}

struct rewriter {
	json_text_fn fn;
	void *ctx;
};

static void rewrite(const struct rewriter *r, json_t *value, const char *key)
{
	struct buf out = BUF_INIT;
	const char *name;
	json_t *part;
	size_t i;

	if (json_is_object(value))
		json_object_foreach(value, name, part) rewrite(r, part, name);
	else if (json_is_array(value))
		json_array_foreach(value, i, part) rewrite(r, part, key);
	else if (json_is_string(value)) {
		r->fn(r->ctx, key, json_string_value(value), &out);
		json_string_set(value, buf_str(&out));
	}
	buf_release(&out);
}

struct json *json_rewrite(const struct json *value, json_text_fn fn, void *ctx)
{
	const struct rewriter r = {fn, ctx};
	json_t *copy = json_deep_copy(as_json(value));

	if (copy)
		rewrite(&r, copy, "");
	return as_ours(copy);
}
