/* SPDX-License-Identifier: MIT */
#include "support/eye_drawn.h"

#include <math.h>

#include "image/portrait/gaze.h"

enum { LEFT_EYE = 36, EYE = 6 };

void eye_drawn_stroke(struct image *rgb, const struct face_axes *a,
		      const struct eye_drawn_brush *b)
{
	double at[2], d;
	int x, y, c;

	for (y = 0; y < rgb->height; y++)
		for (x = 0; x < rgb->width; x++) {
			uint8_t *q = image_row(rgb, y) + 3 * x;

			face_axes_to(a, (const double[2]){x, y}, at);
			d = hypot((at[0] - b->at[0]) / b->half[0],
				  (at[1] - b->at[1]) / b->half[1]);
			for (c = 0; d < 1 && c < 3; c++)
				q[c] = (uint8_t)(q[c] * (1 - b->cover) +
						 b->rgb[c] * b->cover);
		}
}

/* A picture's pixels between four of them; beyond its edge the edge. */
static void pixel_at(const struct image *rgb, const double at[2], double out[3])
{
	double x = fmin(fmax(at[0], 0), rgb->width - 1.001);
	double y = fmin(fmax(at[1], 0), rgb->height - 1.001);
	int x0 = (int)x, y0 = (int)y, c;
	double wx = x - x0, wy = y - y0;
	const uint8_t *p = image_row(rgb, y0) + 3 * x0;
	const uint8_t *q = image_row(rgb, y0 + 1) + 3 * x0;

	for (c = 0; c < 3; c++)
		out[c] = (p[c] * (1 - wx) + p[c + 3] * wx) * (1 - wy) +
			 (q[c] * (1 - wx) + q[c + 3] * wx) * wy;
}

void eye_drawn_flat(struct image *rgb, const struct landmarks *points)
{
	struct face_axes a;
	double cheek[2], skin[3];
	int side, c;

	face_axes_of(points, &a);
	for (side = -1; side <= 1; side += 2) {
		struct eye_drawn_brush lid = {
			{side * .5, 0}, {.27, .13}, {0}, 1};
		struct eye_drawn_brush lash = {
			{side * .5, .07}, {.24, .02}, {40, 30, 30}, 1};

		face_axes_from(&a, (const double[2]){side * .5, .35}, cheek);
		pixel_at(rgb,
			 (const double[2]){floor(cheek[0]), floor(cheek[1])},
			 skin);
		for (c = 0; c < 3; c++)
			lid.rgb[c] = (int)(skin[c] + .5);
		eye_drawn_stroke(rgb, &a, &lid);
		eye_drawn_stroke(rgb, &a, &lash);
	}
}

/* An eye in units: its middle, half its width, how far lids reach from it. */
struct slit {
	double at[2], half, up, down;
};

static void slit_of(const struct landmarks *points, const struct face_axes *a,
		    int side, struct slit *out)
{
	double u[6][2];
	int i;

	for (i = 0; i < 6; i++)
		face_axes_to(a, points->at[LEFT_EYE + EYE * side + i], u[i]);
	out->at[0] = (u[0][0] + u[3][0]) / 2;
	out->at[1] = (u[0][1] + u[3][1]) / 2;
	out->half = fabs(u[3][0] - u[0][0]) / 2 + .02;
	out->up = fmin(u[1][1], u[2][1]) - out->at[1] - .02;
	out->down = fmax(u[4][1], u[5][1]) - out->at[1];
}

/*
 * The row whose skin is seen at one, and how dark lashes make it: 0..1.  Above
 * the line the skin over the eye is stretched, below it what is under it.
 */
static double pulled_from(const struct slit *s, const double at[2],
			  double *shade)
{
	double t = (at[0] - s->at[0]) / s->half, k = 1 - t * t;
	double top = s->at[1] + s->up * k - .12;
	double line = s->at[1] + (.8 * s->down + .01) * k;
	double end = s->at[1] + (s->down + .005) * k + .02;

	*shade = fmin(1, .5 + .5 * fabs(at[1] - line) / .01);
	if (k <= 0 || at[1] < top || at[1] > end)
		return at[1];
	if (at[1] <= line)
		return top + .105 * (at[1] - top) / (line - top);
	return end + .03 * (end - at[1]) / (end - line);
}

