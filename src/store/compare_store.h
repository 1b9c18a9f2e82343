/* SPDX-License-Identifier: MIT */
/*
 * Same-photo verdicts of pairs, kept so that a night compares only what is
 * new.
 */
#ifndef STORE_COMPARE_STORE_H
#define STORE_COMPARE_STORE_H

#include <stdbool.h>

#include "base/buf.h"
#include "store/store.h"

struct compare_row {
	long long id;
	long long photo_id, other_id;
	const char *role; /* the finding of "same": SAM-ENROLL, SAM-PRIOR, … */
	int version;
	double measure, score;
	const char *verdict; /* same, suspect, different */
	bool mirrored;
	double face_width;     /* smaller of the two, pixels; 0 = unknown */
	const char *overruled; /* the reviewer's reason, "" = in force */
	/* of both photos, when read */
	const char *at, *file, *other_file;
	const char *other_at, *other_xh; /* when it came in, whose it is */
	long long student_id, other_student_id;
};

int compare_store_put(struct store *store, const struct compare_row *row,
		      date_time now, struct error *err);

typedef int (*compare_store_fn)(void *ctx, const struct compare_row *row,
				struct error *err);

/* The verdicts of one submission, in order of their coming. */
int compare_store_each_of(struct store *store, long long photo_id,
			  compare_store_fn fn, void *ctx, struct error *err);

int compare_store_overrule(struct store *store, long long photo_id,
			   const char *reason, struct error *err);

/* Whether a pair is known at this version: 1, 0, -1. */
int compare_store_known(struct store *store, long long photo_id,
			long long other_id, int version, struct error *err);

/*
 * Forget the verdicts on photos whose sequence is beyond up_to, unless
 * overruled: they are to be compared anew.
 */
int compare_store_forget(struct store *store, long long photo_id,
			 long long up_to, struct error *err);

/* How far a photo was searched. */
struct compare_mark {
	long long photo_id;
	int version;	 /* of the method */
	long long up_to; /* the largest sequence it has seen */
};
int compare_store_mark(struct store *store, const struct compare_mark *mark,
		       date_time now, struct error *err);
/* up_to of the photo's mark at this version; 0 = never searched. */
int compare_store_marked(struct store *store, long long photo_id, int version,
			 long long *up_to, struct error *err);

/*
 * What a photo is searched by (image/align/search_query.h), kept so that a new
 * photo is compared with it without reading it again.  *out is empty when
 * there is none of this version.
 */
int compare_store_put_query(struct store *store, long long photo_id,
			    int version, const struct buf *query,
			    struct error *err);
int compare_store_query(struct store *store, long long photo_id, int version,
			struct buf *out, struct error *err);

#endif
