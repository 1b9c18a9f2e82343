/* SPDX-License-Identifier: MIT */
/*
 * Face scores of students from other systems: rows are only added.  Main thread
 * only.
 */
#ifndef STORE_SCORE_STORE_H
#define STORE_SCORE_STORE_H

#include "store/session.h"

struct score_row {
	long long student_id, photo_id; /* 0 = no photo in force */
	double score, least;		/* the score and its limit, 0..100 */
	const char *source;		/* the file's name */
	const char *who;
	date_time at;
	bool advisory; /* only shown; stops no case */
};

/* 1 = added; 0 = equal to the photo's last score and limit; -1 with err. */
int score_store_add(struct store *store, const struct score_row *row,
		    struct error *err);

struct score_asked {
	long long student_id, photo_id;
	bool advisory;	 /* among the advisory ones, or among the others */
	date_time until; /* the latest time allowed; 0 = any */
};
struct score_value {
	double score, least; /* 0..100 */
	date_time at;
};

/*
 * The last score for a photo, or for the student from before there was a photo:
 * 1, 0 = none, -1 with err.
 */
int score_store_of(struct store *store, const struct score_asked *asked,
		   struct score_value *out, struct error *err);

/*
 * How many different photos of a student failed a comparison: because they are
 * the same as another photo, or because their last score was too low or their
 * last outcome bad.  Copies of one picture count once; a refused photo that is
 * sent again does not count again.
 */
int score_store_fails(const struct session *session, long long student_id,
		      long long *fails, struct error *err);

#endif
