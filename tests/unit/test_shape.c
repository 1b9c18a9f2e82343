/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "image/shape.h"

enum { W = 41, H = 29 };

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* share of 256 pixels set */
static void scatter(struct shape *m, uint32_t seed, uint32_t share)
{
	int i;

	shape_init(m, W, H);
	for (i = 0; i < W * H; i++)
		m->data[i] = next_random(&seed) % 256 < share;
}

/* The plain way: widen by one pixel inside m until nothing changes. */
static void reach_slowly(const struct shape *m, struct shape *from)
{
	bool more = true;
	int i;

	for (i = 0; i < W * H; i++)
		from->data[i] &= m->data[i];
	while (more) {
		struct shape next;

		shape_copy(from, &next);
		shape_grow(&next, 1);
		more = false;
		for (i = 0; i < W * H; i++) {
			next.data[i] &= m->data[i];
			more |= next.data[i] != from->data[i];
		}
		shape_release(from);
		*from = next;
	}
}

static void reach_is_what_growing_inside_finds(void **state)
{
	static const uint32_t share[] = {40, 90, 128, 170, 240};
	uint32_t seed;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(share) / sizeof(*share); i++) {
		for (seed = 1; seed < 9; seed++) {
			struct shape m, from;

			scatter(&m, seed, share[i]);
			scatter(&from, seed + 100, 3);
			reach_slowly(&m, &from);
			/* from now holds the answer, and reaches it all */
			shape_reach(&m, &from);
			assert_memory_equal(m.data, from.data, W * H);
			shape_release(&m);
			shape_release(&from);
		}
	}
}

/* Diagonal neighbours everywhere: the most runs that a picture can have. */
static void reach_walks_a_chess_board(void **state)
{
	struct shape m, from;
	int i;

	(void)state;
	shape_init(&m, W, H);
	shape_init(&from, W, H);
	for (i = 0; i < W * H; i++)
		m.data[i] = (i % W + i / W) % 2 == 0;
	from.data[0] = 1;
	shape_reach(&m, &from);
	assert_int_equal(shape_count(&m), (W * H + 1) / 2);
	shape_release(&m);
	shape_release(&from);
}

static void nothing_is_reached_from_nowhere(void **state)
{
	struct shape m, from;

	(void)state;
	scatter(&m, 5, 200);
	shape_init(&from, W, H);
	shape_reach(&m, &from);
	assert_int_equal(shape_count(&m), 0);
	shape_release(&m);
	shape_release(&from);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reach_is_what_growing_inside_finds),
		cmocka_unit_test(reach_walks_a_chess_board),
		cmocka_unit_test(nothing_is_reached_from_nowhere),
	};

	return cmocka_run_group_tests_name("shape", tests, NULL, NULL);
}
