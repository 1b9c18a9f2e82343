/* SPDX-License-Identifier: MIT */
#include "compare/compare_submission.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "codec/archive/intake.h"
#include "codec/picture/photo_decode.h"
#include "store/file_store.h"

void compare_submission_add(struct compare_submission *w,
			    const struct compare_set_photo *other,
			    const char *code)
{
	struct compare_submission_pair *p;

	MEM_GROW(w->pairs, w->n, w->cap);
	p = &w->pairs[w->n++];
	memset(p, 0, sizeof(*p));
	p->other = other;
	p->code = code;
}

static bool has_pair(const struct compare_submission *w,
		     const struct compare_set_photo *other)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (w->pairs[i].other == other)
			return true;
	return false;
}

static void add_if_new(struct compare_submission *w,
		       const struct compare_set_photo *other)
{
	const char *code = compare_set_code(w->photo, other);

	if (other != w->photo && other->sequence > w->up_to && code &&
	    !has_pair(w, other))
		compare_submission_add(w, other, code);
}

int compare_submission_open(const struct compare_submission_face *photo,
			    struct compare_face *face, struct error *err)
{
	struct intake_item file = {.path = mem_xstrdup(photo->path)};
	struct compare_source source = {.face = photo->face};
	struct photo_decode_info info;
	int result = -1;

	memcpy(file.sha256, photo->sha256, SHA256_HEX);
	intake_load(&file);
	if (file.error.kind != ERROR_NONE) {
		*err = file.error;
	} else {
		source.bytes = buf_str(&file.bytes);
		source.size = file.bytes.size;
		result = photo_decode_peek(source.bytes, source.size, &info,
					   err);
		source.orientation = info.exif.orientation;
		if (result == 0)
			result = compare_face_open(face, &source, err);
	}
	intake_item_release(&file);
	return result;
}

static int open_face(const struct compare_submission *w,
		     const struct compare_set_photo *photo,
		     struct compare_face *face, struct error *err)
{
	struct compare_submission_face of = {
		.path = file_store_path(w->store, FILE_STORE_ORIGINAL,
					photo->sha256),
		.face = photo->face};
	int result;

	memcpy(of.sha256, photo->sha256, SHA256_HEX);
	result = compare_submission_open(&of, face, err);
	free(of.path);
	return result;
}

bool compare_submission_is_same(const char *a, const char *b,
				struct compare_verdict *verdict)
{
	if (strcmp(a, b) != 0)
		return false;
	verdict->verdict = ALIGN_SAME;
	verdict->score = 100;
	verdict->evidence.measure = 1;
	return true;
}

/* The submission's own face, opened when it is first needed. */
struct opened {
	struct compare_face face;
	bool done;
};

static int open_own(struct compare_submission *w, struct opened *own)
{
	if (!own->done && open_face(w, w->photo, &own->face, &w->error) < 0)
		return -1;
	own->done = true;
	return 0;
}

static int get_query(struct compare_submission *w, struct opened *own,
		     struct compare_query *query)
{
	if (compare_face_query_open(&w->query, query))
		return 0;
	if (open_own(w, own) < 0 ||
	    compare_face_query(&own->face, query, &w->error) < 0)
		return -1;
	buf_clear(&w->query);
	compare_face_query_keep(query, &w->query);
	w->query_made = true;
	return 0;
}

static int find_candidates(struct compare_submission *w, struct opened *own)
{
	struct compare_candidates found = {NULL, 0};
	struct compare_query query = {.n = 0};
	size_t first = compare_set_first_signature(w->set, w->up_to), i;
	int status;

	if (first == w->set->signature_n)
		return 0;
	status = get_query(w, own, &query);
	if (status == 0)
		status = compare_search_find(w->set->search, &query, first,
					     &found, &w->error);
	for (i = 0; i < found.n; i++)
		add_if_new(
			w,
			&w->set->list[w->set->photo_of[found.list[i].number]]);
	free(found.list);
	compare_face_query_release(&query);
	return status;
}

static size_t place_of(const struct compare_submission *w,
		       const struct compare_set_photo *photo)
{
	return (size_t)(photo - w->set->list);
}

/* Only a submission finds what has found it. */
static void tell_other(struct compare_submission *w,
		       const struct compare_submission_pair *p)
{
	if (w->judged != NULL && w->error.kind == ERROR_NONE &&
	    p->other->kind == PHOTO_KIND_SUBMISSION)
		compare_judged_put(w->judged, place_of(w, w->photo),
				   place_of(w, p->other), &p->verdict);
}

static void judge_pair(struct compare_submission *w, struct opened *own,
		       struct compare_submission_pair *p)
{
	struct compare_face other = {NULL};

	if (p->given ||
	    compare_submission_is_same(w->photo->sha256, p->other->sha256,
				       &p->verdict))
		return;
	if (w->judged != NULL &&
	    compare_judged_get(w->judged, place_of(w, w->photo),
			       place_of(w, p->other), &p->verdict))
		return;
	if (open_own(w, own) == 0 &&
	    open_face(w, p->other, &other, &w->error) == 0)
		compare_pair(&own->face, &other, &w->limits, &p->verdict);
	tell_other(w, p);
	compare_face_release(&other);
}

void compare_submission_judge(struct compare_submission *w)
{
	struct opened own = {.done = false};
	size_t i;
	int status = 0;

	/* nothing came since the last night: not even a face is decoded */
	if (!w->n && w->up_to >= compare_set_sequence(w->set))
		return;
	if (!w->every_pair)
		status = find_candidates(w, &own);
	for (i = 0; w->every_pair && i < w->set->n; i++)
		add_if_new(w, &w->set->list[i]);
	for (i = 0; status == 0 && i < w->n; i++)
		judge_pair(w, &own, &w->pairs[i]);
	if (w->judged != NULL)
		compare_judged_drop(w->judged, place_of(w, w->photo));
	compare_face_release(&own.face);
}

void compare_submission_release(struct compare_submission *w)
{
	buf_release(&w->query);
	free(w->pairs);
	w->pairs = NULL;
}
