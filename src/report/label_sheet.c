/* SPDX-License-Identifier: MIT */
#include "report/label_sheet.h"

#include <math.h>

#include "base/text.h"

/* Millimetres: from the edges of a label, which printers miss by a little. */
static const double pad = 4, postcode_high = 5, name_high = 6, foot_high = 4;

/* Points; of a line's em 25.4 / 72 millimetres. */
static const double large = 12, middle = 10, small = 8;

static double pitch(double points)
{
	return points * PDF_PITCH * 25.4 / 72;
}

static struct pdf_box place(const struct print_labels *l, long n)
{
	long at = n % (l->columns * l->rows);

	return (struct pdf_box){
		l->left + (double)(at % l->columns) * (l->width + l->gap_x) +
			pad,
		l->top + (double)(at / l->columns) * (l->height + l->gap_y) +
			pad,
		l->width - 2 * pad, l->height - 2 * pad};
}

/* Long names in smaller type: half an em a column of text. */
static int draw_name(struct pdf *pdf, struct pdf_box box, const char *name)
{
	double wide = text_width(name) * large / 2 * 25.4 / 72;
	const struct pdf_type type = {.size = wide > box.width ? small + 1
							       : large,
				      .bold = true,
				      .align = -1};

	return pdf_label(pdf, box, &type, name);
}

/* Telephone and, for the office, whose it is. */
static int draw_foot(struct pdf *pdf, struct pdf_box box,
		     const struct label_sheet_text *text)
{
	const struct pdf_type phone = {.size = middle, .align = -1},
			      office = {.size = small,
					.align = 1,
					.color = 0x555555};
	int wrong = pdf_label(
		pdf, (struct pdf_box){box.x, box.y, box.width * .4, box.height},
		&phone, text->phone);

	return wrong |
	       pdf_label(pdf,
			 (struct pdf_box){box.x + box.width * .4, box.y + .5,
					  box.width * .6, box.height},
			 &office, text->office);
}

/* From the top postcode and address, from the foot the office's line. */
static int draw(struct pdf *pdf, struct pdf_box box,
		const struct label_sheet_text *text)
{
	const struct pdf_type code = {.size = middle, .align = -1};
	struct pdf_type address = code;
	double low = box.y + box.height,
	       room = box.height - postcode_high - name_high - foot_high;
	int wrong = pdf_label(pdf, box, &code, text->postcode);

	address.lines = (int)floor(room / pitch(middle) + .2);
	if (address.lines < 1)
		address.lines = 1;
	box.y += postcode_high;
	wrong |= pdf_label(pdf, box, &address, text->address);
	box.y = low - foot_high - name_high;
	box.height = name_high;
	wrong |= draw_name(pdf, box, text->name);
	box.y = low - foot_high;
	box.height = foot_high;
	return wrong | draw_foot(pdf, box, text);
}

int label_sheet_add(struct label_sheet *s, const struct label_sheet_text *text,
		    int *wrong, struct error *err)
{
	long each = s->labels->columns * s->labels->rows;

	if ((!s->sheet || s->next % each == 0) &&
	    print_file_sheet(s->file, &s->sheet, err) < 0)
		return -1;
	*wrong = draw(s->sheet, place(s->labels, s->next), text);
	s->next++;
	return 0;
}
