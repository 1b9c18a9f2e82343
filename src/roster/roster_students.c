/* SPDX-License-Identifier: MIT */
#include "roster/roster_students.h"

struct reading {
	struct student_list *out;
	bool sound;
};

static int take_row(void *ctx, struct roster_row *row, struct error *err)
{
	struct reading *r = ctx;

	(void)err;
	if (row->is_student &&
	    !(r->sound && roster_row_status(row) == ROSTER_ROW_ERROR))
		student_list_add(r->out, &row->student);
	return 0;
}

int roster_students_read(const char *path, struct roster_load *load, bool sound,
			 struct student_list *out, struct error *err)
{
	struct reading r = {out, sound};

	return roster_load(path, load, take_row, &r, err);
}
