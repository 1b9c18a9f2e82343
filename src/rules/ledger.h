/* SPDX-License-Identifier: MIT */
/*
 * The ledger of one case: its counters (makes, submissions, failed comparisons,
 * payments).  They are computed from the case's events in the log, which only
 * grows, so the events up to a time give the counters as they were at that
 * time.  "Day" is the civil day in Asia/Shanghai.  Pure, thread-safe; one
 * owner.
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

/* What failed; bits. */
enum ledger_fails { LEDGER_BY_SAME = 1, LEDGER_BY_SCORE = 2, LEDGER_BY_ID = 4 };

struct ledger_event {
	date_time at;
	enum ledger_mark mark;
	enum case_event event; /* only when mark is LEDGER_NONE */
	enum case_state after; /* CASE_STATE_COUNT = the state stays */
	const char *photo;     /* SHA-256 in hex of the photo meant, or "" */
	enum ledger_grant what;
	long n;
	unsigned fails; /* enum ledger_fails */
	bool copy; /* copy of a photo that failed: stops, is not counted again
		    */
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

	/* makes: how many on make_day, and until when no more are allowed */
	long make_count;
	struct date make_day;
	date_time make_at;	    /* the latest make; 0 = none */
	date_time make_locked;	    /* no make before this; 0 = not locked */
	char last_made[LEDGER_SHA]; /* the photo of the last make */
	bool last_counts;	    /* make_count includes that make */

	long submitted;	       /* submissions to review that count */
	bool withdrawn;	       /* withdrawn, and no photo has come since */
	long replaced;	       /* replacements in the current submission */
	date_time rejected_at; /* the last rejection; 0 = none */

	struct ledger_failed failed[LEDGER_FAILED_PHOTOS];
	int failed_count;
	unsigned stopped; /* enum ledger_fails of the photo in force that were
			     neither overruled nor cleared since */

	long granted[LEDGER_GRANT_COUNT]; /* of makes: those not used yet */
	bool held; /* escalated, and nothing was granted since */
	long paid; /* fen, less refunds */
	bool paid_any, pay_exempt;
	char confirmed[LEDGER_SHA]; /* enrollment photo confirmed as theirs */
	char wrong[LEDGER_SHA];	    /* … reported to show somebody else */
};

void ledger_init(struct ledger *ledger);

/* Count the next event; the policies say how. */
void ledger_fold(struct ledger *ledger, const struct policies *policies,
		 const struct ledger_event *event);

/*
 * How many makes count now: those of today or, while makes are locked, those
 * that led to the lock.
 */
long ledger_makes(const struct ledger *ledger, date_time now);

/*
 * When the next make is allowed: 0 = now; -1 = never, unless makes are granted
 * or the policy is changed; else the time.
 */
date_time ledger_makes_from(const struct ledger *ledger,
			    const struct policies *policies, date_time now);

/* How many are left; POLICY_UNLIMITED where the policy sets no limit. */
long ledger_makes_left(const struct ledger *ledger,
		       const struct policies *policies, date_time now);
long ledger_resubmits_left(const struct ledger *ledger,
			   const struct policies *policies);
long ledger_replaces_left(const struct ledger *ledger,
			  const struct policies *policies);

/*
 * How many different photos failed a comparison.  The policies fails_per and
 * escalate_on say over what time, and which comparisons count.
 */
long ledger_fails(const struct ledger *ledger, const struct policies *policies,
		  date_time now);

/* Whether this photo failed before. */
bool ledger_has_failed(const struct ledger *ledger, const char *photo);

/* The words of `case grant WORD=N`; LEDGER_GRANT_COUNT for others. */
enum ledger_grant ledger_grant_find(const char *word);
const char *ledger_grant_name(enum ledger_grant what);

/* The event's word in the log ("pay-exempt"); LEDGER_NONE for others. */
const char *ledger_mark_name(enum ledger_mark mark);
enum ledger_mark ledger_mark_find(const char *word);

#endif
