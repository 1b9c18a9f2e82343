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

static void draw(const struct compare_dup_group *group, size_t i,
		 struct buf *thumb, struct contact_picture *out)
{
	struct error ignored = ERROR_INIT;
	struct photo_decode_info info;
	struct buf bytes = BUF_INIT;

	*out = (struct contact_picture){.caption = path_name(group->files[i])};
	if (group->read(group, i, &bytes, &ignored) == 0 &&
	    photo_decode_peek(buf_str(&bytes), bytes.size, &info, &ignored) ==
		    0 &&
	    thumb_make(buf_str(&bytes), bytes.size, HEIGHT, thumb, &ignored) ==
		    0) {
		out->jpeg = buf_str(thumb);
		out->size = thumb->size;
		out->width = info.width;
		out->height = info.height;
	}
	buf_release(&bytes);
}

int compare_dup_sheet_add(struct contact_sheet *sheet,
			  const struct compare_dup_group *group,
			  struct error *err)
{
	size_t n = group->n < MOST ? group->n : MOST, i;
	struct contact_picture *pictures = mem_xcalloc(n, sizeof(*pictures));
	struct buf *thumbs = mem_xcalloc(n, sizeof(*thumbs));
	struct contact_row row = {.pictures = pictures, .n = n};
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
	for (i = 0; i < n; i++)
		draw(group, i, &thumbs[i], &pictures[i]);
	result = contact_sheet_add(sheet, &item, err);
	for (i = 0; i < n; i++)
		buf_release(&thumbs[i]);
	free(thumbs);
	free(pictures);
	return result;
}
