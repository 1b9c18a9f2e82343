/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/mem.h"
#include "image/pixel/resize.h"
#include "support/faults.h"

static void wall_of(struct fault_photo *p, double r, double g, double b)
{
	p->shot.wall_rgb[0] = r;
	p->shot.wall_rgb[1] = g;
	p->shot.wall_rgb[2] = b;
}

static void turn_tilt(struct fault_photo *p, double v)
{
	p->shot.tilt = v;
}

static void turn_yaw(struct fault_photo *p, double v)
{
	p->shot.yaw = v;
}

/* The sitter's own is positive down. */
static void turn_pitch(struct fault_photo *p, double v)
{
	p->shot.pitch = -v;
}

static void turn_centre(struct fault_photo *p, double v)
{
	p->shot.centre = 240 + v;
}

static void turn_shoulders(struct fault_photo *p, double v)
{
	p->shot.shoulders = v;
}

static void turn_eye_line(struct fault_photo *p, double v)
{
	p->shot.eye_line = v;
}

static void turn_up(struct fault_photo *p, double v)
{
	p->shot.eye_line -= v;
}

static void turn_size(struct fault_photo *p, double v)
{
	p->shot.face_width = v;
}

static void turn_no_person(struct fault_photo *p, double v)
{
	p->shot.no_person = v > 0;
}

/* So many people side by side in one picture. */
static void turn_people(struct fault_photo *p, double v)
{
	int n = (int)v, i, y, w = 480 / n, h = 640 / n;
	struct image all = IMAGE_INIT, one = IMAGE_INIT;
	struct error err = ERROR_INIT;

	if (image_init(&all, w * n, h, 3, &err) < 0)
		BUG(err.text);
	for (i = 0; i < n; i++) {
		sitter_person((uint64_t)(i + 1), &p->person);
		faults_draw(p);
		if (resize_to(&p->rgb, w, h, &one, &err) < 0)
			BUG(err.text);
		for (y = 0; y < h; y++)
			memcpy(image_row(&all, y) + 3 * i * w,
			       image_row(&one, y), (size_t)w * 3);
		image_release(&p->rgb);
		image_release(&one);
	}
	p->rgb = all;
}

/* The sitter drawn, then a box filled; in face widths from between the eyes. */
static void paint(struct fault_photo *p, const double box[4], int grey)
{
	double unit = p->shot.face_width;
	int x0 = (int)(p->shot.centre + box[0] * unit);
	int x1 = (int)(p->shot.centre + box[2] * unit);
	int y0 = (int)(p->shot.eye_line + box[1] * unit);
	int y1 = (int)(p->shot.eye_line + box[3] * unit), y;

	if (!p->rgb.data)
		faults_draw(p);
	for (y = y0; y < y1; y++)
		memset(image_row(&p->rgb, y) + 3 * x0, grey,
		       3 * (size_t)(x1 - x0));
}

/* Dark glass, so many face widths high, before both eyes. */
static void turn_lenses(struct fault_photo *p, double v)
{
	paint(p, (const double[4]){-0.42, -v / 2, -0.06, v / 2}, 25);
	paint(p, (const double[4]){0.06, -v / 2, 0.42, v / 2}, 25);
}

/* Lids so many face widths high over both eyes, with a line of lashes. */
static void turn_lids(struct fault_photo *p, double v)
{
	int side;

	for (side = -1; side <= 1; side += 2) {
		double middle = side * 0.235;

		paint(p,
		      (const double[4]){middle - 0.13, -v / 2, middle + 0.13,
					v / 2},
		      175);
		paint(p,
		      (const double[4]){middle - 0.1, v / 2 - 0.02,
					middle + 0.1, v / 2},
		      50);
	}
}

/* A fringe down to so many face widths over the eyes. */
static void turn_fringe(struct fault_photo *p, double v)
{
	paint(p, (const double[4]){-0.5, -0.7, 0.5, -v}, 30);
}

