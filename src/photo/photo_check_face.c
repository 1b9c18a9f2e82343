/* SPDX-License-Identifier: MIT */
#include "photo/photo_check_face.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

#include "image/pixel/lab.h"
#include "image/portrait/quality.h"
#include "image/portrait/shoulders.h"
#include "photo/photo_check_points.h"

/* Limits of what is only a guess; found on sitters, see tests/accuracy. */
static const struct {
	double sharpness, texture, pattern, light, clipped, highlight, halves;
	double red_eye, glare, eye_open, eye_height, mouth, bridge, clothes,
		border, grey;
	double stray, shadow, shoulders;
} limit = {
	.sharpness = 0.24,
	.texture = 0.115,
	.pattern = 0.35,
	.light = 62,
	.clipped = 0.08,
	.highlight = 0.035,
	.halves = 1.65,
	.red_eye = 0.12,
	.glare = 0.02,
	.eye_open = 0.3,
	.eye_height = 0.1,
	.mouth = 0.11,
	.bridge = 0.25,
	.clothes = 14,
	.border = 24,
	.grey = 8,
	.stray = 0.12,
	.shadow = 0.045,
	.shoulders = 8,
};

/* A value in source pixels against a window of the profile. */
struct window {
	const char *low, *high;
	double value;
	const struct profile_range *range;
	double scale; /* of the window to this photo */
};

static void check_window(const struct window *w, struct findings *out)
{
	double min = w->range->min * w->scale, max = w->range->max * w->scale;
	struct finding *f;

	/* Half a pixel is what whole rows cannot tell. */
	if (w->value < min - 0.5) {
		f = findings_add_outside(out, w->low, round(w->value),
					 &(struct profile_range){min, max},
					 "px");
		f->fix = ceil(min - w->value);
	} else if (w->value > max + 0.5) {
		f = findings_add_outside(out, w->high, round(w->value),
					 &(struct profile_range){min, max},
					 "px");
		f->fix = ceil(w->value - max);
	}
}

/*
 * The windows are written for PROFILE_WIDTH x PROFILE_HEIGHT and grow with the
 * photo, so that 600 x 800 of the same cut is judged alike:
 *
 *        +-----------------+ 0
 *        |     .-"-.       | head_top    (crown)
 *        |    /     \      |
 *        |   | o   o |     | eye_line
 *        |    \  -  /      |
 *        |     '-.-'       |
 *        |  .--'   '--.    |
 *        +-----------------+ height
 *            |<--->| face_width       centre: | from the middle
 */
static void check_windows(const struct photo_check_face *f,
			  struct findings *out)
{
	const struct profile_geometry *g = &f->profile->geometry;
	const struct head *h = &f->view->head;
	double k = f->view->scale;
	double down = f->view->source.height / (double)PROFILE_HEIGHT;
	double across = f->view->source.width / (double)PROFILE_WIDTH;
	struct window all[3] = {
		{"GEO-HEAD-HIGH", "GEO-HEAD-LOW", h->top / k, &g->head_top,
		 down},
		{"GEO-EYE-HIGH", "GEO-EYE-LOW", h->eye_line / k, &g->eye_line,
		 down},
		{"GEO-FACE-NARROW", "GEO-FACE-WIDE", h->width / k,
		 &g->face_width, across},
	};
	double off = h->centre / k - f->view->source.width / 2.0;
	struct finding *found;
	size_t i;

	/* A crown nobody can see is not said to be too high. */
	for (i = h->top_known ? 0 : 1; i < ARRAY_SIZE(all); i++)
		check_window(&all[i], out);
	if (fabs(off) > g->centre * across + 0.5) {
		found = findings_add_above(out, "GEO-CENTER", round(off),
					   g->centre * across, "px");
		found->fix = round(-off);
	}
}

/* Before a wall of many things nothing tells where the clothes begin. */
static void check_shoulders(const struct photo_check_face *f,
			    struct findings *out)
{
	const struct photo_view *v = f->view;
	struct shoulders s;

