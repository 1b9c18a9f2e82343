/* SPDX-License-Identifier: MIT */
#include "image/matte/maxflow.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { NO_PARENT = -1, TO_TERMINAL = 8, ORPHAN = 9 };
enum tree { TREE_NONE, TREE_SOURCE, TREE_SINK };

/*
 * The graph is a grid and is kept as one: node i is a pixel, its arcs are not
 * stored but counted, arc d of node i leads to node i + offset[d].  A rim of
 * nodes without capacities around the picture saves every test of an edge.
 *
 *   width + 2                      offset[d]           d
 *   + - - - - - - +
 *   | 0 0 0 0 0 0 |                -s-1  -s  -s+1      NW  N  NE
 *   | 0 * * * * 0 |  height + 2     -1    i   +1       W      E
 *   | 0 * * * * 0 |                s-1    s   s+1      SW  S  SE
 *   | 0 0 0 0 0 0 |
 *   + - - - - - - +                the arc back from i + offset[d] is d ^ 1
 *
 *   nodes[i]          what is left to a terminal, tree, parent
 *   residual[i][8]    what may still flow out along each arc
 *
 * An arc to the source and one to the sink are one signed number, since what
 * fits through both is sent at once (maxflow_set_terminals).
 *
 * stamp and depth are the marks of Boykov and Kolmogorov's implementation: at
 * time stamp the terminal was depth steps up.  A mark of the present time
 * saves walking up again; without them each orphan would walk to the root for
 * each of its neighbours.
 */
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

struct maxflow {
	int width, height, stride;
	size_t size;
	struct node *nodes;
	int32_t (*residual)[MAXFLOW_DIRECTIONS];
	int32_t offset[MAXFLOW_DIRECTIONS];
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

struct maxflow *maxflow_new(int width, int height)
{
	struct maxflow *c = mem_xcalloc(1, sizeof(*c));
	int s = width + 2;
	const int32_t offset[MAXFLOW_DIRECTIONS] = {
		1, -1, s, -s, s + 1, -s - 1, s - 1, 1 - s};

