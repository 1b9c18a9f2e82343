/* SPDX-License-Identifier: MIT */
/*
 * File names from a student's fields: "{xh}.jpg", "{fy}/{bh}/{xh}_{xm}.jpg".
 * A name in braces is a field of struct student, or "code", the key of the
 * student's collection code, or "feature", the task's feature code (特征码);
 * "{{" is a brace.  Each value is cleaned as ONE
 * file name, so no value can add a folder or leave one; a part may not end in
 * a dot or blank, which Windows would drop.  Whether two students get the
 * same name is for the caller to see.  Pure, thread-safe.
 */
#ifndef RULES_NAME_TEMPLATE_H
#define RULES_NAME_TEMPLATE_H

#include <stdbool.h>

#include "base/error.h"
#include "rules/student.h"

/* ERROR_USAGE for an unknown field (the fields are named), a brace without
 * its other one, no field at all, or a text that is no safe path. */
int name_template_check(const char *template, struct error *err);

/* Whether field ("xh", "code") occurs in a template that was checked. */
bool name_template_uses(const char *template, const char *field);

/*
 * Call fn for each field of a checked template, in order; a non-zero result
 * ends it and is returned.
 */
typedef int (*name_template_fn)(void *ctx, const char *field,
				struct error *err);
int name_template_each(const char *template, name_template_fn fn, void *ctx,
		       struct error *err);

/*
 * The template, or another text, with the task's feature code for {feature} and
 * all else as it is; the caller's.  NULL with ERROR_USAGE when it asks for one
 * and feature is "".
 */
char *name_template_of_task(const char *template, const char *feature,
			    struct error *err);

/*
 * Whether a name can have come from a checked template: every text of the
 * template is in its place and no field is empty or holds a slash.  With
 * numbers a document number of 18 digits must have the right check digit.
 */
bool name_template_matches(const char *template, const char *name,
			   bool numbers);

/*
 * The name, the caller's; NULL with ERROR_INPUT that names the student's
 * empty field, or a name too long.  code may be NULL.
 */
char *name_template_make(const char *template, const struct student *student,
			 const char *code, struct error *err);

#endif
