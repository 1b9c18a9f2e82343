/* SPDX-License-Identifier: MIT */
/*
 * SHA-256 (FIPS 180-4, through nettle) as 64 lower-case hexadecimal digits:
 * the name of a file in the store, the link of the log's chain, what a
 * manifest says of a photo.  No state; any thread.
 */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stddef.h>

#include "base/error.h"

enum { SHA256_HEX = 65 }; /* with the NUL */

void sha256_hex(const void *bytes, size_t n, char hex[SHA256_HEX]);

/*
 * Whether these bytes of the file path are those whose hash is hex; -1 with
 * ERROR_STORE that says what to do when they are not.
 */
int sha256_check(const void *bytes, size_t n, const char *hex, const char *path,
		 struct error *err);

/* Of what comes in pieces; sha256_free() takes NULL. */
struct sha256 *sha256_new(void);
void sha256_add(struct sha256 *sum, const void *bytes, size_t n);
/* The hash so far. */
void sha256_told(const struct sha256 *sum, char hex[SHA256_HEX]);
void sha256_free(struct sha256 *take_sum);

/*
 * Of a file of any size, read in pieces, and how many bytes it has (size may
 * be NULL).  -1 with err that names the file.
 */
int sha256_file(const char *path, char hex[SHA256_HEX], long long *size,
		struct error *err);

#endif
