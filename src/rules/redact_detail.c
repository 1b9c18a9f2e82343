/* SPDX-License-Identifier: MIT */
#include "rules/redact_detail.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "rules/redact_text.h"

enum { HASH_PLACES = SHA256_HEX - 1 };

/*
 * One hash in some hundred has a row of digits that looks like a mobile
 * number, and then its photo would not be found again.
 */
static size_t hash_at(const char *text)
{
	size_t n = strspn(text, "0123456789abcdef");

	return n == HASH_PLACES ? n : 0;
}

/* Bytes up to the next hash. */
static size_t words_at(const char *text)
{
	size_t n = 0;

	while (text[n] && !hash_at(text + n)) {
		size_t hex = strspn(text + n, "0123456789abcdef");

		n += hex ? hex : 1;
	}
	return n;
}

static void hide_text(struct buf *out, const char *text)
{
	size_t n;

	while (*text) {
		char *words;

		n = words_at(text);
		words = mem_xstrndup(text, n);
		redact_text(out, words);
		free(words);
		text += n;
		n = hash_at(text);
		buf_add(out, text, n);
		text += n;
	}
}

static bool is_ours(const char *key)
{
	static const char *const keys[] = {"photo", "codes", "what",
					   "fails", "code",  "fields"};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++)
		if (strcmp(keys[i], key) == 0)
			return true;
	return false;
}

/* ctx is set when a text came out changed. */
static void hide_value(void *ctx, const char *key, const char *text,
		       struct buf *out)
{
	bool *changed = ctx;

	if (is_ours(key))
		buf_adds(out, text);
	else
		hide_text(out, text);
	*changed |= strcmp(buf_str(out), text) != 0;
}

void redact_detail(struct buf *out, const char *detail)
{
	struct json *object = NULL, *hidden;
	bool changed = false;

	if (detail[0] == '{')
		object = json_parse(detail, strlen(detail), NULL);
	if (!object) {
		hide_text(out, detail);
		return;
	}
	hidden = json_rewrite(object, hide_value, &changed);
	if (changed)
		json_write(hidden, out);
	else
		buf_adds(out, detail);
	json_free(hidden);
	json_free(object);
}
