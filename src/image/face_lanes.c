/* SPDX-License-Identifier: MIT */
#include "image/face_lanes.h"

#include <string.h>

#include "image/clones.h"

/* Vectors never cross a real call here: all helpers are inlined. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wpsabi"
#endif

#define INLINE static inline __attribute__((always_inline))

typedef int32_t ints __attribute__((vector_size(4 * FACE_LANES)));
typedef float floats __attribute__((vector_size(4 * FACE_LANES)));

static inline float rect_sum(const uint32_t *p, const int at[4])
{
	return (float)(int32_t)(p[at[0]] - p[at[1]] - p[at[2]] + p[at[3]]);
}

static inline float haar_value(const struct face_spot *s, const uint32_t *p)
{
	float v = s->weight[0] * rect_sum(p, s->at[0]) +
		  s->weight[1] * rect_sum(p, s->at[1]);

	if (s->rects == 3)
		v += s->weight[2] * rect_sum(p, s->at[2]);
	return v;
}

static inline int32_t cell(const uint32_t *p, const int c[16], int i)
{
	return (int32_t)(p[c[i]] - p[c[i + 1]] - p[c[i + 4]] + p[c[i + 5]]);
}

/* The cells around the middle one clockwise from the top left; bit 7 first. */
static const int around[8] = {4, 8, 9, 10, 6, 2, 1, 0};

static inline unsigned lbp_code(const uint32_t *p, const int c[16])
{
	int32_t middle = cell(p, c, 5);
	unsigned code = 0;
	int i;

	for (i = 0; i < 8; i++)
		code |= (unsigned)(cell(p, c, around[i]) >= middle) << i;
	return code;
}

static inline bool subset_has(const uint32_t *subset, unsigned code)
{
	return subset[code >> 5] >> (code & 31) & 1;
}

static float tree_value(const struct face_lanes *f,
			const struct cascade_tree *t, const uint32_t *p,
			float norm)
{
	const struct face_spot *s;
	int i = 0;
	bool left;

	do {
		s = &f->spots[t->first_node + i];
		left = f->c->lbp ? subset_has(s->subset, lbp_code(p, s->cells))
				 : haar_value(s, p) < s->threshold * norm;
		i = left ? s->left : s->right;
	} while (i > 0);
	return f->c->leaves[t->first_leaf - i];
}

bool face_lanes_one(const struct face_lanes *f, const uint32_t *p, float norm)
{
	const struct cascade *c = f->c;
	float total;
	int stage, i;

	for (stage = 0; stage < (int)c->stage_count; stage++) {
		const struct cascade_stage *s = &c->stages[stage];

		total = 0;
		for (i = 0; i < s->trees; i++)
			total += tree_value(f, &c->trees[s->first_tree + i], p,
					    norm);
		if (total < s->threshold)
			return false;
	}
	return true;
}

INLINE ints load(const uint32_t *p)
{
	ints v;

	memcpy(&v, p, sizeof(v));
	return v;
}

INLINE floats spread(float v)
{
	return (floats){v, v, v, v, v, v, v, v};
}

INLINE floats choose(ints mask, floats a, floats b)
{
	return (floats)((mask & (ints)a) | (~mask & (ints)b));
}

INLINE floats rect_sums(const uint32_t *p, const int at[4])
{
	ints v = load(p + at[0]) - load(p + at[1]) - load(p + at[2]) +
		 load(p + at[3]);

	return __builtin_convertvector(v, floats);
}

INLINE ints haar_left(const struct face_spot *s, const uint32_t *p,
		      const floats *norm)
{
	floats v = spread(s->weight[0]) * rect_sums(p, s->at[0]) +
		   spread(s->weight[1]) * rect_sums(p, s->at[1]);

	if (s->rects == 3)
		v += spread(s->weight[2]) * rect_sums(p, s->at[2]);
	return v < spread(s->threshold) * *norm;
}

INLINE ints cells(const ints corner[16], int i)
{
	return corner[i] - corner[i + 1] - corner[i + 4] + corner[i + 5];
}

INLINE ints lbp_left(const struct face_spot *s, const uint32_t *p)
{
	ints corner[16], middle, code = {0};
	int i;

	for (i = 0; i < 16; i++)
		corner[i] = load(p + s->cells[i]);
	middle = cells(corner, 5);
	for (i = 0; i < 8; i++)
		code |= (cells(corner, around[i]) >= middle) & (1 << i);
	for (i = 0; i < FACE_LANES; i++)
		code[i] = -(int)subset_has(s->subset, (unsigned)code[i]);
	return code;
}

/* From the last node to the first: a node's ways lead to later nodes only. */
INLINE floats tree_values(const struct face_lanes *f,
			  const struct cascade_tree *t, const uint32_t *p,
			  const floats *norm)
{
	const float *leaves = f->c->leaves + t->first_leaf;
	floats value[FACE_LANES_NODES], l, r;
	const struct face_spot *s;
	ints left;
	int i;

	for (i = t->nodes - 1; i >= 0; i--) {
		s = &f->spots[t->first_node + i];
		left = f->c->lbp ? lbp_left(s, p) : haar_left(s, p, norm);
		l = s->left > 0 ? value[s->left] : spread(leaves[-s->left]);
		r = s->right > 0 ? value[s->right] : spread(leaves[-s->right]);
		value[i] = choose(left, l, r);
	}
	return value[0];
}

INLINE bool any(ints alive)
{
	int64_t words[FACE_LANES / 2];

	memcpy(words, &alive, sizeof(words));
	return (words[0] | words[1] | words[2] | words[3]) != 0;
}

IMAGE_CLONES
void face_lanes_eight(const struct face_lanes *f, const uint32_t *p,
		      const float *norm_in, int pass[FACE_LANES])
{
	const struct cascade *c = f->c;
	floats norm, total;
	ints alive;
	int stage, i;

	memcpy(&norm, norm_in, sizeof(norm));
	memcpy(&alive, pass, sizeof(alive));
	alive = -alive;
	for (stage = 0; stage < (int)c->stage_count && any(alive); stage++) {
		const struct cascade_stage *s = &c->stages[stage];

		total = spread(0);
		for (i = 0; i < s->trees; i++)
			total += tree_values(f, &c->trees[s->first_tree + i], p,
					     &norm);
		alive &= total >= spread(s->threshold);
	}
	alive = -alive;
	memcpy(pass, &alive, sizeof(alive));
}
