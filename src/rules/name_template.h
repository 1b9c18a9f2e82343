/* SPDX-License-Identifier: MIT */
/*
 * File names from a student's fields: "{xh}.jpg", "{fy}/{bh}/{xh}_{xm}.jpg".
 * A name in braces is a field of struct student, or "code", the key of the
 * student's collection code, or "feature", the task's feature code (特征码);
 * "{{" stands for "{".  Each value is cleaned as ONE file name, so no value can
 * add a folder or leave one; no part may end in a dot or blank, which Windows
 * would drop.  The caller checks whether two students get the same name.  Pure,
 * thread-safe.
 */
#ifndef RULES_NAME_TEMPLATE_H
#define RULES_NAME_TEMPLATE_H

#include <stdbool.h>

#include "base/error.h"
#include "rules/student.h"

/*
 * ERROR_USAGE for an unknown field (the text lists the known ones), an unclosed
 * brace, no field at all, or a result that is not a safe path.
 */
int name_template_check(const char *template, struct error *err);

/* Whether field ("xh", "code") occurs in a template that was checked. */
bool name_template_uses(const char *template, const char *field);

/*
 * Call fn for each field of a checked template, in order.  A non-zero result
 * stops it and is returned.
 */
typedef int (*name_template_fn)(void *ctx, const char *field,
				struct error *err);
int name_template_each(const char *template, name_template_fn fn, void *ctx,
		       struct error *err);

/*
 * A copy of the template, or of another text, with the task's feature code in
 * the place of {feature}.  NULL with ERROR_USAGE when {feature} occurs and
 * feature is "".
 */
char *name_template_of_task(const char *template, const char *feature,
			    struct error *err);

/*
 * Whether a checked template can have produced this name: the fixed texts of
 * the template are in their places and no field is empty or holds a slash.
 * With numbers set, an 18-character document number must also have the right
 * check digit.
 */
bool name_template_matches(const char *template, const char *name,
			   bool numbers);

/*
 * The name for a student, to be freed.  NULL with ERROR_INPUT when a field is
 * empty (the text names it) or the name is too long.  code may be NULL.
 */
char *name_template_make(const char *template, const struct student *student,
			 const char *code, struct error *err);

#endif
