/* SPDX-License-Identifier: MIT */
#include "photo/photo_iso.h"

#include "image/matte/matte.h"

static double second_of(const struct photo_view *v)
{
	if (v->faces == 0)
		return v->small_face > 0 ? 0 : 1;
	return v->faces > 1 ? v->second : 0;
}

int photo_iso(const struct photo_view *view, struct iso_measures *out,
	      struct error *err)
{
	struct iso_from from = {.second_face = second_of(view)};
	struct matte matte = {0};
	struct skin skin;

	if (!view->has_points) {
		iso_measure(&from, out);
		return 0;
	}
	if (matte_make(&view->rgb, photo_view_box(view, 1), &matte, err) < 0)
		return -1;
	skin_measure(&view->rgb, &view->points, &skin);
	from.points = &view->points;
	/* A matte that is unsure takes things before the wall for the person,
	 * and what it leaves looks more even than the wall is. */
	if (matte.confidence >= MATTE_CONFIDENCE_MIN)
		from.alpha = &matte.alpha;
	from.skin = &skin;
	from.facial = &view->facial;
	from.mouth = &view->mouth;
	from.pose = &view->pose;
	from.pixel = 1 / view->scale;
	iso_measure(&from, out);
	matte_release(&matte);
	return 0;
}