static void pull_side(struct image *rgb, const struct landmarks *points,
		      const struct face_axes *a, int side)
{
	struct image was = IMAGE_INIT;
	struct error err = ERROR_INIT;
	double at[2], from, shade, pixel[2];
	struct slit slit;
	int i, c;

	slit_of(points, a, side, &slit);
	if (image_copy(rgb, &was, &err) < 0)
		return;
	for (i = 0; i < rgb->width * rgb->height; i++) {
		face_axes_to(a,
			     (const double[2]){i % rgb->width, i / rgb->width},
			     at);
		from = pulled_from(&slit, at, &shade);
		if (from == at[1])
			continue;
		face_axes_from(a, (const double[2]){at[0], from}, pixel);
		if (!(pixel[0] >= 0 && pixel[1] >= 0 && pixel[0] < rgb->width &&
		      pixel[1] < rgb->height))
			continue;
		for (c = 0; c < 3; c++)
			rgb->data[3 * i + c] =
				(uint8_t)(shade *
					  image_row(&was, (int)pixel[1])
						  [3 * (int)pixel[0] + c]);
	}
	image_release(&was);
}

void eye_drawn_pull(struct image *rgb, const struct landmarks *points)
{
	struct face_axes a;
	int side;

	face_axes_of(points, &a);
	for (side = 0; side < 2; side++)
		pull_side(rgb, points, &a, side);
}

/*
 * An eye's own axes: the unit is from corner to corner, the origin the middle
 * between them, along to the picture's right, off downward.
 */
struct eye {
	double x, y, along[2], off[2];
	double lid[2][4][2]; /* upper and lower, corner to corner */
	double iris[2], radius;
};

static void eye_to(const struct eye *e, const double pixel[2], double out[2])
{
	double dx = pixel[0] - e->x, dy = pixel[1] - e->y;
	double size = e->along[0] * e->along[0] + e->along[1] * e->along[1];

	out[0] = (dx * e->along[0] + dy * e->along[1]) / size;
	out[1] = (dx * e->off[0] + dy * e->off[1]) / size;
}

static void eye_from(const struct eye *e, const double at[2], double pixel[2])
{
	pixel[0] = e->x + at[0] * e->along[0] + at[1] * e->off[0];
	pixel[1] = e->y + at[0] * e->along[1] + at[1] * e->off[1];
}

static void eye_of(const struct landmarks *points, int side, struct eye *e)
{
	static const int order[2][4] = {{0, 1, 2, 3}, {0, 5, 4, 3}};
	const double(*p)[2] = points->at + LEFT_EYE + EYE * side;
	int i, k;

	*e = (struct eye){
		.x = (p[0][0] + p[3][0]) / 2,
		.y = (p[0][1] + p[3][1]) / 2,
		.along = {p[3][0] - p[0][0], p[3][1] - p[0][1]},
		.off = {p[0][1] - p[3][1], p[3][0] - p[0][0]},
	};
	for (k = 0; k < 2; k++)
		for (i = 0; i < 4; i++)
			eye_to(e, p[order[k][i]], e->lid[k][i]);
}

/* Where a lid is at a place along: a parabola that both of its points give. */
static double lid_at(const struct eye *e, int lower, double along)
{
	const double(*p)[2] = e->lid[lower];
	double height = 0;
	int i;

	for (i = 1; i < 3; i++)
		height += p[i][1] / fmax(.2, 1 - 4 * p[i][0] * p[i][0]) / 2;
	return height * fmax(0, 1 - 4 * along * along);
}

/* 1 within the lids and so far over them, 0 twice as far. */
static double within(const struct eye *e, const double at[2], double margin)
{
	double over =
		fmax(lid_at(e, 0, at[0]) - at[1], at[1] - lid_at(e, 1, at[0]));

	return fmin(1, fmax(0, 2 - over / margin));
}

