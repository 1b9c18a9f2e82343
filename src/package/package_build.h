/* SPDX-License-Identifier: MIT */
/*
 * Making a package: zips of standard photos, each with its manifest.
 *
 * Everything is decided before anything is written: each student's file name
 * (by the profile's template) and whether it is unique; whether the photo
 * exists and is still the one on record (SHA-256); whether it may be handed out
 * (size, personal data); and which zip it goes into (limits of MB and count,
 * groups by a field).  Students who are left out get PKG- findings and are
 * listed in the manifest's sheet of problems; the others are packed.
 *
 * "out/2026" gives out/2026-01.zip, -02 …, and out/2026.xlsx for all of them.
 * Files of an earlier run with this name are replaced, and its zips with higher
 * numbers removed.  A run that can pack nothing replaces nothing; it only
 * writes the manifest if there is none.  A dry run fills in the result (names,
 * entries, counts, but no hash or size of a zip).  The same items and time give
 * the same bytes, except with a password.  All files have mode 0600.  Caller's
 * thread only.
 */
#ifndef PACKAGE_PACKAGE_BUILD_H
#define PACKAGE_PACKAGE_BUILD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/error.h"
#include "base/sha256.h"
#include "package/package_profile.h"
#include "rules/finding.h"
#include "rules/student.h"
#include "store/code_store.h"

struct package_item {
	const struct student *student;
	const char *code_key; /* the code's serial or hash prefix, or NULL */
	const struct code_hand *code; /* all of it; NULL = none */
	const char *code_base64;      /* its payload; NULL = none */
	const char *photo_path;	      /* the standard photo */
	char sha256[SHA256_HEX];      /* of the standard photo, on record */
	bool left_out; /* not to be packed, only listed with its findings */
	long planned_bytes; /* of a dry run's photo that is no file; else 0 */
	struct findings *findings; /* never NULL; what is found is added */
};

struct package_job {
	const struct package_profile *profile;
	const struct package_item *items;
	size_t n;
	const char *stem; /* path without an ending */
	date_time at;
	const char *anchor;   /* of the log before the package; NULL = none */
	bool thumbnails;      /* if the profile allows them */
	const char *password; /* NULL none */
	long max_bytes, max_count; /* 0 = the profile's; never above them */
	bool dry_run;		   /* decide everything, write nothing */
};

struct package_file {
	char *path;
	long long bytes;
	long count; /* photos in it */
	char sha256[SHA256_HEX];
};

struct package_entry {
	char *name;  /* in the zip; NULL when the item was not packed */
	char *code;  /* the picture of the code; NULL when none goes along */
	size_t file; /* index of its zip */
	long bytes;
};

struct package_result {
	struct package_file *files;
	size_t n_files;
	char *manifest; /* path of the one beside; NULL when not written */
	struct package_entry *entries; /* one for each item, in their order */
	size_t n_entries, packed, refused;
	size_t by_policy; /* of refused; the caller's to fill in */
	long long bytes;  /* of all photos packed */
};

/*
 * 0, also when items were refused or nothing could be packed; -1 with
 * ERROR_POLICY when the password does not agree with the profile or the name
 * of a package without identity tells of a student, or when writing fails. *out
 * is released after -1.
 */
int package_build(const struct package_job *job, struct package_result *out,
		  struct error *err);
void package_build_release(struct package_result *result);

#endif
