/* SPDX-License-Identifier: MIT */
#include "page/page_parts.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/file.h"
#include "base/sha256.h"
#include "base/share.h"
#include "base/text.h"

enum { MAX_PART = 1 << 20 }; /* bytes */

int page_parts_read(const char *name, struct buf *out, struct error *err)
{
	char *path = share_path(name);
	int result = file_read(path, MAX_PART, out, err);

	free(path);
	return result;
}

/* 'sha256-' and the digest in base64, of exactly what is between the tags. */
static void add_hash(struct buf *out, const char *text)
{
	char hex[SHA256_HEX];
	unsigned char digest[SHA256_HEX / 2];
	unsigned byte;
	size_t i;

	sha256_hex(text, strlen(text), hex);
	for (i = 0; i < sizeof(digest); i++) {
		sscanf(hex + 2 * i, "%2x", &byte);
		digest[i] = (unsigned char)byte;
	}
	buf_adds(out, "'sha256-");
	base64_encode(digest, sizeof(digest), out);
	buf_addc(out, '\'');
}

void page_parts_policy(struct buf *out, const char *script, const char *style)
{
	buf_adds(out, "default-src 'none'; script-src ");
	add_hash(out, script);
	buf_adds(out, "; style-src ");
	add_hash(out, style);
	buf_adds(out, "; img-src data:; base-uri 'none'; form-action 'none'");
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Of a date or time, between two digits. */
static bool is_joint(const char *at)
{
	return *at && strchr("-/:T+", *at) && is_digit(at[1]);
}

/* The bytes of 2026-11-27T01:30+08:00 or 1-101 at the beginning of a text. */
static size_t date_size(const char *text)
{
	size_t n = 0;
	bool parted = false;

	while (is_digit(text[n]) || (n && is_joint(text + n))) {
		parted |= !is_digit(text[n]);
		n++;
	}
	return parted ? n : 0;
}

void page_parts_text(struct buf *out, const char *text)
{
	struct buf part = BUF_INIT;
	size_t n;

	while (*text) {
		n = date_size(text);
		if (n) {
			buf_addf(out, "<span>%.*s</span>", (int)n, text);
			text += n;
			continue;
		}
		/* a number whole, or a text up to the next one */
		for (n = 1; text[n] && is_digit(text[n]) == is_digit(*text);)
			n++;
		buf_clear(&part);
		buf_add(&part, text, n);
		text_html(out, buf_str(&part));
		text += n;
	}
	buf_release(&part);
}

void page_parts_fact(void *ctx, const char *label, const char *value)
{
	struct buf *out = ctx;

	buf_adds(out, "<div><dt>");
	text_html(out, label);
	buf_adds(out, "</dt><dd>");
	text_html(out, value);
	buf_adds(out, "</dd></div>");
}