	shoulders_measure(&v->rgb, &v->wall, &v->head, &s);
	if (s.room < 1)
		findings_add_below(out, "GEO-SHOULDER", 100 * s.room, 100, "%");
	else if (s.tilt_known && v->wall.stray <= limit.stray &&
		 fabs(s.tilt) > limit.shoulders)
		findings_add_above(out, "GEO-SHOULDER", s.tilt, limit.shoulders,
				   "°");
}

/* The top row of pixels already shows hair. */
static bool is_cut(const struct photo_check_face *f)
{
	return f->view->head.top_known && f->view->head.top < 1;
}

/* Of the alt2 box, as everywhere. */
static const double face_in_box = 0.85;

/* None, or one that is far too small for anything below. */
static void report_none(const struct photo_check_face *f, struct findings *out)
{
	const struct profile_range *width = &f->profile->geometry.face_width;
	double least = isnan(width->min) ? PROFILE_WIDTH * 3 / 8 : width->min;

	if (f->view->small_face > 0)
		findings_add_below(out, "GEO-SMALLFACE",
				   round(face_in_box * f->view->small_face /
					 f->view->scale),
				   least, "px");
	else
		findings_add(out, "GEO-NOFACE");
}

void photo_check_face_geometry(const struct photo_check_face *f,
			       struct findings *out)
{
	const struct profile_geometry *g = &f->profile->geometry;

	if (f->view->sideways)
		findings_add_value(out, "GEO-SIDEWAYS", f->view->sideways, "°");
	/* Nothing below can be measured on none or on two. */
	if (f->view->faces == 0) {
		report_none(f, out);
		return;
	}
	if (f->view->faces > 1) {
		findings_add_outside(out, "GEO-MANYFACES", f->view->faces,
				     &(struct profile_range){1, 1}, "");
		return;
	}
	if (!f->view->face.has_eyes)
		findings_add(out, "GEO-EYES");
	photo_check_points_pose(f->profile, f->view, out);
	/* A source is framed later: where the head is in it does not matter,
	 * that all of it is there does. */
	if (is_cut(f))
		findings_add(out, "GEO-HEAD-CUT");
	else if (g->wanted && !f->as_source)
		check_windows(f, out);
	if (g->wanted && !f->as_source)
		check_shoulders(f, out);
}

static void nearest_colour(const struct profile_background *b,
			   const struct backdrop *wall, struct findings *out)
{
	double lab[3], d, least = INFINITY;
	struct finding *f;
	int i;

	for (i = 0; i < b->count; i++) {
		lab_of_pixel(b->colours[i].rgb, lab);
		d = lab_distance(lab, wall->lab);
		least = d < least ? d : least;
	}
	if (least <= b->tolerance)
		return;
	f = findings_add_above(out, "APP-BG-COLOR", least, b->tolerance, "");
	snprintf(f->detail, sizeof(f->detail), "RGB %d,%d,%d", wall->rgb[0],
		 wall->rgb[1], wall->rgb[2]);
}

static void check_background(const struct photo_check_face *f,
			     struct findings *out)
{
	const struct profile_background *b = &f->profile->background;
	const struct backdrop *wall = &f->view->wall;

	/* Making replaces a source's wall; its clutter is making's to judge. */
	if (!b->wanted || f->as_source)
		return;
	/* Any of the profile's colours will do; the nearest is meant. */
	nearest_colour(b, wall, out);
	if (wall->unevenness > b->evenness)
		findings_add_above(out, "APP-BG-GRADIENT", wall->unevenness,
				   b->evenness, "");
	if (wall->stray > limit.stray || wall->shadow > limit.shadow)
		findings_add_above(out, "APP-BG-SHADOW",
				   100 * fmax(wall->stray, wall->shadow),
				   100 * limit.shadow, "%");
}