/* A white cap down to so many face widths over the eyes. */
static void turn_cap(struct fault_photo *p, double v)
{
	paint(p, (const double[4]){-0.5, -0.8, 0.5, -v}, 245);
}

/* The same as black as hair. */
static void turn_dark_cap(struct fault_photo *p, double v)
{
	paint(p, (const double[4]){-0.5, -0.8, 0.5, -v}, 25);
}

/* Hair beside the face, from so many face widths outward. */
static void turn_side_hair(struct fault_photo *p, double v)
{
	paint(p, (const double[4]){-0.95, -0.5, -v, 0.7}, 30);
}

static void turn_gaze(struct fault_photo *p, double v)
{
	p->shot.gaze_x = v;
}

/* A lock of hair, so many face widths wide, over the left eye and its brow. */
static void turn_patch(struct fault_photo *p, double v)
{
	double unit = p->shot.face_width;
	int x0 = (int)(p->shot.centre - 0.24 * unit - v * unit / 2);
	int x1 = (int)(x0 + v * unit), y, x;
	int y0 = (int)(p->shot.eye_line - 0.22 * unit);
	int y1 = (int)(p->shot.eye_line + 0.12 * unit);
	const uint8_t *skin;

	faults_draw(p);
	skin = image_row(&p->rgb, y1 + 10) + 3 * ((x0 + x1) / 2);
	for (y = y0; y < y1; y++)
		for (x = x0; x < x1; x++)
			memcpy(image_row(&p->rgb, y) + 3 * x, skin, 3);
}

const struct fault faults_face[] = {
	{"GEO-NOFACE", turn_no_person, 1, 0, FAULT_CHECK},
	{"GEO-MANYFACES", turn_people, 2, 1, FAULT_CHECK},
	{"GEO-HEAD-HIGH", turn_up, 62, 20, FAULT_CHECK},
	{"GEO-HEAD-LOW", turn_up, -60, 0, FAULT_CHECK},
	{"GEO-HEAD-CUT", turn_up, 130, 60, FAULT_CHECK},
	{"GEO-EYE-HIGH", turn_eye_line, 188, 212, FAULT_CHECK},
	{"GEO-EYE-LOW", turn_eye_line, 312, 288, FAULT_CHECK},
	{"GEO-FACE-NARROW", turn_size, 165, 195, FAULT_CHECK},
	{"GEO-FACE-WIDE", turn_size, 325, 275, FAULT_CHECK},
	{"GEO-CENTER", turn_centre, 32, 16, FAULT_CHECK},
	{"GEO-CENTER", turn_centre, -32, -16, FAULT_CHECK},
	{"GEO-SHOULDER", turn_shoulders, 11, 6, FAULT_CHECK},
	{"GEO-SHOULDER", turn_shoulders, -11, -6, FAULT_CHECK},
	{"GEO-SHOULDER", turn_centre, 125, 90, FAULT_CHECK},
	{"GEO-SHOULDER", turn_size, 340, 290, FAULT_CHECK},
	{"GEO-TILT", turn_tilt, 6.5, 3.5, FAULT_CHECK},
	{"GEO-TILT", turn_tilt, -6.5, -3.5, FAULT_CHECK},
	{"GEO-YAW", turn_yaw, 13, 7, FAULT_CHECK},
	{"GEO-YAW", turn_yaw, -13, -7, FAULT_CHECK},
	{"GEO-PITCH", turn_pitch, 22, 5, FAULT_CHECK},
	{"GEO-PITCH", turn_pitch, -16, -3, FAULT_CHECK},
	{"GEO-EYES", turn_patch, 0.35, 0.1, FAULT_CHECK},
	{NULL},
};

