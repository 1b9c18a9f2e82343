/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "image/pixel/mask.h"

enum { W = 41, H = 29 };

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* share of 256 pixels set */
static void scatter(struct mask *m, uint32_t seed, uint32_t share)
{
	int i;

	mask_init(m, W, H);
	for (i = 0; i < W * H; i++)
		m->data[i] = next_random(&seed) % 256 < share;
}

/* The plain way: widen by one pixel inside m until nothing changes. */
static void reach_slowly(const struct mask *m, struct mask *from)
{
	bool more = true;
	int i;

	for (i = 0; i < W * H; i++)
		from->data[i] &= m->data[i];
	while (more) {
		struct mask next;

		mask_copy(from, &next);
		mask_grow(&next, 1);
		more = false;
		for (i = 0; i < W * H; i++) {
			next.data[i] &= m->data[i];
			more |= next.data[i] != from->data[i];
		}
		mask_release(from);
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
			struct mask m, from;

			scatter(&m, seed, share[i]);
			scatter(&from, seed + 100, 3);
			reach_slowly(&m, &from);
			/* from now holds the answer, and reaches it all */
			mask_reach(&m, &from);
			assert_memory_equal(m.data, from.data, W * H);
			mask_release(&m);
			mask_release(&from);
		}
	}
}

/* Diagonal neighbours everywhere: the most runs that a picture can have. */
static void reach_walks_a_chess_board(void **state)
{
	struct mask m, from;
	int i;

	(void)state;
	mask_init(&m, W, H);
	mask_init(&from, W, H);
	for (i = 0; i < W * H; i++)
		m.data[i] = (i % W + i / W) % 2 == 0;
	from.data[0] = 1;
	mask_reach(&m, &from);
	assert_int_equal(mask_count(&m), (W * H + 1) / 2);
	mask_release(&m);
	mask_release(&from);
}

static void nothing_is_reached_from_nowhere(void **state)
{
	struct mask m, from;

	(void)state;
	scatter(&m, 5, 200);
	mask_init(&from, W, H);
	mask_reach(&m, &from);
	assert_int_equal(mask_count(&m), 0);
	mask_release(&m);
	mask_release(&from);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reach_is_what_growing_inside_finds),
		cmocka_unit_test(reach_walks_a_chess_board),
		cmocka_unit_test(nothing_is_reached_from_nowhere),
	};

	return cmocka_run_group_tests_name("mask", tests, NULL, NULL);
}
