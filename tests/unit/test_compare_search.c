/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "compare/compare_search.h"
#include "support/scene.h"

enum { MANY = 9000 };

static void random_hash(struct phash *h, uint32_t *seed)
{
	int k;

	for (k = 0; k < PHASH_BYTES; k++)
		h->bits[k] = (uint8_t)(scene_random(seed) >> 12);
}

/* h with so many bits turned. */
static struct phash turned(struct phash h, int bits)
{
	int i;

	for (i = 0; i < bits; i++)
		h.bits[i * 7 % PHASH_BYTES] ^= (uint8_t)(1 << i / PHASH_BYTES);
	return h;
}

struct fixture {
	struct phash hashes[MANY], probes[PHASH_PROBES];
	struct compare_search *set;
};

static void setup(struct fixture *f)
{
	uint32_t seed = 5;
	int i;

	for (i = 0; i < PHASH_PROBES; i++)
		random_hash(&f->probes[i], &seed);
	for (i = 0; i < MANY; i++)
		random_hash(&f->hashes[i], &seed);
	f->hashes[8500] = turned(f->probes[0], 10);
	f->hashes[17] = turned(f->probes[17], 10);
	f->hashes[4095] = turned(f->probes[3], 2);
	f->hashes[4096] = turned(f->probes[3], 20);
	f->set = compare_search_new();
}

static void candidates_come_nearest_first_then_by_number(void **state)
{
	static struct fixture f;
	static const size_t numbers[] = {4095, 17, 8500, 4096};
	static const int distances[] = {2, 10, 10, 20};
	struct compare_candidates found;
	size_t i;

	(void)state;
	setup(&f);
	for (i = 0; i < MANY; i += 100)
		assert_int_equal(
			compare_search_add(f.set, f.hashes + i, 100, NULL), 0);
	assert_int_equal(compare_search_size(f.set), MANY);
	assert_int_equal(compare_search_find(f.set, f.probes, 40, &found, NULL),
			 0);
	assert_int_equal(found.n, 4);
	for (i = 0; i < 4; i++) {
		assert_int_equal(found.list[i].number, numbers[i]);
		assert_int_equal(found.list[i].distance, distances[i]);
	}
	free(found.list);
	compare_search_free(f.set);
}

static void nothing_within_the_cut_is_missed(void **state)
{
	static struct fixture f;
	struct compare_candidates found;
	size_t i, p, within = 0, k;
	int best, d;

	(void)state;
	setup(&f);
	assert_int_equal(compare_search_add(f.set, f.hashes, MANY, NULL), 0);
	assert_int_equal(
		compare_search_find(f.set, f.probes, 105, &found, NULL), 0);
	for (i = 0; i < MANY; i++) {
		for (best = 999, p = 0; p < PHASH_PROBES; p++) {
			d = phash_distance(&f.probes[p], &f.hashes[i]);
			best = d < best ? d : best;
		}
		if (best > 105)
			continue;
		within++;
		for (k = 0; k < found.n && found.list[k].number != i; k++)
			;
		assert_true(k < found.n);
		assert_int_equal(found.list[k].distance, best);
	}
	assert_true(within > 100);
	assert_int_equal(found.n, within);
	free(found.list);
	compare_search_free(f.set);
}

static void an_empty_set_finds_nothing(void **state)
{
	struct compare_search *set = compare_search_new();
	struct phash probes[PHASH_PROBES] = {{{0}}};
	struct compare_candidates found = {(void *)1, 9};

	(void)state;
	assert_int_equal(compare_search_add(set, NULL, 0, NULL), 0);
	assert_int_equal(compare_search_find(set, probes, -1, &found, NULL), 0);
	assert_int_equal(found.n, 0);
	assert_null(found.list);
	compare_search_free(set);
	compare_search_free(NULL);
}

static void a_set_has_a_limit(void **state)
{
	struct compare_search *set = compare_search_new();
	struct phash h = {{0}};
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(
		compare_search_add(set, &h, COMPARE_SEARCH_MOST + 1u, &err),
		-1);
	assert_int_equal(err.kind, ERROR_LIMIT);
	assert_int_equal(compare_search_size(set), 0);
	compare_search_free(set);
}

static void larger_sets_have_a_closer_cut(void **state)
{
	(void)state;
	assert_int_equal(compare_search_cut(100000), 86);
	assert_int_equal(compare_search_cut(100001), 80);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(candidates_come_nearest_first_then_by_number),
		cmocka_unit_test(nothing_within_the_cut_is_missed),
		cmocka_unit_test(an_empty_set_finds_nothing),
		cmocka_unit_test(a_set_has_a_limit),
		cmocka_unit_test(larger_sets_have_a_closer_cut),
	};

	return cmocka_run_group_tests_name("compare_search", tests, NULL, NULL);
}
