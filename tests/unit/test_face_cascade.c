/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include "codec/config/cascade.h"
#include "codec/config/cascade_file.h"
#include "image/face/cascade.h"
#include "image/face/group.h"
#include "image/face/integral.h"
#include "image/face/others.h"
#include "support/faces.h"
#include "support/sitter.h"

static void noise(struct image *im, uint32_t seed)
{
	size_t i, n = (size_t)im->width * (size_t)im->height;

	for (i = 0; i < n; i++) {
		seed = seed * 1664525 + 1013904223;
		im->data[i] = (uint8_t)(seed >> 24);
	}
}

static void tilted_sums_are_sums_of_triangles(void **state)
{
	const struct face_integral_room room = {16, 11, 1, true};
	struct image im = IMAGE_INIT;
	struct face_integral t;
	struct error err = ERROR_INIT;
	int x, y, u, v;
	uint32_t sum;

	(void)state;
	assert_int_equal(image_init(&im, 13, 9, 1, &err), 0);
	noise(&im, 7);
	face_integral_init(&t, &room);
	face_integral_fill(&t, &im);
	for (y = 0; y <= 9; y++)
		for (x = 0; x <= 13; x++) {
			sum = 0;
			for (v = 0; v < y; v++)
				for (u = 0; u < 13; u++)
					if (abs(u - x + 1) <= y - v - 1)
						sum += image_row(&im, v)[u];
			assert_int_equal(t.tilted[y * t.pitch + x], sum);
		}
	face_integral_release(&t);
	image_release(&im);
}

/* Twice in one room, for what is smaller lies where the larger lay. */
static void dealt_columns_are_the_same_columns(void **state)
{
	struct image im = IMAGE_INIT;
	struct face_integral t, d;
	struct error err = ERROR_INIT;
	int phases, width, x, y;

	(void)state;
	for (phases = 1; phases <= 4; phases++) {
		const struct face_integral_room plain = {14, 5, 1, true},
						dealt = {14, 5, phases, true};

		face_integral_init(&t, &plain);
		face_integral_init(&d, &dealt);
		for (width = 14; width >= 9; width -= 5) {
			assert_int_equal(image_init(&im, width, 5, 1, &err), 0);
			noise(&im, 3);
			face_integral_fill(&t, &im);
			face_integral_fill(&d, &im);
			image_release(&im);
			for (y = 0; y <= 5; y++)
				for (x = 0; x <= width; x++) {
					int at = y * d.pitch +
						 face_integral_column(&d, x);
					int from = y * t.pitch + x;

					assert_int_equal(d.sum[at],
							 t.sum[from]);
					assert_int_equal(d.square[at],
							 t.square[from]);
					assert_int_equal(d.tilted[at],
							 t.tilted[from]);
				}
		}
		face_integral_release(&t);
		face_integral_release(&d);
	}
}

static void compare_twins(const struct cascade *c, const struct image *grey,
			  double least)
{
	struct face_hit *a = calloc(FACE_CASCADE_HITS, sizeof(*a));
	struct face_hit *b = calloc(FACE_CASCADE_HITS, sizeof(*b));
	struct face_range range = {least, 0, false};
	int n = face_cascade_scan(c, grey, &range, a), m;

	range.scalar = true;
	m = face_cascade_scan(c, grey, &range, b);
	assert_int_equal(n, m);
	assert_memory_equal(a, b, (size_t)n * sizeof(*a));
	free(a);
	free(b);
}

static void eight_at_once_finds_what_one_by_one_finds(void **state)
{
	struct face_models models;
	struct sitter_person person;
	struct sitter_shot shot;
	struct image rgb = IMAGE_INIT, grey = IMAGE_INIT;
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(cascade_models_load(&models, &err), 0);
	sitter_person(3, &person);
	sitter_shot_default(3, &shot);
	sitter_shot_scale(&shot, 180, 240);
	assert_int_equal(sitter_render(&person, &shot, &rgb, NULL, &err), 0);
	assert_int_equal(image_to_grey(&rgb, &grey, &err), 0);
	compare_twins(models.face, &grey, 20);
	compare_twins(models.face_lbp, &grey, 45);
	compare_twins(models.eyes, &grey, 20);
	compare_twins(models.eyes_bare, &grey, 20);
	noise(&grey, 11);
	compare_twins(models.face, &grey, 20);
	compare_twins(models.eyes, &grey, 20);
	image_release(&rgb);
	image_release(&grey);
	cascade_models_release(&models);
}

