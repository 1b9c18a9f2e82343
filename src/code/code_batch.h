/* SPDX-License-Identifier: MIT */
/* Many code images at once, in parallel, results in input order. */
#ifndef CODE_CODE_BATCH_H
#define CODE_CODE_BATCH_H

#include "code/code_layout.h"
#include "code/code_read.h"
#include "codec/archive/intake.h"
#include "rules/student.h"

struct code_batch_item {
	struct intake_item file;
	struct code_result result;
	struct code_fields *fields; /* of each payload */
	const struct code_batch *batch;
};

struct code_batch {
	struct intake *intake;
	const struct code_layouts *layouts;
	struct code_read_options options;
	int jobs;
	int (*done)(void *ctx, struct code_batch_item *item, struct error *err);
	void *ctx;
};

int code_batch_run(const struct code_batch *batch, struct error *err);

/* One item of `code scan`; names and numbers masked unless unmask. */
struct json *code_batch_json(const struct code_batch_item *item, bool unmask,
			     bool timing);

/* {"xh":…} of the fields a payload exposes. */
struct json *code_batch_fields_json(const struct code_fields *fields,
				    bool unmask);

#endif
