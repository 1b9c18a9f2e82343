/* SPDX-License-Identifier: MIT */
#include "cmd/compare/cmd_pair_sheet.h"

#include "base/i18n.h"

enum { FACES = 3 };

struct contact_mark cmd_pair_sheet_box(double x, double y, double w, double h)
{
	return (struct contact_mark){.shape = CONTACT_BOX,
				     .x = x,
				     .y = y,
				     .x2 = x + w,
				     .y2 = y + h,
				     .color = "#00c040"};
}

static struct contact_picture plain(const struct compare_picture_jpeg *jpeg,
				    const char *caption)
{
	return (struct contact_picture){
		.jpeg = jpeg->bytes.data,
		.size = jpeg->bytes.size,
		.width = jpeg->width,
		.height = jpeg->height,
		.caption = caption,
	};
}

static void fill_whole(const struct compare_picture *drawn, int i,
		       struct cmd_pair_sheet *sheet)
{
	const struct image_box *f = &drawn->face[i];
	struct contact_picture *out = &sheet->pictures[FACES + i];

	*out = plain(&drawn->whole[i],
		     i ? _("the other photo") : _("this photo"));
	sheet->marks[i] = cmd_pair_sheet_box(f->x, f->y, f->width, f->height);
	out->marks = &sheet->marks[i];
	out->n_marks = f->width > 0;
}

size_t cmd_pair_sheet_fill(const struct compare_picture *drawn,
			   struct cmd_pair_sheet *out)
{
	if (!drawn->first.bytes.size)
		return 0;
	out->pictures[0] = plain(&drawn->first, _("this face"));
	out->pictures[1] =
		plain(&drawn->second, _("the other, turned onto it"));
	out->pictures[2] =
		plain(&drawn->agreement, _("green agrees, red differs"));
	fill_whole(drawn, 0, out);
	fill_whole(drawn, 1, out);
	return CMD_PAIR_PICTURES;
}
