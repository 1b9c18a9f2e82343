/* SPDX-License-Identifier: MIT */
/*
 * Whose code is it?  Judged by what its payload exposes: 学号, 院校代码, a
 * masked name, a masked document number or its last digits (in the three ways
 * of counting brackets, see idnum_tails()).  Pure; thread-safe.
 */
#ifndef RULES_CODE_OWNER_H
#define RULES_CODE_OWNER_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/finding.h"
#include "rules/student.h"

enum code_owner_fit {
	CODE_OWNER_NO,	 /* something in the payload contradicts */
	CODE_OWNER_WEAK, /* nothing contradicts, but little agrees */
	CODE_OWNER_GOOD, /* name and number fit */
	CODE_OWNER_SURE, /* 学号 (or serial) and whatever else is there fit */
};

struct code_owner {
	enum code_owner_fit fit;
	double confidence; /* 0..1 */
	char by[32];	   /* what agreed: "xh+xm+tail:A" */
	bool name_fits, number_fits;
	bool name_differs, number_differs, xh_differs;
	bool level_differs; /* 层次 or 学制: a code of the same person's other
			       学籍 */
};

/* Judge one student against the exposed fields. */
void code_owner_judge(const struct student *exposed,
		      const struct student *student, struct code_owner *out);

/* Add CODE-XH-EMPTY, CODE-XH-ZERO, CODE-YXDM for the payload itself. */
void code_owner_check(const struct student *exposed, const char *yxdm,
		      struct findings *all);

/* Whether an exposed number (after text_nfkc()) shows only last digits. */
bool code_owner_shows_tail(const char *number);

/* Whether the payload exposes anything that tells students apart. */
bool code_owner_can_tell(const struct student *exposed);

#endif
