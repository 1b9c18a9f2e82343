/* SPDX-License-Identifier: MIT */
#include "image/qr/mesh_follow.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/number.h"
#include "image/qr/mesh_anchor.h"

/*
 * Modules each way of a node that are looked at.  With four each way 3 of 8
 * crumpled codes were left a module off somewhere, 4 with nodes four modules
 * apart too, none so: half a patch lies where only the slope is known.
 */
enum { REACH = 3, PLACES = 8, ROUNDS = 3 };

/* Nominal nanoseconds a module sampled: four points. */
static const double module_cost = 32;
/* Modules: the rounds reach 0.42, just short of where the next would do. */
static const double first_step = 0.24;
/* Part of the variance a whole module must win: flat patches stay put. */
static const double penalty = 0.4;
/*
 * From a module's middle to the points it is read at.  Any point of a sharp
 * module has its grey: those near its corners tell when it is left.
 */
static const double corner = 0.38;
/* Added to squared distances, modules: how far a known place is a neighbour. */
static const double softening = 9;

struct node {
	double u, v, near; /* near: how much is known round it */
	bool known;
};

struct follow {
	const struct qr_pixels *px;
	struct qr_work *work;
	struct qr_mesh_anchors anchors;
	struct node node[QR_LATTICE_SIDE * QR_LATTICE_SIDE];
	int n, side;
};

/* The modules of the code round a node, by where it is predicted. */
struct patch {
	const struct qr_pixels *px;
	struct qr_frame frame;
	int x0, y0, x1, y1; /* modules from the node's */
};

static double module_grey(const struct patch *p, double u, double v)
{
	double sum = 0;
	int i;

	for (i = 0; i < 4; i++)
		sum += (double)qr_homography_sample(
			p->px,
			qr_frame_map(&p->frame, u + (i & 1 ? corner : -corner),
				     v + (i & 2 ? corner : -corner)));
	return sum / 4;
}

/* Of grey over the patch when it is moved by so many modules. */
static double variance(const struct patch *p, double u, double v)
{
	double sum = 0, squares = 0;
	int x, y, n = (p->x1 - p->x0 + 1) * (p->y1 - p->y0 + 1);

	for (y = p->y0; y <= p->y1; y++)
		for (x = p->x0; x <= p->x1; x++) {
			double g = module_grey(p, x + u, y + v);

			sum += g;
			squares += g * g;
		}
	return squares / n - sum / n * (sum / n);
}

/* Where the patch is most black and white. */
static struct qr_point best_place(const struct patch *p)
{
	static const int away[PLACES][2] = {{-1, -1}, {0, -1}, {1, -1}, {-1, 0},
					    {1, 0},   {-1, 1}, {0, 1},	{1, 1}};
	double still = variance(p, 0, 0), best = still, step = first_step;
	struct qr_point at = {0, 0};
	int round, i;

	for (round = 0; round < ROUNDS; round++, step /= 2) {
		struct qr_point from = at;

		for (i = 0; i < PLACES; i++) {
			double u = from.x + away[i][0] * step;
			double v = from.y + away[i][1] * step;
			double s = variance(p, u, v) -
				   still * penalty * (u * u + v * v);

			if (s > best) {
				best = s;
				at = (struct qr_point){u, v};
			}
		}
	}
	return qr_frame_map(&p->frame, at.x, at.y);
}

static void follow_node(struct follow *f, const struct node *n)
{
	int x = (int)n->u, y = (int)n->v, last = f->side - 1;
	struct patch p = {
		.px = f->px,
		.frame = qr_mesh_anchor_predict(&f->anchors, n->u, n->v),
		.x0 = number_clamp(-REACH, -x, 0),
		.y0 = number_clamp(-REACH, -y, 0),
		.x1 = number_clamp(REACH, 0, last - x),
		.y1 = number_clamp(REACH, 0, last - y)};

	qr_work_spend(f->work, qr_mesh_anchor_cost(&f->anchors) +
				       (PLACES * ROUNDS + 1) * (2 * REACH + 1) *
					       (2 * REACH + 1) * module_cost);
	qr_mesh_anchor_add(&f->anchors, n->u, n->v, best_place(&p));
}

/* What is known at (u, v) counts for the nodes near it. */
static void count_near(struct follow *f, double u, double v)
{
	int i;

	for (i = 0; i < f->n; i++) {
		struct node *n = &f->node[i];
		double x = n->u - u, y = n->v - v;
		double q = x * x + y * y + softening;

		n->near += 1 / (q * q);
	}
}

static void add_nodes(struct follow *f)
{
	struct qr_lattice *l = mem_xmalloc(sizeof(*l));
	int i, j;

	qr_lattice_init(l, f->side, QR_MESH_PITCH);
	for (j = 0; j < l->n; j++)
		for (i = 0; i < l->n; i++)
			f->node[f->n++] =
				(struct node){.u = qr_lattice_at(l, i) + 0.5,
					      .v = qr_lattice_at(l, j) + 0.5};
	free(l);
	for (i = 0; i < f->anchors.n; i++)
		count_near(f, f->anchors.list[i].u, f->anchors.list[i].v);
}

/* The one that can be predicted best; NULL when all are known. */
static struct node *next_node(struct follow *f)
{
	struct node *next = NULL;
	int i;

	for (i = 0; i < f->n; i++)
		if (!f->node[i].known &&
		    (!next || f->node[i].near > next->near))
			next = &f->node[i];
	return next;
}

void qr_mesh_follow(const struct qr_pixels *px, const struct qr_frame frame[3],
		    const struct qr_pose *base, struct qr_work *work,
		    struct qr_mesh *mesh)
{
	struct follow *f = mem_xcalloc(1, sizeof(*f));
	struct node *n;

	f->px = px;
	f->work = work;
	f->side = qr_spec_side(base->version);
	f->anchors.base = base;
	qr_mesh_anchor_finders(&f->anchors, frame);
	add_nodes(f);
	while (work->left > 0 && (n = next_node(f))) {
		follow_node(f, n);
		n->known = true;
		count_near(f, n->u, n->v);
	}
	qr_mesh_anchor_fill(&f->anchors, work, mesh);
	free(f);
}
