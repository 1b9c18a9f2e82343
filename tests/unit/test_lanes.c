/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "image/face/lanes.h"

enum { ROW = 32 };

/*
 * Lanes beyond a row's end hold what an earlier size left in the table; they
 * pass none and must disturb nothing, the sanitizer of overflows included.
 */
static void lanes_beyond_the_row_do_not_count(void **state)
{
	uint32_t table[2 * ROW];
	struct face_offsets offsets = {
		.at = {{0, 1, ROW, ROW + 1}, {0, 2, ROW, ROW + 2}},
		.weight = {-1, 2},
		.threshold = 40};
	struct cascade_node node = {.left = 0, .right = -1};
	float leaves[2] = {1, 0}, norm[FACE_LANES];
	struct cascade_tree tree = {
		.nodes = 1, .leaves = 2, .value = {0, 1, 0, 1, 0, 1, 0, 1}};
	struct cascade_stage stage = {.trees = 1, .threshold = .5f};
	struct cascade c = {.nodes = &node,
			    .trees = &tree,
			    .stages = &stage,
			    .leaves = leaves,
			    .stage_count = 1};
	struct face_lanes lanes = {&c, &offsets};
	int pass[FACE_LANES], i;

	(void)state;
	for (i = 0; i < 2 * ROW; i++)
		table[i] = i % ROW < 8 ? (uint32_t)(i % ROW * 7 * (i / ROW))
				       : (i % 2 ? 0x80007fc0u : 0x7fffffffu);
	for (i = 0; i < FACE_LANES; i++) {
		norm[i] = 1;
		pass[i] = i < 6;
	}
	face_lanes_eight(&lanes, table, norm, pass);
	for (i = 0; i < 6; i++)
		assert_int_equal(pass[i],
				 face_lanes_one(&lanes, table + i, norm[i]));
	assert_int_equal(pass[6] + pass[7], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lanes_beyond_the_row_do_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
