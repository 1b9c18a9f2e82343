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
	photo->file = text_fold(path_name(handed->entry));
	photo->profile = mem_xstrdup(handed->profile);
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

static void sort_photos(struct package_handed_list *list)
{
	struct place *places = mem_xcalloc(list->n + 1, sizeof(*places));
	size_t i;

	for (i = 0; i < list->n; i++)
		places[i] = (struct place){list->photos[i].student_id, i};
	qsort(places, list->n, sizeof(*places), compare_places);
	list->order = mem_xcalloc(list->n + 1, sizeof(*list->order));
	for (i = 0; i < list->n; i++)
		list->order[i] = places[i].at;
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
	sort_photos(out);
	return 0;
}

void package_handed_release(struct package_handed_list *list)
{
	size_t i;

	for (i = 0; i < list->n_keys; i++)
		free(list->keys[i].text);
	for (i = 0; i < list->n; i++) {
		free(list->photos[i].file);
		free(list->photos[i].profile);
	}
	free(list->keys);
	free(list->order);
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

/* Where the student's photos end in the order. */
static size_t behind(const struct package_handed_list *list,
		     long long student_id)
{
	size_t low = 0, high = list->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (list->photos[list->order[middle]].student_id <= student_id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The student's i-th photo from behind; NULL before the first. */
static const struct package_handed_photo *
from_behind(const struct package_handed_list *list, long long student_id,
	    size_t end, size_t i)
{
	const struct package_handed_photo *photo;

	if (i > end)
		return NULL;
	photo = &list->photos[list->order[end - i]];
	return photo->student_id == student_id ? photo : NULL;
}

const struct package_handed_photo *
package_handed_meant(const struct package_handed_list *list,
		     long long student_id, const char *sha256, const char *file)
{
	size_t end = behind(list, student_id), i;
	const struct package_handed_photo *photo, *named = NULL;
	char *fold = text_fold(file);

	for (i = 1; (photo = from_behind(list, student_id, end, i)); i++) {
		if (*sha256 && strcmp(photo->sha256, sha256) == 0)
			break;
		if (!named && *fold && strcmp(photo->file, fold) == 0)
			named = photo;
	}
	free(fold);
	if (!photo)
		photo = named;
	return photo ? photo : from_behind(list, student_id, end, 1);
}

const struct package_handed_photo *
package_handed_last(const struct package_handed_list *list,
		    const struct package_handed_photo *photo)
{
	size_t end = behind(list, photo->student_id), i;
	const struct package_handed_photo *p;

	for (i = 1; (p = from_behind(list, photo->student_id, end, i)); i++)
		if (strcmp(p->profile, photo->profile) == 0)
			return p;
	return photo;
}
