/* SPDX-License-Identifier: MIT */
/*
 * Opaque payloads to the provider program of the store and its fields back:
 * request {"id","sha256","base64"}, answer {"id","fields":{"xh":…}} or
 * {"id","error":"…"}.  Main thread only.
 */
#ifndef CODE_CODE_ASK_H
#define CODE_CODE_ASK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/json.h"
#include "codec/provider.h"
#include "rules/finding.h"
#include "rules/student.h"

enum { CODE_ASK_FIELD = 240, CODE_ASK_LAYOUT = 64 }; /* bytes */

struct code_ask_item {
	const char *sha256; /* borrowed */
	const void *payload;
	size_t size;
	/* filled when answered; code_ask_release() */
	bool answered;
	struct student fields;
	char error[FINDING_DETAIL]; /* "" unless it could not be decoded */
};

struct code_ask {
	struct code_ask_item *list;
	size_t n;
	/* filled */
	char layout[CODE_ASK_LAYOUT]; /* "provider:NAME" */
	char version[PROVIDER_NAME];
	size_t answered, decoded;
};

/*
 * 0 when all are answered; else -1 with ERROR_PROVIDER, and what came before
 * is in the items.
 */
int code_ask(const struct provider_setup *setup, struct code_ask *ask,
	     struct error *err);
void code_ask_release(struct code_ask *ask); /* the items' fields */

#endif
