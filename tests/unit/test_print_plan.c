/* SPDX-License-Identifier: MIT */
/* Prints on paper: nothing overlaps or hangs over, whatever the sizes. */
#include "rules/print_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ONE                                                                    \
	{                                                                      \
		"1寸", 25, 35                                                  \
	}
#define TWO                                                                    \
	{                                                                      \
		"2寸", 35, 49                                                  \
	}

static const struct print_paper five = {{"5寸", 127, 89}, 0},
				six = {{"6寸", 152, 102}, 0},
				seven = {{"5R", 178, 127}, 0},
				a4 = {{"A4", 210, 297}, 5};

static const struct print_layout mixed = {{{TWO, 4}, {ONE, 8}}, 2},
				 two_8 = {{{TWO, 8}}, 1},
				 one_fill = {{{ONE, 0}}, 1};

/* A hundredth of a millimetre is less than any printer's. */
static const double hair = .01;

static void assert_apart(const struct print_plan *plan,
			 const struct print_paper *paper)
{
	double under = plan->caption == PRINT_CAPTION_UNDER
			       ? plan->lines * PRINT_PLAN_LINE
			       : 0;
	size_t i, k;

	for (i = 0; i < plan->n; i++) {
		const struct print_cell *a = &plan->cells[i];

		assert_true(a->x >= paper->margin - hair);
		assert_true(a->y >= paper->margin - hair);
		assert_true(a->x + a->width <=
			    paper->size.width - paper->margin + hair);
		assert_true(a->y + a->height + under <=
			    paper->size.height - paper->margin + hair);
		for (k = 0; k < i; k++) {
			const struct print_cell *b = &plan->cells[k];

			assert_true(a->x >= b->x + b->width - hair ||
				    b->x >= a->x + a->width - hair ||
				    a->y >= b->y + b->height + under - hair ||
				    b->y >= a->y + a->height + under - hair);
		}
	}
}

static void assert_sizes(const struct print_plan *plan,
			 const struct print_layout *layout)
{
	size_t i;

	for (i = 0; i < plan->n; i++) {
		const struct print_cell *c = &plan->cells[i];
		const struct print_size *s = &layout->parts[c->part].size;

		assert_float_equal(c->turned ? c->height : c->width, s->width,
				   1e-9);
		assert_float_equal(c->turned ? c->width : c->height, s->height,
				   1e-9);
	}
}

static void check(const struct print_paper *paper,
		  const struct print_layout *layout, int lines,
		  struct print_plan *plan)
{
	struct error err = ERROR_INIT;

	assert_int_equal(print_plan_make(paper, layout, lines, plan, &err), 0);
	assert_apart(plan, paper);
	assert_sizes(plan, layout);
}

static void test_known(void **state)
{
	struct print_plan plan;
	struct error err = ERROR_INIT;

	(void)state;
	check(&six, &mixed, 1, &plan);
	assert_int_equal(plan.n, 12);
	assert_int_equal(plan.caption, PRINT_CAPTION_SIDE);
	assert_false(plan.cells[0].turned);
	assert_true(plan.cells[4].turned);
	check(&seven, &mixed, 2, &plan);
	assert_int_equal(plan.caption, PRINT_CAPTION_UNDER);
	assert_int_equal(plan.lines, 2);
	check(&six, &two_8, 2, &plan);
	assert_int_equal(plan.n, 8);
	check(&six, &two_8, 0, &plan);
	assert_int_equal(plan.caption, PRINT_CAPTION_NONE);
	check(&a4, &one_fill, 1, &plan);
	assert_int_equal(plan.n, 42);
	assert_int_equal(print_plan_make(&five, &mixed, 1, &plan, &err), -1);
	assert_int_equal(err.kind, ERROR_POLICY);
}

/* A print as large as the paper has no room for words, and may have none. */
static void test_full(void **state)
{
	static const struct print_layout full = {{{{"5寸", 127, 89}, 1}}, 1};
	struct print_plan plan;
	struct error err = ERROR_INIT;

	(void)state;
	check(&five, &full, 0, &plan);
	assert_int_equal(print_plan_make(&five, &full, 1, &plan, &err), -1);
	assert_int_equal(err.kind, ERROR_POLICY);
	assert_non_null(strstr(err.text, "--caption"));
}

/* Sizes, numbers and papers by chance: what is laid is laid well. */
static void test_random(void **state)
{
	static const struct print_paper *const papers[] = {&five, &six, &seven,
							   &a4};
	struct print_plan plan;
	struct error err;
	uint32_t seed = 20261127;
	int i, k, laid = 0;

	(void)state;
	for (i = 0; i < 4000; i++) {
		struct print_layout layout = {.n = 1 + (seed >> 9) % 3};

		for (k = 0; k < (int)layout.n; k++) {
			struct print_part *part = &layout.parts[k];

			seed = seed * 1664525 + 1013904223;
			part->size.width = 15 + (seed >> 8) % 500 / 10.0;
			part->size.height = 15 + (seed >> 18) % 600 / 10.0;
			part->count = (int)(1 + (seed >> 28));
		}
		seed = seed * 1664525 + 1013904223;
		err = (struct error)ERROR_INIT;
		if (print_plan_make(papers[(seed >> 12) % 4], &layout,
				    (int)(seed >> 20) % 4, &plan, &err) < 0) {
			assert_int_equal(err.kind, ERROR_POLICY);
			continue;
		}
		assert_apart(&plan, papers[(seed >> 12) % 4]);
		assert_sizes(&plan, &layout);
		laid++;
	}
	assert_true(laid > 1000);
}

/* Filled on: every print of a sheet apart, a fresh one when it is full. */
static void test_flow(void **state)
{
	struct print_plan page = {.caption = PRINT_CAPTION_UNDER, .lines = 2};
	struct print_flow flow = {.paper = &a4, .lines = 2};
	struct error err = ERROR_INIT;
	struct print_cell cell;
	int person, i, sheets = 0;
	bool fresh;

	(void)state;
	for (person = 0; person < 30; person++)
		for (i = 0; i < 12; i++) {
			cell.part = i >= 4;
			assert_int_equal(print_plan_next(&flow, &mixed, &cell,
							 &fresh, &err),
					 0);
			assert_true(fresh || sheets);
			if (fresh) {
				sheets++;
				page.n = 0;
			}
			page.cells[page.n++] = cell;
			assert_apart(&page, &a4);
		}
	assert_sizes(&page, &mixed);
	assert_true(sheets > 5 && sheets < 30);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_flow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
