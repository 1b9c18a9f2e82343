/* SPDX-License-Identifier: MIT */
#include "photo/photo_keep.h"

#include <math.h>
#include <stdlib.h>

#include "store/file_store.h"
#include "store/photo_store.h"

/*
 * The findings of the making and, for a refused photo, also of the source,
 * which are the reason.
 */
char *photo_keep_findings(const struct photo_made *made)
{
	struct findings all = FINDINGS_INIT;
	char *text;

	if (made->status == PHOTO_REFUSED)
		findings_append(&all, &made->source.findings);
	photo_make_findings(made, &all);
	text = findings_json_text(&all);
	findings_release(&all);
	return text;
}

int photo_keep_check(const struct photo_keep *keep,
		     const struct photo_check *check, struct error *err)
{
	char *text = findings_json_text(&check->findings);
	struct photo_row row = {
		.id = keep->photo_id,
		.width = check->width,
		.height = check->height,
		.bytes = (long long)check->bytes,
		.profile = keep->profile,
		.verdict = photo_check_verdict_name(check->verdict),
		.findings = text,
		.face = {.x = check->face.x,
			 .y = check->face.y,
			 .width = check->has_face ? check->face.width : NAN,
			 .height = check->face.height},
	};
	int result = photo_store_set_check(keep->session->store, &row,
					   keep->session->now, err);

	free(text);
	return result;
}

int photo_keep_made(const struct photo_keep *keep,
		    const struct photo_made *made, struct error *err)
{
	bool refused = made->status == PHOTO_REFUSED;
	struct file_store_item file = {.room = FILE_STORE_MADE,
				       .bytes = buf_str(&made->jpeg),
				       .size = made->jpeg.size};
	char *text = photo_keep_findings(made), *fit_text;
	struct findings fit = FINDINGS_INIT;
	struct photo_made_row row = {
		.photo_id = keep->photo_id,
		.profile = keep->profile,
		.status = photo_make_status_name(made->status),
		.sha256 = file.sha256,
		.bytes = (long long)made->jpeg.size,
		.quality = made->quality,
		.head_top = made->head_top,
		.eye_line = made->eye_line,
		.face_width = made->face_width,
		.confidence = made->confidence,
		.findings = text,
		.fit_by = keep->fit_by,
	};
	int result = 0;

	photo_make_tell(made, &fit);
	row.fit = fit_text = findings_json_text(&fit);
	if (!refused)
		result = file_store_put(keep->session, &file, err);
	if (result == 0)
		result = photo_store_put_made(keep->session->store, &row,
					      keep->session->now, err);
	findings_release(&fit);
	free(fit_text);
	free(text);
	return result;
}
