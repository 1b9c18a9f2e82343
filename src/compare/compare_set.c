/* SPDX-License-Identifier: MIT */
#include "compare/compare_set.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static int add_signatures(struct compare_set *set, const void *bits, size_t n,
			  struct error *err)
{
	struct align_signature signature;
	size_t i;

	/* copied out: a blob of SQLite has no alignment */
	for (i = 0; i + sizeof(signature) <= n; i += sizeof(signature)) {
		memcpy(&signature, (const char *)bits + i, sizeof(signature));
		MEM_GROW(set->photo_of, set->signature_n, set->signature_cap);
		set->photo_of[set->signature_n++] = set->n;
		if (compare_search_add(set->search, &signature, 1, err) < 0)
			return -1;
	}
	return 0;
}

struct loader {
	struct compare_set *set;
	const struct task *task;
};

static int add_photo(void *ctx, const struct photo_row *row,
		     const struct photo_hash *hash, struct error *err)
{
	struct loader *loader = ctx;
	struct compare_set *set = loader->set;
	struct compare_set_photo *p;

	MEM_GROW(set->list, set->n, set->cap);
	p = &set->list[set->n];
	memset(p, 0, sizeof(*p));
	p->id = row->id;
	p->student_id = row->student_id;
	p->sequence = row->sequence;
	p->kind = row->kind;
	p->elsewhere = row->task_id != loader->task->id;
	p->rejected = strcmp(row->state, "rejected") == 0;
	p->replaced = strcmp(row->state, "replaced") == 0;
	memcpy(p->sha256, row->sha256, SHA256_HEX);
	if (!isnan(row->face.width))
		p->face = image_box_round(row->face.x, row->face.y,
					  row->face.width, row->face.height);
	/*
	 * Signatures of another version measure something else: such a photo
	 * is in the list, but is not found until it is prepared anew.
	 */
	if (hash->version == PHASH_VERSION &&
	    add_signatures(set, hash->bits, hash->size, err) < 0)
		return -1;
	set->n++;
	return 0;
}

/* list is in order of sequence, but cases name their photos by id. */
static int by_id(const void *a, const void *b, void *list)
{
	const struct compare_set_photo *photos = list;
	long long x = photos[*(const size_t *)a].id;
	long long y = photos[*(const size_t *)b].id;

	return x < y ? -1 : x > y;
}

static int by_student(const void *a, const void *b, void *list)
{
	const struct compare_set_photo *photos = list;
	size_t i = *(const size_t *)a, j = *(const size_t *)b;
	long long x = photos[i].student_id, y = photos[j].student_id;

	if (x != y)
		return x < y ? -1 : 1;
	return i < j ? -1 : i > j;
}

static void index_photos(struct compare_set *set)
{
	size_t i;

	set->by_id = mem_xcalloc(set->n + 1, sizeof(*set->by_id));
	set->enrollments = mem_xcalloc(set->n + 1, sizeof(*set->enrollments));
	for (i = 0; i < set->n; i++) {
		set->by_id[i] = i;
		if (!set->list[i].elsewhere &&
		    set->list[i].kind == PHOTO_KIND_ENROLLMENT)
			set->enrollments[set->enrollment_n++] = i;
	}
	qsort_r(set->by_id, set->n, sizeof(*set->by_id), by_id, set->list);
	qsort_r(set->enrollments, set->enrollment_n, sizeof(*set->enrollments),
		by_student, set->list);
}

int compare_set_load(struct store *store, const struct task *task,
		     struct compare_set *out, struct error *err)
{
	struct loader loader = {out, task};
	bool all = policy_is(&task->policies, POLICY_COMPARE_TASKS, "all");

	memset(out, 0, sizeof(*out));
	out->search = compare_search_new();
	/* The other tasks' photos are found as far as their own nights have
	 * prepared them. */
	if (photo_store_each_hash(store, all ? NULL : task, add_photo, &loader,
				  err) < 0)
		return -1;
	index_photos(out);
	return 0;
}

void compare_set_release(struct compare_set *set)
{
	compare_search_free(set->search);
	free(set->photo_of);
	free(set->by_id);
	free(set->enrollments);
	free(set->list);
	memset(set, 0, sizeof(*set));
}

const struct compare_set_photo *compare_set_find(const struct compare_set *set,
						 long long id)
{
	size_t low = 0, high = set->n, middle;

	while (low < high) {
		middle = (low + high) / 2;
		if (set->list[set->by_id[middle]].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == set->n || set->list[set->by_id[low]].id != id)
		return NULL;
	return &set->list[set->by_id[low]];
}

/* The first of the enrollment photos whose student is not below. */
static size_t first_of(const struct compare_set *set, long long student_id)
{
	size_t low = 0, high = set->enrollment_n, middle;

	while (low < high) {
		middle = (low + high) / 2;
		if (set->list[set->enrollments[middle]].student_id < student_id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const size_t *compare_set_enrollments(const struct compare_set *set,
				      long long student_id, size_t *n)
{
	size_t from = first_of(set, student_id), to = from;

	while (to < set->enrollment_n &&
	       set->list[set->enrollments[to]].student_id == student_id)
		to++;
	*n = to - from;
	return set->enrollments + from;
}

/*
 * Ids would not do: a photo whose owner or state changes gets a new sequence
 * and is searched for anew, while its id stays.
 */
long long compare_set_sequence(const struct compare_set *set)
{
	return set->n > 0 ? set->list[set->n - 1].sequence : 0;
}

size_t compare_set_first_signature(const struct compare_set *set,
				   long long sequence)
{
	size_t low = 0, high = set->signature_n, middle;

	while (low < high) {
		middle = (low + high) / 2;
		if (set->list[set->photo_of[middle]].sequence <= sequence)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const char *compare_set_code(const struct compare_set_photo *submission,
			     const struct compare_set_photo *other)
{
	/* xinhua: never a photo of another degree, whosever it is */
	if (other->elsewhere)
		return other->replaced ? NULL : "SAM-PRIOR";
	return photo_kind_same(&(struct photo_kind_other){
		.kind = other->kind,
		.own = other->student_id == submission->student_id,
		.nobodys = !other->student_id,
		.rejected = other->rejected,
		.replaced = other->replaced,
	});
}
