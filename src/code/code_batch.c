/* SPDX-License-Identifier: MIT */
#include "code/code_batch.h"

#include <math.h>
#include <stdlib.h>

#include "base/batch.h"
#include "base/base64.h"
#include "base/mem.h"
#include "base/path.h"
#include "rules/roster_row.h"

static int next_image(void *ctx, void *item, struct error *err)
{
	const struct code_batch *batch = ctx;
	struct code_batch_item *it = item;

	it->batch = batch;
	return intake_next(batch->intake, &it->file, err);
}

static void read_image(void *item, void *scratch)
{
	struct code_batch_item *it = item;
	struct code_read_options options = it->batch->options;
	int i;

	(void)scratch;
	/* a loose file is read here, beside the others; an archive's is loaded
	 */
	intake_load(&it->file);
	/* a file that cannot be had is a row of the report, like a bad one */
	if (it->file.error.kind != ERROR_NONE) {
		it->result.status = CODE_ERROR;
		it->result.error = it->file.error;
		if (it->file.finding)
			findings_add_detail(&it->result.findings,
					    it->file.finding,
					    path_name(it->file.name));
		return;
	}
	options.file = it->file.name;
	code_read(buf_str(&it->file.bytes), it->file.bytes.size, &options,
		  &it->result);
	it->fields =
		mem_xcalloc((size_t)it->result.count + 1, sizeof(*it->fields));
	for (i = 0; i < it->result.count; i++)
		code_layout_parse(it->batch->layouts, &it->result.payloads[i],
				  &it->fields[i]);
}

static int deliver_image(void *ctx, void *item, struct error *err)
{
	const struct code_batch *batch = ctx;

	return batch->done(batch->ctx, item, err);
}

static void discard_image(void *item)
{
	struct code_batch_item *it = item;
	int i;

	for (i = 0; i < it->result.count; i++)
		code_layout_fields_release(&it->fields[i]);
	free(it->fields);
	code_result_release(&it->result);
	intake_item_release(&it->file);
}

int code_batch_run(const struct code_batch *batch, struct error *err)
{
	static const struct batch shape = {
		.next = next_image,
		.work = read_image,
		.done = deliver_image,
		.discard = discard_image,
		.item_size = sizeof(struct code_batch_item),
	};

	return batch_run(&shape, (void *)(size_t)batch, batch->jobs, err);
}

struct json *code_batch_fields_json(const struct code_fields *fields,
				    bool unmask)
{
	struct json *object = json_new_object();
	struct buf text = BUF_INIT;
	int i;

	for (i = 0; i < STUDENT_FIELD_COUNT; i++) {
		enum student_field f = (enum student_field)i;

		if (!fields->student.field[f])
			continue;
		buf_clear(&text);
		roster_row_show(&text, f, fields->student.field[f], unmask);
		json_set_str(object, student_field_name(f), buf_str(&text));
	}
	buf_release(&text);
	return object;
}

static struct json *place_json(const struct code_payload *payload)
{
	struct json *place = json_new_array();
	int i;

	for (i = 0; i < 4; i++) {
		struct json *corner = json_new_array();

		json_add_int(corner, lround(payload->place[i][0]));
		json_add_int(corner, lround(payload->place[i][1]));
		json_add(place, corner);
	}
	return place;
}

static struct json *payload_json(const struct code_payload *payload,
				 const struct code_fields *fields, bool unmask)
{
	struct json *code = json_new_object();
	struct buf text = BUF_INIT;

	/* exact bytes for programs; the text is what people can read of them */
	base64_encode(payload->bytes, payload->size, &text);
	json_set_str(code, "base64", buf_str(&text));
	buf_release(&text);
	json_set_str(code, "text", payload->text);
	json_set_str(code, "encoding", payload->encoding);
	json_set_str(code, "sha256", payload->sha256);
	json_set_str(code, "how", code_result_how_name(payload->how));
	json_set(code, "place", place_json(payload));
	json_set_str(code, "layout", fields->layout);
	json_set(code, "fields", code_batch_fields_json(fields, unmask));
	return code;
}

struct json *code_batch_json(const struct code_batch_item *item, bool unmask,
			     bool timing)
{
	static const char *const names[] = {"ok", "none", "error"};
	struct json *o = json_new_object(), *codes = json_new_array();
	int i;

	json_set_str(o, "file", item->file.name);
	json_set_str(o, "status", names[item->result.status]);
	for (i = 0; i < item->result.count; i++)
		json_add(codes, payload_json(&item->result.payloads[i],
					     &item->fields[i], unmask));
	json_set(o, "codes", codes);
	json_set(o, "findings", findings_json(&item->result.findings));
	if (item->result.status == CODE_ERROR)
		json_set_str(o, "error", item->result.error.text);
	if (timing)
		json_set_real(o, "ms", item->result.ms, 1);
	return o;
}
