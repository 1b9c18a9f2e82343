/* SPDX-License-Identifier: MIT */
#include "image/qr/sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/number.h"
#include "image/qr/binary.h"

enum {
	AREA = QR_SPEC_SIDE * QR_SPEC_SIDE,
	MIDDLE_REACH = 4, /* modules each way of a neighbourhood */
	MEAN_REACH = 5,
};

/*
 * Five points a module, as the five of a die, this far from its middle:
 * quieter than one, and still inside when the mesh is off by a quarter.
 */
#define OFF .2
/* Part of each neighbour's light that is taken back. */
static const float sharp = 0.12f, sharpest = 0.25f;
/* Sureness of a module as far off as half the local range: 255, clipped. */
static const float full_sure = 510;

void qr_sample_mesh(const struct qr_pose *pose, struct qr_mesh *out)
{
	int side = qr_spec_side(pose->version), x, y;

	out->version = pose->version;
	out->side = side;
	for (y = 0; y < side; y++)
		for (x = 0; x < side; x++) {
			struct qr_point p = qr_homography_map(&pose->homography,
							      x + 0.5, y + 0.5);

			out->x[y * side + x] = (float)p.x;
			out->y[y * side + x] = (float)p.y;
		}
}

/* Half the way from the neighbour before to the one behind: one module. */
static struct qr_point step(const struct qr_mesh *m, int x, int y, bool down)
{
	int n = m->side, back, on, gap;

	if (down) {
		back = number_clamp(y - 1, 0, n - 1) * n + x;
		on = number_clamp(y + 1, 0, n - 1) * n + x;
		gap = (on - back) / n;
	} else {
		back = y * n + number_clamp(x - 1, 0, n - 1);
		on = y * n + number_clamp(x + 1, 0, n - 1);
		gap = on - back;
	}
	return (struct qr_point){(double)(m->x[on] - m->x[back]) / gap,
				 (double)(m->y[on] - m->y[back]) / gap};
}

void qr_sample_read(const struct qr_pixels *px, const struct qr_mesh *mesh,
		    struct qr_sample *out)
{
	static const double offset[5][2] = {
		{0, 0}, {OFF, OFF}, {-OFF, OFF}, {OFF, -OFF}, {-OFF, -OFF}};
	int side = mesh->side, x, y, i;

	out->version = mesh->version;
	out->side = side;
	for (y = 0; y < side; y++)
		for (x = 0; x < side; x++) {
			int at = y * side + x;
			struct qr_point u = step(mesh, x, y, false);
			struct qr_point d = step(mesh, x, y, true);
			float sum = 0;

			for (i = 0; i < 5; i++)
				sum += qr_homography_sample(
					px,
					(struct qr_point){
						(double)mesh->x[at] +
							offset[i][0] * u.x +
							offset[i][1] * d.x,
						(double)mesh->y[at] +
							offset[i][0] * u.y +
							offset[i][1] * d.y});
			out->grey[at] = sum / 5;
		}
}

/*
 * Take back some of the light that neighbours spilled over: unsharp masking by
 * the four nearest modules, weights summing to 1 so that greys stay greys.
 */
static void sharpen(const struct qr_sample *in, float strength, float *out)
{
	int n = in->side, x, y;

	for (y = 0; y < n; y++) {
		const float *row = in->grey + y * n;
		const float *above =
			in->grey + number_clamp(y - 1, 0, n - 1) * n;
		const float *below =
			in->grey + number_clamp(y + 1, 0, n - 1) * n;

		for (x = 0; x < n; x++)
			out[y * n + x] =
				row[x] * (1 + 4 * strength) -
				strength * (row[number_clamp(x - 1, 0, n - 1)] +
					    row[number_clamp(x + 1, 0, n - 1)] +
					    above[x] + below[x]);
	}
}

struct local {
	float low, high, sum;
	int count;
};

static void gather(struct local *l, float low, float high, float sum)
{
	l->low = low < l->low ? low : l->low;
	l->high = high > l->high ? high : l->high;
	l->sum += sum;
	l->count++;
}

/* Lowest, highest and mean of each row's neighbourhood, for one column. */
static struct local across(const float *row, int x, int n, int radius)
{
	struct local l = {.low = 1e9f, .high = -1e9f};
	int i, first = number_clamp(x - radius, 0, n - 1),
	       last = number_clamp(x + radius, 0, n - 1);

	for (i = first; i <= last; i++)
		gather(&l, row[i], row[i], row[i]);
	l.sum /= (float)l.count;
	return l;
}

static void set_module(struct qr_grid *out, int at, float away, float range)
{
	float sure = range > 1 ? fabsf(away) / range * full_sure : 0;

	out->dark[at] = away > 0;
	out->sure[at] = (uint8_t)(sure > 255 ? 255 : sure);
}

static void split_local(const float *grey, int n, bool mean,
			struct qr_grid *out)
{
	struct local *rows = mem_xcalloc(AREA, sizeof(*rows));
	int radius = mean ? MEAN_REACH : MIDDLE_REACH, x, y, j;

	for (y = 0; y < n; y++)
		for (x = 0; x < n; x++)
			rows[y * n + x] = across(grey + y * n, x, n, radius);
	for (y = 0; y < n; y++)
		for (x = 0; x < n; x++) {
			struct local l = {.low = 1e9f, .high = -1e9f};
			float level;

			for (j = number_clamp(y - radius, 0, n - 1);
			     j <= number_clamp(y + radius, 0, n - 1); j++)
				gather(&l, rows[j * n + x].low,
				       rows[j * n + x].high,
				       rows[j * n + x].sum);
			level = l.sum / (float)l.count;
			/* half the mean: one bright spot moves it less */
			if (!mean)
				level = ((l.low + l.high) / 2 + level) / 2;
			set_module(out, y * n + x, level - grey[y * n + x],
				   l.high - l.low);
		}
	free(rows);
}

/* The range for sureness is the whole picture's, as the threshold is. */
static void split_global(const float *grey, int n, struct qr_grid *out)
{
	long histogram[256] = {0};
	float low = 255, high = 0;
	int i, threshold;

	for (i = 0; i < n * n; i++) {
		histogram[number_clamp((int)grey[i], 0, 255)]++;
		low = fminf(low, grey[i]);
		high = fmaxf(high, grey[i]);
	}
	threshold = qr_binary_threshold(histogram);
	for (i = 0; i < n * n; i++)
		set_module(out, i, (float)threshold + 1 - grey[i], high - low);
}

void qr_sample_split(const struct qr_sample *sample, enum qr_sample_rule rule,
		     struct qr_grid *out)
{
	int n = sample->side;
	float *sharpened = NULL;

	out->version = sample->version;
	if (rule == QR_SAMPLE_SHARP || rule == QR_SAMPLE_SHARPEST) {
		sharpened = mem_xcalloc(AREA, sizeof(*sharpened));
		sharpen(sample, rule == QR_SAMPLE_SHARP ? sharp : sharpest,
			sharpened);
	}
	if (rule == QR_SAMPLE_GLOBAL)
		split_global(sample->grey, n, out);
	else
		split_local(sharpened ? sharpened : sample->grey, n,
			    rule == QR_SAMPLE_MEAN, out);
	free(sharpened);
}
