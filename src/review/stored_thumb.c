/* SPDX-License-Identifier: MIT */
#include "review/stored_thumb.h"

#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "codec/picture/photo_decode.h"
#include "codec/picture/thumb.h"
#include "store/file_store.h"

/* Pages go to others, and our folders are nothing to them. */
static void drop_path(const char *path, struct error *err)
{
	struct error said = *err;
	size_t n = strlen(path);
	const char *rest = said.text + n;

	if (strncmp(said.text, path, n) != 0)
		return;
	if (strncmp(rest, ": ", 2) == 0)
		error_set(err, said.kind, "%s", rest + 2);
	else
		error_set(err, said.kind, "%s%s", _("the file"), rest);
}

int stored_thumb_read(const char *path, struct buf *out, struct error *err)
{
	if (file_store_read_path(path, out, err) == 0)
		return 0;
	drop_path(path, err);
	/* A file that the store names and has not is damage; others may come
	 * back. */
	if (err->kind == ERROR_INPUT)
		err->kind = file_exists(path) ? ERROR_SYSTEM : ERROR_STORE;
	return -1;
}

static int draw(const struct buf *bytes, int rows, struct stored_thumb *out)
{
	struct photo_decode_info info;

	if (photo_decode_peek(buf_str(bytes), bytes->size, &info, &out->lost) <
	    0)
		return -1;
	out->width = info.width;
	out->height = info.height;
	if (rows)
		return thumb_make(buf_str(bytes), bytes->size, rows, &out->jpeg,
				  &out->lost);
	buf_add(&out->jpeg, bytes->data, bytes->size);
	return 0;
}

void stored_thumb_draw(const char *path, int rows, struct stored_thumb *out)
{
	struct buf bytes = BUF_INIT;

	memset(out, 0, sizeof(*out));
	if (path && (stored_thumb_read(path, &bytes, &out->lost) < 0 ||
		     draw(&bytes, rows, out) < 0))
		buf_clear(&out->jpeg);
	buf_release(&bytes);
}

void stored_thumb_release(struct stored_thumb *t)
{
	buf_release(&t->jpeg);
}

const char *stored_thumb_lost(const struct error *lost)
{
	return lost->kind == ERROR_NONE ? NULL : lost->text;
}

bool stored_thumb_is_fault(const struct error *lost)
{
	return lost->kind != ERROR_NONE && lost->kind != ERROR_INPUT &&
	       lost->kind != ERROR_LIMIT;
}

void stored_thumb_tell(const struct stored_thumb_tell *tell, const char *number,
		       const char *what, const struct error *lost)
{
	struct error why = *lost;

	if (!tell->fn || !stored_thumb_is_fault(lost))
		return;
	error_context(&why, "%s", what);
	tell->fn(tell->ctx, number, &why);
}
