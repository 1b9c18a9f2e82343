/* SPDX-License-Identifier: MIT */
/*
 * The photos of a task: submissions, the photos that they must differ from, the
 * results of checking them, and the standard photos made from them.  Main
 * thread only.
 */
#ifndef STORE_PHOTO_STORE_H
#define STORE_PHOTO_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/photo_kind.h"
#include "store/owner_store.h"
#include "store/session.h"

/* The box of the face, in pixels of the photo after its EXIF rotation. */
struct photo_face {
	double x, y, width, height; /* width NAN = none found */
};

struct photo_row {
	long long task_id;	  /* only set by photo_store_each_hash() */
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
	long long sequence; /* grows; renewed when owner or state changes */
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
	 * The findings of its destination's profile, as a JSON array, and the
	 * profile_digest() of that profile; NULL or "" = not judged yet.
	 */
	const char *fit, *fit_by;
};

/* Sets row->id.  *added: false when kind, bytes and file are stored already. */
int photo_store_add(const struct session *session, struct photo_row *row,
		    bool *added, struct error *err);

/*
 * *file: the path of the first other photo with row's kind and bytes, to be
 * freed; NULL when there is none.
 */
int photo_store_twin(const struct session *session, const struct photo_row *row,
		     char **file, struct error *err);

typedef int (*photo_store_fn)(void *ctx, const struct photo_row *row,
			      struct error *err);

/*
 * The photos of the task in order of import; kind PHOTO_KIND_COUNT = all. Texts
 * are borrowed.  With session->as_of, those that were there at that time, with
 * check and state as of then, but with the owners of today.
 */
int photo_store_each(const struct session *session, enum photo_kind kind,
		     photo_store_fn fn, void *ctx, struct error *err);

/* Call fn for one photo; ERROR_STORE when there is no such photo. */
int photo_store_get(struct store *store, long long id, photo_store_fn fn,
		    void *ctx, struct error *err);

/* Whether there is such a photo (it may have been purged): 1, 0, -1. */
int photo_store_has(struct store *store, long long id, struct error *err);

/* Set the photo's owner, and why it is. */
int photo_store_link(struct store *store, long long id,
		     const struct owner_link *link, struct error *err);

/*
 * Store the results of a check (all but id, student, kind, hash and file).  The
 * face is only stored as long as there are no prints of the face
 * (photo_store_put_hash()), which come with their own box.
 */
int photo_store_set_check(struct store *store, const struct photo_row *row,
			  date_time now, struct error *err);
int photo_store_set_state(struct store *store, long long id, const char *state,
			  struct error *err);

/* A current photo becomes "replaced"; a rejected one stays so. */
int photo_store_replace(struct store *store, long long id, struct error *err);

/* Undo photo_store_replace(): the photo is in force again. */
int photo_store_restore(struct store *store, long long id, struct error *err);

/* The student's submission of these bytes; *id 0 = none. */
int photo_store_find(const struct session *session, long long student_id,
		     const char *sha256, long long *id, struct error *err);

/* Insert or replace (photo, profile); sets row->id. */
int photo_store_put_made(struct store *store, struct photo_made_row *row,
			 date_time now, struct error *err);

/* Store fit and fit_by of the made photo row->id. */
int photo_store_set_fit(struct store *store, const struct photo_made_row *row,
			struct error *err);

typedef int (*photo_store_made_fn)(void *ctx, const struct photo_made_row *row,
				   struct error *err);

/* There is at most one made photo of a photo for a profile. */
struct photo_made_key {
	long long photo_id;
	const char *profile;
};

/* 1 when there is one (fn was called), 0 when there is none, -1. */
int photo_store_get_made(struct store *store, const struct photo_made_key *key,
			 photo_store_made_fn fn, void *ctx, struct error *err);

/* The prints of a face (image/align/signature.h), by which it is searched. */
struct photo_hash {
	int version;	  /* of the code that made them; 0 = none yet */
	const void *bits; /* the packed prints, one after the other */
	size_t size;	  /* bytes; 0 = tried, but no face to search by */
};
/* face: the box they were made from; NULL keeps the one stored. */
int photo_store_put_hash(struct store *store, long long photo_id,
			 const struct photo_hash *hash,
			 const struct photo_face *face, struct error *err);
typedef int (*photo_store_hash_fn)(void *ctx, const struct photo_row *row,
				   const struct photo_hash *hash,
				   struct error *err);

/*
 * The photos of the task, or of all tasks when it is NULL, by sequence, with
 * their prints of any version; row->task_id is set.
 */
int photo_store_each_hash(struct store *store, const struct task *task,
			  photo_store_hash_fn fn, void *ctx, struct error *err);

#endif
