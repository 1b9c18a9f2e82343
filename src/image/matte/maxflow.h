/* SPDX-License-Identifier: MIT */
/*
 * The minimum cut of a picture by maximum flow: every pixel is linked to its 8
 * neighbours and to two terminals, and the cheapest cut says which side each
 * pixel is on.  The algorithm is Boykov and Kolmogorov's (PAMI 2004), with two
 * search trees that are kept between augmenting paths; their stages growth,
 * augmentation and adoption are functions of these names.  Capacities are
 * integers, so the result is exact and the same everywhere.
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

/* All capacities are 0.  Aborts when memory runs out. */
struct maxflow *maxflow_new(int width, int height);
void maxflow_free(struct maxflow *take_flow);

/*
 * Set the cost of cutting pixel x, y from the source (person) and from the sink
 * (wall), each 0..2^28.
 */
void maxflow_set_terminals(struct maxflow *c, int x, int y, int source,
			   int sink);

/* Set the capacity, in both directions, of a link to a neighbour; 0..2^24. */
void maxflow_set_link(struct maxflow *c, int x, int y, enum maxflow_direction d,
		      int capacity);

/* Add to it in one direction: the cost if only x, y is the person's. */
void maxflow_add_one_way(struct maxflow *c, int x, int y,
			 enum maxflow_direction d, int capacity);

/*
 * Solve; to be called once.  person, which has the same size, is set to 1 for
 * the pixels on the side of the source.  Returns the value of the cut.
 */
long long maxflow_solve(struct maxflow *c, struct mask *person);

#endif
