/* SPDX-License-Identifier: MIT */
/*
 * Mailings: what was sent to whom, and to which address.  Each is also logged
 * as an event of the case.  Main thread only.
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

/* Store and log a mailing, in the caller's transaction. */
int mailing_store_add(const struct session *session,
		      const struct mailing_row *row, struct error *err);

/* The last mailing to row->student_id: 1, 0 = none, -1 with err. */
int mailing_store_of(struct store *store, struct mailing_row *row,
		     struct error *err);
void mailing_store_release(struct mailing_row *row);

#endif
