/* SPDX-License-Identifier: MIT */
#include "rules/student_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/*
 * A field in bytes: its number + 1, then the text with its NUL, or with SHARED
 * the place of the text among the shared ones in three bytes.  0 ends a row.
 */
enum { SHARED = 0x80, PLACE = 3, MOST_SHARED = 1 << 16, TRIES = 32 };

_Static_assert(STUDENT_FIELD_COUNT < SHARED - 1, "a field fits seven bits");

/* FNV-1a. */
static uint32_t hash_of(const char *text)
{
	uint32_t h = 2166136261u;

	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 16777619u;
	return h;
}

static const char *shared_text(const struct student_list *all, size_t i)
{
	return all->shared.data + all->shared_at[i];
}

/* NULL after TRIES: texts made to collide are not worth the search. */
static uint32_t *slot_of(const struct student_list *all, const char *text)
{
	size_t i = hash_of(text), tries;

	for (tries = 0; tries < TRIES; tries++, i++) {
		i &= all->slots_n - 1;
		if (!all->slots[i] ||
		    strcmp(shared_text(all, all->slots[i] - 1), text) == 0)
			return &all->slots[i];
	}
	return NULL;
}

/* At most half full, a power of two. */
static void grow_slots(struct student_list *all)
{
	uint32_t *slot;
	size_t i;

	if (2 * all->shared_n < all->slots_n)
		return;
	free(all->slots);
	all->slots_n = all->slots_n ? 2 * all->slots_n : 256;
	all->slots = mem_xcalloc(all->slots_n, sizeof(*all->slots));
	for (i = 0; i < all->shared_n; i++) {
		slot = slot_of(all, shared_text(all, i));
		/* not found again, it would only be there twice */
		if (slot)
			*slot = (uint32_t)i + 1;
	}
}

/* The place of a text that many have; -1 when there are too many of them. */
static long share(struct student_list *all, const char *text)
{
	uint32_t *slot;

	grow_slots(all);
	slot = slot_of(all, text);
	if (slot && *slot)
		return (long)*slot - 1;
	if (!slot || all->shared_n == MOST_SHARED)
		return -1;
	MEM_GROW(all->shared_at, all->shared_n, all->shared_cap);
	all->shared_at[all->shared_n] = (uint32_t)all->shared.size;
	buf_add(&all->shared, text, strlen(text) + 1);
	*slot = (uint32_t)++all->shared_n;
	return (long)all->shared_n - 1;
}

static bool is_shared(enum student_field field)
{
	enum student_form form = student_field_info(field)->form;

	return (form != STUDENT_NUMBER && form != STUDENT_NAME &&
		form != STUDENT_NOTE && field != STUDENT_xmpy) ||
	       field == STUDENT_yxdm || field == STUDENT_zydm ||
	       field == STUDENT_nj;
}

static void add_field(struct student_list *all, enum student_field field,
		      const char *text)
{
	long place = is_shared(field) ? share(all, text) : -1;

	buf_addc(&all->bytes, (char)((field + 1) | (place < 0 ? 0 : SHARED)));
	if (place < 0)
		buf_add(&all->bytes, text, strlen(text) + 1);
	else
		buf_add(&all->bytes,
			(const unsigned char[]){(unsigned char)place,
						(unsigned char)(place >> 8),
						(unsigned char)(place >> 16)},
			PLACE);
}

void student_list_add(struct student_list *all, const struct student *student)
{
	enum student_field field;
	const char *text;

	MEM_GROW(all->rows, all->n, all->cap);
	all->rows[all->n++] =
		(struct student_list_row){student->id, all->bytes.size};
	/* a field that is absent stays absent: it is not compared */
	for (field = 0; field < STUDENT_FIELD_COUNT; field++) {
		text = student_get(student, field);
		if (*text)
			add_field(all, field, text);
	}
	buf_addc(&all->bytes, '\0');
}

void student_list_get(const struct student_list *all, size_t i,
		      struct student *out)
{
	const unsigned char *at =
		(const unsigned char *)all->bytes.data + all->rows[i].at;
	const char *text;
	unsigned what;

	memset(out, 0, sizeof(*out));
	out->id = all->rows[i].id;
	while ((what = *at++) != 0) {
		if (what & SHARED) {
			text = shared_text(all, at[0] | (size_t)at[1] << 8 |
							(size_t)at[2] << 16);
			at += PLACE;
		} else {
			text = (const char *)at;
			at += strlen(text) + 1;
		}
		out->field[(what & ~(unsigned)SHARED) - 1] =
			(char *)(size_t)text;
	}
}

void student_list_release(struct student_list *all)
{
	free(all->rows);
	buf_release(&all->bytes);
	buf_release(&all->shared);
	free(all->shared_at);
	free(all->slots);
	*all = (struct student_list)STUDENT_LIST_INIT;
}

struct file_name_index *student_list_index(const struct student_list *all)
{
	struct file_name_index *index = file_name_index_new();
	struct student student;
	size_t i;

	for (i = 0; i < all->n; i++) {
		student_list_get(all, i, &student);
		/*
		 * A list has no ids of a store; 0 is nobody, so places count
		 * from 1.
		 */
		file_name_index_add(index, (long long)i + 1, &student);
	}
	file_name_index_finish(index);
	return index;
}
