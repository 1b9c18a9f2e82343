/* SPDX-License-Identifier: MIT */
#include "code/code_scan.h"

#include "code/code_pending.h"

struct scanner {
	const struct code_scan *scan;
	struct code_pending pending; /* with a provider, until it was asked */
};

static int show_item(void *ctx, struct code_batch_item *item, struct error *err)
{
	static const char *const names[] = {"ok", "none", "error"};
	const struct scanner *s = ctx;

	return s->scan->show(s->scan->ctx, item, names[item->result.status],
			     err);
}

static int hold_item(void *ctx, struct code_batch_item *item, struct error *err)
{
	struct scanner *s = ctx;

	(void)err;
	code_pending_add(&s->pending, item);
	return 0;
}

/* Asking for each picture would start the program as often as there are some.
 */
static int ask_and_show(struct scanner *s, struct error *provider_error,
			struct error *err)
{
	struct provider_setup setup;
	size_t i;
	int result;

	provider_setup_set(&setup, s->scan->provider);
	result = code_pending_ask(&s->pending, &setup, provider_error);
	provider_setup_release(&setup);
	if (result < 0 && provider_error->kind != ERROR_PROVIDER) {
		*err = *provider_error;
		return -1;
	}
	for (i = 0; i < s->pending.n; i++)
		if (show_item(s, &s->pending.list[i], err) < 0)
			return -1;
	return 0;
}

int code_scan(const struct code_scan *scan, struct intake *intake,
	      struct error *provider_error, struct error *err)
{
	struct scanner s = {.scan = scan};
	struct code_layouts *layouts = code_layout_load(NULL, err);
	struct code_batch batch = {
		.intake = intake,
		.layouts = layouts,
		.options = {.budget_ms = scan->budget_ms},
		.jobs = scan->jobs,
		.done = scan->provider ? hold_item : show_item,
		.ctx = &s,
	};
	int result;

	if (!layouts)
		return -1;
	result = code_batch_run(&batch, err);
	if (result == 0 && scan->provider)
		result = ask_and_show(&s, provider_error, err);
	code_pending_release(&s.pending);
	code_layout_free(layouts);
	return result;
}
