/* SPDX-License-Identifier: MIT */
/*
 * Whose code is it?  By the fields a payload exposes, by the file's name, by
 * hand.  All codes of the task are looked at together, so that doubles, one
 * code under two names, foreign and superseded codes come out as findings.
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
	 * Asked for the fields of opaque codes first; NULL or without a
	 * program: they stay CODE-OPAQUE.  When it fails, what it answered is
	 * kept and code_match() ends with ERROR_PROVIDER.
	 */
	const struct provider_setup *provider;
	int (*show)(void *ctx, const struct code_match_result *result,
		    struct error *err);
	void *ctx;
	bool reads_only; /* show whose the codes would be, store nothing */
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
