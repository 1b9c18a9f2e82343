/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "compare/compare_group.h"

enum { N = 60 };

/*
 * Photo i is of exposure i % 20, so three of each; neighbours of exposure 0
 * and 1 look suspect.  A photo finds those of its exposure, 0 and 1 each
 * other's too, and only from one side.
 */
struct world {
	size_t order[N]; /* photo at each place */
	int fail;	 /* verify fails for this exposure, -1 none */
};

static void build(struct world *w, bool backwards)
{
	int i;

	for (i = 0; i < N; i++)
		w->order[i] = (size_t)(backwards ? N - 1 - i : i);
	w->fail = -1;
}

static int find(void *ctx, size_t i, struct compare_candidates *out,
		struct error *err)
{
	const struct world *w = ctx;
	size_t x = w->order[i] % 20, y, j;

	(void)err;
	out->list = calloc(N, sizeof(*out->list));
	for (out->n = 0, j = 0; j < N; j++) {
		y = w->order[j] % 20;
		if ((x == y || (x <= 1 && y <= 1)) && j % 3 >= i % 3)
			out->list[out->n++] = (struct compare_candidate){
				.number = j, .distance = x == y ? 2 : 9};
	}
	return 0;
}

static int verify(void *ctx, size_t a, size_t b, struct compare_verdict *out,
		  struct error *err)
{
	const struct world *w = ctx;
	size_t x = w->order[a] % 20, y = w->order[b] % 20;

	if ((int)x == w->fail)
		return error_set(err, ERROR_INPUT, "photo %zu", x);
	out->verdict = x == y		  ? ALIGN_SAME
		       : x <= 1 && y <= 1 ? ALIGN_SUSPECT
					  : ALIGN_DIFFERENT;
	out->score = x == y ? 100 : 50;
	return a < b ? 0 : error_set(err, ERROR_INPUT, "not in order");
}

static struct compare_group_input input(struct world *w, int jobs)
{
	return (struct compare_group_input){.n = N,
					    .find = find,
					    .least = ALIGN_SAME,
					    .verify = verify,
					    .ctx = w,
					    .jobs = jobs};
}

static void copies_of_one_exposure_are_one_group(void **state)
{
	static struct world w;
	struct compare_group_input in;
	struct compare_groups g;
	size_t i;

	(void)state;
	build(&w, false);
	in = input(&w, 1);
	assert_int_equal(compare_group(&in, &g, NULL), 0);
	for (i = 0; i < N; i++)
		assert_int_equal(g.group[i], i % 20);
	/* 20 exposures of 3 pairs, and 9 suspect ones between 0 and 1 */
	assert_int_equal(g.link_count, 20 * 3 + 9);
	assert_int_equal(g.verified, 20 * 3 + 9);
	for (i = 1; i < g.link_count; i++)
		assert_true(g.links[i].a > g.links[i - 1].a ||
			    (g.links[i].a == g.links[i - 1].a &&
			     g.links[i].b > g.links[i - 1].b));
	compare_group_release(&g);
}

static void suspects_join_when_asked(void **state)
{
	static struct world w;
	struct compare_group_input in;
	struct compare_groups g;

	(void)state;
	build(&w, false);
	in = input(&w, 1);
	in.least = ALIGN_SUSPECT;
	assert_int_equal(compare_group(&in, &g, NULL), 0);
	assert_int_equal(g.group[41], 0);
	assert_int_equal(g.group[42], 2);
	compare_group_release(&g);
}

static void threads_change_nothing(void **state)
{
	static struct world w;
	struct compare_group_input one, many;
	struct compare_groups a, b;

	(void)state;
	build(&w, false);
	one = input(&w, 1);
	many = input(&w, 4);
	assert_int_equal(compare_group(&one, &a, NULL), 0);
	setenv("QCTOOL_STALL", "1", 1);
	assert_int_equal(compare_group(&many, &b, NULL), 0);
	unsetenv("QCTOOL_STALL");
	assert_int_equal(a.link_count, b.link_count);
	assert_memory_equal(a.links, b.links, a.link_count * sizeof(*a.links));
	assert_memory_equal(a.group, b.group, N * sizeof(*a.group));
	compare_group_release(&b);
	compare_group_release(&a);
}

static void the_order_of_photos_changes_no_group(void **state)
{
	static struct world w;
	struct compare_group_input in;
	struct compare_groups g;
	size_t i, j;

	(void)state;
	build(&w, true);
	in = input(&w, 2);
	assert_int_equal(compare_group(&in, &g, NULL), 0);
	for (i = 0; i < N; i++)
		for (j = 0; j < N; j++)
			assert_int_equal(g.group[i] == g.group[j],
					 w.order[i] % 20 == w.order[j] % 20);
	compare_group_release(&g);
}

static void a_failing_verdict_ends_it(void **state)
{
	static struct world w;
	struct compare_group_input in;
	struct compare_groups g;
	struct error err = ERROR_INIT;

	(void)state;
	build(&w, false);
	w.fail = 7;
	in = input(&w, 2);
	assert_int_equal(compare_group(&in, &g, &err), -1);
	assert_string_equal(err.text, "photo 7");
	assert_null(g.group);
	assert_null(g.links);
}

static void no_photos_no_groups(void **state)
{
	struct compare_group_input in = {
		.find = find, .verify = verify, .jobs = 1};
	struct compare_groups g;

	(void)state;
	assert_int_equal(compare_group(&in, &g, NULL), 0);
	assert_int_equal(g.link_count, 0);
	compare_group_release(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_of_one_exposure_are_one_group),
		cmocka_unit_test(suspects_join_when_asked),
		cmocka_unit_test(threads_change_nothing),
		cmocka_unit_test(the_order_of_photos_changes_no_group),
		cmocka_unit_test(a_failing_verdict_ends_it),
		cmocka_unit_test(no_photos_no_groups),
	};

	return cmocka_run_group_tests_name("compare_group", tests, NULL, NULL);
}
