/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "codec/picture/jpeg_write.h"
#include "codec/picture/png.h"
#include "compare/compare_audit.h"
#include "compare/compare_pair.h"
#include "compare/compare_search.h"
#include "image/align/enlarged.h"
#include "image/pixel/resize.h"
#include "support/scene.h"
#include "support/sitter.h"

static const struct image_box face = {110, 150, 250, 250};

static struct compare_source of_bytes(const struct buf *file)
{
	return (struct compare_source){
		.bytes = file->data, .size = file->size, .face = face};
}

static void jpeg_of(const struct image *im, struct buf *file)
{
	struct jpeg_write how = {85, 420, 0};

	assert_int_equal(jpeg_write(im, &how, file, NULL), 0);
}

static void a_jpeg_is_the_same_as_its_pixels(void **state)
{
	struct image im = IMAGE_INIT;
	struct buf jpeg = BUF_INIT, png = BUF_INIT;
	struct compare_source a = {.grey = &im, .face = face}, b, c;
	struct compare_verdict v;

	(void)state;
	scene_draw(&im, 480, 640, 1);
	jpeg_of(&im, &jpeg);
	assert_int_equal(png_write(&im, &png, NULL), 0);
	b = of_bytes(&jpeg);
	c = of_bytes(&png);
	assert_int_equal(compare_pair_photos(&a, &b, NULL, &v, NULL), 0);
	assert_int_equal(v.verdict, ALIGN_SAME);
	assert_false(v.weak);
	assert_int_equal(compare_pair_photos(&a, &c, NULL, &v, NULL), 0);
	assert_int_equal(v.verdict, ALIGN_SAME);
	assert_true(v.score > 99);
	buf_release(&png);
	buf_release(&jpeg);
	image_release(&im);
}

static void a_large_photo_is_decoded_small_and_upright(void **state)
{
	struct image large = IMAGE_INIT, turned = IMAGE_INIT,
		     small = IMAGE_INIT;
	struct buf file = BUF_INIT;
	struct compare_source a = {.grey = &small, .face = face}, b;
	struct compare_verdict v;

	(void)state;
	scene_draw(&small, 480, 640, 2);
	scene_draw(&large, 1920, 2560, 2);
	assert_int_equal(image_copy(&large, &turned, NULL), 0);
	assert_int_equal(image_orient(&turned, 8, NULL), 0);
	jpeg_of(&turned, &file);
	b = of_bytes(&file);
	b.orientation = 6;
	b.face = (struct image_box){440, 600, 1000, 1000};
	assert_int_equal(compare_pair_photos(&a, &b, NULL, &v, NULL), 0);
	assert_int_equal(v.verdict, ALIGN_SAME);
	b.orientation = 1;
	assert_int_equal(compare_pair_photos(&a, &b, NULL, &v, NULL), 0);
	assert_int_equal(v.verdict, ALIGN_DIFFERENT);
	buf_release(&file);
	image_release(&turned);
	image_release(&large);
	image_release(&small);
}

