/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "image/pixel/resize.h"
#include "support/faults.h"

/* As a camera would give it: larger than the standard, before any wall. */
static void large(struct fault_photo *p)
{
	sitter_shot_scale(&p->shot, 768, 1024);
	sitter_shot_wall(&p->shot, SITTER_WALL_CREAM, 1);
}

static void crop(struct fault_photo *p, struct resize_region part)
{
	struct image to = IMAGE_INIT;
	struct error err = ERROR_INIT;

	faults_draw(p);
	if (resize_region(
		    &p->rgb, part,
		    (struct resize_size){(int)part.width, (int)part.height},
		    &to, &err) < 0)
		BUG(err.text);
	image_release(&p->rgb);
	p->rgb = to;
}

/* How sure the matte was, more or less, is the least that is asked. */
static void turn_confidence(struct fault_photo *p, double v)
{
	struct photo_made made;

	large(p);
	faults_encode(p);
	photo_make(
		p->engine, &p->profile, &p->options,
		&(struct photo_input){p->bytes.data, p->bytes.size, p->name, 0},
		&made);
	p->profile.policy.matte_confidence = made.confidence + v;
	photo_make_release(&made);
}

/* A shelf of coloured boxes behind the sitter, as wide as v of the picture. */
static void turn_clutter(struct fault_photo *p, double v)
{
	static const uint8_t colours[3][3] = {
		{150, 60, 40}, {40, 70, 130}, {230, 220, 210}};
	int x, y, end;

	large(p);
	faults_draw(p);
	end = (int)(v * p->rgb.width);
	for (y = 0; y < p->rgb.height / 2; y++)
		for (x = 0; x < end; x++)
			memcpy(image_row(&p->rgb, y) + 3 * x,
			       colours[(x / 40 + y / 60) % 3], 3);
}

static void turn_size(struct fault_photo *p, double v)
{
	p->shot.face_width = v;
}

/* Pixels between crown and eye line. */
static void turn_head_window(struct fault_photo *p, double v)
{
	struct profile_geometry *g = &p->profile.geometry;

	large(p);
	g->head_top = (struct profile_range){90, 92};
	g->eye_line = (struct profile_range){91 + v, 93 + v};
	g->face_width = (struct profile_range){180, 300};
}

/* Rows of the source below the eyes, in face widths. */
static void turn_bottom(struct fault_photo *p, double v)
{
	large(p);
	crop(p, (struct resize_region){
			0, 0, 768, p->shot.eye_line + v * p->shot.face_width});
}

/* The same in a large picture: what is missing below could be made good by
 * a face that is too wide. */
static void turn_close(struct fault_photo *p, double v)
{
	sitter_shot_scale(&p->shot, 1152, 1536);
	crop(p, (struct resize_region){
			0, 0, 1152, p->shot.eye_line + v * p->shot.face_width});
}

/* Columns left of the face's middle, in face widths. */
static void turn_sides(struct fault_photo *p, double v)
{
	double x;

	large(p);
	x = fmax(0, p->shot.centre - v * p->shot.face_width);
	crop(p, (struct resize_region){x, 0, 768 - x, 1024});
}

static void turn_kb(struct fault_photo *p, double v)
{
	large(p);
	p->profile.output.kb = p->profile.accept.kb =
		(struct profile_range){v, v + 100};
}

static void turn_rotation(struct fault_photo *p, double v)
{
	large(p);
	p->shot.tilt = 7;
	p->profile.policy.rotate = v;
	p->options.force = true;
}

static void turn_tilt(struct fault_photo *p, double v)
{
	large(p);
	p->shot.tilt = v;
	p->options.force = true;
}

/* What is made has quality 90 at most. */
static void turn_own_profile(struct fault_photo *p, double v)
{
	large(p);
	p->profile.output.kb = (struct profile_range){NAN, NAN};
	p->profile.output.max_quality = 90;
	p->profile.accept.quality = (struct profile_range){v, NAN};
}

const struct fault faults_make[] = {
	{"MAT-UNSURE", turn_confidence, 0.001, -0.001, FAULT_MAKE},
	{"MAT-CLUTTER", turn_clutter, 0.25, 0.01, FAULT_MAKE},
	{"MAT-SMALL", turn_size, 160, 190, FAULT_MAKE},
	{"MAT-FRAME-FACE", turn_close, 1.08, 1.25, FAULT_MAKE},
	{"MAT-FRAME-HEAD", turn_head_window, 140, 185, FAULT_MAKE},
	{"MAT-CUT-BOTTOM", turn_bottom, 0.8, 1.25, FAULT_MAKE},
	{"MAT-CUT-SIDES", turn_sides, 0.7, 0.95, FAULT_MAKE},
	{"MAT-KB", turn_kb, 900, 20, FAULT_MAKE},
	{"MAT-ROTATED", turn_rotation, 7.5, 6.3, FAULT_MAKE},
	{"MAT-TILT", turn_tilt, 6.5, 3.5, FAULT_MAKE},
	{"MAT-TILT", turn_rotation, 6.3, 7.5, FAULT_MAKE},
	{"MAT-CHECK", turn_own_profile, 92, 80, FAULT_MAKE},
	{NULL},
};