/* The whole photo in the middle of a wall, so much of its width. */
static void turn_far(struct fault_photo *p, double v)
{
	struct image wall = IMAGE_INIT, small = IMAGE_INIT;
	struct error err = ERROR_INIT;
	int y, w = (int)(1800 * v), h = w * 4 / 3, x = (1800 - w) / 2;

	faults_draw(p);
	if (resize_to(&p->rgb, w, h, &small, &err) < 0 ||
	    image_init(&wall, 1800, 1350, 3, &err) < 0)
		BUG(err.text);
	memset(wall.data, 226, (size_t)wall.width * (size_t)wall.height * 3);
	for (y = 0; y < h; y++)
		memcpy(image_row(&wall, y + (1350 - h) / 2) + 3 * x,
		       image_row(&small, y), 3 * (size_t)w);
	image_release(&small);
	image_release(&p->rgb);
	p->rgb = wall;
}

/* Its pixels turned, nothing said of it. */
static void turn_lying(struct fault_photo *p, double v)
{
	struct error err = ERROR_INIT;

	faults_draw(p);
	if (image_orient(&p->rgb, (int)v, &err) < 0)
		BUG(err.text);
}

static void turn_mouth(struct fault_photo *p, double v)
{
	p->shot.mouth_open = v;
}

static void turn_eyes(struct fault_photo *p, double v)
{
	sitter_person(2, &p->person);
	sitter_shot_default(2, &p->shot);
	p->shot.eyes_shut = v;
}

static void turn_glare(struct fault_photo *p, double v)
{
	p->person.glasses = SITTER_GLASSES_THICK;
	p->shot.glare = v;
}

static void turn_glasses(struct fault_photo *p, double v)
{
	p->profile.policy.glasses = false;
	sitter_person(5, &p->person);
	sitter_shot_default(5, &p->shot);
	memset(p->person.glass_colour, 0, sizeof(p->person.glass_colour));
	p->person.glasses = v > 0 ? SITTER_GLASSES_THICK : SITTER_GLASSES_NONE;
}

static void turn_blur(struct fault_photo *p, double v)
{
	p->shot.blur = v;
}

/* A beauty filter, or none. */
static void turn_filter(struct fault_photo *p, double v)
{
	struct sitter_truth truth = SITTER_TRUTH_INIT;
	struct image to = IMAGE_INIT;
	struct error err = ERROR_INIT;

	if (v <= 0)
		return;
	if (sitter_render(&p->person, &p->shot, &p->rgb, &truth, &err) < 0 ||
	    sitter_derive(&p->rgb, &truth, "smooth", 1, &to, &err) < 0)
		BUG(err.text);
	sitter_truth_release(&truth);
	image_release(&p->rgb);
	p->rgb = to;
}

static void turn_red(struct fault_photo *p, double v)
{
	p->shot.red_eye = v > 0;
}

static void turn_light(struct fault_photo *p, double v)
{
	p->shot.light_hard = v;
	p->shot.light_x = v;
}

static void turn_exposure(struct fault_photo *p, double v)
{
	sitter_person(2, &p->person);
	p->shot.exposure = v;
}

static void turn_highlight(struct fault_photo *p, double v)
{
	sitter_person(2, &p->person);
	sitter_shot_default(2, &p->shot);
	p->shot.highlight = v;
}

static void turn_gradient(struct fault_photo *p, double v)
{
	p->shot.wall_gradient = v;
}

static void turn_shadow(struct fault_photo *p, double v)
{
	p->shot.wall_shadow = v;
}

static void turn_wall(struct fault_photo *p, double v)
{
	wall_of(p, 100 + v, 197 - v, 255 - v);
}

static void turn_clothes(struct fault_photo *p, double v)
{
	turn_wall(p, 0);
	p->shot.clothes_rgb[0] = 100 - 0.4 * v;
	p->shot.clothes_rgb[1] = 197 - v;
	p->shot.clothes_rgb[2] = 255 - v;
}

static void turn_white_clothes(struct fault_photo *p, double v)
{
	int c;

	wall_of(p, 250, 250, 250);
	for (c = 0; c < 3; c++)
		p->shot.clothes_rgb[c] = 250 - v;
}

