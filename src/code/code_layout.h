/* SPDX-License-Identifier: MIT */
/*
 * Payload layouts: each file of share/codes/ *.ini says how the text of a
 * payload is split, which fields of a student it holds and what they must look
 * like, and gives a sample for tests.  The first layout that fits is used, in
 * the order that the files give; a payload that fits none is "opaque", which is
 * not an error.
 *
 * A struct code_layouts is read-only after loading: any thread may parse.
 */
#ifndef CODE_CODE_LAYOUT_H
#define CODE_CODE_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "code/code_result.h"
#include "rules/student.h"

struct code_layouts;

struct code_fields {
	const char *layout; /* borrowed from the layouts; "opaque" for none */
	struct student student; /* only the fields the payload exposes */
};

/* NULL folder: the installed share/codes.  NULL with err naming the file. */
struct code_layouts *code_layout_load(const char *folder, struct error *err);
void code_layout_free(struct code_layouts *take_layouts); /* NULL allowed */

/*
 * Whether a layout fits; *out is always filled and released by
 * code_layout_fields_release().
 */
bool code_layout_parse(const struct code_layouts *layouts,
		       const struct code_payload *payload,
		       struct code_fields *out);
bool code_layout_parse_text(const struct code_layouts *layouts,
			    const char *text, struct code_fields *out);
void code_layout_fields_release(struct code_fields *fields);

/*
 * Whether a value fits one of the patterns, which are separated by blanks.  In
 * a pattern 9 stands for a digit, X for a digit or X, A for a letter, * for a
 * masking star, ? for any character, ~ at the end for any rest; other
 * characters stand for themselves.
 */
bool code_layout_mask_fits(const char *patterns, const char *value);

#endif
