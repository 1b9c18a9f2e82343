/* SPDX-License-Identifier: MIT */
/*
 * pack_landmarks IN OUT: dlib's shape_predictor_68_face_landmarks.dat (Debian's
 * libdlib-data) as the file that codec/config/landmark_file.h draws.
 *
 * dlib's serialization (its serialize.h, float_details.h, matrix.h and
 * image_processing/shape_predictor.h): an integer is a byte with the count of
 * bytes that follow and the sign as its top bit, then these bytes, lowest
 * first; a float is two integers, mantissa and power of two; a vector is its
 * size, then its elements; a matrix is -rows, -columns, then its elements.
 *
 *   1                                             version
 *   matrix of 136 floats                          mean face
 *   vector of stages: vector of trees:
 *       vector of 15 splits  { pixel, pixel, float }
 *       vector of 16 leaves: matrix of 136 floats
 *   vector of stages: vector of points            beside each pixel
 *   vector of stages: vector of { float, float }  how far from that point
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "codec/config/landmark_file.h"

enum { MAX_BYTES = 256 << 20 };

struct reader {
	const unsigned char *at, *end;
};

/* As read, leaves still floats. */
struct trees {
	int stages, trees, pixels;
	float mean[LANDMARKS_VALUES];
	struct landmark_pixel *pixel;
	struct landmark_split *split;
	float *leaf; /* LANDMARKS_VALUES each */
};

static _Noreturn void fail(const char *what)
{
	fprintf(stderr, "pack_landmarks: %s\n", what);
	exit(1);
}

static long long read_int(struct reader *r)
{
	unsigned long long v = 0;
	int n, i, negative;

	if (r->at == r->end)
		fail("the file ends early");
	n = *r->at & 0x0f;
	negative = *r->at++ & 0x80;
	if (n < 1 || n > 8 || r->end - r->at < n)
		fail("no integer where one must be");
	for (i = n - 1; i >= 0; i--)
		v = v << 8 | r->at[i];
	r->at += n;
	return negative ? -(long long)v : (long long)v;
}

static float read_float(struct reader *r)
{
	long long mantissa = read_int(r), power = read_int(r);
	double v = ldexp((double)mantissa, (int)power);

	if (power < -2000 || power > 2000 || !isfinite(v))
		fail("not a finite number");
	return (float)v;
}

/* The size of a vector, which must be within 1..max, or that of before. */
static int read_size(struct reader *r, int *known, int max)
{
	long long n = read_int(r);

	if (n < 1 || n > max || (*known && n != *known))
		fail("not the trees of 68 landmarks");
	*known = (int)n;
	return *known;
}

static void expect(struct reader *r, long long v)
{
	if (read_int(r) != v)
		fail("not the trees of 68 landmarks");
}

static void read_matrix(struct reader *r, float *out)
{
	int i;

	expect(r, -LANDMARKS_VALUES);
	expect(r, -1);
	for (i = 0; i < LANDMARKS_VALUES; i++)
		out[i] = read_float(r);
}

static uint16_t read_index(struct reader *r)
{
	long long i = read_int(r);

	if (i < 0 || i >= LANDMARKS_MAX_PIXELS)
		fail("a pixel's number is too large");
	return (uint16_t)i;
}

/* Pixels are whole numbers: more than 3.7 is more than 3. */
static int16_t whole_threshold(float t)
{
	return (int16_t)fmaxf(-256, fminf(256, floorf(t)));
}

static void read_tree(struct reader *r, struct landmark_split *split,
		      float *leaf)
{
	int i;

	expect(r, LANDMARKS_SPLITS);
	for (i = 0; i < LANDMARKS_SPLITS; i++) {
		split[i].a = read_index(r);
		split[i].b = read_index(r);
		split[i].threshold = whole_threshold(read_float(r));
	}
	expect(r, LANDMARKS_LEAVES);
	for (i = 0; i < LANDMARKS_LEAVES; i++)
		read_matrix(r, leaf + i * LANDMARKS_VALUES);
}

static void read_forests(struct reader *r, struct trees *out)
{
	int s, t;

	read_size(r, &out->stages, LANDMARKS_MAX_STAGES);
	for (s = 0; s < out->stages; s++) {
		read_size(r, &out->trees, LANDMARKS_MAX_TREES);
		if (s == 0) {
			size_t n = (size_t)out->stages * (size_t)out->trees;

			out->split = mem_xcalloc(n * LANDMARKS_SPLITS,
						 sizeof(*out->split));
			out->leaf = mem_xcalloc(n * LANDMARKS_LEAVES,
						LANDMARKS_VALUES *
							sizeof(*out->leaf));
		}
		for (t = 0; t < out->trees; t++) {
			size_t i = (size_t)s * (size_t)out->trees + (size_t)t;

			read_tree(r, out->split + i * LANDMARKS_SPLITS,
				  out->leaf + i * LANDMARKS_LEAVES *
						      LANDMARKS_VALUES);
		}
	}
}

