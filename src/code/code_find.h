/* SPDX-License-Identifier: MIT */
/* The one code of the task that a person names (rules/material_ref.h). */
#ifndef CODE_CODE_FIND_H
#define CODE_CODE_FIND_H

#include "store/code_store.h"

/* fn with its row, whose texts are borrowed; -1 with ERROR_USAGE when none or
 * several fit, or what fn returns. */
int code_find(const struct session *session, const char *ref, code_store_fn fn,
	      void *ctx, struct error *err);

/* Its row number alone. */
int code_find_id(const struct session *session, const char *ref, long long *id,
		 struct error *err);

#endif
