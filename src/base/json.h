/* SPDX-License-Identifier: MIT */
/*
 * JSON values (RFC 8259, through jansson): built for output, read from
 * provider programs and files.
 * A struct json belongs to whoever made it until it is put into an object or
 * array (take_ parameters).  Object keys keep the order in which they were set,
 * so the output is the same every time.  In texts that are not UTF-8, bad bytes
 * are replaced by U+FFFD.  Not for sharing between threads.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

struct json;

struct json *json_new_object(void);
struct json *json_new_array(void);
struct json *json_new_str(const char *value);
void json_free(struct json *take_value); /* NULL allowed */

/* Another owner of the same value, to be put into a second place. */
struct json *json_share(const struct json *value);

void json_set(struct json *object, const char *key, struct json *take_value);
void json_set_str(struct json *object, const char *key, const char *value);
void json_set_int(struct json *object, const char *key, long long value);
/* Rounded to so many decimals (0..9); NaN and infinities become null. */
void json_set_real(struct json *object, const char *key, double value,
		   int decimals);
/*
 * Store the number's bits as 16 hexadecimal digits, so that nothing is rounded
 * and NaN stays NaN.  For results that a later run reads and computes with.
 */
void json_set_bits(struct json *object, const char *key, double value);
void json_set_bool(struct json *object, const char *key, bool value);
void json_set_null(struct json *object, const char *key);
void json_add(struct json *array, struct json *take_value);
void json_add_str(struct json *array, const char *value);
void json_add_int(struct json *array, long long value);
void json_add_real(struct json *array, double value, int decimals);

/* One line, no blanks, UTF-8 as it is. */
void json_write(const struct json *value, struct buf *out);

/* The same as a new string, which the caller frees; frees the value. */
char *json_line(struct json *take_value);

/* NULL with err on bad input, duplicate keys or more than 64 levels. */
struct json *json_parse(const char *text, size_t n, struct error *err);

/* Reading.  Results are borrowed; NULL or fallback when a key is absent. */
const struct json *json_get(const struct json *object, const char *key);
const char *json_get_str(const struct json *object, const char *key);
long long json_get_int(const struct json *object, const char *key,
		       long long fallback);
double json_get_real(const struct json *object, const char *key,
		     double fallback);
/* What json_set_bits() wrote; NaN when absent. */
double json_get_bits(const struct json *object, const char *key);
size_t json_count(const struct json *array);
const struct json *json_at(const struct json *array, size_t i);
const char *json_text(const struct json *value); /* NULL when no string */
long long json_int(const struct json *value);	 /* 0 when no whole number */

/*
 * A copy of value in which each text is replaced by what fn wrote into out
 * (which is empty at the call).  key is the object key that the text stands
 * under, for a text in an array the key of the array, or "".
 */
typedef void (*json_text_fn)(void *ctx, const char *key, const char *text,
			     struct buf *out);
struct json *json_rewrite(const struct json *value, json_text_fn fn, void *ctx);

/*
 * The pairs of an object, in order: call with *it = NULL first; NULL at the
 * end.  Each call returns the next key.
 */
const char *json_next(const struct json *object, void **it,
		      const struct json **value);

#endif
