/* SPDX-License-Identifier: MIT */
#include "code/code_pending.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Which payload of which picture a request is about. */
struct place {
	size_t item;
	int payload;
};

struct places {
	struct place *list;
	size_t n, cap, request_cap;
};

void code_pending_add(struct code_pending *pending,
		      struct code_batch_item *item)
{
	const struct code_batch *batch = item->batch;

	/* the picture's bytes are read already; thousands would fill memory */
	buf_release(&item->file.bytes);
	MEM_GROW(pending->list, pending->n, pending->cap);
	pending->list[pending->n++] = *item;
	memset(item, 0, sizeof(*item));
	item->batch = batch;
}

/* All at once: the program is started once, however many pictures. */
static void collect_opaque(const struct code_pending *pending,
			   struct places *places, struct code_provider *request)
{
	size_t i;
	int p;

	for (i = 0; i < pending->n; i++)
		for (p = 0; p < pending->list[i].result.count; p++) {
			const struct code_payload *payload =
				&pending->list[i].result.payloads[p];

			if (strcmp(pending->list[i].fields[p].layout, "opaque"))
				continue;
			MEM_GROW(places->list, places->n, places->cap);
			places->list[places->n++] = (struct place){i, p};
			MEM_GROW(request->list, request->n,
				 places->request_cap);
			request->list[request->n++] =
				(struct code_provider_item){
					.sha256 = payload->sha256,
					.payload = payload->bytes,
					.size = payload->size};
		}
}

static void take_answer(struct code_pending *pending, const struct place *place,
			struct code_provider_item *asked)
{
	struct code_batch_item *item = &pending->list[place->item];
	struct code_fields *fields = &item->fields[place->payload];

	if (!asked->answered)
		return;
	if (asked->error[0]) {
		findings_add_detail(&item->result.findings, "CODE-PROVIDER",
				    asked->error);
		return;
	}
	code_layout_fields_release(fields);
	fields->layout = pending->layout;
	fields->student = asked->fields;
	memset(&asked->fields, 0, sizeof(asked->fields));
}

int code_pending_ask(struct code_pending *pending,
		     const struct provider_setup *setup, struct error *err)
{
	struct places places = {.n = 0};
	struct code_provider request = {.n = 0};
	size_t i;
	int result;

	collect_opaque(pending, &places, &request);
	result = code_provider(setup, &request, err);
	snprintf(pending->layout, sizeof(pending->layout), "%s",
		 request.layout);
	for (i = 0; i < request.n; i++)
		take_answer(pending, &places.list[i], &request.list[i]);
	code_provider_release(&request);
	free(request.list);
	free(places.list);
	return result;
}

void code_pending_release(struct code_pending *pending)
{
	size_t i;
	int p;

	for (i = 0; i < pending->n; i++) {
		struct code_batch_item *item = &pending->list[i];

		for (p = 0; p < item->result.count; p++)
			code_layout_fields_release(&item->fields[p]);
		free(item->fields);
		code_result_release(&item->result);
		intake_item_release(&item->file);
	}
	free(pending->list);
	memset(pending, 0, sizeof(*pending));
}
