/* SPDX-License-Identifier: MIT */
/*
 * One picture file to the collection codes in it: JPEG, PNG or WebP by its
 * first bytes; payloads byte for byte; findings for what a registrar must
 * know (nothing found, several, poor picture).  Thread-safe; a result depends
 * on the bytes and options alone.
 */
#ifndef CODE_CODE_READ_H
#define CODE_CODE_READ_H

#include <stddef.h>

#include "base/error.h"
#include "base/sha256.h"
#include "rules/finding.h"

enum code_encoding { CODE_UTF8, CODE_GB18030, CODE_BINARY };

/* libzbar read the picture as it is, or our rectification was needed. */
enum code_how { CODE_DIRECT, CODE_REBUILT };

struct code_payload {
	unsigned char *bytes; /* verbatim */
	size_t size;
	char *text; /* UTF-8; NULL for binary */
	enum code_encoding encoding;
	char sha256[SHA256_HEX];
	enum code_how how;
	double module_px; /* pixels a module; 0 unknown */
};

enum { CODE_MAX_PER_IMAGE = 16 };

enum code_status { CODE_OK, CODE_NONE, CODE_ERROR };

struct code_result {
	enum code_status status;
	/* from the top down, then from the left */
	struct code_payload payloads[CODE_MAX_PER_IMAGE];
	int count;
	struct findings findings;
	struct error error; /* with CODE_ERROR */
	double ms;	    /* CPU of this thread, for statistics alone */
};

struct code_read_options {
	int budget_ms; /* nominal, counted as work; 0 = 800 */
};

/* opt may be NULL.  Release *out whatever its status. */
void code_read(const void *bytes, size_t n, const struct code_read_options *opt,
	       struct code_result *out);
void code_result_release(struct code_result *r);

/* "utf-8", "gb18030", "binary". */
const char *code_read_encoding_name(enum code_encoding encoding);

#endif
