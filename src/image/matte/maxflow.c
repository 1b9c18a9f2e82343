/* SPDX-License-Identifier: MIT */
#include "image/matte/maxflow.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { NO_PARENT = -1, TO_TERMINAL = 8, ORPHAN = 9 };
enum tree { TREE_NONE, TREE_SOURCE, TREE_SINK };

struct node {
	int32_t terminal; /* > 0 left from the source, < 0 to the sink */
	int32_t stamp, depth;
	int8_t parent; /* direction, TO_TERMINAL, ORPHAN or NO_PARENT */
	uint8_t tree;
	bool waiting; /* in the queue of active nodes */
};

/* Node numbers in the order they came; one node at most once. */
struct queue {
	int32_t *ring;
	size_t head, n, size;
};

/* The grid has a rim of one empty node, so neighbours always exist. */
struct cut {
	int width, height, stride;
	size_t size;
	struct node *nodes;
	int32_t (*room)[MAXFLOW_DIRECTIONS]; /* what may still flow out */
	int32_t step[MAXFLOW_DIRECTIONS];
	struct queue active, orphans;
	int32_t clock;
	long long flow;
};

static void queue_init(struct queue *q, size_t size)
{
	q->ring = mem_xmalloc(size * sizeof(*q->ring));
	q->head = q->n = 0;
	q->size = size;
}

static void queue_push(struct queue *q, int32_t v)
{
	size_t at = q->head + q->n++;

	q->ring[at < q->size ? at : at - q->size] = v;
}

static void queue_push_front(struct queue *q, int32_t v)
{
	q->head = (q->head ? q->head : q->size) - 1;
	q->ring[q->head] = v;
	q->n++;
}

static int32_t queue_pop(struct queue *q)
{
	int32_t v = q->ring[q->head];

	q->head = q->head + 1 < q->size ? q->head + 1 : 0;
	q->n--;
	return v;
}

struct cut *maxflow_new(int width, int height)
{
	struct cut *c = mem_xcalloc(1, sizeof(*c));
	int s = width + 2;
	const int32_t step[MAXFLOW_DIRECTIONS] = {1,	 -1,	 s,	-s,
						  s + 1, -s - 1, s - 1, 1 - s};

	c->width = width;
	c->height = height;
	c->stride = s;
	c->size = (size_t)s * (size_t)(height + 2);
	c->nodes = mem_xcalloc(c->size, sizeof(*c->nodes));
	c->room = mem_xcalloc(c->size, sizeof(*c->room));
	memcpy(c->step, step, sizeof(step));
	queue_init(&c->active, c->size);
	queue_init(&c->orphans, c->size);
	return c;
}

void maxflow_free(struct cut *take_cut)
{
	if (!take_cut)
		return;
	free(take_cut->nodes);
	free(take_cut->room);
	free(take_cut->active.ring);
	free(take_cut->orphans.ring);
	free(take_cut);
}

static size_t index_of(const struct cut *c, int x, int y)
{
	return (size_t)(y + 1) * (size_t)c->stride + (size_t)x + 1;
}

void maxflow_set_terminals(struct cut *c, int x, int y, int source, int sink)
{
	/* The smaller of both flows in any case. */
	c->nodes[index_of(c, x, y)].terminal = source - sink;
	c->flow += source < sink ? source : sink;
}

void maxflow_set_link(struct cut *c, int x, int y, enum maxflow_direction d,
		      int capacity)
{
	size_t i = index_of(c, x, y);

	c->room[i][d] = capacity;
	c->room[(size_t)((int32_t)i + c->step[d])][d ^ 1] = capacity;
}

void maxflow_add_one_way(struct cut *c, int x, int y, enum maxflow_direction d,
			 int capacity)
{
	c->room[index_of(c, x, y)][d] += capacity;
}

static void activate(struct cut *c, int32_t i)
{
	if (c->nodes[i].waiting)
		return;
	c->nodes[i].waiting = true;
	queue_push(&c->active, i);
}

static void start(struct cut *c)
{
	size_t i;

	for (i = 0; i < c->size; i++) {
		struct node *n = &c->nodes[i];

		n->parent = NO_PARENT;
		if (n->terminal == 0)
			continue;
		n->tree = n->terminal > 0 ? TREE_SOURCE : TREE_SINK;
		n->parent = TO_TERMINAL;
		n->depth = 1;
		activate(c, (int32_t)i);
	}
}

/* Room on the link between i and its neighbour j, in the tree's flow. */
static int32_t tree_room(const struct cut *c, int32_t i, int d, int32_t j)
{
	return c->nodes[i].tree == TREE_SOURCE ? c->room[i][d]
					       : c->room[j][d ^ 1];
}

/*
 * Grow the tree of active node i; returns the direction to a node of the
 * other tree, or -1.
 */
static int grow(struct cut *c, int32_t i)
{
	struct node *n = &c->nodes[i];
	int d;

	for (d = 0; d < MAXFLOW_DIRECTIONS; d++) {
		int32_t j = i + c->step[d];
		struct node *m = &c->nodes[j];

		if (tree_room(c, i, d, j) == 0)
			continue;
		if (m->tree == TREE_NONE) {
			m->tree = n->tree;
			m->parent = (int8_t)(d ^ 1);
			m->stamp = n->stamp;
			m->depth = n->depth + 1;
			activate(c, j);
		} else if (m->tree != n->tree) {
			return d;
		} else if (m->stamp <= n->stamp && m->depth > n->depth) {
			m->parent = (int8_t)(d ^ 1); /* a shorter way */
			m->stamp = n->stamp;
			m->depth = n->depth + 1;
		}
	}
	return -1;
}

