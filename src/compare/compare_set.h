/* SPDX-License-Identifier: MIT */
/*
 * All photos of a task in memory, as far as comparing needs them: whose, what
 * kind, face, signatures.  About 1.4 KB a photo.
 *
 *     list       photo 0 | photo 1 | photo 2 | ...        in order of sequence
 *                  ^       ^   ^   ^
 *     photo_of   [ 0       1   1   1   2 ... ]            one a signature
 *     search       s0      s1  s2  s3  s4                 one a signature
 *
 * A photo without a face has several signatures; since they are added in
 * that order, what a photo has to be searched among is a tail of them.
 */
#ifndef COMPARE_COMPARE_SET_H
#define COMPARE_COMPARE_SET_H

#include "base/sha256.h"
#include "compare/compare_search.h"
#include "rules/task.h"
#include "store/photo_store.h"

struct compare_set_photo {
	long long id, student_id, sequence;
	enum photo_kind kind;
	bool rejected, replaced;
	bool elsewhere; /* of another task: compare_tasks=all */
	char sha256[SHA256_HEX];
	struct image_box face;
};

struct compare_set {
	struct compare_set_photo *list; /* in order of sequence */
	size_t n, cap;
	size_t *by_id;	     /* of list */
	size_t *enrollments; /* of list, by student and sequence */
	size_t enrollment_n;
	struct compare_search *search; /* number = index in photo_of */
	size_t *photo_of;
	size_t signature_n, signature_cap;
};

int compare_set_load(struct store *store, const struct task *task,
		     struct compare_set *out, struct error *err);
void compare_set_release(struct compare_set *set);

/* NULL when there is none. */
const struct compare_set_photo *compare_set_find(const struct compare_set *set,
						 long long id);

/*
 * The n enrollment photos of this task that are a student's, as numbers in
 * list, in its order.
 */
const size_t *compare_set_enrollments(const struct compare_set *set,
				      long long student_id, size_t *n);

/* The newest sequence, 0 without photos. */
long long compare_set_sequence(const struct compare_set *set);

/* The first signature of a photo beyond sequence. */
size_t compare_set_first_signature(const struct compare_set *set,
				   long long sequence);

/* photo_kind_same() of two photos of the set. */
const char *compare_set_code(const struct compare_set_photo *submission,
			     const struct compare_set_photo *other);

#endif
