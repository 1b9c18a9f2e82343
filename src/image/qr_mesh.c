/* SPDX-License-Identifier: MIT */
#include "image/qr_mesh.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

enum { ANCHORS = 3 + QR_SPEC_ALIGNMENTS * QR_SPEC_ALIGNMENTS, PITCH = 4 };

static const double point_cost = 8;

/* A pattern found: where it should be and how far away it is. */
struct anchor {
	double u, v, du, dv;
	bool finder;
};

static double pattern_score(const struct qr_pixels *px,
			    const struct qr_pose *pose, const struct anchor *a,
			    double dx, double dy)
{
	double light = 0, dark = 0, squares = 0, mean, variance;
	int radius = a->finder ? 3 : 2, lights = 0, n, x, y;

	for (y = -radius; y <= radius; y++)
		for (x = -radius; x <= radius; x++) {
			int ring = abs(x) > abs(y) ? abs(x) : abs(y);
			double g = (double)qr_warp_sample(
				px, qr_warp_map(&pose->warp, a->u + x + dx,
						a->v + y + dy));

			squares += g * g;
			if (ring == (a->finder ? 2 : 1)) {
				light += g;
				lights++;
			} else {
				dark += g;
			}
		}
	n = (2 * radius + 1) * (2 * radius + 1);
	mean = (light + dark) / n;
	variance = squares / n - mean * mean;
	if (variance < 4)
		return -1;
	return (light / lights - dark / (n - lights)) / sqrt(variance);
}

/* Look for the pattern round its place; whether it is there. */
static bool find_pattern(const struct qr_pixels *px, const struct qr_pose *pose,
			 struct qr_work *work, struct anchor *a)
{
	double limit = a->finder ? 1.5 : 2.5, best = -1e9, dx, dy, s;
	double at[2] = {0, 0};

	for (dy = -limit; dy <= limit; dy += 0.25)
		for (dx = -limit; dx <= limit; dx += 0.25) {
			s = pattern_score(px, pose, a, dx, dy) -
			    0.02 * (dx * dx + dy * dy);
			if (s > best) {
				best = s;
				at[0] = dx;
				at[1] = dy;
			}
		}
	qr_work_spend(work, (a->finder ? 169 * 49 : 441 * 25) * point_cost);
	a->du = at[0];
	a->dv = at[1];
	return best > 1.2;
}

static void spread(const struct anchor *a, int n, int side,
		   struct qr_shift *shift)
{
	int x, y, i;

	for (y = 0; y < side; y++)
		for (x = 0; x < side; x++) {
			double weight = 0, u = 0, v = 0;

			for (i = 0; i < n; i++) {
				double dx = x + 0.5 - a[i].u,
				       dy = y + 0.5 - a[i].v;
				double d = dx * dx + dy * dy + 4;
				double w = 1 / (d * d);

				weight += w;
				u += w * a[i].du;
				v += w * a[i].dv;
			}
			shift->u[y * side + x] = (float)(u / weight);
			shift->v[y * side + x] = (float)(v / weight);
		}
}

int qr_mesh_from_patterns(const struct qr_pixels *px,
			  const struct qr_pose *pose, struct qr_work *work,
			  struct qr_shift *shift)
{
	int side = qr_spec_side(pose->version), at[QR_SPEC_ALIGNMENTS];
	struct anchor found[ANCHORS], a;
	int count = 0, i, j, n;

	for (i = 0; i < 3; i++) {
		a = (struct anchor){.u = i == 1 ? side - 3.5 : 3.5,
				    .v = i == 2 ? side - 3.5 : 3.5,
				    .finder = true};
		if (find_pattern(px, pose, work, &a))
			found[count++] = a;
	}
	n = qr_spec_alignment(pose->version, at);
	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++) {
			a = (struct anchor){.u = at[j] + 0.5, .v = at[i] + 0.5};
			if (qr_spec_has_alignment(i, j, n) && work->left > 0 &&
			    find_pattern(px, pose, work, &a))
				found[count++] = a;
		}
	if (count >= 4)
		spread(found, count, side, shift);
	return count;
}

/* Spread of grey over a patch when it is moved by dx, dy. */
static double patch_spread(const struct qr_pixels *px,
			   const struct qr_pose *pose,
			   const struct qr_shift *shift, const int patch[4],
			   const double move[2])
{
	double sum = 0, squares = 0;
	int side = qr_spec_side(pose->version), x, y, n = 0;

	for (y = patch[1]; y < patch[3]; y++)
		for (x = patch[0]; x < patch[2]; x++) {
			int at = y * side + x;
			double g = (double)qr_warp_sample(
				px, qr_warp_map(&pose->warp,
						x + 0.5 + (double)shift->u[at] +
							move[0],
						y + 0.5 + (double)shift->v[at] +
							move[1]));

			sum += g;
			squares += g * g;
			n++;
		}
	return squares / n - sum / n * (sum / n);
}

