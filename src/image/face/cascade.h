/* SPDX-License-Identifier: MIT */
/*
 * A boosted cascade as OpenCV stores it (Viola and Jones 2001; Lienhart and
 * Maydt 2002 for the tilted rectangles; Zhang et al. 2007 for LBP), and its
 * evaluation over a grey image.  A cascade is read-only after loading and may
 * be shared between threads; every call has scratch of its own.
 *
 * All stages lie in four arrays, each pointing into the next:
 *
 *   stages    [ 0        ][ 1             ][ 2 ...    first_tree, threshold
 *                |           \
 *   trees     [0][1][2]  [3][4][5][6] ...             first_node, first_leaf
 *              |   \
 *   nodes     [0 1][0 1] ...    left, right: > 0 a later node of the tree,
 *   leaves    [a b c][a b c]                 <= 0 minus the leaf's index
 *   features  by nodes[].feature; 2 or 3 weighted rectangles of one window,
 *             or for LBP the top left of 3 x 3 equal cells
 *
 * A window passes a stage when the leaves that its trees end in sum to the
 * stage's threshold; it is a face when it passes all.  Most windows fail in
 * the first stages, which is why a cascade is fast.
 */
#ifndef IMAGE_FACE_CASCADE_H
#define IMAGE_FACE_CASCADE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "image/pixel/image.h"

enum { CASCADE_RECTS = 3, CASCADE_MAX_WINDOW = 64 };

struct cascade_rect {
	int x, y, width, height;
	float weight; /* whole numbers, so that sums stay exact in a float */
};

struct cascade_feature {
	struct cascade_rect rect[CASCADE_RECTS];
	int rects;
	bool tilted;
};

struct cascade_node {
	int left, right, feature;
	float threshold;    /* Haar */
	uint32_t subset[8]; /* LBP: the codes that go left */
};

/*
 * For trees of few nodes the value of every outcome is tabulated.  Bit i of the
 * index says that node i leads left:
 *
 *   node 0 -- left --> a       outcomes of   00  01  10  11
 *        \-- right -> node 1   nodes 1 0:
 *              left -> b       value          c   a   b   a
 *              right > c
 */
enum { CASCADE_FEW_NODES = 3 };

struct cascade_tree {
	int first_node, nodes, first_leaf, leaves;
	float value[1 << CASCADE_FEW_NODES];
};

struct cascade_stage {
	int first_tree, trees;
	float threshold;
};

struct cascade {
	bool lbp, tilted;
	int width, height; /* of the window, pixels */
	int max_nodes;	   /* of a tree */
	struct cascade_feature *features;
	struct cascade_node *nodes;
	struct cascade_tree *trees;
	struct cascade_stage *stages;
	float *leaves;
	size_t feature_count, node_count, tree_count, stage_count, leaf_count;
};

struct face_hit {
	float x, y, width, height; /* pixels of the image searched */
	int votes;		   /* windows behind it: OpenCV's neighbours */
};

struct face_range {
	double min_width, max_width; /* of a hit; max 0 = no limit */
	bool scalar; /* the plain twin; the result is the same */
	/*
	 * Windows that are skipped: those whose grey levels have a smaller
	 * standard deviation than least_spread (only Haar), those whose middle
	 * is in skip, and those whose middle is in none of within, if any of
	 * these is set.  Boxes in pixels of the image, width 0 = not set.
	 */
	double least_spread;
	struct image_box skip, within[2];
	/*
	 * Sizes are searched from the largest down.  As soon as a box has this
	 * many windows behind it, smaller sizes are left out; 0 = never.
	 */
	int enough;
};

enum { FACE_CASCADE_HITS = 4096 };

/* Fill in value of all trees with few nodes; called after loading. */
void face_cascade_tabulate(struct cascade *c);

/*
 * Every window that passes, sizes growing by 1.1, at most FACE_CASCADE_HITS of
 * the largest, in order of size, row, column.  Returns the count.
 */
int face_cascade_scan(const struct cascade *c, const struct image *grey,
		      const struct face_range *range,
		      struct face_hit hits[FACE_CASCADE_HITS]);

#endif
