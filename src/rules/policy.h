/* SPDX-License-Identifier: MIT */
/*
 * The policies of a task: one table with a row for each key.  Whatever the
 * national rules leave to the school (cool-down, resubmissions, glasses …) is a
 * key here and not decided in the code.  `task set`, `help policies`, the man
 * page and the documents are made from the table; tests/lint/policies fails
 * when a key is not read by any gate.  Pure, thread-safe.
 */
#ifndef RULES_POLICY_H
#define RULES_POLICY_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* In the order they are shown. */
enum policy_key {
	POLICY_KEY,
	POLICY_ALLOW_MANUAL_ENTRY,
	POLICY_ALLOW_ALBUM,
	POLICY_ALLOW_FRONT_CAMERA,
	POLICY_ALLOW_CODE_SCREENSHOT,
	POLICY_ALLOW_CODE_PHOTO,
	POLICY_GLASSES,
	POLICY_PHOTO_AGE_DAYS,
	POLICY_PHOTO_WINDOW,
	POLICY_ROTATE,
	POLICY_REQUIRE_CODE,
	POLICY_CODE_GATE,
	POLICY_CODE_FAULTS,
	POLICY_REQUIRE_PAID,
	POLICY_PAY_GATE,
	POLICY_PAY_AMOUNT,
	POLICY_CONFIRM_ENROLLMENT,
	POLICY_MAKE_DAILY,
	POLICY_COOLDOWN,
	POLICY_INTERCEPT_USES_MAKE,
	POLICY_RESUBMIT,
	POLICY_REPLACE,
	POLICY_WITHDRAW_REFUNDS,
	POLICY_REPLACE_DAYS,
	POLICY_LATE_RESUBMIT,
	POLICY_COMPARE_FAILS,
	POLICY_FAILS_PER,
	POLICY_ESCALATE_ON,
	POLICY_SCORE_MIN,
	POLICY_OUTCOME_SUSPECT,
	POLICY_REQUIRE_SCORE,
	POLICY_REQUIRE_IDENTITY,
	POLICY_SAME_MIN,
	POLICY_SUSPECT_MIN,
	POLICY_COMPARE_TASKS,
	POLICY_WARN_REASON,
	POLICY_LEADS,
	POLICY_ONLINE_DAYS,
	POLICY_COUNT
};

enum policy_type {
	POLICY_BOOL,   /* yes, no */
	POLICY_NUMBER, /* min..max */
	POLICY_LIMIT,  /* min..max or "unlimited" */
	POLICY_CHOICE, /* one of choices */
	POLICY_LIST,   /* words separated by commas */
};

/* The steps that read a key, and so where a change of it takes effect. */
enum policy_gate {
	POLICY_AT_ROSTER = 1,
	POLICY_AT_CODE = 2,
	POLICY_AT_INTAKE = 4,
	POLICY_AT_MAKE = 8,
	POLICY_AT_COMPARE = 16,
	POLICY_AT_REVIEW = 32,
	POLICY_AT_PACKAGE = 64,
	POLICY_AT_REPORT = 128,
};

enum { POLICY_TEXT = 200 };

/* The value of "unlimited". */
#define POLICY_UNLIMITED LONG_MAX

struct policy {
	const char *name; /* as in `task set NAME=VALUE` */
	enum policy_type type;
	const char *fallback; /* the default, unless the task sets the key */
	long min, max;
	const char *choices; /* "a|b|c", for POLICY_CHOICE and POLICY_BOOL */
	const char *unit;    /* "days", "times"; "" = none */
	unsigned gates;	     /* enum policy_gate, or-ed */
	const char *zh, *en; /* what it decides, with its source */
};

/* The values that a task has set; "" = the default. */
struct policies {
	char value[POLICY_COUNT][POLICY_TEXT];
};

const struct policy *policy_at(enum policy_key key);

/* POLICY_COUNT when there is none of this name. */
enum policy_key policy_find(const char *name);

/* The policy whose name is nearest to a mistyped one; NULL = none is near. */
const char *policy_near(const char *name);

/*
 * Check and set a policy; an empty value restores the default.  The text of
 * ERROR_USAGE says what values the key takes or, for an unknown name, which
 * name is nearest.
 */
int policy_set(struct policies *all, const char *name, const char *value,
	       struct error *err);

/* The value as set by the task, else the default. */
const char *policy_text(const struct policies *all, enum policy_key key);
long policy_number(const struct policies *all, enum policy_key key);
bool policy_bool(const struct policies *all, enum policy_key key);
bool policy_is(const struct policies *all, enum policy_key key,
	       const char *choice);
/* Whether a POLICY_LIST holds the word. */
bool policy_lists(const struct policies *all, enum policy_key key,
		  const char *word);

/* The names of the steps in gates, "intake, review", for people and --json. */
void policy_gate_names(unsigned gates, char *out, size_t n);

#endif
