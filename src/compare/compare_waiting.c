/* SPDX-License-Identifier: MIT */
#include "compare/compare_waiting.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "compare/compare_night.h"
#include "store/compare_store.h"
#include "store/student_store.h"

/* All photos of students, by student: 130 bytes each, without signatures. */
struct walker {
	const struct session *session;
	compare_waiting_fn fn;
	void *ctx;
	struct compare_waiting_photo *list;
	size_t n, cap;
};

static int collect(void *ctx, const struct photo_row *row,
		   const struct photo_hash *hash, struct error *err)
{
	struct walker *w = ctx;
	struct compare_waiting_photo *p;

	(void)hash;
	(void)err;
	if (!row->student_id || (row->kind != PHOTO_KIND_SUBMISSION &&
				 row->kind != PHOTO_KIND_ENROLLMENT))
		return 0;
	MEM_GROW(w->list, w->n, w->cap);
	p = &w->list[w->n++];
	memset(p, 0, sizeof(*p));
	p->id = row->id;
	p->student_id = row->student_id;
	p->kind = row->kind;
	p->face = row->face;
	memcpy(p->sha256, row->sha256, SHA256_HEX);
	return 0;
}

static int by_student(const void *a, const void *b)
{
	const struct compare_waiting_photo *x = a, *y = b;

	if (x->student_id != y->student_id)
		return x->student_id < y->student_id ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* The student's photos begin at the one returned. */
static size_t find_student(const struct walker *w, long long student_id)
{
	size_t low = 0, high = w->n, middle;

	while (low < high) {
		middle = (low + high) / 2;
		if (w->list[middle].student_id < student_id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int walk_pair(struct walker *w, const struct compare_waiting_photo *own,
		     const struct compare_waiting_photo *other,
		     struct error *err)
{
	int known;

	if (other->kind != PHOTO_KIND_ENROLLMENT)
		return 0;
	known = compare_store_known(w->session->store, own->id, other->id,
				    PHASH_VERSION, err);
	if (known != 0)
		return known < 0 ? -1 : 0;
	return w->fn(w->ctx, own, other, err);
}

static int walk_query(struct walker *w, const struct compare_waiting_photo *own,
		      struct error *err)
{
	struct buf query = BUF_INIT;
	int result = compare_store_query(w->session->store, own->id,
					 PHASH_VERSION, &query, err);

	if (result == 0 && !query.size)
		result = w->fn(w->ctx, own, NULL, err);
	buf_release(&query);
	return result;
}

/* The case's photo among its student's, which are n from list on; or NULL. */
static struct compare_waiting_photo *
find_own(const struct student_row *row, struct compare_waiting_photo *list,
	 size_t n)
{
	struct compare_waiting_photo *own = NULL;
	size_t i;

	if (!row->photo_id || (row->state != CASE_RAW &&
			       !compare_night_is_comparable(row->state)))
		return NULL;
	for (i = 0; i < n; i++)
		if (list[i].id == row->photo_id)
			own = &list[i];
	return own;
}

static int walk_student(void *ctx, const struct student_row *row,
			struct error *err)
{
	struct walker *w = ctx;
	struct compare_waiting_photo *list, *own;
	size_t first = find_student(w, row->student.id), n = 0, i;

	while (first + n < w->n &&
	       w->list[first + n].student_id == row->student.id)
		n++;
	if (!n)
		return 0;
	list = &w->list[first];
	own = find_own(row, list, n);
	if (!own)
		return 0;
	own->raw = row->state == CASE_RAW;
	if (walk_query(w, own, err) < 0)
		return -1;
	for (i = 0; i < n; i++)
		if (walk_pair(w, own, &list[i], err) < 0)
			return -1;
	return 0;
}

int compare_waiting_each(const struct session *session, compare_waiting_fn fn,
			 void *ctx, struct error *err)
{
	struct walker w = {.session = session, .fn = fn, .ctx = ctx};
	int result = photo_store_each_hash(session->store, session->task,
					   collect, &w, err);

	if (w.n)
		qsort(w.list, w.n, sizeof(*w.list), by_student);
	if (result == 0)
		result = student_store_each(session, NULL, walk_student, &w,
					    err);
	free(w.list);
	return result;
}
