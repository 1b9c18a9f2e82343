/* SPDX-License-Identifier: MIT */
#include "image/face/group.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"

/* OpenCV's eps of 0.2, of half of width and height. */
static const float side_share = 0.1f;

static bool hits_alike(const struct face_hit *a, const struct face_hit *b)
{
	float w = a->width < b->width ? a->width : b->width;
	float h = a->height < b->height ? a->height : b->height;
	float near = side_share * (w + h);

	return fabsf(a->x - b->x) <= near && fabsf(a->y - b->y) <= near &&
	       fabsf(a->x + a->width - b->x - b->width) <= near &&
	       fabsf(a->y + a->height - b->y - b->height) <= near;
}

static int root_of(const int *parent, int i)
{
	while (parent[i] != i)
		i = parent[i];
	return i;
}

/* The smaller index becomes the root, so a group is where it began. */
static void join_groups(int *parent, int i, int j)
{
	int a = root_of(parent, i), b = root_of(parent, j);

	parent[a > b ? a : b] = a > b ? b : a;
	parent[i] = parent[j] = a > b ? b : a;
}

static int *find_parents(const struct face_hit *hits, int n)
{
	int *parent = mem_xcalloc((size_t)n + 1, sizeof(*parent));
	int i, j;

	for (i = 0; i < n; i++) {
		parent[i] = i;
		for (j = 0; j < i; j++)
			if (hits_alike(&hits[i], &hits[j]))
				join_groups(parent, i, j);
	}
	return parent;
}

static void hit_add(struct face_hit *sum, const struct face_hit *h)
{
	sum->x += h->x;
	sum->y += h->y;
	sum->width += h->width;
	sum->height += h->height;
	sum->votes++;
}

static void hit_divide(struct face_hit *sum)
{
	float n = (float)sum->votes;

	sum->x /= n;
	sum->y /= n;
	sum->width /= n;
	sum->height /= n;
}

int face_group(struct face_hit *hits, int n, int min_votes)
{
	int *parent = find_parents(hits, n), i, kept = 0;
	struct face_hit *sums = mem_xcalloc((size_t)n + 1, sizeof(*sums));

	for (i = 0; i < n; i++)
		hit_add(&sums[root_of(parent, i)], &hits[i]);
	for (i = 0; i < n; i++) {
		if (sums[i].votes < min_votes || sums[i].votes == 0)
			continue;
		hit_divide(&sums[i]);
		hits[kept++] = sums[i];
	}
	free(sums);
	free(parent);
	return kept;
}