static void best_move(const struct qr_pixels *px, const struct qr_pose *pose,
		      const struct qr_shift *shift, const int patch[4],
		      float out[2])
{
	double best = -1, move[2], s, still;
	int i, j;

	still = patch_spread(px, pose, shift, patch, (const double[]){0, 0});
	out[0] = out[1] = 0;
	for (j = -4; j <= 4; j++)
		for (i = -4; i <= 4; i++) {
			move[0] = i * 0.12;
			move[1] = j * 0.12;
			s = patch_spread(px, pose, shift, patch, move) -
			    still * 0.006 * (i * i + j * j);
			if (s > best) {
				best = s;
				out[0] = (float)move[0];
				out[1] = (float)move[1];
			}
		}
}

struct nodes {
	int n; /* a side */
	float move[48 * 48][2];
};

static int node_at(int i, int n, int side)
{
	return (side - 1) * i / (n - 1);
}

/* Mean with the four neighbours, so that a lone patch does not run away. */
static void smooth(struct nodes *nodes)
{
	struct nodes *old = mem_xmalloc(sizeof(*old));
	int n = nodes->n, i, j, k, c;

	*old = *nodes;
	for (j = 0; j < n; j++)
		for (i = 0; i < n; i++)
			for (c = 0; c < 2; c++) {
				float sum = 2 * old->move[j * n + i][c], w = 2;
				const int near[4][2] = {{i - 1, j},
							{i + 1, j},
							{i, j - 1},
							{i, j + 1}};

				for (k = 0; k < 4; k++) {
					int x = near[k][0], y = near[k][1];

					if (x < 0 || y < 0 || x >= n || y >= n)
						continue;
					sum += old->move[y * n + x][c];
					w += 1;
				}
				nodes->move[j * n + i][c] = sum / w;
			}
	free(old);
}

static float between(const struct nodes *nodes, double x, double y, int c)
{
	int n = nodes->n, i = (int)x, j = (int)y;
	float fx, fy, top, low;

	i = i > n - 2 ? n - 2 : i;
	j = j > n - 2 ? n - 2 : j;
	fx = (float)x - (float)i;
	fy = (float)y - (float)j;
	top = nodes->move[j * n + i][c] * (1 - fx) +
	      nodes->move[j * n + i + 1][c] * fx;
	low = nodes->move[(j + 1) * n + i][c] * (1 - fx) +
	      nodes->move[(j + 1) * n + i + 1][c] * fx;
	return top * (1 - fy) + low * fy;
}

static void apply(const struct nodes *nodes, int side, struct qr_shift *shift)
{
	double scale = (nodes->n - 1) / (double)(side - 1);
	int x, y;

	for (y = 0; y < side; y++)
		for (x = 0; x < side; x++) {
			shift->u[y * side + x] +=
				between(nodes, x * scale, y * scale, 0);
			shift->v[y * side + x] +=
				between(nodes, x * scale, y * scale, 1);
		}
}

static int clamp(int v, int max)
{
	return v < 0 ? 0 : v > max ? max : v;
}

void qr_mesh_settle(const struct qr_pixels *px, const struct qr_pose *pose,
		    struct qr_work *work, struct qr_shift *shift)
{
	int side = qr_spec_side(pose->version), round, i, j;
	struct nodes *nodes = mem_xcalloc(1, sizeof(*nodes));

	nodes->n = side / PITCH + 1;
	for (round = 0; round < 3 && work->left > 0; round++) {
		int reach = 5 - round;

		for (j = 0; j < nodes->n; j++)
			for (i = 0; i < nodes->n; i++) {
				int x = node_at(i, nodes->n, side);
				int y = node_at(j, nodes->n, side);
				const int patch[4] = {
					clamp(x - reach, side),
					clamp(y - reach, side),
					clamp(x + reach + 1, side),
					clamp(y + reach + 1, side)};

				best_move(px, pose, shift, patch,
					  nodes->move[j * nodes->n + i]);
			}
		qr_work_spend(work, nodes->n * nodes->n * 82.0 *
					    (2 * reach + 1) * (2 * reach + 1) *
					    point_cost);
		smooth(nodes);
		apply(nodes, side, shift);
	}
	free(nodes);
}
