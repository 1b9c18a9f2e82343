/* SPDX-License-Identifier: MIT */
/*
 * The rows that the last import of each roster or payment list left out.  A
 * roster row is no longer listed once a student with its number exists.  Main
 * thread only.
 */
#ifndef STORE_REFUSED_STORE_H
#define STORE_REFUSED_STORE_H

#include "rules/finding.h"
#include "rules/student.h"
#include "store/session.h"

enum refused_list { REFUSED_ROSTER, REFUSED_PAYMENTS };

struct refused_row {
	enum refused_list list;
	const char *source; /* the file's name without its folder */
	long source_row;
	const struct student *student; /* as far as it could be read */
	const struct findings *findings;
};

/* Delete what the last import of this file left out. */
int refused_store_forget(const struct session *session, enum refused_list list,
			 const char *source, struct error *err);
int refused_store_add(const struct session *session,
		      const struct refused_row *row, struct error *err);

typedef int (*refused_store_fn)(void *ctx, const struct refused_row *row,
				struct error *err);

/* In the order of list, file and row; all borrowed. */
int refused_store_each(const struct session *session, refused_store_fn fn,
		       void *ctx, struct error *err);

#endif
