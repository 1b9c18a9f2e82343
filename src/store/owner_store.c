/* SPDX-License-Identifier: MIT */
#include "store/owner_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/student_store.h"

static const char *copy(const struct student_row *row, enum student_field f)
{
	return mem_xstrdup(student_get(&row->student, f));
}

static int add(void *ctx, const struct student_row *row, struct error *err)
{
	struct owner_store *o = ctx;
	struct file_name_student *s;

	(void)err;
	MEM_GROW(o->list, o->n, o->cap);
	s = &o->list[o->n++];
	s->id = row->student.id;
	s->ksh = copy(row, STUDENT_ksh);
	s->xh = copy(row, STUDENT_xh);
	s->zjhm = copy(row, STUDENT_zjhm);
	s->xm = copy(row, STUDENT_xm);
	s->bh = copy(row, STUDENT_bh);
	return 0;
}

int owner_store_load(const struct session *session, struct owner_store *out,
		     struct error *err)
{
	memset(out, 0, sizeof(*out));
	if (student_store_each(session, NULL, add, out, err) < 0) {
		owner_store_release(out);
		return -1;
	}
	out->index = file_name_index_new(out->list, out->n);
	return 0;
}

void owner_store_release(struct owner_store *owners)
{
	size_t i;

	file_name_index_free(owners->index);
	for (i = 0; i < owners->n; i++) {
		free((void *)(size_t)owners->list[i].ksh);
		free((void *)(size_t)owners->list[i].xh);
		free((void *)(size_t)owners->list[i].zjhm);
		free((void *)(size_t)owners->list[i].xm);
		free((void *)(size_t)owners->list[i].bh);
	}
	free(owners->list);
	memset(owners, 0, sizeof(*owners));
}
