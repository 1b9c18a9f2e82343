/* SPDX-License-Identifier: MIT */
#include "image/face/lanes.h"

#include <string.h>

#include "image/pixel/clones.h"
#include "image/pixel/vector.h"

_Static_assert((int)FACE_LANES == (int)VECTOR_LANES, "vectors of eight");

static inline float rect_sum(const uint32_t *p, const int at[4])
{
	return (float)(int32_t)(p[at[0]] - p[at[1]] - p[at[2]] + p[at[3]]);
}

static inline float haar_value(const struct face_offsets *s, const uint32_t *p)
{
	float v = s->weight[0] * rect_sum(p, s->at[0]) +
		  s->weight[1] * rect_sum(p, s->at[1]);

	if (s->weight[2] != 0)
		v += s->weight[2] * rect_sum(p, s->at[2]);
	return v;
}

static inline int32_t cell(const uint32_t *p, const int c[16], int i)
{
	return (int32_t)(p[c[i]] - p[c[i + 1]] - p[c[i + 4]] + p[c[i + 5]]);
}

/*
 * 3 x 3 cells have 16 corners, numbered by rows; a cell is named by its top
 * left one:
 *
 *    0  1  2  3
 *    4 [5] 6  7      5 is the middle cell
 *    8  9 10 11
 *   12 13 14 15
 *
 * The cells around the middle one clockwise from the top left; bit 7 first.
 */
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
	const struct cascade_node *n;
	const struct face_offsets *s;
	int i = 0;
	bool left;

	do {
		n = &f->c->nodes[t->first_node + i];
		s = &f->nodes[t->first_node + i];
		left = f->c->lbp ? subset_has(n->subset, lbp_code(p, s->cells))
				 : haar_value(s, p) < s->threshold * norm;
		i = left ? n->left : n->right;
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

#define SPREAD(v) ((vector_floats){v, v, v, v, v, v, v, v})

/*
 * Sums wrap: a window beyond the row's last does not count, but its lane holds
 * whatever an earlier size left there.
 */
VECTOR_INLINE void load_lanes(vector_uints *v, const uint32_t *p)
{
	memcpy(v, p, sizeof(*v));
}

VECTOR_INLINE void rect_sums(vector_floats *out, const uint32_t *p,
			     const int at[4])
{
	vector_uints a, b, c, d;

	load_lanes(&a, p + at[0]);
	load_lanes(&b, p + at[1]);
	load_lanes(&c, p + at[2]);
	load_lanes(&d, p + at[3]);
	*out = __builtin_convertvector((vector_ints)(a - b - c + d),
				       vector_floats);
}

VECTOR_INLINE void haar_left(vector_ints *left, const struct face_offsets *s,
			     const uint32_t *p, const vector_floats *norm)
{
	vector_floats a, b, sum;

	rect_sums(&a, p, s->at[0]);
	rect_sums(&b, p, s->at[1]);
	sum = SPREAD(s->weight[0]) * a + SPREAD(s->weight[1]) * b;
	if (s->weight[2] != 0) {
		rect_sums(&a, p, s->at[2]);
		sum += SPREAD(s->weight[2]) * a;
	}
	*left = sum < SPREAD(s->threshold) * *norm;
}

VECTOR_INLINE void cells(vector_ints *sum, const vector_uints corner[16], int i)
{
	*sum = (vector_ints)(corner[i] - corner[i + 1] - corner[i + 4] +
			     corner[i + 5]);
}

VECTOR_INLINE void lbp_left(vector_ints *left, const struct face_offsets *s,
			    const uint32_t *subset, const uint32_t *p)
{
	vector_ints middle, other, code = {0};
	vector_uints corner[16];
	int i;

	for (i = 0; i < 16; i++)
		load_lanes(&corner[i], p + s->cells[i]);
	cells(&middle, corner, 5);
	for (i = 0; i < 8; i++) {
		cells(&other, corner, around[i]);
		code |= (other >= middle) & (1 << i);
	}
	for (i = 0; i < FACE_LANES; i++)
		code[i] = -(int)subset_has(subset, (unsigned)code[i]);
	*left = code;
}

/* value[outcome], lane by lane. */
VECTOR_INLINE void look_up(vector_floats *out, const float value[FACE_LANES],
			   const vector_ints *outcome)
{
	vector_floats table;

	memcpy(&table, value, sizeof(table));
#ifdef __clang__
	for (int i = 0; i < FACE_LANES; i++)
		(*out)[i] = table[(*outcome)[i]];
#else
	*out = __builtin_shuffle(table, *outcome);
#endif
}

/* Windows beside each other, and their deviations. */
struct windows {
	const uint32_t *p;
	const vector_floats *norm;
};

/* Node i of a tree sets bit i of the outcome where it leads left. */
VECTOR_INLINE void add_node(vector_ints *outcome, const struct face_lanes *f,
			    const struct cascade_tree *t,
			    const struct windows *w, int i)
{
	int node = t->first_node + i;
	vector_ints left;

	if (f->c->lbp)
		lbp_left(&left, &f->nodes[node], f->c->nodes[node].subset,
			 w->p);
	else
		haar_left(&left, &f->nodes[node], w->p, w->norm);
	*outcome |= left & (1 << i);
}

/*
 * No lane can branch by itself: all nodes of the tree are computed, one after
 * the other in the code, for a loop would make each bit's vector anew.
 */
VECTOR_INLINE void add_tree(vector_floats *total, const struct face_lanes *f,
			    const struct cascade_tree *t,
			    const struct windows *w)
{
	vector_ints outcome = {0};
	vector_floats value;

	add_node(&outcome, f, t, w, 0);
	if (t->nodes > 1)
		add_node(&outcome, f, t, w, 1);
	if (t->nodes > 2)
		add_node(&outcome, f, t, w, 2);
	look_up(&value, t->value, &outcome);
	*total += value;
}

VECTOR_INLINE bool any_alive(const vector_ints *alive)
{
	int64_t words[FACE_LANES / 2];

	memcpy(words, alive, sizeof(words));
	return (words[0] | words[1] | words[2] | words[3]) != 0;
}

IMAGE_CLONES
void face_lanes_eight(const struct face_lanes *f, const uint32_t *p,
		      const float *norm_in, int pass[FACE_LANES])
{
	const struct cascade *c = f->c;
	vector_floats norm, total;
	const struct windows w = {p, &norm};
	vector_ints alive;
	int stage, i;

	memcpy(&norm, norm_in, sizeof(norm));
	memcpy(&alive, pass, sizeof(alive));
	alive = -alive;
	for (stage = 0; stage < (int)c->stage_count && any_alive(&alive);
	     stage++) {
		const struct cascade_stage *s = &c->stages[stage];

		total = SPREAD(0);
		for (i = 0; i < s->trees; i++)
			add_tree(&total, f, &c->trees[s->first_tree + i], &w);
		alive &= total >= SPREAD(s->threshold);
	}
	alive = -alive;
	memcpy(pass, &alive, sizeof(alive));
}
