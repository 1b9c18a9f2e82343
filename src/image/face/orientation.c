/* SPDX-License-Identifier: MIT */
#include "image/face/orientation.h"

#include <math.h>

#include "base/mem.h"
#include "image/face/close.h"
#include "image/face/others.h"

/*
 * Windows that a face seen at once has, and nearly nothing else in 3,177
 * pictures on their side or head: from 25 on none, but of upright photos then
 * 576 of 1,039 instead of 336 were looked at twice, to tell 3 lying ones more.
 */
enum { PLAIN_VOTES = 15 };

/*
 * Odds: at least these for a turned face, by so much more than those of what is
 * seen as it is, and those from which the turned picture is not searched for a
 * face that is tilted, dark or small, for 40 ms each.
 */
static const double least_odds = -0.5, surer_by = 1, likely_odds = -1;

typedef int find_face(const struct face_models *models,
		      const struct image *grey, struct face *out);

struct choice {
	int orientation;
	double odds;
};

static double odds_turned(const struct face_models *models,
			  const struct image *grey, int orientation,
			  find_face *find)
{
	struct image turned = IMAGE_INIT;
	struct error err = ERROR_INIT;
	double odds = -INFINITY;
	struct face face;

	if (image_copy(grey, &turned, &err) == 0 &&
	    image_orient(&turned, orientation, &err) == 0 &&
	    find(models, &turned, &face))
		odds = face_close_odds(models, &turned, &face);
	image_release(&turned);
	return odds;
}

static bool is_settled(const struct choice *best)
{
	return best->orientation != 1 && best->odds >= FACE_CLOSE_CERTAIN;
}

/* All of them: a face upside down is now and then taken for one. */
static void turn_and_find(const struct face_models *models,
			  const struct image *grey, find_face *find,
			  struct choice *best)
{
	static const int orientations[] = {6, 8, 3};
	double odds;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(orientations) && !is_settled(best); i++) {
		odds = odds_turned(models, grey, orientations[i], find);
		if (odds >= best->odds)
			*best = (struct choice){orientations[i], odds};
	}
}

/*
 * A small face is not seen unless it is searched for, and what is below it,
 * upside down, may look more like a face: 40 of 72 pictures with a face of a
 * twelfth to an eighth of their width were told to stand on their head without
 * this.
 */
static bool has_small_face(const struct face_models *models,
			   const struct image *grey)
{
	struct face faces[FACE_MAX];

	return face_others_small(models, grey, faces) > 0;
}

int face_orientation_find(const struct face_models *models,
			  const struct image *grey, const struct face *seen)
{
	struct choice best = {1, least_odds};
	double own = -INFINITY;

	if (seen && seen->at_once && seen->votes >= PLAIN_VOTES)
		return 1;
	if (seen)
		own = face_close_odds(models, grey, seen);
	if (own >= FACE_CLOSE_CERTAIN)
		return 1;
	best.odds = fmax(best.odds, fmin(own + surer_by, FACE_CLOSE_CERTAIN));
	turn_and_find(models, grey, face_find_sure, &best);
	if (own < likely_odds)
		turn_and_find(models, grey, face_find_largest, &best);
	if (best.orientation == 1 || is_settled(&best))
		return best.orientation;
	return has_small_face(models, grey) ? 1 : best.orientation;
}
