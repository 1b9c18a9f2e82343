/* SPDX-License-Identifier: MIT */
#include "roster/roster_propose.h"

#include "base/buf.h"
#include "base/i18n.h"

enum { PROPOSALS = 120 /* bytes */ };

static void add_place(struct buf *out, const struct roster_header *header,
		      size_t i)
{
	buf_adds(out, out->size ? ", " : "");
	buf_addf(out, "#%zu %s", i + 1, header->title[i]);
}

/*
 * A guess between two columns called 学号 would be right most of the time, and
 * the wrong one of them would reach the diploma: we ask, with the answer ready
 * to be copied.
 */
int roster_propose_one_of(const struct roster_header *header,
			  enum student_field field, struct error *err)
{
	struct buf places = BUF_INIT;
	size_t i, first = 0;

	for (i = header->count; i-- > 0;)
		if (header->field[i] == field)
			first = i;
	for (i = 0; i < header->count; i++)
		if (header->field[i] == field)
			add_place(&places, header, i);
	error_set(err, ERROR_INPUT,
		  _("several columns could be %s: %s; choose one with --map, "
		    "for example --map %s=#%zu"),
		  student_field_label(field), buf_str(&places),
		  student_field_name(field), first + 1);
	buf_release(&places);
	return -1;
}

int roster_propose_header(const struct roster_header *header, struct error *err)
{
	struct buf near = BUF_INIT;
	enum student_field field;
	size_t i;

	for (i = 0; i < header->count; i++) {
		field = header->field[i];
		if (field == STUDENT_FIELD_COUNT)
			field = roster_columns_near(header->columns,
						    header->title[i]);
		if (field == STUDENT_FIELD_COUNT || near.size > PROPOSALS)
			continue;
		buf_addf(&near, " --map %s=%s", student_field_name(field),
			 header->title[i]);
	}
	error_set(err, ERROR_INPUT,
		  near.size ? _("no header row found (names of columns such as "
				"学号, 姓名); perhaps%s")
			    : _("no header row found: the first rows name no "
				"columns such as 学号, 姓名; add a header row, "
				"or say --map header=none --map xm=#3 …%s"),
		  buf_str(&near));
	buf_release(&near);
	return -1;
}
