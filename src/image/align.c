/* SPDX-License-Identifier: MIT */
#include "image/align.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/align_blocks.h"
#include "image/align_coarse.h"
#include "image/align_face.h"
#include "image/align_refine.h"

enum { MIDDLE_ROUNDS = 12, FINE_ROUNDS = 8 };

const struct align_limits align_limits_default = {.same = .955,
						  .suspect = .905};

struct align_face *align_prepare(const struct image *grey,
				 struct image_box face, struct error *err)
{
	struct align_face *f = mem_xcalloc(1, sizeof(*f));

	if (align_face_init(f, grey, face, err) == 0)
		return f;
	align_free(f);
	return NULL;
}

void align_free(struct align_face *take_face)
{
	if (take_face == NULL)
		return;
	align_face_release(take_face);
	free(take_face);
}

/* The best of the guesses after refining at the middle level; -2 = none. */
static float align_middle(const struct align_face *a,
			  const struct align_face *b, float m[6])
{
	struct align_guess guesses[ALIGN_COARSE_KEEP];
	float best = -2, now;
	int k;

	align_coarse(a, b, guesses);
	for (k = 0; k < ALIGN_COARSE_KEEP; k++) {
		if (guesses[k].score < -1)
			continue;
		now = align_refine(a, b, 1, guesses[k].m, MIDDLE_ROUNDS);
		if (now > best) {
			best = now;
			memcpy(m, guesses[k].m, 6 * sizeof(*m));
		}
	}
	return best;
}

static double clamp(double v, double max)
{
	return v < 0 ? 0 : v > max ? max : v;
}

void align_compare(const struct align_face *a, const struct align_face *b,
		   struct align_result *out)
{
	double blocks, fine;
	float m[6];
	int i;

	*out = (struct align_result){.native_width = a->native_width};
	if (b->native_width < out->native_width)
		out->native_width = b->native_width;
	if (align_middle(a, b, m) <= -2)
		return;
	fine = align_refine(a, b, 2, m, FINE_ROUNDS);
	blocks = align_blocks(a, b, (struct align_view){2, m, NULL}, out);
	out->measure = clamp((fine + blocks) / 2, 1);
	out->score = 100 * clamp((out->measure - .45) / .55, 1);
	out->mirrored = m[0] * m[4] - m[1] * m[3] < 0;
	for (i = 0; i < 6; i++)
		out->map[i] = m[i];
}

enum align_verdict align_verdict(const struct align_result *r,
				 const struct align_limits *limits)
{
	return r->measure >= limits->same      ? ALIGN_SAME
	       : r->measure >= limits->suspect ? ALIGN_SUSPECT
					       : ALIGN_DIFFERENT;
}

bool align_is_weak(const struct align_result *r)
{
	return r->native_width < ALIGN_SURE_WIDTH;
}

const char *align_verdict_name(enum align_verdict verdict)
{
	static const char *const names[] = {"different", "suspect", "same"};

	return names[verdict];
}
