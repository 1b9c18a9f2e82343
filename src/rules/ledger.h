/* SPDX-License-Identifier: MIT */
/*
 * The ledger of one case: every counter is a fold over append-only events, so
 * that the same events up to a time give the counters as they were then.
 * "Day" is the civil day in Asia/Shanghai.  Pure, thread-safe; one owner.
 *
 *      events   photo make submit reject photo make make …   (the log's rows)
 *      fold       │    │     │      │
 *      ledger   state, makes today, submissions, failed photos, …
 */
#ifndef RULES_LEDGER_H
#define RULES_LEDGER_H

#include <stdbool.h>

#include "base/date.h"
#include "rules/case_state.h"
#include "rules/policy.h"

/* What a `case grant` gives more of. */
enum ledger_grant {
	LEDGER_GRANT_MAKE,
	LEDGER_GRANT_RESUBMIT,
	LEDGER_GRANT_REPLACE,
	LEDGER_GRANT_FAILS,
	LEDGER_GRANT_COUNT
};

/* Events that change no state but count; others are enum case_event. */
enum ledger_mark {
	LEDGER_NONE,
	LEDGER_GRANT,	       /* what, n */
	LEDGER_FAILED,	       /* a comparison failed: fails says by what */
	LEDGER_CLEARED,	       /* … a later score or outcome passed: fails */
	LEDGER_OVERRULE,       /* a stop was overruled with a reason */
	LEDGER_PAID,	       /* n: fen */
	LEDGER_REFUNDED,       /* n: fen */
	LEDGER_PAY_EXEMPT,     /* need not pay */
	LEDGER_CONFIRM_ENROLL, /* photo: the enrollment photo is the student */
	LEDGER_WRONG_ENROLL,   /* photo: it is somebody else */
	LEDGER_MARK_COUNT
};

/* What failed, or-ed. */
enum ledger_fails { LEDGER_BY_SAME = 1, LEDGER_BY_SCORE = 2, LEDGER_BY_ID = 4 };

struct ledger_event {
	date_time at;
	enum ledger_mark mark;
	enum case_event event; /* where mark is LEDGER_NONE; else ignored */
	enum case_state after; /* CASE_STATE_COUNT = the state stays */
	const char *photo;     /* SHA-256 in hex of the photo meant, or "" */
	enum ledger_grant what;
	long n;
	unsigned fails; /* enum ledger_fails */
	bool copy; /* of a photo that failed before: stops, counts no more */
};

enum { LEDGER_FAILED_PHOTOS = 128, LEDGER_SHA = 65 };

struct ledger_failed {
	date_time at;
	char photo[LEDGER_SHA];
	unsigned fails; /* all that failed for this photo */
};

struct ledger {
	enum case_state state;
	date_time state_since;
	char photo[LEDGER_SHA]; /* the photo in force */

	/* Makes: how many on make_day, and how long the student waits. */
	long make_count;
	struct date make_day;
	date_time make_at;	    /* the latest of all; 0 = none */
	date_time make_locked;	    /* no make before; 0 = not locked */
	char last_made[LEDGER_SHA]; /* the photo of the last make */
	bool last_counts;	    /* that make is in make_count */

	long submitted;	       /* submissions to review that count */
	bool withdrawn;	       /* taken back, and no photo has come since */
	long replaced;	       /* in the submission that is open */
	date_time rejected_at; /* of the last rejection; 0 = none */

	struct ledger_failed failed[LEDGER_FAILED_PHOTOS];
	int failed_count;
	unsigned stopped; /* enum ledger_fails of the photo in force, not
			     overruled and not cleared since */

	long granted[LEDGER_GRANT_COUNT]; /* makes: not used yet */
	bool held; /* escalated, and nothing was granted since */
	long paid; /* fen, refunds taken off */
	bool paid_any, pay_exempt;
	char confirmed[LEDGER_SHA]; /* enrollment photo that is the student */
	char wrong[LEDGER_SHA];	    /* … that is somebody else */
};

void ledger_init(struct ledger *ledger);

/* Take in the next event; policies say what counts. */
void ledger_fold(struct ledger *ledger, const struct policies *policies,
		 const struct ledger_event *event);

/* Makes of the day or, while the student waits, those that led to it. */
long ledger_makes(const struct ledger *ledger, date_time now);

/*
 * When the next make is allowed: 0 = now; a time; -1 = not before a grant or
 * another policy.
 */
date_time ledger_makes_from(const struct ledger *ledger,
			    const struct policies *policies, date_time now);

/* POLICY_UNLIMITED where the policy says so; never negative. */
long ledger_makes_left(const struct ledger *ledger,
		       const struct policies *policies, date_time now);
long ledger_resubmits_left(const struct ledger *ledger,
			   const struct policies *policies);
long ledger_replaces_left(const struct ledger *ledger,
			  const struct policies *policies);

/* Distinct photos whose comparison failed, as fails_per and escalate_on say. */
long ledger_fails(const struct ledger *ledger, const struct policies *policies,
		  date_time now);

/* Whether this photo failed before. */
bool ledger_has_failed(const struct ledger *ledger, const char *photo);

/* The words of `case grant WORD=N`; LEDGER_GRANT_COUNT when it is none. */
enum ledger_grant ledger_grant_find(const char *word);
const char *ledger_grant_name(enum ledger_grant what);

/* "pay-exempt"; the event's word in the log, and back (LEDGER_NONE). */
const char *ledger_mark_name(enum ledger_mark mark);
enum ledger_mark ledger_mark_find(const char *word);

#endif
