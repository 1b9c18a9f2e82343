/* SPDX-License-Identifier: MIT */
#include "code/code_provider.h"

#include <stdio.h>
#include <string.h>

#include "base/base64.h"
#include "base/i18n.h"

struct exchange {
	struct code_provider *request;
	struct provider_batch *batch;
};

static struct json *question(void *ctx, size_t i)
{
	const struct exchange *a = ctx;
	const struct code_provider_item *item = &a->request->list[i];
	struct json *object = json_new_object();
	struct buf text = BUF_INIT;

	base64_encode(item->payload, item->size, &text);
	json_set_str(object, "sha256", item->sha256);
	json_set_str(object, "base64", buf_str(&text));
	buf_release(&text);
	return object;
}

/*
 * Only texts of a field's length without control bytes: the program is not
 * ours, and what it answers is shown in terminals and sheets.
 */
static bool is_field(const char *value)
{
	const unsigned char *at = (const unsigned char *)value;

	for (; *at; at++)
		if (*at < ' ' || *at == 0x7f)
			return false;
	return (size_t)((const char *)at - value) <= CODE_PROVIDER_FIELD;
}

static void take_fields(struct code_provider_item *item,
			const struct json *fields)
{
	const struct json *value;
	enum student_field field;
	const char *key, *text;
	void *it = NULL;

	while ((key = json_next(fields, &it, &value))) {
		field = student_field_find(key);
		text = json_text(value);
		if (field != STUDENT_FIELD_COUNT && text && is_field(text))
			student_set(&item->fields, field, text);
	}
}

static int answer(void *ctx, size_t i, const struct json *object,
		  struct error *err)
{
	struct exchange *a = ctx;
	struct code_provider_item *item = &a->request->list[i];
	const struct json *fields = json_get(object, "fields");
	const char *error = json_get_str(object, "error");

	if (!fields && !error)
		return error_set(err, ERROR_PROVIDER,
				 _("provider %s answers with neither fields "
				   "nor an error"),
				 a->batch->setup->program);
	if (fields)
		take_fields(item, fields);
	else
		snprintf(item->error, sizeof(item->error), "%s",
			 *error ? error : "error");
	item->answered = true;
	a->request->answered++;
	a->request->decoded += fields != NULL;
	return 0;
}

int code_provider(const struct provider_setup *setup,
		  struct code_provider *request, struct error *err)
{
	struct exchange exchange = {.request = request};
	struct provider_batch batch = {
		.setup = setup,
		.n = request->n,
		.ask = question,
		.answer = answer,
		.ctx = &exchange,
	};
	int result;

	exchange.batch = &batch;
	request->answered = request->decoded = 0;
	result = provider_run(&batch, err);
	/* set after a failure too: what was answered before it is kept */
	snprintf(request->layout, sizeof(request->layout), "provider:%s",
		 batch.name[0] ? batch.name : "unknown");
	snprintf(request->version, sizeof(request->version), "%s",
		 batch.version);
	return result;
}

void code_provider_release(struct code_provider *request)
{
	size_t i;

	for (i = 0; i < request->n; i++)
		student_release(&request->list[i].fields);
}
