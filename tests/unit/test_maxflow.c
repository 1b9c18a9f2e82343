/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "image/matte/maxflow.h"

enum { W = 4, H = 4, N = W * H };

static const int dx[MAXFLOW_DIRECTIONS] = {1, -1, 0, 0, 1, -1, -1, 1};
static const int dy[MAXFLOW_DIRECTIONS] = {0, 0, 1, -1, 1, -1, 1, -1};

struct graph {
	int source[N], sink[N], link[N][MAXFLOW_DIRECTIONS];
	int ground[N]; /* one way, to the pixel below */
};

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static void random_graph(uint32_t seed, int most, struct graph *g)
{
	int i, d;

	memset(g, 0, sizeof(*g));
	for (i = 0; i < N; i++) {
		g->source[i] = (int)(next_random(&seed) % (uint32_t)most);
		g->sink[i] = (int)(next_random(&seed) % (uint32_t)most);
		for (d = 0; d < MAXFLOW_DIRECTIONS; d += 2) {
			int x = i % W + dx[d], y = i / W + dy[d];

			if (x >= 0 && x < W && y >= 0 && y < H)
				g->link[i][d] = (int)(next_random(&seed) %
						      (uint32_t)most);
		}
		if (i / W + 1 < H && seed % 3 == 0)
			g->ground[i] = (int)(seed % (uint32_t)most);
	}
}

/* What the cut costs when bit i of sides says that pixel i is person. */
static long long price(const struct graph *g, unsigned sides)
{
	long long sum = 0;
	int i, d;

	for (i = 0; i < N; i++) {
		unsigned here = sides >> i & 1;

		sum += here ? g->sink[i] : g->source[i];
		if (g->ground[i] && here && !(sides >> (i + W) & 1))
			sum += g->ground[i];
		for (d = 0; d < MAXFLOW_DIRECTIONS; d += 2) {
			int j = i + dx[d] + W * dy[d];

			if (g->link[i][d] && (sides >> j & 1) != here)
				sum += g->link[i][d];
		}
	}
	return sum;
}

static long long least_price(const struct graph *g)
{
	long long least = price(g, 0);
	unsigned sides;

	for (sides = 1; sides < 1u << N; sides++) {
		long long p = price(g, sides);

		if (p < least)
			least = p;
	}
	return least;
}

static long long solve(const struct graph *g, unsigned *sides)
{
	struct maxflow *cut = maxflow_new(W, H);
	struct mask person;
	long long flow;
	int i, d;

	mask_init(&person, W, H);
	for (i = 0; i < N; i++) {
		maxflow_set_terminals(cut, i % W, i / W, g->source[i],
				      g->sink[i]);
		for (d = 0; d < MAXFLOW_DIRECTIONS; d += 2)
			if (g->link[i][d])
				maxflow_set_link(cut, i % W, i / W,
						 (enum maxflow_direction)d,
						 g->link[i][d]);
	}
	for (i = 0; i < N; i++)
		if (g->ground[i])
			maxflow_add_one_way(cut, i % W, i / W, MAXFLOW_SOUTH,
					    g->ground[i]);
	flow = maxflow_solve(cut, &person);
	*sides = 0;
	for (i = 0; i < N; i++)
		*sides |= (unsigned)person.data[i] << i;
	maxflow_free(cut);
	mask_release(&person);
	return flow;
}

static void the_cut_is_the_cheapest_of_all(void **state)
{
	uint32_t seed;

	(void)state;
	for (seed = 1; seed <= 24; seed++) {
		struct graph g;
		unsigned sides;
		long long flow;

		random_graph(seed, seed % 2 ? 9 : 40, &g);
		flow = solve(&g, &sides);
		assert_int_equal(flow, least_price(&g));
		assert_int_equal(flow, price(&g, sides));
	}
}

static void equal_graphs_give_equal_sides(void **state)
{
	struct graph g;
	unsigned first, again;
	int i;

	(void)state;
	random_graph(77, 5, &g);
	solve(&g, &first);
	for (i = 0; i < 5; i++) {
		solve(&g, &again);
		assert_int_equal(first, again);
	}
}

/* A row that must be cut where its link is weakest. */
static void a_chain_breaks_at_its_weakest_link(void **state)
{
	enum { LONG = 50, WEAK = 31 };
	struct maxflow *cut = maxflow_new(LONG, 1);
	struct mask person;
	int x;

	(void)state;
	mask_init(&person, LONG, 1);
	for (x = 0; x + 1 < LONG; x++)
		maxflow_set_link(cut, x, 0, MAXFLOW_EAST, x == WEAK ? 3 : 10);
	maxflow_set_terminals(cut, 0, 0, 1000, 0);
	maxflow_set_terminals(cut, LONG - 1, 0, 0, 1000);
	assert_int_equal(maxflow_solve(cut, &person), 3);
	for (x = 0; x < LONG; x++)
		assert_int_equal(person.data[x], x <= WEAK);
	maxflow_free(cut);
	mask_release(&person);
}

static void nothing_to_cut_costs_nothing(void **state)
{
	struct graph g = {.source = {5}};
	unsigned sides;

	(void)state;
	assert_int_equal(solve(&g, &sides), 0);
	assert_int_equal(sides, 1);
	maxflow_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_cut_is_the_cheapest_of_all),
		cmocka_unit_test(equal_graphs_give_equal_sides),
		cmocka_unit_test(a_chain_breaks_at_its_weakest_link),
		cmocka_unit_test(nothing_to_cut_costs_nothing),
	};

	return cmocka_run_group_tests_name("maxflow", tests, NULL, NULL);
}
