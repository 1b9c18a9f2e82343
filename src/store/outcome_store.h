/* SPDX-License-Identifier: MIT */
/* Outcomes in words of comparisons elsewhere: added, never changed. */
#ifndef STORE_OUTCOME_STORE_H
#define STORE_OUTCOME_STORE_H

#include "rules/outcome.h"
#include "store/session.h"

struct outcome_row {
	long long student_id, photo_id; /* 0 = no photo in force */
	enum outcome_kind kind;
	enum outcome outcome;
	const char *source; /* the file's or the program's name */
	const char *who;
	date_time at;
};

/* 1 added; 0 when the photo's last outcome of the kind is the same; -1. */
int outcome_store_add(struct store *store, const struct outcome_row *row,
		      struct error *err);

/*
 * The last outcome of a kind that speaks of a photo, or one of the student
 * from before any photo was here: 1 with it, 0 none, -1.  Of what is asked,
 * student, photo, kind and at (up to when; 0 = any) are read; outcome and at
 * are filled.
 */
int outcome_store_of(struct store *store, struct outcome_row *asked,
		     struct error *err);

#endif