/* What is drawn: from where in the eye's axes a pixel comes, and its light. */
struct work {
	const struct eye *eye;
	const struct image *was;
	const void *how;
	void (*from)(const struct work *w, const double at[2], double out[3]);
};

static void look(const struct work *w, double along, double off, double out[3])
{
	double pixel[2];

	eye_from(w->eye, (const double[2]){along, off}, pixel);
	pixel_at(w->was, pixel, out);
}

/* An iris is 11.7 mm of the 30 from corner to corner. */
static void iris_of(const struct gaze *gaze, const struct landmarks *points,
		    int side, struct eye *e)
{
	double middle[2] = {0};
	int i;

	for (i = LEFT_EYE + EYE * side; i < LEFT_EYE + EYE * (side + 1); i++) {
		middle[0] += points->at[i][0] / EYE;
		middle[1] += points->at[i][1] / EYE;
	}
	eye_to(e, middle, e->iris);
	e->iris[0] += gaze->along[side];
	e->iris[1] += gaze->off[side];
	e->radius = .195;
}

static int edge(double at, int size)
{
	return (int)fmin(fmax(at, 0), size);
}

/* Every pixel around both eyes anew. */
static void redraw(struct image *rgb, const struct landmarks *points,
		   struct work *w, const struct image *grey)
{
	struct image was = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct gaze gaze;
	struct eye e;
	double at[2], value[3];
	int side, reach, x, y, c;

	if (image_copy(rgb, &was, &err) < 0)
		return;
	if (grey)
		gaze_find(grey, points, &gaze);
	w->was = &was;
	w->eye = &e;
	for (side = 0; side < 2; side++) {
		eye_of(points, side, &e);
		if (grey)
			iris_of(&gaze, points, side, &e);
		reach = (int)(hypot(e.along[0], e.along[1]) + 1);
		for (y = edge(e.y - reach, rgb->height);
		     y < edge(e.y + reach, rgb->height); y++)
			for (x = edge(e.x - reach, rgb->width);
			     x < edge(e.x + reach, rgb->width); x++) {
				eye_to(&e, (const double[2]){x, y}, at);
				if (fabs(at[0]) > .7 || fabs(at[1]) > .7)
					continue;
				w->from(w, at, value);
				for (c = 0; c < 3; c++)
					image_row(rgb, y)[3 * x + c] =
						(uint8_t)(value[c] + .5);
			}
	}
	image_release(&was);
}

static void from_met(const struct work *w, const double at[2], double out[3])
{
	double skin = .2, lash = .4, thick = .03, shade;
	double up = lid_at(w->eye, 0, at[0]) - .04;
	double down = lid_at(w->eye, 1, at[0]) + .03;
	double line = up + (down - up) * *(const double *)w->how;
	double top = up - skin, end = down + .1, from = at[1];
	int c;

	if (fabs(at[0]) > .54 || at[1] < top || at[1] > end) {
		look(w, at[0], at[1], out);
		return;
	}
	if (at[1] <= line)
		from = top + skin * (at[1] - top) / (line - top + 1e-6);
	else
		from = end - (end - down) * (end - at[1]) / (end - line + 1e-6);
	look(w, at[0], from, out);
	shade = 1 - lash * fmax(0, 1 - fabs(at[1] - line) / thick);
	for (c = 0; c < 3; c++)
		out[c] *= shade;
}

void eye_drawn_meet(struct image *rgb, const struct landmarks *points,
		    double line)
{
	struct work w = {.how = &line, .from = from_met};

	redraw(rgb, points, &w, NULL);
}

/* The iris stays as it is, lids come over it. */
static void from_narrow(const struct work *w, const double at[2], double out[3])
{
	double open = *(const double *)w->how, reach = .25;
	double up = lid_at(w->eye, 0, at[0]) - .03;
	double down = lid_at(w->eye, 1, at[0]);
	double shut = (1 - open) * (down - up);
	double new_up = up + .7 * shut, new_down = down - .3 * shut;
	double from = at[1];

	if (fabs(at[0]) < .54 && at[1] <= new_up && at[1] > up - reach)
		from = up - reach +
		       reach * (at[1] - up + reach) / (new_up - up + reach);
	if (fabs(at[0]) < .54 && at[1] >= new_down && at[1] < down + reach)
		from = down + reach -
		       reach * (down + reach - at[1]) /
			       (down + reach - new_down);
	look(w, at[0], from, out);
}

