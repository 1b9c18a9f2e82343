/* SPDX-License-Identifier: MIT */
/* The one photo of the task that a person names (rules/material_ref.h). */
#ifndef PHOTO_PHOTO_FIND_H
#define PHOTO_PHOTO_FIND_H

#include "rules/photo_kind.h"
#include "store/session.h"

/* Its row number; -1 with ERROR_USAGE when none or several of kind fit. */
int photo_find_id(const struct session *session, enum photo_kind kind,
		  const char *ref, long long *id, struct error *err);

#endif
