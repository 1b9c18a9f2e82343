/* SPDX-License-Identifier: MIT */
/*
 * Asking the store's provider program for the fields of opaque payloads:
 * request
 * {"id","sha256","base64"}, answer {"id","fields":{"xh":…}} or
 * {"id","error":"…"}.  Main thread only.
 */
#ifndef CODE_CODE_PROVIDER_H
#define CODE_CODE_PROVIDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/json.h"
#include "codec/provider/provider.h"
#include "rules/finding.h"
#include "rules/student.h"

enum { CODE_PROVIDER_FIELD = 240, CODE_PROVIDER_LAYOUT = 64 }; /* bytes */

struct code_provider_item {
	const char *sha256; /* borrowed */
	const void *payload;
	size_t size;
	/* filled when answered; code_provider_release() */
	bool answered;
	struct student fields;
	char error[FINDING_DETAIL]; /* "" unless it could not be decoded */
};

struct code_provider {
	struct code_provider_item *list;
	size_t n;
	/* filled */
	char layout[CODE_PROVIDER_LAYOUT]; /* "provider:NAME" */
	char version[PROVIDER_NAME];
	size_t answered, decoded;
};

/*
 * 0 when all are answered; else -1 with ERROR_PROVIDER, and what came before
 * is in the items.
 */
int code_provider(const struct provider_setup *setup,
		  struct code_provider *request, struct error *err);
void code_provider_release(
	struct code_provider *request); /* the items' fields */

#endif
