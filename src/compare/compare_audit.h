/* SPDX-License-Identifier: MIT */
/*
 * Checking that the copies of several offices (学信网, 教务系统, the degree
 * office) are the same edition of each photo.  Each folder has one photo for
 * each student, who is found by the file's stem or by rules/file_name.h; all
 * copies are compared with that of the first folder that has one.  Files are
 * read by threads; results come in the order of the folders' files.
 */
#ifndef COMPARE_COMPARE_AUDIT_H
#define COMPARE_COMPARE_AUDIT_H

#include "compare/compare_files.h"
#include "rules/file_name.h"

struct compare_audit_result {
	const char *key;	 /* stem, or the student's number */
	const char *a, *b;	 /* paths; NULL = no copy there */
	const char *a_in, *b_in; /* the folders */
	const struct compare_verdict *verdict; /* NULL without two pictures */
	const struct error *error; /* NULL, or why there is no verdict */
	const struct findings *findings;
};

typedef int (*compare_audit_fn)(void *ctx,
				const struct compare_audit_result *result,
				struct error *err);

/* Whose file it is: a number that is the same in all folders; NULL = stem. */
typedef const char *(*compare_audit_key_fn)(void *ctx, const char *path);

struct compare_audit {
	char *const *folders;
	int folder_count; /* at least 2 */
	int jobs;
	const struct align_limits *limits; /* NULL = default */
	compare_audit_key_fn key;	   /* NULL = stems */
	compare_audit_fn show;
	void *ctx;
};

struct compare_audit_counts {
	long total, ok, suspect, different, missing, twice, failed;
};

/* ERROR_INPUT for an archive or a folder that is none. */
int compare_audit(const struct compare_audit *audit,
		  struct compare_audit_counts *counts, struct error *err);

/*
 * What a verdict on two copies means: EDI-DIFF for "different", EDI-SUSPECT for
 * "suspect", each with SAM-WEAK when weak; copy names the second one.
 */
void compare_audit_edition(const struct compare_verdict *v, const char *copy,
			   struct findings *all);

/* "same", "suspect", "different", "twice", "missing" or "error". */
const char *compare_audit_verdict(const struct compare_audit_result *r);
struct json *compare_audit_json(const struct compare_audit_result *r);

#endif
