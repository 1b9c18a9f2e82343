/* SPDX-License-Identifier: MIT */
/*
 * The policies of a task: one table, a row a key.  What the field's rules
 * leave open (cool-down, resubmissions, glasses …) is a key here, never a
 * guess in code.  `task set`, `help policies`, the man page and the documents
 * come from the table; tests/lint/policies fails for a key that no gate reads.
 * Pure, thread-safe.
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

/* Who asks for the key: where a change of it shows. */
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

/* What "unlimited" counts as. */
#define POLICY_UNLIMITED LONG_MAX

struct policy {
	const char *name; /* as in `task set NAME=VALUE` */
	enum policy_type type;
	const char *fallback; /* while the task sets nothing */
	long min, max;
	const char *choices; /* "a|b|c", of POLICY_CHOICE and POLICY_BOOL */
	const char *unit;    /* "days", "times"; "" = none */
	unsigned gates;	     /* enum policy_gate, or-ed */
	const char *zh, *en; /* what it decides, with its source */
};

/* What a task has set; "" = the fallback holds. */
struct policies {
	char value[POLICY_COUNT][POLICY_TEXT];
};

const struct policy *policy_at(enum policy_key key);

/* POLICY_COUNT when there is none of this name. */
enum policy_key policy_find(const char *name);

/* The known name that is nearest to a mistyped one; NULL = none is near. */
const char *policy_near(const char *name);

/*
 * Check and set one; ERROR_USAGE names the key and what it takes, or for an
 * unknown name the nearest.  An empty value sets the fallback again.
 */
int policy_set(struct policies *all, const char *name, const char *value,
	       struct error *err);

/* As set, else the fallback. */
const char *policy_text(const struct policies *all, enum policy_key key);
long policy_number(const struct policies *all, enum policy_key key);
bool policy_bool(const struct policies *all, enum policy_key key);
bool policy_is(const struct policies *all, enum policy_key key,
	       const char *choice);
/* Whether a POLICY_LIST holds the word. */
bool policy_lists(const struct policies *all, enum policy_key key,
		  const char *word);

/* "intake, review": where the key is read, for people and --json. */
void policy_gate_names(unsigned gates, char *out, size_t n);

#endif
