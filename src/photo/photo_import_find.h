/* SPDX-License-Identifier: MIT */
/* What is found out about a picture that comes in: FIL- findings. */
#ifndef PHOTO_PHOTO_IMPORT_FIND_H
#define PHOTO_PHOTO_IMPORT_FIND_H

#include "codec/archive/intake.h"
#include "rules/file_name.h"
#include "rules/finding.h"
#include "store/photo_store.h"

/* No owner, several, or one by the name alone; with the reasons. */
void photo_import_find_name(const struct file_name_match *match,
			    struct findings *out);

/* What the archive that held it says; file NULL = none did. */
void photo_import_find_packed(const struct intake_item *file,
			      struct findings *out);

/* Another photo of its kind with the same bytes; photo has its id. */
int photo_import_find_twin(const struct session *session,
			   const struct photo_row *photo, struct findings *out,
			   struct error *err);

#endif
