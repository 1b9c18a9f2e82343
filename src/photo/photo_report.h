/* SPDX-License-Identifier: MIT */
/* The items of cli.md for checks, made photos and mattes. */
#ifndef PHOTO_PHOTO_REPORT_H
#define PHOTO_PHOTO_REPORT_H

#include <stdbool.h>

#include "base/json.h"
#include "photo/photo_batch.h"

struct photo_report_options {
	bool timing; /* with ms */
	const char *profile;
};

struct json *photo_report_check(const char *file,
				const struct photo_check *check,
				const struct photo_report_options *options);

/* out is the path written, NULL when none was. */
struct json *photo_report_made(const char *file, const struct photo_made *made,
			       const char *out,
			       const struct photo_report_options *options);

struct json *photo_report_matte(const struct photo_batch_item *item,
				const char *out,
				const struct photo_report_options *options);

/* For a file that could not be read: verdict (and status) "error". */
struct json *photo_report_error(const struct photo_batch_item *item,
				const struct photo_report_options *options);

#endif
