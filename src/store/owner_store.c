/* SPDX-License-Identifier: MIT */
#include "store/owner_store.h"

#include "store/student_store.h"

static int add(void *ctx, const struct student_row *row, struct error *err)
{
	(void)err;
	file_name_index_add(ctx, row->student.id, &row->student);
	return 0;
}

/*
 * Of the whole task, whatever --class says: a file of another class has to be
 * recognized as that and not given to whoever is nearest.
 */
struct file_name_index *owner_store_index(const struct session *session,
					  struct error *err)
{
	struct file_name_index *index = file_name_index_new();

	if (student_store_each(session, NULL, add, index, err) < 0) {
		file_name_index_free(index);
		return NULL;
	}
	file_name_index_finish(index);
	return index;
}
