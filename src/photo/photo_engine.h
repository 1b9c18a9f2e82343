/* SPDX-License-Identifier: MIT */
/*
 * What every photo job needs and none changes: cascades, landmarks and
 * profiles. Open once, share between threads, close last.
 */
#ifndef PHOTO_PHOTO_ENGINE_H
#define PHOTO_PHOTO_ENGINE_H

#include "base/error.h"
#include "codec/config/landmark_file.h"
#include "image/face/face.h"
#include "photo/photo_profile.h"

struct photo_engine {
	struct face_models models;
	struct landmark_file landmarks; /* map NULL: there are none */
	struct photo_profiles profiles;
};

int photo_engine_open(struct photo_engine **out, struct error *err);
void photo_engine_close(struct photo_engine *take_engine); /* NULL allowed */

/*
 * How many points of a face are found: LANDMARKS, 0 without their model, -1
 * with err when that file is damaged.
 */
int photo_engine_landmarks(struct error *err);

/* NULL when there is none of that name. */
const struct profile *photo_engine_profile(const struct photo_engine *engine,
					   const char *name);

/* In order of the name; NULL behind the last. */
const struct profile *photo_engine_profile_at(const struct photo_engine *engine,
					      size_t i);

/*
 * A profile by name, or by the path of a file of the user's (a name that
 * ends in ".ini"), copied to out.  -1 with err that lists the names there
 * are.
 */
int photo_engine_choose(const struct photo_engine *engine, const char *name,
			struct profile *out, struct error *err);

#endif
