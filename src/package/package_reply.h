/* SPDX-License-Identifier: MIT */
/*
 * Lists that recipients of packages send back: which photos were received, sent
 * back, put online or found wrong.  Each row is matched by number, file name
 * and hash with the photos that were handed over, and the case takes the step.
 * Main thread only.
 *
 *	packed ─receipt→ sent ─online→ online ─dispute→ disputed
 *	   └────bounce────┴→ bounced
 */
#ifndef PACKAGE_PACKAGE_REPLY_H
#define PACKAGE_PACKAGE_REPLY_H

#include "package/package_reply_list.h"
#include "rules/case_state.h"
#include "rules/finding.h"
#include "rules/student.h"
#include "store/session.h"

enum package_reply_kind {
	PACKAGE_REPLY_RECEIPT,
	PACKAGE_REPLY_BOUNCE,
	PACKAGE_REPLY_ONLINE,
	PACKAGE_REPLY_DISPUTE
};

enum package_reply_status {
	PACKAGE_REPLY_OK,
	PACKAGE_REPLY_UNKNOWN,	 /* of no photo that was handed over */
	PACKAGE_REPLY_DUPLICATE, /* its photo has a row before it */
	PACKAGE_REPLY_MISMATCH,	 /* number, name, hash do not go together */
	PACKAGE_REPLY_REFUSED,	 /* the case cannot take the step */
	PACKAGE_REPLY_STATUSES
};

struct package_reply_shown {
	long row;		       /* 0 = the list has none for it */
	const struct student *student; /* NULL = nobody */
	enum case_state state;	       /* after the row; of a student */
	enum package_reply_status status;
	bool moved;
	const char *reason; /* a person's words, "" = none */
	const struct findings *findings;
};

struct package_reply {
	const struct session *session;
	enum package_reply_kind kind;
	const char *file;
	struct titled_map map;
	/* each row, then who lacks one, in the order of the packages */
	int (*show)(void *ctx, const struct package_reply_shown *shown,
		    struct error *err);
	void *ctx;
};

struct package_reply_counts {
	long total, by_status[PACKAGE_REPLY_STATUSES];
	long moved, lacking;
	bool found; /* something a person should look at */
};

/*
 * Applies all rows or, with an error, none.  A row whose case cannot take the
 * step is shown; the others are not affected.  The same list again changes
 * nothing.
 */
int package_reply(const struct package_reply *how,
		  struct package_reply_counts *counts, struct error *err);

/* "ok", "unknown", "duplicate", "mismatch", "refused". */
const char *package_reply_status_name(enum package_reply_status status);

#endif
