/* SPDX-License-Identifier: MIT */
/* Face scores of students: added, never changed. */
#ifndef STORE_SCORE_STORE_H
#define STORE_SCORE_STORE_H

#include "store/store.h"

struct score_row {
	long long student_id, photo_id; /* 0 = no photo in force */
	double score, least;		/* 0..100 */
	const char *source;		/* the file's name */
	const char *who;
	date_time at;
};

/* 1 added; 0 when the student's last score is the same; -1. */
int score_store_add(struct store *store, const struct score_row *row,
		    struct error *err);

/*
 * The last score that speaks of a photo, or one of the student from before any
 * photo was here: 1 with it, 0 none, -1.
 */
struct score_value {
	double score, least; /* 0..100 */
};
int score_store_of(struct store *store, long long student_id,
		   long long photo_id, struct score_value *out,
		   struct error *err);

/*
 * How many different photos of a student failed the comparison: those that
 * are the same as another (copies of one picture once, a refused photo sent
 * again not anew) and those whose last score was too low.
 */
int score_store_fails(struct store *store, long long student_id,
		      long long *fails, struct error *err);

#endif
