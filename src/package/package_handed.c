/* SPDX-License-Identifier: MIT */
#include "package/package_handed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "store/code_store.h"
#include "store/package_store.h"

static void add_key(struct package_handed_list *list, enum package_handed_by by,
		    const char *text, long long student_id)
{
	struct package_handed_key *key;

	if (!*text)
		return;
	MEM_GROW(list->keys, list->n_keys, list->cap_keys);
	key = &list->keys[list->n_keys++];
	key->text = text_fold(text);
	key->by = by;
	key->student_id = student_id;
}

static int take(void *ctx, const struct package_handed_row *handed,
		struct error *err)
{
	struct package_handed_list *list = ctx;
	struct package_handed_photo *photo;
	char start[CODE_STORE_START + 1];

	(void)err;
	MEM_GROW(list->photos, list->n, list->cap);
	photo = &list->photos[list->n++];
	photo->student_id = handed->student_id;
	photo->package_id = handed->package_id;
	snprintf(photo->sha256, sizeof(photo->sha256), "%s", handed->sha256);
	if (date_time_parse(handed->built_at, &photo->built) < 0)
		photo->built = 0;
	snprintf(start, sizeof(start), "%s", handed->code_sha256);
	add_key(list, PACKAGE_HANDED_SERIAL, handed->serial,
		handed->student_id);
	add_key(list, PACKAGE_HANDED_SERIAL, handed->code_sha256,
		handed->student_id);
	add_key(list, PACKAGE_HANDED_SERIAL, start, handed->student_id);
	add_key(list, PACKAGE_HANDED_FILE, path_name(handed->entry),
		handed->student_id);
	add_key(list, PACKAGE_HANDED_HASH, handed->sha256, handed->student_id);
	return 0;
}

static int compare_text(const struct package_handed_key *a,
			const struct package_handed_key *b)
{
	int way = (int)a->by - (int)b->by;

	return way ? way : strcmp(a->text, b->text);
}

static int compare_keys(const void *a, const void *b)
{
	const struct package_handed_key *x = a, *y = b;
	int way = compare_text(x, y);

	return way ? way
		   : (x->student_id > y->student_id) -
			       (x->student_id < y->student_id);
}

/* Orders the photos of a student by their place, so the last is the last. */
struct place {
	long long student_id;
	size_t at;
};

static int compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->student_id != y->student_id)
		return x->student_id > y->student_id ? 1 : -1;
	return (x->at > y->at) - (x->at < y->at);
}

static void sort_last(struct package_handed_list *list)
{
	struct place *places = mem_xcalloc(list->n + 1, sizeof(*places));
	size_t i;

	for (i = 0; i < list->n; i++)
		places[i] = (struct place){list->photos[i].student_id, i};
	qsort(places, list->n, sizeof(*places), compare_places);
	list->last = mem_xcalloc(list->n + 1, sizeof(*list->last));
	for (i = 0; i < list->n; i++)
		if (i + 1 == list->n ||
		    places[i].student_id != places[i + 1].student_id)
			list->last[list->n_last++] = places[i].at;
	free(places);
}

int package_handed_load(const struct session *session,
			struct package_handed_list *out, struct error *err)
{
	memset(out, 0, sizeof(*out));
	if (package_store_each_handed(session->store, session->task, take, out,
				      err) < 0)
		return -1;
	if (out->n_keys)
		qsort(out->keys, out->n_keys, sizeof(*out->keys), compare_keys);
	sort_last(out);
	return 0;
}

void package_handed_release(struct package_handed_list *list)
{
	size_t i;

	for (i = 0; i < list->n_keys; i++)
		free(list->keys[i].text);
	free(list->keys);
	free(list->last);
	free(list->photos);
}

/* The first key that is not before the one wanted. */
static size_t lower_bound(const struct package_handed_list *list,
			  const struct package_handed_key *want)
{
	size_t low = 0, high = list->n_keys, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (compare_text(&list->keys[middle], want) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

long long package_handed_find(const struct package_handed_list *list,
			      enum package_handed_by by, const char *text)
{
	struct package_handed_key want = {.by = by};
	long long id = 0;
	size_t i;

	if (!*text)
		return 0;
	want.text = text_fold(text);
	for (i = lower_bound(list, &want);
	     i < list->n_keys && compare_text(&list->keys[i], &want) == 0;
	     i++) {
		if (id && list->keys[i].student_id != id) {
			id = 0;
			break;
		}
		id = list->keys[i].student_id;
	}
	free(want.text);
	return id;
}

const struct package_handed_photo *
package_handed_last(const struct package_handed_list *list,
		    long long student_id)
{
	size_t low = 0, high = list->n_last, middle;
	const struct package_handed_photo *photo;

	while (low < high) {
		middle = low + (high - low) / 2;
		photo = &list->photos[list->last[middle]];
		if (photo->student_id == student_id)
			return photo;
		if (photo->student_id < student_id)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}
