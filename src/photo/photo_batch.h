/* SPDX-License-Identifier: MIT */
/*
 * Many photos at once: check, make or matte, in parallel, results in input
 * order.  Where items come from is the caller's (files, archives, the store).
 */
#ifndef PHOTO_PHOTO_BATCH_H
#define PHOTO_PHOTO_BATCH_H

#include "codec/archive/intake.h"
#include "photo/photo_check.h"
#include "photo/photo_engine.h"
#include "photo/photo_make.h"
#include "photo/photo_matte.h"

enum photo_batch_job {
	PHOTO_BATCH_CHECK,
	PHOTO_BATCH_CHECK_SOURCE, /* as something that will be made */
	PHOTO_BATCH_MAKE,
	PHOTO_BATCH_MATTE,
};

struct photo_batch_item {
	struct intake_item file;
	long long photo_id;	  /* of the store; 0 for files */
	struct photo_check check; /* of CHECK */
	struct photo_made made;	  /* of MAKE */
	struct photo_matte matte; /* of MATTE */
	struct buf preview;	  /* when asked; empty if it cannot be read */
	struct error error;	  /* the file could not be read, no matte */
	bool settled;		  /* next filled made: nothing to work on */
	const struct photo_batch *batch;
};

struct photo_batch {
	enum photo_batch_job job;
	const struct photo_engine *engine;
	const struct profile *profile;
	const struct photo_make_options *options;
	bool iso;    /* of checks: with the measures of ISO/IEC 29794-5 */
	int preview; /* rows of a preview of each photo; 0 = none */
	date_time now;
	int jobs;
	/* 1 with file (and photo_id) filled, 0 end, -1; caller's thread */
	int (*next)(void *ctx, struct photo_batch_item *item,
		    struct error *err);
	/* input order, caller's thread; the item is released afterwards */
	int (*done)(void *ctx, struct photo_batch_item *item,
		    struct error *err);
	void *ctx;
};

int photo_batch_run(const struct photo_batch *batch, struct error *err);

#endif
