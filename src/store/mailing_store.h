/* SPDX-License-Identifier: MIT */
/*
 * What was sent to whom, at the address of then.  Each is an event of the case
 * in the log, too.  Main thread only.
 */
#ifndef STORE_MAILING_STORE_H
#define STORE_MAILING_STORE_H

#include "store/session.h"

/* Borrowed when added, owned when read. */
struct mailing_row {
	long long student_id;
	char *name, *phone, *address, *postcode;
	char at[26]; /* when read */
};

/* In the caller's transaction, with its row in the log. */
int mailing_store_add(const struct session *session,
		      const struct mailing_row *row, struct error *err);

/* The last one of row->student_id: 1, 0 when there is none, -1. */
int mailing_store_of(struct store *store, struct mailing_row *row,
		     struct error *err);
void mailing_store_release(struct mailing_row *row);

#endif