	c->width = width;
	c->height = height;
	c->stride = s;
	c->size = (size_t)s * (size_t)(height + 2);
	c->nodes = mem_xcalloc(c->size, sizeof(*c->nodes));
	c->residual = mem_xcalloc(c->size, sizeof(*c->residual));
	memcpy(c->offset, offset, sizeof(offset));
	queue_init(&c->active, c->size);
	queue_init(&c->orphans, c->size);
	return c;
}

void maxflow_free(struct maxflow *take_flow)
{
	if (!take_flow)
		return;
	free(take_flow->nodes);
	free(take_flow->residual);
	free(take_flow->active.ring);
	free(take_flow->orphans.ring);
	free(take_flow);
}

static size_t index_of(const struct maxflow *c, int x, int y)
{
	return (size_t)(y + 1) * (size_t)c->stride + (size_t)x + 1;
}

void maxflow_set_terminals(struct maxflow *c, int x, int y, int source,
			   int sink)
{
	/* The smaller of both flows in any case: source, pixel, sink. */
	c->nodes[index_of(c, x, y)].terminal = source - sink;
	c->flow += source < sink ? source : sink;
}

void maxflow_set_link(struct maxflow *c, int x, int y, enum maxflow_direction d,
		      int capacity)
{
	size_t i = index_of(c, x, y);

	c->residual[i][d] = capacity;
	c->residual[(size_t)((int32_t)i + c->offset[d])][d ^ 1] = capacity;
}

void maxflow_add_one_way(struct maxflow *c, int x, int y,
			 enum maxflow_direction d, int capacity)
{
	c->residual[index_of(c, x, y)][d] += capacity;
}

static void activate(struct maxflow *c, int32_t i)
{
	if (c->nodes[i].waiting)
		return;
	c->nodes[i].waiting = true;
	queue_push(&c->active, i);
}

static void start_trees(struct maxflow *c)
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

/* Residual from i to its neighbour j as a child, in the tree's flow. */
static int32_t child_residual(const struct maxflow *c, int32_t i, int d,
			      int32_t j)
{
	return c->nodes[i].tree == TREE_SOURCE ? c->residual[i][d]
					       : c->residual[j][d ^ 1];
}

/*
 * The growth stage: grow the tree of active node i; returns the direction to a
 * node of the other tree, or -1.
 */
static int grow_tree(struct maxflow *c, int32_t i)
{
	struct node *n = &c->nodes[i];
	int d;

	for (d = 0; d < MAXFLOW_DIRECTIONS; d++) {
		int32_t j = i + c->offset[d];
		struct node *m = &c->nodes[j];

		if (child_residual(c, i, d, j) == 0)
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

/*
 * Residual from j as a parent to i.  The source's tree flows down to its
 * leaves, the sink's up from them.
 */
static int32_t parent_residual(const struct maxflow *c, int32_t i, int d,
			       int32_t j)
{
	return c->nodes[i].tree == TREE_SOURCE ? c->residual[j][d ^ 1]
					       : c->residual[i][d];
}

/*
 * To the front: the orphan nearest the terminal is adopted first, and what
 * hangs below it often needs no new parent.
 */
static void make_orphan(struct maxflow *c, int32_t i)
{
	c->nodes[i].parent = ORPHAN;
	queue_push_front(&c->orphans, i);
}

/* Least residual from i up to its terminal, at most limit. */
static int32_t bottleneck(const struct maxflow *c, int32_t i, int32_t limit)
{
	const struct node *n = &c->nodes[i];

	while (n->parent != TO_TERMINAL) {
		int32_t up = i + c->offset[n->parent];
		int32_t residual = parent_residual(c, i, n->parent, up);

		if (residual < limit)
			limit = residual;
		i = up;
		n = &c->nodes[i];
	}
	if (abs(n->terminal) < limit)
		limit = abs(n->terminal);
	return limit;
}

/* Send flow along the tree path of i; what is full becomes an orphan. */
static void push_flow(struct maxflow *c, int32_t i, int32_t flow)
{
	struct node *n = &c->nodes[i];
	bool source = n->tree == TREE_SOURCE;

	while (n->parent != TO_TERMINAL) {
		int d = n->parent;
		int32_t up = i + c->offset[d];
		int32_t *down = &c->residual[up][d ^ 1];
		int32_t *back = &c->residual[i][d];

		*(source ? down : back) -= flow;
		*(source ? back : down) += flow;
		if (*(source ? down : back) == 0)
			make_orphan(c, i);
		i = up;
		n = &c->nodes[i];
	}
	n->terminal += source ? -flow : flow;
	if (n->terminal == 0)
		make_orphan(c, i);
}

/* The augmentation stage, along the path that meets between i and arc d. */
static void augment(struct maxflow *c, int32_t i, int d)
{
	int32_t j = i + c->offset[d], t, flow;

	if (c->nodes[i].tree == TREE_SINK) {
		t = i;
		i = j;
		j = t;
		d ^= 1;
	}
	flow = bottleneck(c, i, c->residual[i][d]);
	flow = bottleneck(c, j, flow);
	c->residual[i][d] -= flow;
	c->residual[j][d ^ 1] += flow;
	push_flow(c, i, flow);
	push_flow(c, j, flow);
	c->flow += flow;
}

/* Steps from i to its terminal, or INT32_MAX when the way is broken. */
static int32_t distance_up(struct maxflow *c, int32_t i)
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
		i += c->offset[n->parent];
	}
}

/* Remember the distances found on the way from i. */
static void stamp_path(struct maxflow *c, int32_t i, int32_t depth)
{
	struct node *n = &c->nodes[i];

	while (n->stamp != c->clock) {
		n->stamp = c->clock;
		n->depth = depth--;
		i += c->offset[n->parent];
		n = &c->nodes[i];
	}
}

/* The neighbour of its tree with the shortest whole way to the terminal. */
static int new_parent(struct maxflow *c, int32_t i)
{
	struct node *n = &c->nodes[i];
	int32_t least = INT32_MAX;
	int d, best = -1;

	for (d = 0; d < MAXFLOW_DIRECTIONS; d++) {
		int32_t j = i + c->offset[d], depth;
		struct node *m = &c->nodes[j];

		if (parent_residual(c, i, d, j) == 0 || m->tree != n->tree)
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
static void free_node(struct maxflow *c, int32_t i)
{
	struct node *n = &c->nodes[i];
	int d;

	for (d = 0; d < MAXFLOW_DIRECTIONS; d++) {
		int32_t j = i + c->offset[d];
		struct node *m = &c->nodes[j];

		if (m->tree != n->tree)
			continue;
		if (parent_residual(c, i, d, j))
			activate(c, j);
		if (m->parent == (d ^ 1)) {
			m->parent = ORPHAN;
			queue_push(&c->orphans, j);
		}
	}
	n->tree = TREE_NONE;
	n->parent = NO_PARENT;
}

/* The adoption stage: a new parent for each orphan, or out of the tree. */
static void adopt_orphans(struct maxflow *c)
{
	while (c->orphans.n) {
		int32_t i = queue_pop(&c->orphans);
		int d = new_parent(c, i);

		if (d >= 0)
			c->nodes[i].parent = (int8_t)d;
		else
			free_node(c, i);
	}
}

long long maxflow_solve(struct maxflow *c, struct mask *person)
{
	int x, y;

	start_trees(c);
	while (c->active.n) {
		int32_t i = queue_pop(&c->active);
		int d;

		c->nodes[i].waiting = false;
		while (c->nodes[i].tree != TREE_NONE &&
		       (d = grow_tree(c, i)) >= 0) {
			c->clock++;
			augment(c, i, d);
			adopt_orphans(c);
		}
	}
	for (y = 0; y < c->height; y++)
		for (x = 0; x < c->width; x++)
			mask_row(person, y)[x] =
				c->nodes[index_of(c, x, y)].tree == TREE_SOURCE;
	return c->flow;
}
