/* SPDX-License-Identifier: MIT */
#include "image/qr/mesh_refine.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/number.h"
#include "image/qr/lattice.h"

/* Patches shrink by a module a round, from 11 x 11: first what is common. */
enum { PITCH = 4, ROUNDS = 3, REACH = 5, STEPS = 4 };

/* Nominal nanoseconds a point sampled. */
static const double point_cost = 8;
/* Modules; four of them are just short of half a module. */
static const double step_size = 0.12;
/* Part of the variance a step squared must win: flat patches stay put. */
static const double step_penalty = 0.006;

struct patch {
	const struct qr_pixels *px;
	const struct qr_mesh *mesh;
	int x0, y0, x1, y1; /* modules */
	struct qr_point right, down;
};

/* Of grey over the patch when it is moved by so many modules. */
static double variance(const struct patch *p, double u, double v)
{
	double dx = u * p->right.x + v * p->down.x;
	double dy = u * p->right.y + v * p->down.y;
	double sum = 0, squares = 0;
	int x, y, n = (p->x1 - p->x0) * (p->y1 - p->y0);

	for (y = p->y0; y < p->y1; y++)
		for (x = p->x0; x < p->x1; x++) {
			int at = y * p->mesh->side + x;
			double g = (double)qr_homography_sample(
				p->px,
				(struct qr_point){(double)p->mesh->x[at] + dx,
						  (double)p->mesh->y[at] + dy});

			sum += g;
			squares += g * g;
		}
	return squares / n - sum / n * (sum / n);
}

static void best_move(const struct patch *p, float out[2])
{
	double best = -1, still = variance(p, 0, 0), s;
	int i, j;

	out[0] = out[1] = 0;
	for (j = -STEPS; j <= STEPS; j++)
		for (i = -STEPS; i <= STEPS; i++) {
			s = variance(p, i * step_size, j * step_size) -
			    still * step_penalty * (i * i + j * j);
			if (s > best) {
				best = s;
				out[0] = (float)i * (float)step_size;
				out[1] = (float)j * (float)step_size;
			}
		}
}

static struct qr_point step(const struct qr_mesh *m, int from, int to, int n)
{
	return (struct qr_point){(double)(m->x[to] - m->x[from]) / n,
				 (double)(m->y[to] - m->y[from]) / n};
}

static void patch_init(struct patch *p, int x, int y, int reach)
{
	int side = p->mesh->side;

	p->x0 = number_clamp(x - reach, 0, side);
	p->y0 = number_clamp(y - reach, 0, side);
	p->x1 = number_clamp(x + reach + 1, 0, side);
	p->y1 = number_clamp(y + reach + 1, 0, side);
	p->right = step(p->mesh, y * side + p->x0, y * side + p->x1 - 1,
			p->x1 - 1 - p->x0);
	p->down = step(p->mesh, p->y0 * side + x, (p->y1 - 1) * side + x,
		       p->y1 - 1 - p->y0);
}

/* Modules' own steps are taken from the mesh as it was before this round. */
static void move_all(const struct qr_lattice *l, struct qr_mesh *mesh)
{
	struct qr_mesh *old = mem_xmalloc(sizeof(*old));
	int side = mesh->side, x, y;

	*old = *mesh;
	for (y = 0; y < side; y++)
		for (x = 0; x < side; x++) {
			struct patch p = {.mesh = old};
			double u = (double)qr_lattice_between(l, x, y, 0);
			double v = (double)qr_lattice_between(l, x, y, 1);
			int at = y * side + x;

			patch_init(&p, x, y, 1);
			mesh->x[at] += (float)(u * p.right.x + v * p.down.x);
			mesh->y[at] += (float)(u * p.right.y + v * p.down.y);
		}
	free(old);
}

void qr_mesh_refine(const struct qr_pixels *px, struct qr_work *work,
		    struct qr_mesh *mesh)
{
	struct qr_lattice *l = mem_xmalloc(sizeof(*l));
	int round, i, j;

	for (round = 0; round < ROUNDS && work->left > 0; round++) {
		int reach = REACH - round;

		qr_lattice_init(l, mesh->side, PITCH);
		for (j = 0; j < l->n; j++)
			for (i = 0; i < l->n; i++) {
				struct patch p = {.px = px, .mesh = mesh};

				patch_init(&p, qr_lattice_at(l, i),
					   qr_lattice_at(l, j), reach);
				best_move(&p, l->move[j * l->n + i]);
			}
		/* 81 places a node and the one it stands at */
		qr_work_spend(work, l->n * l->n * 82.0 * (2 * reach + 1) *
					    (2 * reach + 1) * point_cost);
		qr_lattice_smooth(l);
		move_all(l, mesh);
	}
	free(l);
}
