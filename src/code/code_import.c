/* SPDX-License-Identifier: MIT */
#include "code/code_import.h"

#include <stdlib.h>
#include <string.h>

#include "rules/gate.h"
#include "store/code_store.h"
#include "store/file_store.h"

/* Pictures a commit: what a kill can cost, against three waits for the disk. */
enum { CHUNK = 100 };

struct runner {
	const struct code_import *import;
	const struct session *session; /* of import */
	struct code_import_counts *counts;
	long delivered;
};

/* Pictures without a code are not kept: they prove nothing. */
static int keep_image(struct runner *r, const struct intake_item *file,
		      char sha256[SHA256_HEX], struct error *err)
{
	struct file_store_item item = {.room = FILE_STORE_ORIGINAL,
				       .bytes = buf_str(&file->bytes),
				       .size = file->bytes.size};
	int result = r->session->dry_run
			     ? file_store_note(r->session, &item, err)
			     : file_store_put(r->session, &item, err);

	memcpy(sha256, item.sha256, SHA256_HEX);
	return result;
}

/* Whether payload i is new to the task: 1, 0 when it is known, or -1. */
static int store_payload(struct runner *r, const struct code_batch_item *item,
			 int i, const char *original, struct error *err)
{
	const struct code_payload *p = &item->result.payloads[i];
	char *fields =
		json_line(code_batch_fields_json(&item->fields[i], true));
	char *findings = findings_json_text(&item->result.findings);
	struct code_row row = {
		.sha256 = p->sha256,
		.payload = p->bytes,
		.payload_size = p->size,
		.encoding = p->encoding,
		.how = code_result_how_name(p->how),
		.layout = item->fields[i].layout,
		.fields = fields,
		.file = item->file.name,
		.original = original,
		.findings = findings,
	};
	bool added = false;
	int result = code_store_add(r->session, &row, &added, err);

	free(fields);
	free(findings);
	return result < 0 ? -1 : added;
}

static int store_codes(struct runner *r, struct code_batch_item *item,
		       const char **status, struct error *err)
{
	char original[SHA256_HEX];
	bool any = false;
	int i, added;

	if (keep_image(r, &item->file, original, err) < 0)
		return -1;
	for (i = 0; i < item->result.count; i++) {
		added = store_payload(r, item, i, original, err);
		if (added < 0)
			return -1;
		any = any || added;
	}
	r->counts->added += any;
	r->counts->known += !any;
	*status = any ? "added" : "known";
	return 0;
}

/*
 * Said once the picture is the task's: whether a photo of a code will do is the
 * task's to say.  The code stays out of force until somebody confirms it.
 */
static void judge_look(const struct session *session, struct code_result *code)
{
	const struct policies *policies = &session->task->policies;

	if (code->look == CODE_LOOK_SCREENSHOT &&
	    !policy_bool(policies, POLICY_ALLOW_CODE_SCREENSHOT))
		findings_add(&code->findings, "CODE-SCREENSHOT");
	if (code->look == CODE_LOOK_PHOTO &&
	    !policy_bool(policies, POLICY_ALLOW_CODE_PHOTO))
		findings_add(&code->findings, "CODE-PHOTO");
}

static int take_codes(struct runner *r, struct code_batch_item *item,
		      const char **status, struct error *err)
{
	struct gate_answer answer;

	gate_window(r->session->task, session_gate_time(r->session), &answer);
	if (!answer.allowed) {
		gate_finding(&answer, &item->result.findings);
		r->counts->refused++;
		*status = "refused";
		return 0;
	}
	judge_look(r->session, &item->result);
	return store_codes(r, item, status, err);
}

static int store_image(void *ctx, struct code_batch_item *item,
		       struct error *err)
{
	struct runner *r = ctx;
	const char *status = "none";
	int result = 0;

	r->counts->total++;
	if (item->result.status == CODE_ERROR) {
		r->counts->failed++;
		status = "error";
	} else if (item->result.status == CODE_NONE) {
		r->counts->none++;
	} else {
		result = take_codes(r, item, &status, err);
	}
	if (result == 0)
		result = r->import->show(r->import->ctx, item, status, err);
	if (result == 0 && ++r->delivered % CHUNK == 0 && !r->session->dry_run)
		result = store_checkpoint(r->session->store, err);
	return result;
}

int code_import(const struct code_import *import, struct intake *intake,
		struct code_import_counts *counts, struct error *err)
{
	struct runner r = {
		.import = import, .session = import->session, .counts = counts};
	struct code_layouts *layouts = NULL;
	struct code_batch batch = {
		.intake = intake,
		.options = import->options,
		.jobs = import->session->jobs,
		.done = store_image,
		.ctx = &r,
	};
	int result;

	memset(counts, 0, sizeof(*counts));
	layouts = code_layout_load(NULL, err);
	if (!layouts)
		return -1;
	batch.layouts = layouts;
	result = store_begin(import->session->store, err);
	if (result == 0)
		result = store_end_batch(import->session->store,
					 code_batch_run(&batch, err),
					 import->session->dry_run, err);
	code_layout_free(layouts);
	return result;
}