/* A frame so many pixels wide; one row of an edge filter is none. */
static void turn_border(struct fault_photo *p, double v)
{
	int x, y, n = (int)v, w, h;

	faults_draw(p);
	w = p->rgb.width;
	h = p->rgb.height;
	for (y = 0; y < h; y++)
		for (x = 0; x < w; x++)
			if (x < n || y < n || x >= w - n || y >= h - n)
				memset(image_row(&p->rgb, y) + 3 * x, 20, 3);
}

/* The stripes of a screen, so many steps of grey up and down. */
static void turn_stripes(struct fault_photo *p, double v)
{
	int x, y, c, value;
	uint8_t *row;

	faults_draw(p);
	for (y = 0; y < p->rgb.height; y++) {
		row = image_row(&p->rgb, y);
		for (x = 0; x < p->rgb.width; x++)
			for (c = 0; c < 3; c++) {
				value = row[3 * x + c] +
					(x % 5 < 2 ? (int)v : -(int)v);
				value = value < 0 ? 0 : value;
				row[3 * x + c] =
					(uint8_t)(value > 255 ? 255 : value);
			}
	}
}

const struct fault faults_quality[] = {
	{"APP-MOUTH-OPEN", turn_mouth, 1, 0.1, FAULT_CHECK},
	{"APP-TINTED", turn_lenses, 0.3, 0.05, FAULT_CHECK},
	{"APP-BROWS", turn_fringe, 0.22, 0.5, FAULT_CHECK},
	{"APP-HEADWEAR", turn_cap, 0.48, 0.60, FAULT_CHECK},
	{"APP-HEADWEAR", turn_dark_cap, 0.44, 0.60, FAULT_CHECK},
	{"APP-EARS", turn_side_hair, 0.47, 0.75, FAULT_CHECK},
	{"APP-GAZE", turn_gaze, 1, 0.25, FAULT_CHECK},
	{"APP-EYES-SHUT", turn_eyes, 1, 0.4, FAULT_CHECK},
	{"APP-EYES-SHUT", turn_lids, 0.08, 0.04, FAULT_CHECK},
	{"APP-GLARE", turn_glare, 1, 0.4, FAULT_CHECK},
	{"APP-GLASSES", turn_glasses, 1, 0, FAULT_CHECK},
	{"GEO-SMALLFACE", turn_far, 0.06, 0.5, FAULT_CHECK},
	{"GEO-SIDEWAYS", turn_lying, 6, 1, FAULT_CHECK},
	{"APP-BLUR", turn_blur, 3, 1, FAULT_CHECK},
	{"APP-OVERSMOOTH", turn_filter, 1, 0, FAULT_SOURCE},
	{"APP-RED-EYE", turn_red, 1, 0, FAULT_CHECK},
	{"APP-SHADOW-HALF", turn_light, 1, 0.3, FAULT_CHECK},
	{"APP-DARK", turn_exposure, -2, -0.5, FAULT_CHECK},
	{"APP-BRIGHT", turn_exposure, 1.5, 0.3, FAULT_CHECK},
	{"APP-HIGHLIGHT", turn_highlight, 1, 0.3, FAULT_CHECK},
	{"APP-BG-GRADIENT", turn_gradient, 0.25, 0.03, FAULT_CHECK},
	{"APP-BG-SHADOW", turn_shadow, 0.8, 0.05, FAULT_CHECK},
	{"APP-BG-COLOR", turn_wall, 40, 8, FAULT_CHECK},
	{"APP-CLOTHES-BLUE", turn_clothes, 20, 45, FAULT_CHECK},
	{"APP-EDGE", turn_white_clothes, 40, 70, FAULT_CHECK},
	{"APP-BORDER", turn_border, 2, 0, FAULT_CHECK},
	{"APP-MOIRE", turn_stripes, 4, 1, FAULT_CHECK},
	{NULL},
};
