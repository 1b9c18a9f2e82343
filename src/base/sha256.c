/* SPDX-License-Identifier: MIT */
#include "base/sha256.h"

#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"

static void finish(struct sha256_ctx *ctx, char hex[SHA256_HEX])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t digest[SHA256_DIGEST_SIZE];
	size_t i;

	sha256_digest(ctx, sizeof(digest), digest);
	for (i = 0; i < sizeof(digest); i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	hex[2 * sizeof(digest)] = '\0';
}

void sha256_hex(const void *bytes, size_t n, char hex[SHA256_HEX])
{
	struct sha256_ctx ctx;

	sha256_init(&ctx);
	sha256_update(&ctx, n, bytes);
	finish(&ctx, hex);
}

struct sha256 {
	struct sha256_ctx ctx;
};

struct sha256 *sha256_new(void)
{
	struct sha256 *sum = mem_xcalloc(1, sizeof(*sum));

	sha256_init(&sum->ctx);
	return sum;
}

void sha256_add(struct sha256 *sum, const void *bytes, size_t n)
{
	sha256_update(&sum->ctx, n, bytes);
}

/* nettle starts anew when it gives the digest, so a copy is asked. */
void sha256_told(const struct sha256 *sum, char hex[SHA256_HEX])
{
	struct sha256_ctx ctx = sum->ctx;

	finish(&ctx, hex);
}

void sha256_free(struct sha256 *take_sum)
{
	free(take_sum);
}

int sha256_check(const void *bytes, size_t n, const char *hex, const char *path,
		 struct error *err)
{
	char found[SHA256_HEX];

	sha256_hex(bytes, n, found);
	if (strcmp(found, hex) == 0)
		return 0;
	return error_set(err, ERROR_STORE,
			 _("%s was changed behind qctool's back; restore it "
			   "from a backup"),
			 path);
}

int sha256_file(const char *path, char hex[SHA256_HEX], long long *size,
		struct error *err)
{
	FILE *file = file_open_stream(path, err);
	struct sha256_ctx ctx;
	long long total = 0;
	uint8_t chunk[65536];
	size_t n;
	int bad;

	if (!file)
		return -1;
	sha256_init(&ctx);
	while ((n = fread(chunk, 1, sizeof(chunk), file)) > 0) {
		sha256_update(&ctx, n, chunk);
		total += (long long)n;
	}
	bad = ferror(file);
	if (bad)
		error_set_errno(err, "%s", path);
	fclose(file);
	finish(&ctx, hex);
	if (size)
		*size = total;
	return bad ? -1 : 0;
}
