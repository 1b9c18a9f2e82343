/* SPDX-License-Identifier: MIT */
#include "photo/photo_find.h"

#include "rules/material_ref.h"
#include "store/photo_store.h"

struct search {
	const char *ref;
	size_t fits;
	long long id;
};

static int compare_row(void *ctx, const struct photo_row *row,
		       struct error *err)
{
	struct search *s = ctx;

	(void)err;
	if (material_ref_fits(s->ref, row->sha256, row->file) && !s->fits++)
		s->id = row->id;
	return 0;
}

int photo_find_id(const struct session *session, enum photo_kind kind,
		  const char *ref, long long *id, struct error *err)
{
	struct search s = {.ref = ref};

	if (photo_store_each(session, kind, compare_row, &s, err) < 0)
		return -1;
	*id = s.id;
	return material_ref_one(ref, s.fits, err);
}
