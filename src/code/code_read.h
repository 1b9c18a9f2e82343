/* SPDX-License-Identifier: MIT */
/*
 * Reading the collection codes of one picture file (JPEG, PNG or WebP,
 * recognised by its first bytes): their payloads byte for byte, and findings
 * for the registrar (no code, several codes, poor picture).  Thread-safe; a
 * result only depends on the bytes and the options.
 */
#ifndef CODE_CODE_READ_H
#define CODE_CODE_READ_H

#include <stddef.h>

#include "code/code_result.h"

struct code_read_options {
	int budget_ms;	  /* nominal, counted as work; 0 = 800 */
	const char *file; /* NULL = unknown; only its extension is asked */
};

/* opt may be NULL.  Always call code_result_release(out) afterwards. */
void code_read(const void *bytes, size_t n, const struct code_read_options *opt,
	       struct code_result *out);

#endif
