/* SPDX-License-Identifier: MIT */
/*
 * Judging a photo by a profile: the file, its origin, where the face is, how it
 * looks.  Every finding has the value, the limit and how far to move.  Its
 * severity is that of the catalogue unless the profile sets another: whatever a
 * reviewer must refuse is an error, whatever only may be wrong (moiré,
 * smoothing, glare, …) is a warning for a person to decide.  Thread-safe; the
 * same bytes always give the same findings.
 */
#ifndef PHOTO_PHOTO_CHECK_H
#define PHOTO_PHOTO_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/sha256.h"
#include "image/face/face.h"
#include "image/portrait/iso.h"
#include "photo/photo_engine.h"
#include "photo/photo_input.h"
#include "codec/picture/photo_decode.h"
#include "rules/finding.h"

enum photo_verdict { PHOTO_PASS, PHOTO_WARN, PHOTO_FAIL, PHOTO_ERROR };

struct photo_check {
	enum photo_verdict verdict;
	char sha256[SHA256_HEX];
	int width, height; /* upright */
	size_t bytes;
	int faces;
	bool has_face; /* exactly one */
	/* all in pixels of the upright file; valid when has_face */
	struct face face;
	double head_top, eye_line, chin, face_width;
	double tilt; /* degrees, > 0 = the right eye is lower */
	bool has_points;
	struct pose pose;		/* when has_points */
	double landmarks[LANDMARKS][2]; /* the same */
	struct iso_measures iso;	/* when the job asks for them */
	struct photo_decode_info source;
	struct findings findings;
	struct error error; /* of PHOTO_ERROR: we, not the photo, failed */
	double ms;	    /* processor time of the thread */
};

void photo_check(const struct photo_engine *engine,
		 const struct profile *profile, const struct photo_input *input,
		 struct photo_check *out);

/*
 * The same for a photo that photo_make() will crop, scale and give a new
 * background; what that repairs gives no findings.
 */
void photo_check_source(const struct photo_engine *engine,
			const struct profile *profile,
			const struct photo_input *input,
			struct photo_check *out);

/* What the two above do, for whoever judges otherwise (photo_judge.h). */
struct photo_judge;
void photo_check_judge(const struct photo_engine *engine,
		       const struct photo_judge *job, struct photo_check *out);

void photo_check_release(struct photo_check *check);

/* "pass", "warn", "fail", "error". */
const char *photo_check_verdict_name(enum photo_verdict verdict);

#endif
