/* SPDX-License-Identifier: MIT */
#include "code/code_find.h"

#include "rules/material_ref.h"

struct search {
	const char *ref;
	size_t fits;
	code_store_fn fn; /* called with the first that fits */
	void *ctx;
};

static int compare_row(void *ctx, const struct code_row *row, struct error *err)
{
	struct search *s = ctx;

	if (!material_ref_fits(s->ref, row->sha256, row->file) || s->fits++)
		return 0;
	return s->fn(s->ctx, row, err);
}

int code_find(const struct session *session, const char *ref, code_store_fn fn,
	      void *ctx, struct error *err)
{
	struct search s = {.ref = ref, .fn = fn, .ctx = ctx};

	if (code_store_each(session->store, session->task, compare_row, &s,
			    err) < 0)
		return -1;
	return material_ref_one(ref, s.fits, err);
}

static int take_id(void *ctx, const struct code_row *row, struct error *err)
{
	(void)err;
	*(long long *)ctx = row->id;
	return 0;
}

int code_find_id(const struct session *session, const char *ref, long long *id,
		 struct error *err)
{
	return code_find(session, ref, take_id, id, err);
}