static void a_sitter_has_one_face_where_it_is(void **state)
{
	struct face_models models;
	struct sitter_person person;
	struct sitter_shot shot;
	struct sitter_truth truth = SITTER_TRUTH_INIT;
	struct image rgb = IMAGE_INIT, grey = IMAGE_INIT;
	struct face faces[FACE_MAX];
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(cascade_models_load(&models, &err), 0);
	sitter_person(1, &person);
	sitter_shot_default(1, &shot);
	assert_int_equal(sitter_render(&person, &shot, &rgb, &truth, &err), 0);
	assert_int_equal(image_to_grey(&rgb, &grey, &err), 0);
	assert_int_equal(face_others_find(&models, &grey, faces), 1);
	assert_true(faces[0].has_eyes);
	assert_true(fabs(faces[0].left_eye_x - truth.left_eye_x) < 5);
	assert_true(fabs(faces[0].right_eye_y - truth.right_eye_y) < 5);
	memset(grey.data, 128, (size_t)grey.width * (size_t)grey.height);
	assert_int_equal(face_others_find(&models, &grey, faces), 0);
	sitter_truth_release(&truth);
	image_release(&rgb);
	image_release(&grey);
	cascade_models_release(&models);
}

/* Coming down from the largest size, a scan ends with the face it has. */
static void enough_windows_end_a_scan(void **state)
{
	struct face_range range = {.min_width = 40};
	struct face_hit all[FACE_CASCADE_HITS], some[FACE_CASCADE_HITS];
	struct faces_picture p;
	struct sitter_shot shot;
	struct error err = ERROR_INIT;
	int n, m;

	(void)state;
	sitter_shot_default(1, &shot);
	assert_int_equal(faces_shoot(&p, 1, &shot, &err), 0);
	n = face_cascade_scan(faces_models.face, &p.grey, &range, all);
	range.enough = 15;
	m = face_cascade_scan(faces_models.face, &p.grey, &range, some);
	assert_true(m >= 15 && m <= n);
	/* what is left out is smaller: the rest is the same, in its order */
	assert_memory_equal(some, all + n - m, (size_t)m * sizeof(*all));
	range.within[0] = (struct image_box){0, 0, 20, 20};
	assert_int_equal(
		face_cascade_scan(faces_models.face, &p.grey, &range, some), 0);
	faces_release(&p);
}

static void hits_that_lie_together_become_one(void **state)
{
	struct face_hit hits[6] = {{10, 10, 50, 50, 1}, {12, 11, 50, 50, 1},
				   {11, 12, 52, 52, 1}, {200, 10, 50, 50, 1},
				   {300, 9, 40, 40, 1}, {302, 9, 40, 40, 1}};

	(void)state;
	assert_int_equal(face_group(hits, 6, 2), 2);
	assert_true(hits[0].x == 11 && hits[0].votes == 3);
	assert_true(hits[1].x == 301 && hits[1].votes == 2);
}

#define CASCADE(left, rect)                                                    \
	"<opencv_storage><cascade><featureType>HAAR</featureType>"             \
	"<height>20</height><width>20</width><stages><_>"                      \
	"<stageThreshold>0.5</stageThreshold><weakClassifiers><_>"             \
	"<internalNodes>" left " -1 0 0.1</internalNodes>"                     \
	"<leafValues>1 0</leafValues></_></weakClassifiers></_></stages>"      \
	"<features><_><rects><_>" rect " -1.</_><_>0 0 4 4 2.</_></rects>"     \
	"<tilted>0</tilted></_></features></cascade></opencv_storage>"

static bool parses(const char *xml)
{
	struct error err = ERROR_INIT;
	struct cascade *c = cascade_parse(xml, strlen(xml), &err);

	cascade_free(c);
	return c != NULL;
}

