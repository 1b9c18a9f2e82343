/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include "image/phash/prefilter.h"
#include "support/scene.h"

enum { MANY = 1300, PROBES = 9, COARSE = 4, CUT = 82 };

static void random_hashes(struct phash *h, int n, uint32_t seed)
{
	int i, k;

	for (i = 0; i < n; i++)
		for (k = 0; k < PHASH_BYTES; k++)
			h[i].bits[k] = (uint8_t)(scene_random(&seed) >> 12);
}

/* The hash with its first n bits turned round. */
static struct phash turned(struct phash h, int n)
{
	int i;

	for (i = 0; i < n; i++)
		h.bits[i / 8] ^= (uint8_t)(1 << i % 8);
	return h;
}

static void what_comes_near_is_measured_with_every_probe(void **state)
{
	static struct phash hashes[MANY], probes[PROBES];
	static uint16_t got[MANY], coarse[MANY], all[MANY];
	const struct phash_net net = {probes, PROBES, COARSE, NULL};
	int i, near = 0;

	(void)state;
	random_hashes(hashes, MANY, 1);
	random_hashes(probes, COARSE, 2);
	for (i = COARSE; i < PROBES; i++)
		probes[i] = turned(probes[i - COARSE], 40);
	for (i = 0; i < MANY; i += 7)
		hashes[i] = turned(probes[i % COARSE], 20 + i % 100);
	phash_scan(probes, PROBES, hashes, MANY, all);
	phash_scan(probes, COARSE, hashes, MANY, coarse);
	phash_prefilter(&net, CUT, hashes, MANY, got);
	for (i = 0; i < MANY; i++) {
		bool is_near = coarse[i] <= CUT + PHASH_PREFILTER_SLACK;

		assert_int_equal(got[i], is_near ? all[i] : coarse[i]);
		near += is_near && all[i] < coarse[i];
	}
	assert_true(near > 20);
}

static void any_number_of_hashes_is_taken(void **state)
{
	static struct phash hashes[MANY], probes[PROBES];
	static uint16_t want[MANY], got[MANY];
	const struct phash_net net = {probes, PROBES, COARSE, phash_scan};
	const size_t counts[] = {0, 1, 511, 512, 513, 1024, MANY - 1};
	size_t i;

	(void)state;
	random_hashes(hashes, MANY, 3);
	random_hashes(probes, PROBES, 4);
	phash_prefilter(&net, 256, hashes, MANY, want);
	for (i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		memset(got, 0xee, sizeof(got));
		phash_prefilter(&net, 256, hashes, counts[i], got);
		assert_memory_equal(got, want, counts[i] * sizeof(*got));
		assert_int_equal(got[counts[i]], 0xeeee);
	}
}

/* Where squares lie, in steps of 4 pixels of a square of 64. */
static void every_second_probe_makes_the_net(void **state)
{
	static struct resize_region squares[PHASH_PROBES];
	const struct resize_region own = {100, 100, 320, 320};
	int frame, n, coarse, i, k, moves;

	(void)state;
	for (frame = 0; frame < PHASH_FRAMES; frame++) {
		n = phash_probe_squares(own, (enum phash_frame)frame, squares);
		coarse = phash_probe_coarse((enum phash_frame)frame);
		assert_in_range(2 * coarse, n - 5, n + 5);
		assert_true(squares[0].x == own.x && squares[0].y == own.y);
		for (i = coarse; i < n; i++) {
			/* a neighbour of its size is in the net */
			for (moves = 0, k = 0; k < coarse; k++)
				moves += squares[k].width == squares[i].width &&
					 fabs(squares[k].x - squares[i].x) +
							 fabs(squares[k].y -
							      squares[i].y) <
						 squares[i].width * 4.5 / 64;
			assert_true(moves > 0);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_comes_near_is_measured_with_every_probe),
		cmocka_unit_test(any_number_of_hashes_is_taken),
		cmocka_unit_test(every_second_probe_makes_the_net),
	};

	return cmocka_run_group_tests_name("phash_prefilter", tests, NULL,
					   NULL);
}
