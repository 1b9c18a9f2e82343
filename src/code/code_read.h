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

#include "code/code_result.h"

struct code_read_options {
	int budget_ms;	  /* nominal, counted as work; 0 = 800 */
	const char *file; /* NULL = unknown; only its extension is asked */
};

/* opt may be NULL.  code_result_release(out) whatever its status. */
void code_read(const void *bytes, size_t n, const struct code_read_options *opt,
	       struct code_result *out);

#endif
