/* SPDX-License-Identifier: MIT */
/*
 * Photos of a task: submissions and what they must not be the same as, their
 * check results, and the standard photo made of a submission.
 */
#ifndef STORE_PHOTO_STORE_H
#define STORE_PHOTO_STORE_H

#include <stdbool.h>

#include "rules/task.h"
#include "store/store.h"

struct photo_row {
	long long id, student_id; /* 0 = nobody's yet */
	const char *kind;	  /* submission enrollment prior population */
	const char *sha256, *file;
	const char *matched_by;
	double confidence;
	int width, height;
	long long bytes;
	const char *profile, *verdict, *findings;	/* JSON array */
	double face_x, face_y, face_width, face_height; /* NAN = no face */
	const char *state; /* current, replaced, rejected */
	long long turn;	   /* grows with what it is to be compared with */
};

struct photo_made_row {
	long long id, photo_id;
	const char *profile, *status, *sha256;
	long long bytes;
	int quality;
	double head_top, eye_line, face_width, confidence;
	const char *findings;
};

/* Sets row->id; *added false when (kind, bytes, file) is there already. */
int photo_store_add(struct store *store, const struct task *task,
		    struct photo_row *row, date_time now, bool *added,
		    struct error *err);

/*
 * The path of the first other photo of row's kind with the same bytes, the
 * caller's; NULL when there is none.
 */
int photo_store_twin(struct store *store, const struct task *task,
		     const struct photo_row *row, char **file,
		     struct error *err);

typedef int (*photo_store_fn)(void *ctx, const struct photo_row *row,
			      struct error *err);

/* In order of import; kind NULL = all.  Texts borrowed. */
int photo_store_each(struct store *store, const struct task *task,
		     const char *kind, photo_store_fn fn, void *ctx,
		     struct error *err);
int photo_store_each_of(struct store *store, long long student_id,
			const char *kind, photo_store_fn fn, void *ctx,
			struct error *err);

/* One photo through the callback; ERROR_STORE when there is none. */
int photo_store_get(struct store *store, long long id, photo_store_fn fn,
		    void *ctx, struct error *err);

int photo_store_link(struct store *store, long long id, long long student_id,
		     const char *matched_by, double confidence,
		     const char *findings, struct error *err);

/* Store what a check measured (all but id, student, kind, sha, file). */
int photo_store_set_check(struct store *store, const struct photo_row *row,
			  date_time now, struct error *err);
int photo_store_set_face(struct store *store, long long id, double x, double y,
			 double width, double height, struct error *err);
int photo_store_set_state(struct store *store, long long id, const char *state,
			  struct error *err);

/* A current photo becomes "replaced"; a rejected one stays so. */
int photo_store_replace(struct store *store, long long id, struct error *err);

/* Insert or replace (photo, profile); sets row->id. */
int photo_store_put_made(struct store *store, struct photo_made_row *row,
			 date_time now, struct error *err);

typedef int (*photo_store_made_fn)(void *ctx, const struct photo_made_row *row,
				   struct error *err);

/* 1 found (fn called), 0 none. */
int photo_store_get_made(struct store *store, long long photo_id,
			 const char *profile, photo_store_made_fn fn, void *ctx,
			 struct error *err);

/* Prints of the face (image/align/signature.h) for the search; n 0: none. */
int photo_store_put_hash(struct store *store, long long photo_id, int version,
			 const void *bits, size_t n, struct error *err);
typedef int (*photo_store_hash_fn)(void *ctx, const struct photo_row *row,
				   const void *bits, size_t n,
				   struct error *err);

/* Photos of the task by turn, with the prints of this version or NULL. */
int photo_store_each_hash(struct store *store, const struct task *task,
			  int version, photo_store_hash_fn fn, void *ctx,
			  struct error *err);

#endif
