/* SPDX-License-Identifier: MIT */
#include "review/case_sheet.h"

#include <stdio.h>

#include "base/i18n.h"
#include "rules/pair_finding.h"
#include "rules/redact_text.h"
#include "rules/words.h"

/* Lines on a made photo. */
enum { MARKS = 2 };

static struct contact_picture before_of(const struct case_item *it,
					struct contact_mark *mark)
{
	const struct case_photo *photo = &it->entry->photo;
	const double *face = photo->face;

	*mark = contact_sheet_face(face[0], face[1], face[2], face[3]);
	return (struct contact_picture){
		.jpeg = it->before.jpeg.data,
		.size = it->before.jpeg.size,
		.width = it->before.width,
		.height = it->before.height,
		.caption = _("before"),
		.lost = stored_thumb_lost(&it->before.lost),
		.marks = mark,
		.n_marks = face[2] > 0,
	};
}

/* What is shown of one comparison. */
struct pair_row {
	char title[480];
	struct pair_picture_row row;
};

static void tell_pair(const struct case_pair *pair, struct pair_row *row)
{
	struct buf words = BUF_INIT;
	char title[160];

	redact_text(&words, pair->overruled);
	snprintf(title, sizeof(title), _("%s: %s"), words_show(pair->verdict),
		 pair_finding_role(pair->role));
	snprintf(row->title, sizeof(row->title), "%s · %s %.1f%s%s", title,
		 _("score"), pair->score, words.size ? _(" · overruled: ") : "",
		 buf_str(&words));
	buf_release(&words);
}

/*
 * Across the whole picture: crown and eyes are limits of the profile, not of a
 * face.
 */
static struct contact_mark line_mark(double y, int width, const char *label,
				     const char *color)
{
	return (struct contact_mark){.shape = CONTACT_LINE,
				     .y = y,
				     .x2 = width,
				     .y2 = y,
				     .label = label,
				     .color = color};
}

static struct contact_picture after_of(const struct case_item *it,
				       struct contact_mark marks[MARKS])
{
	const struct case_entry *e = it->entry;
	int width = it->after.width;

	marks[0] = line_mark(e->head_top, width, _("crown"), "#ff8c00");
	marks[1] = line_mark(e->eye_line, width, _("eyes"), "#e000e0");
	return (struct contact_picture){
		.jpeg = it->after.jpeg.data,
		.size = it->after.jpeg.size,
		.width = width,
		.height = it->after.height,
		.caption = _("after"),
		.lost = stored_thumb_lost(&it->after.lost),
		.marks = marks,
		.n_marks = e->eye_line > 0 ? MARKS : 0,
	};
}

static void lay_out_pair(const struct case_item *it, size_t i,
			 struct pair_row *pair, struct contact_row *row)
{
	tell_pair(&it->entry->pairs[i], pair);
	row->n = pair_picture_beside(&it->pairs[i], &pair->row);
	if (!row->n && it->lost[i].kind != ERROR_NONE) {
		pair->row.pictures[0] = (struct contact_picture){
			.caption = pair_finding_role(it->entry->pairs[i].role),
			.lost = it->lost[i].text};
		row->n = 1;
	}
	row->pictures = pair->row.pictures;
	row->title = pair->title;
}

int case_sheet_add(struct contact_sheet *sheet, const struct case_item *it,
		   struct error *err)
{
	const struct case_entry *e = it->entry;
	struct contact_mark face, lines[MARKS];
	struct pair_row pairs[CASE_SHEET_PAIRS];
	struct contact_row rows[CASE_SHEET_PAIRS];
	struct contact_item item = {
		.file = e->number,
		.title = e->title,
		.group = e->group,
		.status = e->status,
		.worst = e->worst,
		.before = before_of(it, &face),
		.after = after_of(it, lines),
		.rows = rows,
		.n_rows = it->n_pairs,
		.findings = &e->findings,
	};
	size_t i;

	for (i = 0; i < it->n_pairs; i++)
		lay_out_pair(it, i, &pairs[i], &rows[i]);
	return contact_sheet_add(sheet, &item, err);
}
