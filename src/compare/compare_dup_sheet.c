/* SPDX-License-Identifier: MIT */
#include "compare/compare_dup_sheet.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "codec/picture/photo_decode.h"
#include "codec/picture/thumb.h"
#include "rules/words.h"

enum { HEIGHT = 400 };

/* Pictures of a group that are drawn; more of one exposure tell no more. */
enum { MOST = 40 };

/*
 * Bytes that are no picture may be those of another file, and are told in its
 * place; that the disk or memory fails ends the page.
 */
static int draw(const struct compare_dup_group *group, size_t i,
		struct buf *thumb, struct contact_picture *out,
		struct error *why)
{
	struct photo_decode_info info;
	struct buf bytes = BUF_INIT;
	int result = -1;

	*out = (struct contact_picture){.caption = path_name(group->files[i])};
	if (group->read(group, i, &bytes, why) == 0 &&
	    photo_decode_peek(buf_str(&bytes), bytes.size, &info, why) == 0 &&
	    thumb_make(buf_str(&bytes), bytes.size, HEIGHT, thumb, why) == 0) {
		result = 0;
		out->jpeg = buf_str(thumb);
		out->size = thumb->size;
		out->width = info.width;
		out->height = info.height;
	}
	buf_release(&bytes);
	if (result < 0 &&
	    (why->kind == ERROR_INPUT || why->kind == ERROR_LIMIT)) {
		buf_clear(thumb);
		out->lost = why->text;
		result = 0;
	}
	return result;
}

/* The row's pictures, each into a thumb of its own. */
struct row_drawing {
	struct contact_picture *pictures;
	struct buf *thumbs;
	struct error *why;
	size_t n;
};

static int draw_row(const struct compare_dup_group *group,
		    const struct row_drawing *row, struct error *err)
{
	size_t i;

	for (i = 0; i < row->n; i++)
		if (draw(group, i, &row->thumbs[i], &row->pictures[i],
			 &row->why[i]) < 0)
			return error_set(err, row->why[i].kind, "%s",
					 row->why[i].text);
	return 0;
}

int compare_dup_sheet_add(struct contact_sheet *sheet,
			  const struct compare_dup_group *group,
			  struct error *err)
{
	size_t n = group->n < MOST ? group->n : MOST, i;
	const struct row_drawing drawing = {
		mem_xcalloc(n, sizeof(struct contact_picture)),
		mem_xcalloc(n, sizeof(struct buf)),
		mem_xcalloc(n, sizeof(struct error)), n};
	struct contact_row row = {.pictures = drawing.pictures, .n = n};
	char title[80], count[80], status[160];
	struct contact_item item = {
		.title = title,
		.file = count,
		.status = status,
		.worst = group->verdict == ALIGN_SAME ? FINDING_ERROR
						      : FINDING_WARN,
		.rows = &row,
		.n_rows = 1,
	};
	int result;

	snprintf(title, sizeof(title), _("group %ld"), group->number);
	snprintf(count, sizeof(count),
		 P_("%zu picture", "%zu pictures", group->n), group->n);
	snprintf(status, sizeof(status), "%s · %s %.1f",
		 words_show(align_verdict_name(group->verdict)), _("score"),
		 group->score);
	result = draw_row(group, &drawing, err);
	if (result == 0)
		result = contact_sheet_add(sheet, &item, err);
	for (i = 0; i < n; i++)
		buf_release(&drawing.thumbs[i]);
	free(drawing.thumbs);
	free(drawing.why);
	free(drawing.pictures);
	return result;
}
