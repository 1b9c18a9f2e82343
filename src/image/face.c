/* SPDX-License-Identifier: MIT */
#include "image/face.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/face_cascade.h"
#include "image/face_eyes.h"
#include "image/face_group.h"
#include "image/resize.h"

enum { WORK_SIDE = 640, MIN_VOTES = 5, FEW_VOTES = 2 };

/* The grey image at the size that is searched, its contrast spread. */
static int make_work(const struct image *grey, struct image *work)
{
	int side = grey->width > grey->height ? grey->width : grey->height;
	double k = (double)WORK_SIDE / side;
	struct error err = ERROR_INIT;

	if (side <= WORK_SIDE)
		return image_copy(grey, work, &err);
	return resize_to(grey, (int)fmax(1, lround(grey->width * k)),
			 (int)fmax(1, lround(grey->height * k)), work, &err);
}

/* Histogram equalisation, in place. */
static void equalise(struct image *im)
{
	size_t n = (size_t)im->width * (size_t)im->height, i;
	size_t count[256] = {0}, below = 0, least;
	uint8_t map[256];
	int v;

	for (i = 0; i < n; i++)
		count[im->data[i]]++;
	for (v = 0; v < 256 && !count[v]; v++)
		;
	least = count[v];
	if (least == n)
		return;
	memset(map, 0, sizeof(map));
	for (v++; v < 256; v++) {
		below += count[v];
		map[v] = (uint8_t)((510 * below + (n - least)) /
				   (2 * (n - least)));
	}
	for (i = 0; i < n; i++)
		im->data[i] = map[im->data[i]];
}

static int larger_first(const void *a, const void *b)
{
	const struct face_hit *p = a, *q = b;

	if (p->width != q->width)
		return p->width > q->width ? -1 : 1;
	if (p->y != q->y)
		return p->y < q->y ? -1 : 1;
	return p->x < q->x ? -1 : p->x > q->x;
}

/* What one cascade is asked: the smallest face, the least windows. */
struct wish {
	const struct cascade *c;
	double min_part; /* of the shorter side */
	int min_votes;
};

static int search(const struct wish *wish, const struct image *work,
		  struct face_hit *hits)
{
	int side = work->width < work->height ? work->width : work->height;
	struct face_range range = {wish->min_part * side, 0, false};
	int n = face_cascade_scan(wish->c, work, &range, hits);

	n = face_group(hits, n, wish->min_votes);
	qsort(hits, (size_t)n, sizeof(*hits), larger_first);
	return n > FACE_MAX ? FACE_MAX : n;
}

static void set_face(struct face *f, const struct face_hit *h, double scale)
{
	memset(f, 0, sizeof(*f));
	f->x = h->x * scale;
	f->y = h->y * scale;
	f->width = h->width * scale;
	f->height = h->height * scale;
}

/* The finders in order of trust; the first that sees anything decides. */
static int find_boxes(const struct face_models *models,
		      const struct image *work, struct face_hit *hits,
		      bool *doubtful)
{
	const struct wish wishes[] = {
		{models->face, 0.20, MIN_VOTES},
		{models->face_lbp, 0.10, MIN_VOTES},
		{models->face, 0.20, FEW_VOTES},
		{models->face_lbp, 0.20, FEW_VOTES},
	};
	size_t i;
	int n = 0;

	for (i = 0; i < ARRAY_SIZE(wishes) && n == 0; i++) {
		n = search(&wishes[i], work, hits);
		*doubtful = wishes[i].min_votes < MIN_VOTES;
	}
	return n;
}

/*
 * Beside a face with eyes, a box without is no face; and what was found by
 * few windows needs eyes to be one.
 */
static int drop_doubtful(struct face *faces, int n, bool doubtful)
{
	int i, kept = 0, with_eyes = 0;

	for (i = 0; i < n; i++)
		with_eyes += faces[i].has_eyes;
	if (!doubtful && (n == 1 || with_eyes == 0))
		return n;
	for (i = 0; i < n; i++)
		if (faces[i].has_eyes)
			faces[kept++] = faces[i];
	return kept;
}

int face_find(const struct face_models *models, const struct image *grey,
	      struct face faces[FACE_MAX])
{
	struct image work = IMAGE_INIT;
	struct face_hit *hits;
	bool doubtful;
	double scale;
	int n, i;

	if (make_work(grey, &work) < 0)
		return 0;
	equalise(&work);
	scale = (double)grey->width / work.width;
	hits = mem_xcalloc(FACE_CASCADE_HITS, sizeof(*hits));
	n = find_boxes(models, &work, hits, &doubtful);
	for (i = 0; i < n; i++) {
		set_face(&faces[i], &hits[i], scale);
		face_eyes_find(models, grey, &faces[i]);
	}
	free(hits);
	image_release(&work);
	return drop_doubtful(faces, n, doubtful);
}