static void what_points_outside_is_refused(void **state)
{
	(void)state;
	assert_true(parses(CASCADE("0", "0 0 20 20")));
	assert_false(parses(CASCADE("0", "1 0 20 20")));
	assert_false(parses(CASCADE("0", "0 0 0 20")));
	assert_false(parses(CASCADE("1", "0 0 20 20")));  /* no such node */
	assert_false(parses(CASCADE("-2", "0 0 20 20"))); /* no such leaf */
	assert_false(parses("<opencv_storage/>"));
	assert_false(parses("not xml"));
	assert_false(parses(""));
}

static void packed_cascades_are_those_of_their_xml(void **state)
{
	const char xml[] = CASCADE("0", "0 0 20 20");
	struct cascade_stamp stamp = {sizeof(xml), 7}, later = {sizeof(xml), 8};
	struct error err = ERROR_INIT;
	struct cascade *c = cascade_parse(xml, strlen(xml), &err), *back;
	struct cascade_file_reader r;
	struct buf packed = BUF_INIT;
	size_t n;

	(void)state;
	cascade_file_begin(&packed);
	cascade_file_add(&packed, c, &stamp);
	cascade_file_add(&packed, c, &later);
	r = cascade_file_open(packed.data, packed.size);
	/* the first is of an older XML, the second of this one */
	assert_null(cascade_file_next(&r, &later));
	back = cascade_file_next(&r, &later);
	assert_non_null(back);
	assert_null(cascade_file_next(&r, &later));
	assert_int_equal(back->feature_count, c->feature_count);
	assert_int_equal(back->features[0].rect[0].width, 20);
	assert_memory_equal(back->nodes, c->nodes, sizeof(*c->nodes));
	assert_memory_equal(back->trees, c->trees, sizeof(*c->trees));
	assert_memory_equal(back->stages, c->stages, sizeof(*c->stages));
	assert_memory_equal(back->leaves, c->leaves, 2 * sizeof(float));
	cascade_free(back);
	/* cut anywhere: the second is not there, and nothing is read past */
	for (n = 0; n < packed.size; n++) {
		r = cascade_file_open(packed.data, n);
		assert_null(cascade_file_next(&r, &later));
		assert_null(cascade_file_next(&r, &later));
	}
	cascade_free(c);
	buf_release(&packed);
}

/* The program's own four, packed and read again, are byte for byte the XML's.
 */
static void packing_twice_gives_the_same_bytes(void **state)
{
	struct buf a = BUF_INIT, b = BUF_INIT;
	struct cascade_file_reader r;
	struct cascade_file_head head;
	struct error err = ERROR_INIT;
	struct cascade *c;
	int n = 0;

	(void)state;
	assert_int_equal(cascade_models_pack(&a, &err), 0);
	cascade_file_begin(&b);
	for (r = cascade_file_open(a.data, a.size); r.at < r.end; n++) {
		memcpy(&head, r.at, sizeof(head));
		c = cascade_file_next(&r, &head.stamp);
		assert_non_null(c);
		cascade_file_add(&b, c, &head.stamp);
		cascade_free(c);
	}
	assert_int_equal(n, 4);
	assert_int_equal(a.size, b.size);
	assert_memory_equal(a.data, b.data, a.size);
	buf_release(&a);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tilted_sums_are_sums_of_triangles),
		cmocka_unit_test(dealt_columns_are_the_same_columns),
		cmocka_unit_test(eight_at_once_finds_what_one_by_one_finds),
		cmocka_unit_test(a_sitter_has_one_face_where_it_is),
		cmocka_unit_test(enough_windows_end_a_scan),
		cmocka_unit_test(hits_that_lie_together_become_one),
		cmocka_unit_test(what_points_outside_is_refused),
		cmocka_unit_test(packed_cascades_are_those_of_their_xml),
		cmocka_unit_test(packing_twice_gives_the_same_bytes),
	};

	return cmocka_run_group_tests_name("face_cascade", tests, faces_load,
					   faces_unload);
}
