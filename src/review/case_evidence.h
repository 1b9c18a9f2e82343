/* SPDX-License-Identifier: MIT */
/*
 * One case on paper, to show later why it was decided as it was: photos,
 * findings, comparisons, scores, decisions and the log.  Names, numbers and
 * what people wrote are masked unless unmask.  Main thread only.
 */
#ifndef REVIEW_CASE_EVIDENCE_H
#define REVIEW_CASE_EVIDENCE_H

#include "page/list_file.h"
#include "review/case_view.h"
#include "review/stored_thumb.h"

struct case_evidence {
	const char *path; /* .html or .pdf */
	struct list_file_options about;
	bool unmask;
	struct stored_thumb_tell lost; /* pictures that cannot be shown */
};

int case_evidence_write(const struct session *session,
			const struct case_view *view,
			const struct case_evidence *how, struct error *err);

#endif
