/* SPDX-License-Identifier: MIT */
/*
 * Minimum cut of a picture: every pixel is joined to its 8 neighbours and to
 * two terminals; the cheapest cut says which side each pixel is on.  Augmenting
 * paths from two search trees (Boykov and Kolmogorov, PAMI 2004).  Capacities
 * are whole numbers, so the result is exact and the same everywhere.
 */
#ifndef IMAGE_MATTE_MAXFLOW_H
#define IMAGE_MATTE_MAXFLOW_H

#include "image/pixel/mask.h"

/* The neighbours; the opposite of direction d is d ^ 1. */
enum maxflow_direction {
	MAXFLOW_EAST,
	MAXFLOW_WEST,
	MAXFLOW_SOUTH,
	MAXFLOW_NORTH,
	MAXFLOW_SOUTH_EAST,
	MAXFLOW_NORTH_WEST,
	MAXFLOW_SOUTH_WEST,
	MAXFLOW_NORTH_EAST,
	MAXFLOW_DIRECTIONS
};

struct cut;

/* No capacities; aborts without memory (bounded by the caller's picture). */
struct cut *maxflow_new(int width, int height);
void maxflow_free(struct cut *take_cut);

/*
 * What it costs to cut pixel x, y from the source (person) and from the sink
 * (wall), each 0..2^28.  Last call counts.
 */
void maxflow_set_terminals(struct cut *c, int x, int y, int source, int sink);

/* Capacity both ways to the neighbour in a direction; 0..2^24. */
void maxflow_set_link(struct cut *c, int x, int y, enum maxflow_direction d,
		      int capacity);

/* The same one way: it costs when x, y is the person's and the other is not. */
void maxflow_add_one_way(struct cut *c, int x, int y, enum maxflow_direction d,
			 int capacity);

/*
 * Solve, once; person (of the cut's size) gets 1 where a pixel stays with the
 * source.  Returns the value of the cut.
 */
long long maxflow_solve(struct cut *c, struct mask *person);

#endif
