/* SPDX-License-Identifier: MIT */
#include "rules/code_owner.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "rules/idnum.h"
#include "rules/person_name.h"
#include "rules/redact.h"

enum { TAIL_MOST = 6 };

static bool is_zero(const char *s)
{
	return *s && s[strspn(s, "0")] == '\0';
}

/* A name alone tells namesakes apart as little as a document's tail does. */
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

static bool fits_former_name(const char *masked, const struct student *student)
{
	const char *names = student_get(student, STUDENT_cym);
	struct buf name = BUF_INIT;
	bool fits = false;

	while (!fits && person_name_next_alias(&names, &name))
		fits = redact_fits_name(masked, buf_str(&name)) != REDACT_NO;
	buf_release(&name);
	return fits;
}

/* 1 fits, 0 nothing to compare, -1 differs. */
static int judge_name(const struct student *exposed,
		      const struct student *student)
{
	const char *masked = student_get(exposed, STUDENT_xm);
	const char *name = student_get(student, STUDENT_xm);

	if (!*masked || !*name)
		return 0;
	if (redact_fits_name(masked, name) != REDACT_NO ||
	    fits_former_name(masked, student))
		return 1;
	return -1;
}

/*
 * Up to six characters are a tail, counted in one of three ways (idnum_tails);
 * longer ones are the number itself, with stars or without.
 */
bool code_owner_shows_tail(const char *number)
{
	return !redact_is_masked(number) && strlen(number) <= TAIL_MOST;
}

static int fits_number(const char *masked, const char *number, char how[8])
{
	char convention;

	if (!code_owner_shows_tail(masked))
		return redact_fits_number(masked, number) != REDACT_NO ? 1 : -1;
	convention = idnum_tail_fits(number, masked);
	if (!convention)
		return -1;
	snprintf(how, 8, "tail:%c", convention);
	return 1;
}

static int judge_number(const struct student *exposed,
			const struct student *student, char how[8])
{
	const char *masked = student_get(exposed, STUDENT_zjhm);
	const char *number = student_get(student, STUDENT_zjhm);
	char *given, *own;
	int fits;

	snprintf(how, 8, "zjhm");
	if (!*masked || !*number)
		return 0;
	/* 6（7） from a Chinese keyboard is 6(7). */
	given = text_nfkc(masked);
	own = text_nfkc(number);
	fits = fits_number(given, own, how);
	free(given);
	free(own);
	return fits;
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
	bool levels = *a && *b, years = x > 0 && y > 0;

	if (levels && !strstr(a, b) && !strstr(b, a))
		return -1;
	if (years && fabs(x - y) > .01)
		return -1;
	return levels || years;
}

/* Each 1 fits, 0 nothing to compare, -1 differs. */
struct evidence {
	int xh, ksh, serial, name, number, level;
	char how[8]; /* the number was compared */
};

static void collect(const struct student *exposed,
		    const struct student *student, struct evidence *e)
{
	e->xh = judge_key(exposed, student, STUDENT_xh);
	e->ksh = judge_key(exposed, student, STUDENT_ksh);
	e->serial = judge_key(exposed, student, STUDENT_wybh);
	e->name = judge_name(exposed, student);
	e->number = judge_number(exposed, student, e->how);
	e->level = judge_level(exposed, student);
}

static void say_by(const struct evidence *e, struct code_owner *out)
{
	const struct {
		int fits;
		const char *what;
	} words[] = {
		{e->xh, "xh"},	 {e->ksh, "ksh"},     {e->serial, "wybh"},
		{e->name, "xm"}, {e->number, e->how},
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (words[i].fits > 0)
			add_by(out, words[i].what);
}

/* A 学号 changes with the school's numbering; the national serial does not. */
static bool speaks_against(const struct evidence *e)
{
	return e->name < 0 || e->number < 0 || e->ksh < 0 ||
	       (e->xh < 0 && e->serial <= 0);
}

/* A level alone differs where one person has two registrations (两个学籍). */
static enum code_owner_fit fit_of(const struct evidence *e)
{
	if (speaks_against(e))
		return CODE_OWNER_NO;
	if (e->xh > 0 || e->ksh > 0 || e->serial > 0)
		return CODE_OWNER_SURE;
	if (e->level < 0)
		return CODE_OWNER_NO;
	return e->name > 0 && e->number > 0 ? CODE_OWNER_GOOD : CODE_OWNER_WEAK;
}

static double confidence_of(const struct evidence *e, enum code_owner_fit fit)
{
	if (fit == CODE_OWNER_SURE)
		return e->name > 0 && e->number > 0 ? 1 : .97;
	return fit == CODE_OWNER_GOOD ? .9 : 0;
}

void code_owner_judge(const struct student *exposed,
		      const struct student *student, struct code_owner *out)
{
	struct evidence e;

	memset(out, 0, sizeof(*out));
	collect(exposed, student, &e);
	say_by(&e, out);
	out->level_differs = e.level < 0;
	out->name_fits = e.name > 0;
	out->number_fits = e.number > 0;
	out->name_differs = e.name < 0;
	out->number_differs = e.number < 0;
	out->xh_differs = e.xh < 0;
	out->fit = fit_of(&e);
	out->confidence = confidence_of(&e, out->fit);
}