void eye_drawn_narrow(struct image *rgb, const struct landmarks *points,
		      double open)
{
	struct work w = {.how = &open, .from = from_narrow};

	redraw(rgb, points, &w, NULL);
}

static double lerp(double x, const double from[2], const double to[2])
{
	double width = fmax(.01, from[1] - from[0]);

	return to[0] + (to[1] - to[0]) * (x - from[0]) / width;
}

/* Where along the eye a place comes from, its iris moved by so much. */
static double along_from(const struct eye *e, double at, double move)
{
	double left = e->iris[0] - 1.1 * e->radius;
	double right = e->iris[0] + 1.1 * e->radius, edge = .56;

	if (at < -edge || at > edge)
		return at;
	if (at < left + move)
		return lerp(at, (const double[2]){-edge, left + move},
			    (const double[2]){-edge, left});
	if (at > right + move)
		return lerp(at, (const double[2]){right + move, edge},
			    (const double[2]){right, edge});
	return at - move;
}

/* The white beside the iris, of both sides by how near they are. */
static void white_beside(const struct work *w, double along, double off,
			 double out[3])
{
	const struct eye *e = w->eye;
	double share, left[3], right[3];
	int c;

	share = (along - e->iris[0]) / (2.6 * e->radius) + .5;
	share = fmin(1, fmax(0, share));
	look(w, e->iris[0] - 1.3 * e->radius, off, left);
	look(w, e->iris[0] + 1.3 * e->radius, off, right);
	for (c = 0; c < 3; c++)
		out[c] = left[c] * (1 - share) + right[c] * share;
}

static void from_gaze(const struct work *w, const double at[2], double out[3])
{
	const double *move = w->how;
	const struct eye *e = w->eye;
	double weight = within(e, at, .03), white[3], iris[3], share;
	double along = along_from(e, at[0], move[0]);
	double was = hypot(along - e->iris[0], at[1] - e->iris[1]);
	double now = hypot(along - e->iris[0], at[1] - move[1] - e->iris[1]);
	double off = at[1] - move[1];
	int c;

	along = at[0] + weight * (along - at[0]);
	look(w, along, at[1], out);
	if (!move[1] || weight <= 0 ||
	    (was > 1.15 * e->radius && now > 1.15 * e->radius))
		return;
	/* Under the lower lid nothing is seen: the iris is as its upper half.
	 */
	if (off > lid_at(e, 1, along) - .02)
		off = 2 * e->iris[1] - off;
	look(w, along, off, iris);
	white_beside(w, along, fmin(at[1], lid_at(e, 1, e->iris[0]) - .06),
		     white);
	share = fmin(1, fmax(0, (1.12 * e->radius - now) / (.12 * e->radius)));
	for (c = 0; c < 3; c++)
		out[c] = out[c] * (1 - weight) +
			 weight * (iris[c] * share + white[c] * (1 - share));
}

void eye_drawn_gaze(struct image *rgb, const struct image *grey,
		    const struct landmarks *points, const double move[2])
{
	struct work w = {.how = move, .from = from_gaze};

	redraw(rgb, points, &w, grey);
}

void eye_drawn_frames(struct image *rgb, const struct landmarks *points,
		      double thick)
{
	struct face_axes a;
	double at[2], d;
	int x, y, c;

	face_axes_of(points, &a);
	for (y = 0; y < rgb->height; y++)
		for (x = 0; x < rgb->width; x++) {
			uint8_t *q = image_row(rgb, y) + 3 * x;

			face_axes_to(&a, (const double[2]){x, y}, at);
			d = hypot((fabs(at[0]) - .5) / .38,
				  (at[1] - .06) / .27);
			if (fabs(d - 1) * .3 > thick &&
			    (fabs(at[0]) > .13 || fabs(at[1]) > thick))
				continue;
			for (c = 0; c < 3; c++)
				q[c] = (uint8_t)(q[c] * .1 + 30);
		}
}
