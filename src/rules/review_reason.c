/* SPDX-License-Identifier: MIT */
#include "rules/review_reason.h"

#include <string.h>

#include "base/near.h"
#include "rules/finding.h"

#define PREFIX "REV-"

/* Edits up to which a word is taken for a slip of the hand. */
enum { NEAR = 5 };

static bool has_prefix(const char *code)
{
	return strncmp(code, PREFIX, strlen(PREFIX)) == 0;
}

const char *review_reason_at(size_t i)
{
	const char *code;
	size_t k;

	for (k = 0; (code = finding_catalogue_code(k)); k++)
		if (has_prefix(code) && i-- == 0)
			return code;
	return NULL;
}

bool review_reason_is(const char *code)
{
	return has_prefix(code) && finding_is_known(code);
}

/* GEO-TILT may be meant as REV-TILT: what is behind the dash is compared. */
static const char *behind_dash(const char *code)
{
	const char *dash = strchr(code, '-');

	return dash ? dash + 1 : code;
}

const char *review_reason_near(const char *code)
{
	const char *best = NULL, *known;
	int distance, least = NEAR;
	size_t i;

	for (i = 0; (known = review_reason_at(i)); i++) {
		distance = near_distance(behind_dash(known), behind_dash(code));
		if (distance < least) {
			least = distance;
			best = known;
		}
	}
	return best;
}

void review_reason_text(const char *code, enum i18n_lang lang, struct buf *out)
{
	struct findings one = FINDINGS_INIT;

	if (review_reason_is(code))
		finding_text(findings_add(&one, code), lang, out);
	else
		buf_adds(out, code);
	findings_release(&one);
}
