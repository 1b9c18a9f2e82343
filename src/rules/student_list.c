/* SPDX-License-Identifier: MIT */
#include "rules/student_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void student_list_add(struct student_list *all, const struct student *student)
{
	struct student *copy;
	int i;

	MEM_GROW(all->list, all->n, all->cap);
	copy = &all->list[all->n++];
	memset(copy, 0, sizeof(*copy));
	copy->id = student->id;
	/* a field that is absent stays absent: it is not compared */
	for (i = 0; i < STUDENT_FIELD_COUNT; i++)
		student_set(copy, (enum student_field)i, student->field[i]);
}

void student_list_release(struct student_list *all)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		student_release(&all->list[i]);
	free(all->list);
	*all = (struct student_list){NULL};
}

struct file_name_index *student_list_index(const struct student_list *all)
{
	struct file_name_index *index = file_name_index_new();
	size_t i;

	for (i = 0; i < all->n; i++)
		/*
		 * A list has no ids of a store; 0 is nobody, so places count
		 * from 1.
		 */
		file_name_index_add(index, (long long)i + 1, &all->list[i]);
	file_name_index_finish(index);
	return index;
}
