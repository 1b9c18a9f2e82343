/* SPDX-License-Identifier: MIT */
/*
 * Checking a package as its recipient could: every file of the zip against the
 * manifest (SHA-256, bytes), against the profile (size, nothing personal if
 * that is promised) and, by a function of the caller, against the photo's
 * limits; and every row of the manifest against the zip.  Names are never used
 * as paths, and nothing is unpacked to disk.  Only a few photos are in memory
 * at a time.
 */
#ifndef PACKAGE_PACKAGE_VERIFY_H
#define PACKAGE_PACKAGE_VERIFY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "package/package_profile.h"
#include "rules/finding.h"

struct package_verify_options {
	const struct package_profile *profile; /* NULL: the manifest's own */
	const char *manifest; /* NULL: inside, else NAME.xlsx beside */
	const char *password; /* NULL none */
	/*
	 * A package from elsewhere may have no manifest: that is reported, and
	 * the photos are judged.
	 */
	bool manifest_optional;
	int jobs; /* threads for the photos; 0 = as many as processors */
	/*
	 * Called once before the first check, with the profile or NULL when
	 * none is known; -1 stops.  NULL = not called.
	 */
	int (*begin)(void *ctx, const struct package_profile *profile,
		     struct error *err);
	/*
	 * Adds what it finds in a photo, on any thread; negative: the photo
	 * cannot be read, which makes the entry bad too.  NULL = no check of
	 * the photos.
	 */
	int (*check)(void *ctx, const char *entry, const void *bytes, size_t n,
		     struct findings *findings);
	void *ctx;
};

struct package_verify_entry {
	char *entry;
	bool ok; /* no finding that is an error */
	struct findings findings;
};

/* Entries in the zip's order, then those only the manifest names. */
struct package_verify_result {
	struct package_verify_entry *entries;
	size_t n, cap, bad;
	char *profile; /* the id it was held against; NULL none */
};

/* -1 when the file is no zip, or the caller's begin() said so. */
int package_verify(const char *path,
		   const struct package_verify_options *options,
		   struct package_verify_result *out, struct error *err);
void package_verify_release(struct package_verify_result *result);

#endif
