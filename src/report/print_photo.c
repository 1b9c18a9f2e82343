/* SPDX-License-Identifier: MIT */
#include "report/print_photo.h"

#include <stdio.h>

#include "store/file_store.h"
#include "store/photo_store.h"

bool print_photo_is_approved(enum case_state state)
{
	return state == CASE_APPROVED || state == CASE_PACKED ||
	       state == CASE_SENT || state == CASE_ONLINE ||
	       state == CASE_CONFIRMED;
}

static int take_made(void *ctx, const struct photo_made_row *made,
		     struct error *err)
{
	(void)err;
	snprintf(ctx, SHA256_HEX, "%s", made->sha256);
	return 0;
}

int print_photo_read(const struct session *session,
		     const struct student_row *row, struct buf *out,
		     struct error *err)
{
	const struct photo_made_key key = {row->photo_id,
					   session->task->output_profile};
	char sha256[SHA256_HEX] = "";

	if (!row->photo_id)
		return 0;
	if (photo_store_get_made(session->store, &key, take_made, sha256, err) <
	    0)
		return -1;
	if (!sha256[0])
		return 0;
	return file_store_read(session->store, FILE_STORE_MADE, sha256, out,
			       err) < 0
		       ? -1
		       : 1;
}
