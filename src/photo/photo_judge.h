/* SPDX-License-Identifier: MIT */
/*
 * The steps of a check, for photo_check.c and photo_make.c, which looks at a
 * photo once and judges and makes from the same view.
 */
#ifndef PHOTO_PHOTO_JUDGE_H
#define PHOTO_PHOTO_JUDGE_H

#include "photo/photo_check.h"
#include "photo/photo_view.h"

struct photo_judge {
	const struct profile *profile;
	const struct photo_input *input;
	bool as_source; /* as something that will be made */
	bool as_made;	/* as something we made: its origin is the source's */
	bool iso;	/* with the measures of ISO/IEC 29794-5 */
};

/* Clears out; then one of the two below. */
void photo_judge_start(const struct photo_judge *job, struct photo_check *out);
void photo_judge_view(const struct photo_judge *job,
		      const struct photo_view *view, struct photo_check *out);
void photo_judge_broken(const struct photo_judge *job, const struct error *err,
			struct photo_check *out);

#endif
