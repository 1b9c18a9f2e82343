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
	size_t n, cap, ask_cap;
};

void code_pending_add(struct code_pending *hold, struct code_batch_item *item)
{
	const struct code_batch *batch = item->batch;

	buf_release(&item->file.bytes);
	MEM_GROW(hold->list, hold->n, hold->cap);
	hold->list[hold->n++] = *item;
	memset(item, 0, sizeof(*item));
	item->batch = batch;
}

static void collect(const struct code_pending *hold, struct places *places,
		    struct code_provider *ask)
{
	size_t i;
	int p;

	for (i = 0; i < hold->n; i++)
		for (p = 0; p < hold->list[i].result.count; p++) {
			const struct code_payload *payload =
				&hold->list[i].result.payloads[p];

			if (strcmp(hold->list[i].fields[p].layout, "opaque"))
				continue;
			MEM_GROW(places->list, places->n, places->cap);
			places->list[places->n++] = (struct place){i, p};
			MEM_GROW(ask->list, ask->n, places->ask_cap);
			ask->list[ask->n++] = (struct code_provider_item){
				.sha256 = payload->sha256,
				.payload = payload->bytes,
				.size = payload->size};
		}
}

static void take(struct code_pending *hold, const struct place *place,
		 struct code_provider_item *asked)
{
	struct code_batch_item *item = &hold->list[place->item];
	struct code_fields *fields = &item->fields[place->payload];

	if (!asked->answered)
		return;
	if (asked->error[0]) {
		findings_add_detail(&item->result.findings, "CODE-PROVIDER",
				    asked->error);
		return;
	}
	code_layout_fields_release(fields);
	fields->layout = hold->layout;
	fields->student = asked->fields;
	memset(&asked->fields, 0, sizeof(asked->fields));
}

int code_pending_ask(struct code_pending *hold,
		     const struct provider_setup *setup, struct error *err)
{
	struct places places = {.n = 0};
	struct code_provider ask = {.n = 0};
	size_t i;
	int result;

	collect(hold, &places, &ask);
	result = code_provider(setup, &ask, err);
	snprintf(hold->layout, sizeof(hold->layout), "%s", ask.layout);
	for (i = 0; i < ask.n; i++)
		take(hold, &places.list[i], &ask.list[i]);
	code_provider_release(&ask);
	free(ask.list);
	free(places.list);
	return result;
}

void code_pending_release(struct code_pending *hold)
{
	size_t i;
	int p;

	for (i = 0; i < hold->n; i++) {
		struct code_batch_item *item = &hold->list[i];

		for (p = 0; p < item->result.count; p++)
			code_layout_fields_release(&item->fields[p]);
		code_result_release(&item->result);
		intake_item_release(&item->file);
	}
	free(hold->list);
	memset(hold, 0, sizeof(*hold));
}
