/* SPDX-License-Identifier: MIT */
#include "page/page_policy.h"

#include <stdio.h>
#include <string.h>

#include "base/base64.h"
#include "base/sha256.h"

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

void page_policy_add(struct buf *out, const char *script, const char *style)
{
	buf_adds(out, "default-src 'none'; script-src ");
	if (*script)
		add_hash(out, script);
	else
		buf_adds(out, "'none'");
	buf_adds(out, "; style-src ");
	add_hash(out, style);
	buf_adds(out, "; img-src data:; base-uri 'none'; form-action 'none'");
}
