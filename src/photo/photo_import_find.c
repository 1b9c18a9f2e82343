/* SPDX-License-Identifier: MIT */
#include "photo/photo_import_find.h"

#include <stdlib.h>

#include "base/path.h"

/* A match is weak without a number, because names are not unique. */
static bool is_weak(const struct file_name_match *match)
{
	return !(match->list[0].by &
		 (FILE_NAME_XH | FILE_NAME_KSH | FILE_NAME_ZJHM));
}

static const char *code_of(const struct file_name_match *match)
{
	if (match->sure)
		return is_weak(match) ? "FIL-NAME-WEAK" : NULL;
	return match->count ? "FIL-NAME-AMBIG" : "FIL-NAME-NONE";
}

void photo_import_find_name(const struct file_name_match *match,
			    struct findings *out)
{
	const char *code = code_of(match);
	struct buf detail = BUF_INIT;
	int i, n = match->sure ? 1 : match->count;

	for (i = 0; code && i < n; i++) {
		buf_adds(&detail, i ? ", " : "");
		buf_addf(&detail, "%s ", match->list[i].number);
		file_name_reasons(match->list[i].by, &detail);
	}
	if (code)
		findings_add_detail(out, code, buf_str(&detail));
	buf_release(&detail);
}

void photo_import_find_packed(const struct intake_item *file,
			      struct findings *out)
{
	if (file && file->gbk_name)
		findings_add_detail(out, "FIL-ZIP-NAME-ENC", file->name);
}

int photo_import_find_twin(const struct session *session,
			   const struct photo_row *photo, struct findings *out,
			   struct error *err)
{
	char *file;

	if (photo_store_twin(session, photo, &file, err) < 0)
		return -1;
	if (file)
		findings_add_detail(out, "FIL-SAME-TWICE", path_name(file));
	free(file);
	return 0;
}