static void bytes_that_are_no_picture_are_an_error(void **state)
{
	struct image im = IMAGE_INIT;
	struct compare_source a = {.grey = &im, .face = face};
	struct compare_source b = {.bytes = "no picture", .size = 10};
	struct compare_verdict v;
	struct error err = ERROR_INIT;

	(void)state;
	scene_draw(&im, 100, 100, 3);
	assert_int_equal(compare_pair_photos(&a, &b, NULL, &v, &err), -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	image_release(&im);
}

static void a_photo_finds_its_own_print(void **state)
{
	static struct align_signature signatures[ALIGN_SIGNATURE_MOST];
	static struct compare_query query;
	struct image im = IMAGE_INIT;
	struct buf file = BUF_INIT;
	struct compare_source source;
	struct align_search_glance glance;
	struct align_likeness likeness;
	struct compare_face f = {0};

	(void)state;
	scene_draw(&im, 960, 1280, 4);
	jpeg_of(&im, &file);
	source = of_bytes(&file);
	assert_int_equal(compare_face_signatures(&source, signatures, NULL), 1);
	assert_int_equal(compare_face_open(&f, &source, NULL), 0);
	assert_int_equal(compare_face_query(&f, &query, NULL), 0);
	assert_int_equal(query.n, 1);
	align_search_query_glance(&query.list[0], &signatures[0], 256, &glance,
				  &likeness);
	assert_true(likeness.whole > .97 && likeness.part > .98);
	align_search_query_look(&query.list[0], &glance, &likeness);
	assert_int_equal(likeness.distance, 0);
	assert_true(likeness.whole > .98 && likeness.part > .98);
	compare_face_query_release(&query);
	compare_face_release(&f);
	buf_release(&file);
	image_release(&im);
}

/* What was kept finds what the photo itself would, to the last bit. */
static void a_query_that_was_kept_is_the_same_query(void **state)
{
	static struct align_signature other[ALIGN_SIGNATURE_MOST];
	static struct compare_query fresh, kept;
	struct image im = IMAGE_INIT, like = IMAGE_INIT;
	struct compare_source a = {.grey = &im}, b = {.grey = &like};
	struct align_likeness x, y;
	struct compare_face f = {0};
	struct buf bytes = BUF_INIT;
	int i;

	(void)state;
	scene_draw(&im, 480, 640, 4);
	scene_draw(&like, 600, 800, 4);
	/* without a face: a query has every box there could be one in */
	assert_int_equal(compare_face_open(&f, &a, NULL), 0);
	assert_int_equal(compare_face_query(&f, &fresh, NULL), 0);
	assert_int_equal(compare_face_signatures(&b, other, NULL), fresh.n);
	assert_int_equal(fresh.n, ALIGN_SIGNATURE_MOST);
	compare_face_query_keep(&fresh, &bytes);
	assert_true(compare_face_query_open(&bytes, &kept));
	assert_int_equal(kept.n, fresh.n);
	for (i = 0; i < fresh.n; i++) {
		compare_search_likeness(&fresh.list[i], &other[i], &x);
		compare_search_likeness(&kept.list[i], &other[i], &y);
		assert_int_equal(x.distance, y.distance);
		assert_true(x.whole == y.whole && x.part == y.part);
		assert_true(x.whole > .9);
	}
	compare_face_query_release(&kept);
	bytes.size--;
	assert_false(compare_face_query_open(&bytes, &kept));
	bytes.size = 0;
	assert_false(compare_face_query_open(&bytes, &kept));
	buf_release(&bytes);
	compare_face_query_release(&fresh);
	compare_face_release(&f);
	image_release(&like);
	image_release(&im);
}

static void draw(uint64_t person_seed, uint64_t seed, struct image *rgb,
		 struct sitter_truth *truth)
{
	struct sitter_person person;
	struct sitter_shot shot;

	sitter_person(person_seed, &person);
	sitter_shot_default(seed, &shot);
	assert_int_equal(sitter_render(&person, &shot, rgb, truth, NULL), 0);
}

static void open_with(const struct image *rgb, struct image_box box,
		      struct compare_face *f)
{
	struct image grey = IMAGE_INIT;
	struct compare_source source = {.grey = &grey, .face = box};

	assert_int_equal(image_to_grey(rgb, &grey, NULL), 0);
	assert_int_equal(compare_face_open(f, &source, NULL), 0);
	image_release(&grey);
}

/* Boxes as the program's detector gives them. */
static void strangers_with_glasses_of_one_shape_differ(void **state)
{
	struct image one = IMAGE_INIT, two = IMAGE_INIT;
	struct compare_face a, b;
	struct compare_verdict v;

	(void)state;
	draw(1447, 1447, &one, NULL);
	draw(501447, 1447, &two, NULL);
	open_with(&one, (struct image_box){121, 162, 227, 227}, &a);
	open_with(&two, (struct image_box){125, 166, 224, 224}, &b);
	compare_pair(&a, &b, NULL, &v);
	assert_int_equal(v.verdict, ALIGN_DIFFERENT);
	assert_true(v.evidence.measure < align_limits_default.suspect - .02);
	compare_face_release(&b);
	compare_face_release(&a);
	image_release(&two);
	image_release(&one);
}

/*
 * A face of 80 pixels, enlarged: what would tell two shots of a sitting apart
 * is gone, so that likeness short of a copy's is no more than a suspicion.
 */
static void a_face_that_was_enlarged_is_no_sure_verdict(void **state)
{
	const struct image_box box = face;
	struct image full = IMAGE_INIT, small = IMAGE_INIT, large = IMAGE_INIT;
	struct compare_face a, b;
	struct compare_verdict v;

	(void)state;
	scene_draw(&full, 480, 640, 1);
	assert_int_equal(resize_to(&full, full.width * 80 / box.width,
				   full.height * 80 / box.width, &small, NULL),
			 0);
	assert_int_equal(
		resize_to(&small, full.width, full.height, &large, NULL), 0);
	assert_int_equal(compare_face_open(&a,
					   &(struct compare_source){
						   .grey = &full, .face = box},
					   NULL),
			 0);
	assert_int_equal(compare_face_open(&b,
					   &(struct compare_source){
						   .grey = &large, .face = box},
					   NULL),
			 0);
	assert_false(align_enlarged(&a.grey, box));
	assert_true(align_enlarged(&b.grey, box));
	compare_pair(&a, &a, NULL, &v);
	assert_false(v.weak);
	assert_int_equal(v.verdict, ALIGN_SAME);
	/* a copy of such a face is one still */
	compare_pair(&b, &b, NULL, &v);
	assert_int_equal(v.verdict, ALIGN_SAME);
	compare_face_release(&b);
	compare_face_release(&a);
	image_release(&large);
	image_release(&small);
	image_release(&full);
}

/* A first guess takes the bar for the line of the eyes. */
static void a_bar_does_not_hide_what_kept_its_frame(void **state)
{
	struct sitter_truth truth = SITTER_TRUTH_INIT;
	struct image photo = IMAGE_INIT, made = IMAGE_INIT;
	struct compare_face a, b;
	struct compare_verdict there, back;
	int mirrored;

	(void)state;
	draw(1314, 1314, &photo, &truth);
	assert_int_equal(
		sitter_derive(&photo, &truth, "bar", 1314, &made, NULL), 0);
	open_with(&photo, (struct image_box){126, 183, 238, 238}, &a);
	for (mirrored = 0; mirrored < 2; mirrored++) {
		struct image_box box = {123, 195, 243, 243};

		if (mirrored) {
			box.x = 480 - box.x - box.width;
			assert_int_equal(image_orient(&made, 2, NULL), 0);
		}
		open_with(&made, box, &b);
		compare_pair(&a, &b, NULL, &there);
		compare_pair(&b, &a, NULL, &back);
		assert_int_equal(there.verdict, ALIGN_SUSPECT);
		assert_int_equal(there.evidence.mirrored, mirrored);
		assert_memory_equal(&there.evidence.measure,
				    &back.evidence.measure, sizeof(double));
		compare_face_release(&b);
	}
	compare_face_release(&a);
	image_release(&made);
	image_release(&photo);
	sitter_truth_release(&truth);
}

/* Half of the night's search: the pair must be worth a verdict. */
static void a_face_with_a_bar_is_proposed(void **state)
{
	static struct align_signature signatures[ALIGN_SIGNATURE_MOST];
	static struct compare_query query;
	const struct image_box box = {105, 168, 279, 279};
	struct sitter_truth truth = SITTER_TRUTH_INIT;
	struct image photo = IMAGE_INIT, made = IMAGE_INIT;
	struct compare_source source = {.grey = NULL};
	struct align_likeness likeness;
	struct compare_face f, g;

	(void)state;
	draw(1608, 1608, &photo, &truth);
	assert_int_equal(
		sitter_derive(&photo, &truth, "bar", 1608, &made, NULL), 0);
	open_with(&photo, box, &f);
	open_with(&made, (struct image_box){91, 158, 318, 318}, &g);
	source = (struct compare_source){.grey = &f.grey, .face = f.box};
	assert_int_equal(compare_face_signatures(&source, signatures, NULL), 1);
	assert_int_equal(compare_face_query(&g, &query, NULL), 0);
	assert_true(compare_search_likeness(&query.list[0], &signatures[0],
					    &likeness));
	/* not by its hash alone, nor by the face as a whole */
	assert_true(likeness.distance > 62 && likeness.whole < .7);
	compare_face_query_release(&query);
	compare_face_release(&g);
	compare_face_release(&f);
	image_release(&made);
	image_release(&photo);
	sitter_truth_release(&truth);
}

static const struct findings *edition(enum align_verdict verdict, bool weak)
{
	static struct findings all;
	struct compare_verdict v = {
		.verdict = verdict, .score = 77, .weak = weak};

	findings_release(&all);
	all = (struct findings)FINDINGS_INIT;
	compare_audit_edition(&v, "a.jpg", &all);
	return &all;
}

static void editions_must_be_the_same(void **state)
{
	const struct findings *all;

	(void)state;
	assert_int_equal(edition(ALIGN_SAME, true)->n, 0);
	all = edition(ALIGN_SUSPECT, true);
	assert_int_equal(all->n, 2);
	assert_string_equal(all->list[0].code, "EDI-SUSPECT");
	assert_true(all->list[0].value == 77);
	assert_string_equal(all->list[1].code, "SAM-WEAK");
	assert_string_equal(all->list[1].unit, "px");
	all = edition(ALIGN_DIFFERENT, false);
	assert_int_equal(all->n, 1);
	assert_string_equal(all->list[0].code, "EDI-DIFF");
	assert_int_equal(edition(ALIGN_SAME, false)->n, 0);
}

static void the_json_holds_the_evidence(void **state)
{
	struct image im = IMAGE_INIT;
	struct compare_source a = {.grey = &im, .face = face};
	struct compare_verdict v;
	struct json *json;

	(void)state;
	scene_draw(&im, 480, 640, 5);
	assert_int_equal(compare_pair_photos(&a, &a, NULL, &v, NULL), 0);
	json = compare_pair_json(&v);
	assert_string_equal(json_get_str(json, "verdict"), "same");
	assert_int_equal(json_count(json_get(json, "map_e4")), 6);
	assert_int_equal(json_count(json_get(json, "blocks")),
			 v.evidence.blocks_down);
	assert_int_equal(json_count(json_at(json_get(json, "blocks"), 0)),
			 v.evidence.blocks_across);
	json_free(json);
	image_release(&im);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_jpeg_is_the_same_as_its_pixels),
		cmocka_unit_test(a_face_that_was_enlarged_is_no_sure_verdict),
		cmocka_unit_test(a_large_photo_is_decoded_small_and_upright),
		cmocka_unit_test(bytes_that_are_no_picture_are_an_error),
		cmocka_unit_test(a_photo_finds_its_own_print),
		cmocka_unit_test(a_query_that_was_kept_is_the_same_query),
		cmocka_unit_test(strangers_with_glasses_of_one_shape_differ),
		cmocka_unit_test(a_bar_does_not_hide_what_kept_its_frame),
		cmocka_unit_test(a_face_with_a_bar_is_proposed),
		cmocka_unit_test(editions_must_be_the_same),
		cmocka_unit_test(the_json_holds_the_evidence),
	};

	return cmocka_run_group_tests_name("compare_pair", tests, NULL, NULL);
}
