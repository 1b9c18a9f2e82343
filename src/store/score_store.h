/* SPDX-License-Identifier: MIT */
/* Face scores of students: added, never changed. */
#ifndef STORE_SCORE_STORE_H
#define STORE_SCORE_STORE_H

#include "store/session.h"

struct score_row {
	long long student_id, photo_id; /* 0 = no photo in force */
	double score, least;		/* 0..100 */
	const char *source;		/* the file's name */
	const char *who;
	date_time at;
	bool advisory; /* shown, and decides nothing */
};

/* 1 added; 0 when the photo's last score and limit are these; -1. */
int score_store_add(struct store *store, const struct score_row *row,
		    struct error *err);

struct score_asked {
	long long student_id, photo_id;
	bool advisory;	 /* of those that only advise */
	date_time until; /* given by then; 0 = any */
};
struct score_value {
	double score, least; /* 0..100 */
	date_time at;
};

/*
 * The last score that speaks of a photo, or one of the student from before any
 * photo was here: 1 with it, 0 none, -1.
 */
int score_store_of(struct store *store, const struct score_asked *asked,
		   struct score_value *out, struct error *err);

/*
 * How many different photos of a student failed the comparison: those that
 * are the same as another (copies of one picture once, a refused photo sent
 * again not anew) and those whose last score was too low or whose last outcome
 * in words was bad.
 */
int score_store_fails(const struct session *session, long long student_id,
		      long long *fails, struct error *err);

#endif
