/* SPDX-License-Identifier: MIT */
/*
 * Checking and making the submissions of a task.  Continues where the last run
 * ended: a photo that was judged or made by the profile before is not done
 * again unless that is asked for.  Commits in chunks, so a kill loses at most
 * one chunk of work and never a picture.
 */
#ifndef PHOTO_PHOTO_RUN_H
#define PHOTO_PHOTO_RUN_H

#include "photo/photo_batch.h"
#include "photo/photo_given.h"
#include "photo/photo_sheet.h"
#include "rules/case_filter.h"
#include "rules/student.h"
#include "rules/task.h"
#include "store/store.h"
#include "store/session.h"

struct photo_run_result {
	const struct student *student; /* borrowed */
	const struct photo_batch_item *item;
	const char *profile; /* as asked for, else the task's */
	bool made, refused, failed;
	bool by_gate; /* refused by policy, not by a check */
};

struct photo_run {
	const struct session *session;
	const struct photo_engine *engine;
	const struct case_filter *filter; /* NULL = all */
	const char *profile;		  /* NULL = the task's */
	const struct photo_make_options *options;
	enum photo_batch_job job; /* CHECK_SOURCE or MAKE */
	bool iso;		  /* with the measures of ISO/IEC 29794-5 */
	bool again;
	/*
	 * Results of MAKE from elsewhere; NULL = they are made here.  A photo
	 * without one is left as it is, and counted.
	 */
	const struct photo_given *given;
	struct photo_sheet *sheet; /* NULL = none */
	bool noted;		   /* the log gets a row with the counts */
	/* after each photo was stored; caller's thread, input order */
	int (*show)(void *ctx, const struct photo_run_result *result,
		    struct error *err);
	void (*total)(void *ctx, long total); /* once; may be NULL */
	void *ctx;
};

struct photo_run_counts {
	long total, done, refused, failed;
	long by_gate;  /* of refused */
	long not_here; /* not of total: run->given lacks them */
};

int photo_run(const struct photo_run *run, struct photo_run_counts *counts,
	      struct error *err);

/* What a run would work on, in its order; nothing is decoded or written. */
struct photo_run_waiting {
	long long student_id, photo_id;
	const char *sha256, *file; /* borrowed */
	bool allowed;		   /* by the gate, as it says now */
};
typedef int (*photo_run_waiting_fn)(void *ctx,
				    const struct photo_run_waiting *photo,
				    struct error *err);
struct photo_run_walk {
	photo_run_waiting_fn fn;
	void *ctx;
	char digest[SHA256_HEX]; /* filled: of the profile in force */
};
int photo_run_each_waiting(const struct photo_run *run,
			   struct photo_run_walk *walk, struct error *err);

#endif