static void read_pixels(struct reader *r, struct trees *out)
{
	struct landmark_pixel *p;
	int s, i;

	expect(r, out->stages);
	for (s = 0; s < out->stages; s++) {
		read_size(r, &out->pixels, LANDMARKS_MAX_PIXELS);
		if (s == 0)
			out->pixel = mem_xcalloc((size_t)out->stages *
							 (size_t)out->pixels,
						 sizeof(*out->pixel));
		p = out->pixel + s * out->pixels;
		for (i = 0; i < out->pixels; i++)
			p[i].point = (uint32_t)read_int(r);
	}
	expect(r, out->stages);
	for (s = 0; s < out->stages; s++) {
		expect(r, out->pixels);
		p = out->pixel + s * out->pixels;
		for (i = 0; i < out->pixels; i++) {
			p[i].dx = read_float(r);
			p[i].dy = read_float(r);
		}
	}
}

static float largest(const float *v, size_t n)
{
	float most = 0;
	size_t i;

	for (i = 0; i < n; i++)
		most = fmaxf(most, fabsf(v[i]));
	return most;
}

/* The leaf's largest value becomes 127 by a scale of its own. */
static void pack_leaf(const float *leaf, float unit, struct landmark_leaf *out)
{
	float step = largest(leaf, LANDMARKS_VALUES) / 127;
	int k;

	out->scale = (int16_t)fmaxf(1, fminf(INT16_MAX, ceilf(step / unit)));
	for (k = 0; k < LANDMARKS_VALUES; k++)
		out->value[k] =
			(int8_t)lroundf(leaf[k] / ((float)out->scale * unit));
}

static void put_head(char *to, const struct trees *t, float unit, size_t size)
{
	uint32_t numbers[5] = {(uint32_t)t->stages, (uint32_t)t->trees,
			       (uint32_t)t->pixels, LANDMARKS, LANDMARKS_DEPTH};
	uint64_t all = size;

	memcpy(to, LANDMARK_FILE_MAGIC, 8);
	memcpy(to + 8, numbers, sizeof(numbers));
	memcpy(to + 28, &unit, sizeof(unit));
	memcpy(to + 32, &all, sizeof(all));
}

static char *pack(const struct trees *t, size_t *size)
{
	size_t n = (size_t)t->stages * (size_t)t->trees, i;
	struct landmark_layout l = landmark_file_layout(
		(size_t)t->stages, (size_t)t->trees, (size_t)t->pixels);
	size_t leaves = n * LANDMARKS_LEAVES;
	float unit =
		largest(t->leaf, leaves * LANDMARKS_VALUES) / 127 / INT16_MAX;
	char *out = mem_xcalloc(1, l.size);

	put_head(out, t, unit, l.size);
	memcpy(out + l.mean, t->mean, sizeof(t->mean));
	memcpy(out + l.pixel, t->pixel,
	       (size_t)t->stages * (size_t)t->pixels * sizeof(*t->pixel));
	memcpy(out + l.split, t->split,
	       n * LANDMARKS_SPLITS * sizeof(*t->split));
	for (i = 0; i < leaves; i++)
		pack_leaf(t->leaf + i * LANDMARKS_VALUES, unit,
			  (struct landmark_leaf *)(out + l.leaf) + i);
	*size = l.size;
	return out;
}

int main(int argc, char **argv)
{
	struct buf in = BUF_INIT;
	struct trees t = {0};
	struct error err = ERROR_INIT;
	struct landmark_model model;
	struct reader r;
	size_t size;
	char *out;

	if (argc != 3)
		fail("usage: pack_landmarks IN OUT");
	if (file_read(argv[1], MAX_BYTES, &in, &err) < 0)
		fail(err.text);
	r.at = (const unsigned char *)in.data;
	r.end = r.at + in.size;
	expect(&r, 1);
	read_matrix(&r, t.mean);
	read_forests(&r, &t);
	read_pixels(&r, &t);
	out = pack(&t, &size);
	/* What the program would refuse is not written. */
	if (landmark_file_parse(out, size, &model, &err) < 0 ||
	    file_write(argv[2], out, size, 0644, &err) < 0)
		fail(err.text);
	free(out);
	free(t.pixel);
	free(t.split);
	free(t.leaf);
	buf_release(&in);
	return 0;
}
