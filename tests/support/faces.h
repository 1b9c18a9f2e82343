/* SPDX-License-Identifier: MIT */
/* A drawn sitter as the face finder sees it, and the models it sees with. */
#ifndef SUPPORT_FACES_H
#define SUPPORT_FACES_H

#include "base/error.h"
#include "codec/config/cascade.h"
#include "image/face/face.h"
#include "support/sitter.h"

extern struct face_models faces_models;

/* Set up and tear down of a group of tests; -1 when a cascade is missing. */
int faces_load(void **state);
int faces_unload(void **state);

struct faces_picture {
	struct image rgb, grey;
	struct sitter_truth truth;
	struct face faces[FACE_MAX];
	int n;
};

/* All faces of one shot of a sitter; released by faces_release(), also after
 * -1. */
int faces_shoot(struct faces_picture *p, uint64_t who,
		const struct sitter_shot *shot, struct error *err);
void faces_release(struct faces_picture *p);

#endif
