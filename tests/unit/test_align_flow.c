/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include "image/align/align.h"
#include "image/align/face.h"
#include "image/align/flow.h"
#include "support/scene.h"

static const struct image_box box = {110, 150, 250, 250};

/* A picture with detail everywhere, so that every block has a say. */
static struct align_face *noise(uint32_t seed)
{
	struct image im = IMAGE_INIT;
	struct align_face *f;
	int x, y;

	assert_int_equal(image_init(&im, 480, 640, 1, NULL), 0);
	for (y = 0; y < im.height; y++)
		for (x = 0; x < im.width; x++)
			image_row(&im, y)[x] =
				(uint8_t)(scene_random(&seed) % 256);
	f = align_prepare(&im, box, NULL);
	assert_non_null(f);
	image_release(&im);
	return f;
}

/* The field of a face laid on itself, off by dx, dy. */
static void find(const struct align_face *f, int dx, int dy,
		 struct align_flow *flow)
{
	const float m[6] = {1, 0, f->centre_x + (float)dx,
			    0, 1, f->centre_y + (float)dy};

	memset(flow, 0, sizeof(*flow));
	align_flow_find(flow, f, f, m);
}

static void a_shift_is_found_at_every_point(void **state)
{
	struct align_face *f = noise(1);
	struct align_flow flow;
	int dx, dy, i, j;

	(void)state;
	for (dx = -2; dx <= 2; dx += 2)
		for (dy = -2; dy <= 2; dy += 2) {
			find(f, dx, dy, &flow);
			assert_true(flow.across > 5 && flow.down > 5);
			for (j = 0; j < flow.down; j++)
				for (i = 0; i < flow.across; i++) {
					assert_true(fabsf(flow.dx[j][i] +
							  (float)dx) < .3f);
					assert_true(fabsf(flow.dy[j][i] +
							  (float)dy) < .3f);
				}
		}
	align_free(f);
}

/* Fills the stack that the next call will take. */
static __attribute__((noinline)) float leave_behind(float value)
{
	volatile float stack[1 << 18];
	int i;

	for (i = 0; i < 1 << 18; i++)
		stack[i] = value;
	return stack[7];
}

static void what_lies_on_the_stack_does_not_count(void **state)
{
	struct align_face *f = noise(2);
	struct align_flow high, low;
	int dx, dy;

	(void)state;
	for (dx = -2; dx <= 2; dx++)
		for (dy = -2; dy <= 2; dy++) {
			assert_true(leave_behind(1e9f) > 0);
			find(f, dx, dy, &high);
			assert_true(leave_behind(-1e9f) < 0);
			find(f, dx, dy, &low);
			assert_memory_equal(&high, &low, sizeof(high));
		}
	align_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_shift_is_found_at_every_point),
		cmocka_unit_test(what_lies_on_the_stack_does_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
