/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/near.h"

static const struct {
	const char *a, *b;
	int distance;
} pairs[] = {
	{"", "", 0},	      {"photo", "photo", 0},   {"", "abc", 3},
	{"photo", "phto", 1}, {"photo", "phtoo", 1},   {"photo", "photos", 1},
	{"list", "lits", 1},  {"review", "veriew", 2}, {"ca", "abc", 3},
	{"abcd", "acbd", 1},  {"abcd", "dcba", 3},
};

static void distances_count_swaps_as_one(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		assert_int_equal(near_distance(pairs[i].a, pairs[i].b),
				 pairs[i].distance);
		assert_int_equal(near_distance(pairs[i].b, pairs[i].a),
				 pairs[i].distance);
	}
}

static void long_words_are_far_from_all(void **state)
{
	char word[NEAR_MAX + 1];

	(void)state;
	memset(word, 'a', NEAR_MAX);
	word[NEAR_MAX] = '\0';
	assert_int_equal(near_distance(word, word), NEAR_MAX);
	word[NEAR_MAX - 1] = '\0';
	assert_int_equal(near_distance(word, word), 0);
}

static const struct {
	const char *word, *found; /* NULL = none of the candidates is near */
} words[] = {
	{"pendign", "pending"},
	{"2022010107", "2022010101"},
	{"比对拦", "比对拦截"},
	{"计算机", "计算机学院"},
	{"计算机学元", "计算机学院"},
	{"nothing", NULL},
	{"mkae", "make"},
	{"meek", NULL},
	{"9", NULL},
	{"文学院", NULL},
};

static void the_nearest_is_found_or_none(void **state)
{
	static const char *const candidates[] = {
		"", "pending", "packed", "make", "2022010101", "比对拦截", "计算机学院",
	};
	struct near_search near;
	size_t i, c;

	(void)state;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		near = near_to(words[i].word);
		for (c = 0; c < sizeof(candidates) / sizeof(*candidates); c++)
			near_try(&near, candidates[c]);
		if (words[i].found)
			assert_string_equal(near_found(&near), words[i].found);
		else
			assert_null(near_found(&near));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(distances_count_swaps_as_one),
		cmocka_unit_test(long_words_are_far_from_all),
		cmocka_unit_test(the_nearest_is_found_or_none),
	};

	return cmocka_run_group_tests_name("near", tests, NULL, NULL);
}