static void orphan(struct cut *c, int32_t i)
{
	c->nodes[i].parent = ORPHAN;
	queue_push_front(&c->orphans, i);
}

/* Least room from i up to its terminal, at most limit. */
static int32_t bottleneck(const struct cut *c, int32_t i, int32_t limit)
{
	const struct node *n = &c->nodes[i];

	while (n->parent != TO_TERMINAL) {
		int d = n->parent;
		int32_t up = i + c->step[d];
		int32_t room = n->tree == TREE_SOURCE ? c->room[up][d ^ 1]
						      : c->room[i][d];

		if (room < limit)
			limit = room;
		i = up;
		n = &c->nodes[i];
	}
	if (abs(n->terminal) < limit)
		limit = abs(n->terminal);
	return limit;
}

/* Send flow along the tree path of i; what is full becomes an orphan. */
static void push(struct cut *c, int32_t i, int32_t flow)
{
	struct node *n = &c->nodes[i];
	bool source = n->tree == TREE_SOURCE;

	while (n->parent != TO_TERMINAL) {
		int d = n->parent;
		int32_t up = i + c->step[d];
		int32_t *down_room = &c->room[up][d ^ 1];
		int32_t *up_room = &c->room[i][d];

		*(source ? down_room : up_room) -= flow;
		*(source ? up_room : down_room) += flow;
		if (*(source ? down_room : up_room) == 0)
			orphan(c, i);
		i = up;
		n = &c->nodes[i];
	}
	n->terminal += source ? -flow : flow;
	if (n->terminal == 0)
		orphan(c, i);
}

static void augment(struct cut *c, int32_t i, int d)
{
	int32_t j = i + c->step[d], t, flow;

	if (c->nodes[i].tree == TREE_SINK) {
		t = i;
		i = j;
		j = t;
		d ^= 1;
	}
	flow = bottleneck(c, i, c->room[i][d]);
	flow = bottleneck(c, j, flow);
	c->room[i][d] -= flow;
	c->room[j][d ^ 1] += flow;
	push(c, i, flow);
	push(c, j, flow);
	c->flow += flow;
}

/* Steps from i to its terminal, or INT32_MAX when the way is broken. */
static int32_t distance_up(struct cut *c, int32_t i)
{
	int32_t steps = 0;

	for (;;) {
		struct node *n = &c->nodes[i];

		if (n->stamp == c->clock)
			return steps + n->depth;
		if (n->parent == TO_TERMINAL) {
			n->stamp = c->clock;
			n->depth = 1;
			return steps + 1;
		}
		if (n->parent == ORPHAN || n->parent == NO_PARENT)
			return INT32_MAX;
		steps++;
		i += c->step[n->parent];
	}
}

/* Remember the distances found on the way from i. */
static void stamp_path(struct cut *c, int32_t i, int32_t depth)
{
	struct node *n = &c->nodes[i];

	while (n->stamp != c->clock) {
		n->stamp = c->clock;
		n->depth = depth--;
		i += c->step[n->parent];
		n = &c->nodes[i];
	}
}

static int new_parent(struct cut *c, int32_t i)
{
	struct node *n = &c->nodes[i];
	int32_t least = INT32_MAX;
	int d, best = -1;

	for (d = 0; d < MAXFLOW_DIRECTIONS; d++) {
		int32_t j = i + c->step[d], depth;
		struct node *m = &c->nodes[j];
		int32_t room = n->tree == TREE_SOURCE ? c->room[j][d ^ 1]
						      : c->room[i][d];

		if (room == 0 || m->tree != n->tree)
			continue;
		depth = distance_up(c, j);
		if (depth == INT32_MAX)
			continue;
		if (depth < least) {
			least = depth;
			best = d;
		}
		stamp_path(c, j, depth);
	}
	if (best >= 0) {
		n->stamp = c->clock;
		n->depth = least + 1;
	}
	return best;
}

/* No way to the terminal: the node is free, its children are orphans. */
static void release(struct cut *c, int32_t i)
{
	struct node *n = &c->nodes[i];
	int d;

	for (d = 0; d < MAXFLOW_DIRECTIONS; d++) {
		int32_t j = i + c->step[d];
		struct node *m = &c->nodes[j];
		int32_t room = n->tree == TREE_SOURCE ? c->room[j][d ^ 1]
						      : c->room[i][d];

		if (m->tree != n->tree)
			continue;
		if (room)
			activate(c, j);
		if (m->parent == (d ^ 1)) {
			m->parent = ORPHAN;
			queue_push(&c->orphans, j);
		}
	}
	n->tree = TREE_NONE;
	n->parent = NO_PARENT;
}

static void adopt(struct cut *c)
{
	while (c->orphans.n) {
		int32_t i = queue_pop(&c->orphans);
		int d = new_parent(c, i);

		if (d >= 0)
			c->nodes[i].parent = (int8_t)d;
		else
			release(c, i);
	}
}

long long maxflow_solve(struct cut *c, struct mask *person)
{
	int x, y;

	start(c);
	while (c->active.n) {
		int32_t i = queue_pop(&c->active);
		int d;

		c->nodes[i].waiting = false;
		while (c->nodes[i].tree != TREE_NONE && (d = grow(c, i)) >= 0) {
			c->clock++;
			augment(c, i, d);
			adopt(c);
		}
	}
	for (y = 0; y < c->height; y++)
		for (x = 0; x < c->width; x++)
			mask_row(person, y)[x] =
				c->nodes[index_of(c, x, y)].tree == TREE_SOURCE;
	return c->flow;
}
