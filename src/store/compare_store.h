/* SPDX-License-Identifier: MIT */
/*
 * Same-photo verdicts on pairs of photos, stored so that each night only new
 * pairs have to be compared.  Main thread only.
 */
#ifndef STORE_COMPARE_STORE_H
#define STORE_COMPARE_STORE_H

#include <stdbool.h>

#include "base/buf.h"
#include "store/store.h"

struct compare_row {
	long long id;
	long long photo_id, other_id;
	const char *role; /* the finding if "same": SAM-ENROLL, SAM-PRIOR, … */
	int version;	  /* of the method */
	double measure, score;
	const char *verdict; /* same, suspect, different */
	bool mirrored;
	double face_width;     /* of the smaller face, pixels; 0 = unknown */
	const char *overruled; /* a reviewer's reason; "" = not overruled */
	/* filled in when rows are read: */
	const char *at; /* when they were compared */
	const char *file, *other_file;
	const char *other_at, *other_xh; /* when it came in, its 学号 */
	long long student_id, other_student_id;
};

int compare_store_put(struct store *store, const struct compare_row *row,
		      date_time now, struct error *err);

typedef int (*compare_store_fn)(void *ctx, const struct compare_row *row,
				struct error *err);

/* The verdicts on one submission, oldest first. */
int compare_store_each_of(struct store *store, long long photo_id,
			  compare_store_fn fn, void *ctx, struct error *err);

/* A reviewer overrules all verdicts on a submission. */
int compare_store_overrule(struct store *store, long long photo_id,
			   const char *reason, struct error *err);

/* Whether there is a verdict of this version: 1, 0, or -1 with err. */
int compare_store_known(struct store *store, long long photo_id,
			long long other_id, int version, struct error *err);

/*
 * Delete the verdicts on photos whose sequence is larger than up_to, except
 * overruled ones, so that these photos are compared again.
 */
int compare_store_forget(struct store *store, long long photo_id,
			 long long up_to, struct error *err);

/* How far a photo was searched. */
struct compare_mark {
	long long photo_id;
	int version;	 /* of the method */
	long long up_to; /* largest sequence (photo_store.h) it was compared
			    with */
};
int compare_store_mark(struct store *store, const struct compare_mark *mark,
		       date_time now, struct error *err);
/* up_to of the photo's mark for this version; 0 = never searched. */
int compare_store_marked(struct store *store, long long photo_id, int version,
			 long long *up_to, struct error *err);

/*
 * The query by which a photo is searched (image/align/search_query.h), stored
 * so that new photos can be compared with it without reading the picture again.
 * *out is empty when there is none of this version.
 */
int compare_store_put_query(struct store *store, long long photo_id,
			    int version, const struct buf *query,
			    struct error *err);
int compare_store_query(struct store *store, long long photo_id, int version,
			struct buf *out, struct error *err);

#endif
