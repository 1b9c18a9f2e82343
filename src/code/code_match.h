/* SPDX-License-Identifier: MIT */
/*
 * Giving codes to their students: by the fields that the payload exposes, by
 * the file's name, or by hand.  All codes of the task are examined together, so
 * that duplicates, one code under two names, codes of other schools and
 * superseded codes are found.
 */
#ifndef CODE_CODE_MATCH_H
#define CODE_CODE_MATCH_H

#include "codec/provider/provider_setup.h"
#include "rules/finding.h"
#include "rules/student.h"
#include "rules/task.h"
#include "store/code_store.h"
#include "store/store.h"
#include "store/session.h"

struct code_match_result {
	long long code_id;
	const char *file, *sha256, *layout;
	const struct student *student; /* NULL = nobody's */
	const char *by;
	double confidence;
	bool superseded;
	const struct findings *findings;
};

struct code_match {
	const struct session *session;
	/*
	 * Is first asked for the fields of opaque codes; NULL or without a
	 * program: they get CODE-OPAQUE.  When it fails, its answers so far are
	 * kept and code_match() ends with ERROR_PROVIDER.
	 */
	const struct provider_setup *provider;
	int (*show)(void *ctx, const struct code_match_result *result,
		    struct error *err);
	void *ctx;
	bool reads_only; /* only show who would own the codes */
};

struct code_match_counts {
	long total, matched, waiting, superseded, with_findings;
	long compared; /* pairs of code and student that were judged */
};

int code_match(const struct code_match *match, struct code_match_counts *counts,
	       struct error *err);

/* Give a code to a student by hand; a later code_match() leaves it alone. */
int code_match_assign(const struct code_match *match, long long code_id,
		      long long student_id, struct error *err);

#endif
