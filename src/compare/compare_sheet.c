/* SPDX-License-Identifier: MIT */
#include "compare/compare_sheet.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "rules/words.h"

/* "Same" is the alarm here: two photos handed in as two exposures are one. */
static enum finding_severity severity_of(const struct compare_files_result *r)
{
	if (r->error || r->verdict.verdict == ALIGN_SAME)
		return FINDING_ERROR;
	return r->verdict.verdict == ALIGN_SUSPECT ? FINDING_WARN
						   : FINDING_INFO;
}

int compare_sheet_add(struct contact_sheet *sheet,
		      const struct compare_files_result *result,
		      const struct pair_picture *picture, struct error *err)
{
	const struct compare_files_result *r = result;
	struct pair_picture_row pair;
	struct contact_row row = {.pictures = pair.pictures};
	char *title = mem_xprintf("%s · %s", path_name(r->a), path_name(r->b));
	char status[480];
	struct contact_item item = {
		.title = title,
		.file = "",
		.status = status,
		.worst = severity_of(r),
		.rows = &row,
		.n_rows = 1,
		.findings = &r->findings,
	};
	int code;

	if (r->error)
		snprintf(status, sizeof(status), "%s", r->error->text);
	else
		snprintf(status, sizeof(status), "%s · %s %.1f",
			 words_show(align_verdict_name(r->verdict.verdict)),
			 _("score"), r->verdict.score);
	row.n = pair_picture_row(picture, &pair);
	code = contact_sheet_add(sheet, &item, err);
	free(title);
	return code;
}
