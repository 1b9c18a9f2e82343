/* SPDX-License-Identifier: MIT */
#include "rules/code_owner.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/idnum.h"
#include "rules/redact.h"

enum { TAIL_MOST = 6 };

static bool is_zero(const char *s)
{
	return *s && s[strspn(s, "0")] == '\0';
}

bool code_owner_can_tell(const struct student *exposed)
{
	const char *xh = student_get(exposed, STUDENT_xh);

	return (*xh && !is_zero(xh)) || *student_get(exposed, STUDENT_ksh) ||
	       *student_get(exposed, STUDENT_wybh) ||
	       (*student_get(exposed, STUDENT_xm) &&
		*student_get(exposed, STUDENT_zjhm));
}

void code_owner_check(const struct student *exposed, const char *yxdm,
		      struct findings *all)
{
	const char *xh = student_get(exposed, STUDENT_xh);
	const char *school = student_get(exposed, STUDENT_yxdm);

	if (!*xh && *student_get(exposed, STUDENT_xm))
		findings_add(all, "CODE-XH-EMPTY");
	else if (is_zero(xh))
		findings_add(all, "CODE-XH-ZERO");
	if (*school && *yxdm && strcmp(school, yxdm) != 0)
		findings_add_detail(all, "CODE-YXDM", school);
}

static void add_by(struct code_owner *out, const char *what)
{
	size_t n = strlen(out->by);

	snprintf(out->by + n, sizeof(out->by) - n, "%s%s", n ? "+" : "", what);
}

/* 1 fits, 0 nothing to compare, -1 differs. */
static int judge_name(const struct student *exposed,
		      const struct student *student)
{
	const char *masked = student_get(exposed, STUDENT_xm);
	const char *name = student_get(student, STUDENT_xm);

	if (!*masked || !*name)
		return 0;
	return redact_fits_name(masked, name) != REDACT_NO ? 1 : -1;
}

static int judge_number(const struct student *exposed,
			const struct student *student, char how[8])
{
	const char *masked = student_get(exposed, STUDENT_zjhm);
	const char *number = student_get(student, STUDENT_zjhm);
	char convention;

	snprintf(how, 8, "zjhm");
	if (!*masked || !*number)
		return 0;
	if (redact_is_masked(masked) || strlen(masked) > TAIL_MOST)
		return redact_fits_number(masked, number) != REDACT_NO ? 1 : -1;
	convention = idnum_tail_fits(number, masked);
	if (!convention)
		return -1;
	snprintf(how, 8, "tail:%c", convention);
	return 1;
}

static int judge_key(const struct student *exposed,
		     const struct student *student, enum student_field field)
{
	const char *a = student_get(exposed, field);
	const char *b = student_get(student, field);

	if (!*a || !*b || is_zero(a))
		return 0;
	return strcmp(a, b) == 0 ? 1 : -1;
}

/* "4", "4年" and "4.0" are one; so are 本科 and 普通本科. */
static int judge_level(const struct student *exposed,
		       const struct student *student)
{
	const char *a = student_get(exposed, STUDENT_cc);
	const char *b = student_get(student, STUDENT_cc);
	double x = strtod(student_get(exposed, STUDENT_xz), NULL);
	double y = strtod(student_get(student, STUDENT_xz), NULL);

	if (*a && *b && !strstr(a, b) && !strstr(b, a))
		return -1;
	if (x > 0 && y > 0 && fabs(x - y) > .01)
		return -1;
	return (*a && *b) || (x > 0 && y > 0);
}

void code_owner_judge(const struct student *exposed,
		      const struct student *student, struct code_owner *out)
{
	int xh = judge_key(exposed, student, STUDENT_xh);
	int ksh = judge_key(exposed, student, STUDENT_ksh);
	int serial = judge_key(exposed, student, STUDENT_wybh);
	int name, number;
	char how[8];

	memset(out, 0, sizeof(*out));
	name = judge_name(exposed, student);
	number = judge_number(exposed, student, how);
	if (xh > 0)
		add_by(out, "xh");
	if (ksh > 0)
		add_by(out, "ksh");
	if (serial > 0)
		add_by(out, "wybh");
	if (name > 0)
		add_by(out, "xm");
	if (number > 0)
		add_by(out, how);
	out->level_differs = judge_level(exposed, student) < 0;
	out->name_fits = name > 0;
	out->number_fits = number > 0;
	out->name_differs = name < 0;
	out->number_differs = number < 0;
	out->xh_differs = xh < 0;
	if (name < 0 || number < 0 || (xh < 0 && serial <= 0) || ksh < 0)
		out->fit = CODE_OWNER_NO;
	else if (xh > 0 || ksh > 0 || serial > 0)
		out->fit = CODE_OWNER_SURE;
	else if (out->level_differs)
		out->fit = CODE_OWNER_NO;
	else if (name > 0 && number > 0)
		out->fit = CODE_OWNER_GOOD;
	else
		out->fit = CODE_OWNER_WEAK;
	out->confidence = out->fit == CODE_OWNER_SURE
				  ? (name > 0 && number > 0 ? 1 : .97)
			  : out->fit == CODE_OWNER_GOOD ? .9
							: 0;
}
