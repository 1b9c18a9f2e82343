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
 * Check that these bytes, which were read from path, have the hash hex.  0, or
 * -1 with ERROR_STORE, whose text says what to do.
 */
int sha256_check(const void *bytes, size_t n, const char *hex, const char *path,
		 struct error *err);

/* The same for bytes that come in pieces; sha256_free() accepts NULL. */
struct sha256 *sha256_new(void);
void sha256_add(struct sha256 *sum, const void *bytes, size_t n);
/* The hash of the bytes so far; more may be added afterwards. */
void sha256_told(const struct sha256 *sum, char hex[SHA256_HEX]);
void sha256_free(struct sha256 *take_sum);

/*
 * The hash of a file of any size, which is read in pieces, and its length in
 * bytes (size may be NULL).  -1 with err, which names the file.
 */
int sha256_file(const char *path, char hex[SHA256_HEX], long long *size,
		struct error *err);

#endif
