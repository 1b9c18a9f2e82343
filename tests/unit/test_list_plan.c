/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "page/list_plan.h"

static const double lying = 297, standing = 210, em9 = 9 * 25.4 / 72;

static double sum_of(const struct list_plan *plan,
		     const struct list_plan_band *band)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < band->n; i++)
		sum += plan->column[band->columns[i]];
	return sum;
}

static struct list_plan make(struct list_plan_column *c, size_t n)
{
	struct list_plan plan;

	list_plan_make(&plan, c, n);
	return plan;
}

static void test_narrow(void **state)
{
	struct list_plan_column c[3] = {{.whole = 6, .least = 6},
					{.whole = 4, .least = 4},
					{.fixed = 18}};
	struct list_plan plan = make(c, 3);

	(void)state;
	assert_true(plan.width == standing && plan.size == 9);
	assert_int_equal(plan.n_bands, 1);
	assert_true(plan.column[0] > 6 * em9 + 2 * LIST_PLAN_PAD);
	assert_true(plan.column[2] == 18);
	list_plan_release(&plan);
}

/* What one line does not hold lies; what that does not hold is broken. */
static void test_wide(void **state)
{
	struct list_plan_column c[4] = {{.whole = 10, .least = 10},
					{.whole = 20, .least = 8},
					{.whole = 20, .least = 8},
					{.whole = 20, .least = 8}};
	struct list_plan plan = make(c, 4);

	(void)state;
	assert_true(plan.width == lying && plan.size == 9);
	list_plan_release(&plan);
	c[3].whole = 200;
	plan = make(c, 4);
	assert_int_equal(plan.n_bands, 1);
	assert_true(plan.column[0] > 10 * em9);
	assert_true(plan.column[1] > 20 * em9); /* the short ones stay whole */
	assert_true(sum_of(&plan, plan.bands) <= lying - 2 * LIST_PLAN_MARGIN);
	list_plan_release(&plan);
}

static void check_bands(const struct list_plan *plan,
			const struct list_plan_column *c, size_t n)
{
	size_t seen[64] = {0}, b, i;
	const struct list_plan_band *band;

	assert_true(plan->size >= 8);
	for (b = 0; b < plan->n_bands; b++) {
		band = &plan->bands[b];
		assert_true(sum_of(plan, band) <=
				    lying - 2 * LIST_PLAN_MARGIN + 1e-6 ||
			    band->n <= 3);
		for (i = 0; i < band->n; i++)
			seen[band->columns[i]]++;
	}
	for (i = 0; i < n; i++)
		assert_int_equal(seen[i], c[i].key ? plan->n_bands : 1);
}

/* Any table: each column once, its keys on each page, nothing beside it. */
static void test_any(void **state)
{
	struct list_plan_column c[40];
	struct list_plan plan;
	unsigned seed, n, i, r;

	(void)state;
	for (seed = 1; seed < 3000; seed++) {
		r = seed;
		n = 2 + seed % 39;
		for (i = 0; i < n; i++) {
			r = r * 1103515245 + 12345;
			c[i] = (struct list_plan_column){
				.whole = 2 + r / 65536 % (seed % 7 ? 14 : 90),
				.key = i == 1 || i == 2};
			c[i].least = c[i].whole < 8 ? c[i].whole : 5;
		}
		plan = make(c, n);
		check_bands(&plan, c, n);
		for (i = 0; i < n; i++)
			assert_true(plan.column[i] >=
				    c[i].least * 8 * 25.4 / 72);
		list_plan_release(&plan);
	}
}

static void test_split(void **state)
{
	struct list_plan_column c[30];
	struct list_plan plan;
	size_t i;

	(void)state;
	for (i = 0; i < 30; i++)
		c[i] = (struct list_plan_column){
			.whole = 6, .least = 6, .key = i == 4 || i == 7};
	plan = make(c, 30);
	assert_true(plan.n_bands == 3 && plan.size == 8);
	for (i = 0; i < 3; i++) {
		assert_int_equal(plan.bands[i].columns[0], 4);
		assert_int_equal(plan.bands[i].columns[1], 7);
		/* about as much on each */
		assert_in_range(plan.bands[i].n, 10, 12);
	}
	list_plan_release(&plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_narrow),
		cmocka_unit_test(test_wide),
		cmocka_unit_test(test_any),
		cmocka_unit_test(test_split),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
