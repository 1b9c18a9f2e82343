/* SPDX-License-Identifier: MIT */
/*
 * Payload layouts: share/codes/ *.ini says how a text is taken apart, which
 * fields of a student it holds, what they must look like, and gives a line to
 * test with.  The first layout (by its order) that fits is taken; a payload
 * that none fits is "opaque", which is no mistake.
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
 * Whether a value looks like one of the patterns, parted by blanks: 9 digit,
 * X digit or X, A letter, * a hiding star, ? any character, ~ at the end
 * whatever follows, others themselves.
 */
bool code_layout_mask_fits(const char *patterns, const char *value);

#endif
