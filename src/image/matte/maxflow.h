/* SPDX-License-Identifier: MIT */
/*
 * Max-flow and with it the minimum cut of a picture: every pixel is joined to
 * its 8 neighbours and to two terminals; the cheapest cut says which side each
 * pixel is on.  Augmenting paths from two search trees that are kept from path
 * to path (Boykov and Kolmogorov, PAMI 2004, whose three stages growth,
 * augmentation and adoption are functions of the same names).  Capacities are
 * whole numbers, so the result is exact and the same everywhere.
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

struct maxflow;

/* No capacities; aborts without memory (bounded by the caller's picture). */
struct maxflow *maxflow_new(int width, int height);
void maxflow_free(struct maxflow *take_flow);

/*
 * What it costs to cut pixel x, y from the source (person) and from the sink
 * (wall), each 0..2^28.  Last call counts.
 */
void maxflow_set_terminals(struct maxflow *c, int x, int y, int source,
			   int sink);

/* Capacity both ways to the neighbour in a direction; 0..2^24. */
void maxflow_set_link(struct maxflow *c, int x, int y, enum maxflow_direction d,
		      int capacity);

/* The same one way: it costs when x, y is the person's and the other is not. */
void maxflow_add_one_way(struct maxflow *c, int x, int y,
			 enum maxflow_direction d, int capacity);

/*
 * Solve, once; person (of the cut's size) gets 1 where a pixel stays with the
 * source.  Returns the value of the cut.
 */
long long maxflow_solve(struct maxflow *c, struct mask *person);

#endif
