/* SPDX-License-Identifier: MIT */
/*
 * Photos of a task: submissions and what they must not be the same as, their
 * check results, and the standard photo made of a submission.
 */
#ifndef STORE_PHOTO_STORE_H
#define STORE_PHOTO_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/photo_kind.h"
#include "store/owner_store.h"
#include "store/session.h"

/* Where the face is, in pixels of the photo as it stands. */
struct photo_face {
	double x, y, width, height; /* width NAN = none found */
};

struct photo_row {
	long long task_id;	  /* 0 but of photo_store_each_hash() */
	long long id, student_id; /* 0 = nobody's yet */
	enum photo_kind kind;
	const char *sha256, *file;
	const char *matched_by;
	double confidence;
	int width, height;
	long long bytes;
	const char *profile, *verdict, *findings; /* JSON array */
	struct photo_face face;
	const char *state;  /* current, replaced, rejected */
	long long sequence; /* a new one when owner or state changes */
	const char *imported_at, *checked_at; /* when read; "" = never */
};

struct photo_made_row {
	long long id, photo_id;
	const char *profile, *status, *sha256;
	long long bytes;
	int quality;
	double head_top, eye_line, face_width, confidence;
	const char *findings;
	const char *made_at; /* when read */
	/*
	 * What stands against it at its destination, as a JSON array, and by
	 * which profile_digest() it was judged; NULL or "" = not yet.
	 */
	const char *fit, *fit_by;
};

/* Sets row->id; *added false when (kind, bytes, file) is there already. */
int photo_store_add(const struct session *session, struct photo_row *row,
		    bool *added, struct error *err);

/*
 * The path of the first other photo of row's kind with the same bytes, the
 * caller's; NULL when there is none.
 */
int photo_store_twin(const struct session *session, const struct photo_row *row,
		     char **file, struct error *err);

typedef int (*photo_store_fn)(void *ctx, const struct photo_row *row,
			      struct error *err);

/*
 * Those of the task in order of import; kind PHOTO_KIND_COUNT = all.  Texts
 * borrowed.  With session->as_of those that were there, with the check and the
 * state of then; owners as they stand.
 */
int photo_store_each(const struct session *session, enum photo_kind kind,
		     photo_store_fn fn, void *ctx, struct error *err);

/* One photo through the callback; ERROR_STORE when there is none. */
int photo_store_get(struct store *store, long long id, photo_store_fn fn,
		    void *ctx, struct error *err);

/* 1, 0 when it is none or was purged, -1 */
int photo_store_has(struct store *store, long long id, struct error *err);

/* Whose the photo is now, and why. */
int photo_store_link(struct store *store, long long id,
		     const struct owner_link *link, struct error *err);

/*
 * Store what a check measured (all but id, student, kind, sha, file); its face
 * only until there are prints, which have a box of their own.
 */
int photo_store_set_check(struct store *store, const struct photo_row *row,
			  date_time now, struct error *err);
int photo_store_set_state(struct store *store, long long id, const char *state,
			  struct error *err);

/* A current photo becomes "replaced"; a rejected one stays so. */
int photo_store_replace(struct store *store, long long id, struct error *err);

/* One that gave way to another is in force again. */
int photo_store_restore(struct store *store, long long id, struct error *err);

/* The student's submission of these bytes; *id 0 = none. */
int photo_store_find(const struct session *session, long long student_id,
		     const char *sha256, long long *id, struct error *err);

/* Insert or replace (photo, profile); sets row->id. */
int photo_store_put_made(struct store *store, struct photo_made_row *row,
			 date_time now, struct error *err);

/* What stands against it now: id, fit and fit_by of row. */
int photo_store_set_fit(struct store *store, const struct photo_made_row *row,
			struct error *err);

typedef int (*photo_store_made_fn)(void *ctx, const struct photo_made_row *row,
				   struct error *err);

/* There is at most one made photo of a photo for a profile. */
struct photo_made_key {
	long long photo_id;
	const char *profile;
};

/* 1 found (fn called), 0 none. */
int photo_store_get_made(struct store *store, const struct photo_made_key *key,
			 photo_store_made_fn fn, void *ctx, struct error *err);

/* Prints of a face (image/align/signature.h) for the search. */
struct photo_hash {
	int version;	  /* of what computed them; 0 = never computed */
	const void *bits; /* packed prints, one behind the other */
	size_t size;	  /* bytes; 0 = looked at, nothing to search with */
};
/* face: the box they were made from; NULL keeps what a check has found. */
int photo_store_put_hash(struct store *store, long long photo_id,
			 const struct photo_hash *hash,
			 const struct photo_face *face, struct error *err);
typedef int (*photo_store_hash_fn)(void *ctx, const struct photo_row *row,
				   const struct photo_hash *hash,
				   struct error *err);

/*
 * Photos of the task, or with NULL of all tasks, by sequence, with their
 * prints of whatever version; row->task_id is filled here alone.
 */
int photo_store_each_hash(struct store *store, const struct task *task,
			  photo_store_hash_fn fn, void *ctx, struct error *err);

#endif
