/* SPDX-License-Identifier: MIT */
/* What is told of a photo as JSON: checked, made or matted. */
#ifndef PHOTO_PHOTO_REPORT_H
#define PHOTO_PHOTO_REPORT_H

#include <stdbool.h>

#include "base/json.h"
#include "photo/photo_batch.h"
#include "photo/photo_import.h"

struct photo_report_options {
	bool timing; /* with ms */
	const char *profile;
	bool landmarks; /* with the points */
	bool iso;	/* with the measures of ISO/IEC 29794-5 */
};

/*
 * In one word: "pass", "warn" or "fail" of a check, "made" or "refused" of
 * what is made, "error" of either.
 */
const char *photo_report_status(const struct photo_batch_item *item);

/*
 * One item of any job.  out is the path written, NULL when none was; a file
 * that could not be read has verdict and status "error".
 */
struct json *photo_report_item(const struct photo_batch_item *item,
			       const char *out,
			       const struct photo_report_options *options);

/* A picture that came in; its key is the caller's to add. */
struct json *photo_report_import(const struct photo_import_result *result);

#endif
