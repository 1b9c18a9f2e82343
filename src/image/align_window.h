/* SPDX-License-Identifier: MIT */
/*
 * Inside of image/align.h: correlation of a small template with every place
 * of a window, in integers, so that sums are exact in any order and the
 * compiler may use what vectors it finds.
 */
#ifndef IMAGE_ALIGN_WINDOW_H
#define IMAGE_ALIGN_WINDOW_H

#include <math.h>
#include <stdint.h>

#include "image/align_warp.h"

enum {
	ALIGN_WINDOW_ONE = 400,	  /* 1.0 of a normalised level */
	ALIGN_WINDOW_STRIDE = 24, /* values in a template row */
	ALIGN_WINDOW_ROWS = 22,	  /* most rows of a template */
};

struct align_window {
	int width, height, stride;
	int16_t *pixels; /* each row followed by ALIGN_WINDOW_STRIDE zeroes */
	int32_t *sums;	 /* integral image, (width + 1) x (height + 1) */
	int64_t *squares;
	int room;
};

/* Mean taken off; columns from width on are zero. */
struct align_template {
	int width, height;
	double norm; /* root of the sum of squares */
	int16_t pixels[ALIGN_WINDOW_ROWS][ALIGN_WINDOW_STRIDE];
};

/* Room for up to width x height; aborts without memory. */
void align_window_init(struct align_window *w, int width, int height);
void align_window_release(struct align_window *w);

/* Take a size within the room; the caller writes the rows, then seals. */
void align_window_resize(struct align_window *w, int width, int height);
static inline int16_t *align_window_row(const struct align_window *w, int y)
{
	return w->pixels + y * w->stride;
}
void align_window_seal(struct align_window *w);

static inline int16_t align_window_value(float v)
{
	return (int16_t)lrintf(v * ALIGN_WINDOW_ONE);
}

/* A window of what a warp shows; the caller releases it. */
void align_window_from(struct align_window *w, const struct align_warp *warp);

/* width and height set, pixels filled with any values; mean and norm made. */
void align_window_centre(struct align_template *t);

/*
 * Correlation of t with the window at x, y: -1..1.  floor is added to the
 * window's energy, in squares of a normalised level.
 */
float align_window_match(const struct align_window *w,
			 const struct align_template *t, int x, int y,
			 double floor);

#endif