static void above(struct findings *out, const char *code, double v, double max)
{
	if (v > max)
		findings_add_above(out, code, v, max, "");
}

static void below(struct findings *out, const char *code, double v, double min)
{
	if (v < min)
		findings_add_below(out, code, v, min, "");
}

static void percent_above(struct findings *out, const char *code, double v,
			  double max)
{
	if (v > max)
		findings_add_above(out, code, 100 * v, 100 * max, "%");
}

static void check_light(const struct quality *look, struct findings *out)
{
	below(out, "APP-DARK", look->light, limit.light);
	percent_above(out, "APP-BRIGHT", look->clipped, limit.clipped);
	percent_above(out, "APP-HIGHLIGHT", look->highlight, limit.highlight);
	above(out, "APP-SHADOW-HALF", look->halves, limit.halves);
}

static void check_eyes(const struct photo_check_face *f,
		       const struct quality *look, struct findings *out)
{
	if (look->red_eye > limit.red_eye)
		findings_add(out, "APP-RED-EYE");
	percent_above(out, "APP-GLARE", look->glare, limit.glare);
	if (!f->profile->policy.glasses && look->bridge > limit.bridge)
		findings_add(out, "APP-GLASSES");
	/* Where there are points, these must allow it, too. */
	if (look->eye_open < limit.eye_open &&
	    look->eye_height < limit.eye_height &&
	    photo_check_points_may_be_shut(f->view))
		findings_add(out, "APP-EYES-SHUT");
	/*
	 * The points know better, and where they are not sure, this does not,
	 * either: of 2,100 views of portraits it told 4 % of parted lips and
	 * 7 % of closed ones.
	 */
	if (!f->view->has_model && look->mouth > limit.mouth)
		findings_add(out, "APP-MOUTH-OPEN");
}

/* Light blue, as the background that is asked for most. */
static bool is_blue(const double lab[3])
{
	return lab[2] < -12 && lab[2] < lab[1];
}

static void check_clothes(const struct quality *look, struct findings *out)
{
	if (look->clothes >= limit.clothes)
		return;
	findings_add_below(out,
			   is_blue(look->clothes_lab) ? "APP-CLOTHES-BLUE"
						      : "APP-EDGE",
			   look->clothes, limit.clothes, "");
}

/* What only an untouched original can be asked. */
static void check_original(const struct photo_check_face *f,
			   const struct quality *look, struct findings *out)
{
	/*
	 * Strong compression and a soft lens take the skin's grain as a
	 * beauty filter does; only a sharp file of high quality can show that
	 * it was a filter.
	 */
	if (!f->as_source || f->view->source.quality < 85 ||
	    look->sharpness < limit.sharpness)
		return;
	below(out, "APP-OVERSMOOTH", look->texture, limit.texture);
}

void photo_check_face_look(const struct photo_check_face *f,
			   struct findings *out)
{
	const struct photo_view *v = f->view;
	struct quality_from from = {&v->rgb, &v->grey, &v->face, &v->head,
				    &v->wall};
	struct quality look;

	if (v->faces != 1)
		return;
	quality_measure(&from, &look);
	check_background(f, out);
	check_light(&look, out);
	below(out, "APP-BLUR", look.sharpness, limit.sharpness);
	/* Shut eyes and glare are told where eyes were found, or not at all. */
	if (v->face.has_eyes)
		check_eyes(f, &look, out);
	check_clothes(&look, out);
	if (look.border > limit.border)
		findings_add(out, "APP-BORDER");
	above(out, "APP-MOIRE", look.pattern, limit.pattern);
	if (f->profile->accept.colour && look.chroma < limit.grey)
		findings_add(out, "FIL-GREY");
	check_original(f, &look, out);
	photo_check_points_look(f->profile, v, look.sharpness, out);
	if (!v->has_model)
		findings_add(out, "APP-UNJUDGED");
	else if (!v->has_points)
		findings_add(out, "APP-POINTS-UNSURE");
}
