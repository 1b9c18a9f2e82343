/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include <webp/encode.h>

#include "base/mem.h"
#include "codec/picture/jpeg.h"
#include "photo/photo_encode.h"
#include "photo/photo_make.h"
#include "photo/photo_matte.h"
#include "support/engine.h"
#include "support/faults.h"
#include "support/sitter.h"

static const date_time now = 1780000000;

/* A sitter before a cream wall, twice the standard size. */
static void sit(uint64_t seed, double size, struct buf *out)
{
	struct sitter_person person;
	struct sitter_shot shot;
	struct sitter_exif exif = {.make = "Canon",
				   .date = "2026:04:12 09:30:11",
				   .software = "firmware"};
	struct image rgb = IMAGE_INIT;
	struct error err = ERROR_INIT;

	sitter_person(seed, &person);
	sitter_shot_default(seed, &shot);
	sitter_shot_scale(&shot, (int)(480 * size), (int)(640 * size));
	sitter_shot_wall(&shot, SITTER_WALL_CREAM, seed);
	shot.tilt = 0;
	assert_int_equal(sitter_render(&person, &shot, &rgb, NULL, &err), 0);
	assert_int_equal(sitter_jpeg(&rgb, 93, &exif, out, &err), 0);
	image_release(&rgb);
}

static struct photo_made make(const struct photo_engine *engine,
			      const char *profile, const struct buf *bytes,
			      const struct photo_make_options *options)
{
	struct photo_made made;

	photo_make(
		engine, photo_engine_profile(engine, profile), options,
		&(struct photo_input){bytes->data, bytes->size, "a.jpg", now},
		&made);
	return made;
}

static void a_standard_photo_meets_its_standard(void **state)
{
	struct buf in = BUF_INIT;
	struct photo_made made, again;
	struct jpeg_info info;
	struct error err = ERROR_INIT;
	size_t i;

	sit(1, 1.6, &in);
	made = make(*state, "chsi-99", &in, NULL);
	for (i = 0; i < made.findings.n; i++)
		print_message("%s %s\n", made.findings.list[i].code,
			      made.findings.list[i].detail);
	assert_int_equal(made.status, PHOTO_MADE);
	assert_true(made.result.verdict <= PHOTO_WARN);
	assert_in_range(made.jpeg.size, 30720, 40000);
	assert_in_range(made.quality, 60, 98);
	assert_int_equal(jpeg_peek(made.jpeg.data, made.jpeg.size, &info, &err),
			 0);
	assert_int_equal(info.width, 480);
	assert_int_equal(info.height, 640);
	assert_int_equal(info.dpi, 300);
	assert_false(info.progressive);
	assert_null(info.exif);
	assert_false(info.icc);
	/* and again the same bytes */
	again = make(*state, "chsi-99", &in, NULL);
	assert_int_equal(again.jpeg.size, made.jpeg.size);
	assert_memory_equal(again.jpeg.data, made.jpeg.data, made.jpeg.size);
	photo_make_release(&made);
	photo_make_release(&again);
	buf_release(&in);
}

static void the_new_wall_is_the_profile_s(void **state)
{
	static const char *const names[] = {"white", "blue"};
	static const uint8_t walls[2][3] = {{255, 255, 255}, {100, 197, 255}};
	struct photo_make_options how = {0};
	struct jpeg_read full = {3, 0, 0};
	struct image rgb;
	struct buf in = BUF_INIT;
	struct error err = ERROR_INIT;
	int i, c;

	sit(1, 1.3, &in);
	for (i = 0; i < 2; i++) {
		struct photo_made made;

		how.background = names[i];
		made = make(*state, "chsi-99", &in, &how);
		assert_int_equal(made.status, PHOTO_MADE);
		assert_int_equal(jpeg_read(made.jpeg.data, made.jpeg.size,
					   &full, &rgb, &err),
				 0);
		for (c = 0; c < 3; c++) {
			assert_true(abs(rgb.data[c] - walls[i][c]) <= 2);
			assert_true(abs(image_row(&rgb, 20)[3 * 470 + c] -
					walls[i][c]) <= 2);
		}
		image_release(&rgb);
		photo_make_release(&made);
	}
	how.background = "pink";
	{
		struct photo_made made = make(*state, "chsi-99", &in, &how);

		assert_int_equal(made.status, PHOTO_MAKE_ERROR);
		assert_non_null(strstr(made.error.text, "pink"));
		photo_make_release(&made);
	}
	buf_release(&in);
}

static void one_master_serves_other_sizes(void **state)
{
	static const struct {
		const char *profile;
		int width, height;
	} cases[] = {{"degree-2009", 150, 210},
		     {"cet-b", 144, 192},
		     {"k12", 358, 441}};
	struct buf in = BUF_INIT;
	size_t i;

	sit(2, 1.6, &in);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct photo_made m = make(*state, cases[i].profile, &in, NULL);
		size_t k;

		for (k = 0; k < m.findings.n; k++)
			print_message("%s: %s %s\n", cases[i].profile,
				      m.findings.list[k].code,
				      m.findings.list[k].detail);
		assert_int_equal(m.status, PHOTO_MADE);
		assert_int_equal(m.width, cases[i].width);
		assert_int_equal(m.result.height, cases[i].height);
		photo_make_release(&m);
	}
	buf_release(&in);
}

static void what_cannot_be_made_is_refused_with_the_reason(void **state)
{
	struct buf in = BUF_INIT, junk = BUF_INIT;
	struct photo_made m;

	buf_adds(&junk, "no picture");
	m = make(*state, "chsi-99", &junk, NULL);
	assert_int_equal(m.status, PHOTO_REFUSED);
	assert_true(findings_has(&m.source.findings, "FIL-CORRUPT"));
	assert_int_equal(m.jpeg.size, 0);
	photo_make_release(&m);
	sit(1, 0.6, &in);
	m = make(*state, "chsi-99", &in, NULL);
	assert_int_equal(m.status, PHOTO_REFUSED);
	assert_true(findings_has(&m.source.findings, "FIL-WIDTH-LOW"));
	photo_make_release(&m);
	buf_release(&in);
	buf_release(&junk);
}

static struct photo_made made_of(struct fault_photo *p)
{
	struct photo_made made;

	faults_encode(p);
	photo_make(p->engine, &p->profile, &p->options,
		   &(struct photo_input){p->bytes.data, p->bytes.size, "a.jpg",
					 now},
		   &made);
	image_release(&p->rgb);
	buf_release(&p->bytes);
	return made;
}

/* The fault of that code, as bad as it gets. */
static void turn_bad(struct fault_photo *p, const struct photo_engine *engine,
		     const char *code)
{
	const struct fault *f = faults_face;

	while (f->code && strcmp(f->code, code) != 0)
		f++;
	for (f = f->code ? f : faults_quality; strcmp(f->code, code) != 0; f++)
		;
	faults_start(p, engine);
	sitter_shot_scale(&p->shot, 768, 1024);
	f->turn(p, f->bad);
}

static void what_a_reviewer_must_refuse_is_not_made(void **state)
{
	static const char *const codes[] = {"APP-DARK", "APP-BLUR", "GEO-TILT"};
	struct photo_made m;
	struct fault_photo p;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(codes); i++) {
		turn_bad(&p, *state, codes[i]);
		m = made_of(&p);
		assert_int_equal(m.status, PHOTO_REFUSED);
		assert_true(findings_has(&m.source.findings, codes[i]));
		photo_make_release(&m);
		turn_bad(&p, *state, codes[i]);
		p.options.force = true;
		m = made_of(&p);
		assert_int_equal(m.status, PHOTO_MADE);
		photo_make_release(&m);
	}
}

static void a_profile_may_weigh_it_otherwise(void **state)
{
	static const struct profile_severity mild = {"APP-DARK", FINDING_WARN};
	struct photo_made m;
	struct fault_photo p;

	turn_bad(&p, *state, "APP-DARK");
	p.profile.severities[p.profile.severity_count++] = mild;
	m = made_of(&p);
	assert_int_equal(m.status, PHOTO_MADE);
	photo_make_release(&m);
}

static void a_making_tells_what_a_check_of_its_photo_finds(void **state)
{
	struct findings told = FINDINGS_INIT;
	struct photo_check check;
	struct photo_made m;
	struct fault_photo p;
	size_t i;

	faults_start(&p, *state);
	sitter_shot_scale(&p.shot, 768, 1024);
	p.shot.mouth_open = 1;
	p.options.force = true;
	m = made_of(&p);
	assert_int_equal(m.status, PHOTO_MADE);
	photo_check(
		*state, photo_engine_profile(*state, "chsi-99"),
		&(struct photo_input){m.jpeg.data, m.jpeg.size, "a.jpg", now},
		&check);
	photo_make_findings(&m, &told);
	for (i = 0; i < check.findings.n; i++)
		assert_true(findings_has(&told, check.findings.list[i].code));
	assert_true(findings_has(&told, "APP-MOUTH-OPEN"));
	findings_release(&told);
	photo_check_release(&check);
	photo_make_release(&m);
}

/* Pixels that a picture differs by from the one beside, in the mean. */
static double detail(const struct buf *jpeg)
{
	struct photo_decode_info info;
	struct image grey = IMAGE_INIT;
	struct error err = ERROR_INIT;
	double sum = 0;
	int i, n;

	assert_int_equal(photo_decode(jpeg->data, jpeg->size,
				      &(struct photo_decode){.grey = true,
							     .info = &info},
				      &grey, &err),
			 0);
	n = grey.width * grey.height;
	for (i = 1; i < n; i++)
		sum += abs(grey.data[i] - grey.data[i - 1]);
	image_release(&grey);
	return sum / n;
}

/*
 * Of a picture that is decoded by halves a small head is cut from finer pixels:
 * as many as the same head has in a picture that has little else.
 */
static void a_small_head_keeps_its_pixels(void **state)
{
	const struct profile *profile = photo_engine_profile(*state, "chsi-99");
	struct photo_make_options how = {.force = true};
	struct sitter_exif exif = {.make = "Canon", .model = "EOS R6"};
	struct image near = IMAGE_INIT, far = IMAGE_INIT;
	struct sitter_person person;
	struct sitter_shot shot;
	struct error err = ERROR_INIT;
	struct photo_made m;
	double details[2];
	int k;

	sitter_person(11, &person);
	sitter_shot_default(11, &shot);
	sitter_shot_scale(&shot, 720, 960);
	assert_int_equal(sitter_render(&person, &shot, &near, NULL, &err), 0);
	assert_int_equal(image_crop(&near,
				    (struct image_box){-360, -960, 1440, 1920},
				    &far, &err),
			 0);
	for (k = 0; k < 2; k++) {
		struct buf in = BUF_INIT;

		assert_int_equal(
			sitter_jpeg(k ? &far : &near, 95, &exif, &in, &err), 0);
		photo_make(
			*state, profile, &how,
			&(struct photo_input){in.data, in.size, "a.jpg", now},
			&m);
		assert_int_equal(m.status, PHOTO_MADE);
		details[k] = detail(&m.jpeg);
		photo_make_release(&m);
		buf_release(&in);
	}
	print_message("%.3f %.3f\n", details[0], details[1]);
	assert_true(details[1] > 0.93 * details[0]);
	image_release(&near);
	image_release(&far);
}

/* What was judged while making is what a check of the file says later. */
static void a_made_photo_is_checked_as_any_later(void **state)
{
	const struct profile *profile = photo_engine_profile(*state, "chsi-99");
	struct photo_check check;
	struct photo_made m;
	struct fault_photo p;
	size_t i, k;

	for (k = 0; k < 4; k++) {
		faults_start(&p, *state);
		sitter_shot_scale(&p.shot, 768, 1024);
		sitter_person(700 + k, &p.person);
		p.shot.mouth_open = k == 1;
		p.options.force = true;
		m = made_of(&p);
		assert_int_equal(m.status, PHOTO_MADE);
		photo_check(*state, profile,
			    &(struct photo_input){m.jpeg.data, m.jpeg.size,
						  "a.jpg", now},
			    &check);
		for (i = 0; i < check.findings.n; i++)
			assert_true(findings_has(&m.result.findings,
						 check.findings.list[i].code));
		assert_int_equal(check.faces, m.result.faces);
		photo_check_release(&check);
		photo_make_release(&m);
	}
}

/* As a messenger saves it; its name says what was asked for. */
static void a_webp_is_made_when_it_must_be(void **state)
{
	struct photo_make_options how = {0};
	struct image rgb = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct buf in = BUF_INIT, webp = BUF_INIT;
	struct jpeg_read full = {3, 0, 0};
	struct jpeg_info info;
	struct photo_made m;
	uint8_t *file;
	size_t n;

	sit(1, 1.6, &in);
	assert_int_equal(jpeg_peek(in.data, in.size, &info, &err), 0);
	full.info = &info;
	assert_int_equal(jpeg_read(in.data, in.size, &full, &rgb, &err), 0);
	n = WebPEncodeRGB(rgb.data, rgb.width, rgb.height, 3 * rgb.width, 90,
			  &file);
	buf_add(&webp, file, n);
	m = make(*state, "chsi-99", &webp, &how);
	assert_int_equal(m.status, PHOTO_REFUSED);
	assert_true(findings_has(&m.source.findings, "FIL-TYPE"));
	photo_make_release(&m);
	how.force = true;
	m = make(*state, "chsi-99", &webp, &how);
	assert_int_equal(m.status, PHOTO_MADE);
	assert_int_equal(m.source.width, rgb.width);
	photo_make_release(&m);
	WebPFree(file);
	image_release(&rgb);
	buf_release(&in);
	buf_release(&webp);
}

static void a_floor_that_cannot_be_reached_is_told(void **state)
{
	struct image flat = IMAGE_INIT;
	struct photo_encoded e;
	struct profile p = *photo_engine_profile(*state, "chsi-99");
	struct error err = ERROR_INIT;

	assert_int_equal(image_init(&flat, 480, 640, 3, &err), 0);
	assert_int_equal(photo_encode(&flat, &p, &e, &err), 0);
	assert_false(e.fits);
	assert_true(e.jpeg.size < 20480);
	buf_release(&e.jpeg);
	image_release(&flat);
}

static void the_matte_covers_the_upright_source(void **state)
{
	struct buf in = BUF_INIT, png = BUF_INIT;
	struct photo_matte m;
	struct error err = ERROR_INIT;

	sit(3, 1, &in);
	assert_int_equal(photo_matte(*state, in.data, in.size, &m, &err), 0);
	assert_int_equal(m.alpha.width, 480);
	assert_int_equal(m.alpha.height, 640);
	assert_int_equal(m.alpha.data[0], 0);
	assert_int_equal(image_row(&m.alpha, 320)[240], 255);
	assert_int_equal(photo_matte_png(&m, &png, &err), 0);
	assert_true(png.size > 100);
	photo_matte_release(&m);
	/* what is no photo is refused with the finding of a check */
	assert_int_equal(photo_matte(*state, "x", 1, &m, &err), 0);
	assert_null(m.alpha.data);
	assert_true(findings_has(&m.findings, "FIL-CORRUPT"));
	photo_matte_release(&m);
	buf_release(&png);
	buf_release(&in);
}

/* A frame that reaches a little beyond the source shows no strip of wall. */
static void rounding_leaves_no_strip_of_wall(void **state)
{
	static const uint8_t wall[3] = {101, 197, 255};
	struct jpeg_read full = {3, 0, 0};
	struct error err = ERROR_INIT;
	struct buf in = BUF_INIT;
	struct photo_made made;
	struct image rgb;
	int c, off = 0;

	sit(5, 1, &in);
	made = make(*state, "chsi-99", &in, NULL);
	assert_int_equal(made.status, PHOTO_MADE);
	/* just what this is about */
	assert_true(made.frame.x < -0.7);
	assert_true(made.frame.x * made.frame.scale > -2);
	assert_int_equal(
		jpeg_read(made.jpeg.data, made.jpeg.size, &full, &rgb, &err),
		0);
	for (c = 0; c < 3; c++)
		off += abs(image_row(&rgb, 620)[c] - wall[c]);
	/* a strip bleeds: 111 with one, 241 without */
	assert_true(off > 180);
	image_release(&rgb);
	photo_make_release(&made);
	buf_release(&in);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_standard_photo_meets_its_standard),
		cmocka_unit_test(the_new_wall_is_the_profile_s),
		cmocka_unit_test(one_master_serves_other_sizes),
		cmocka_unit_test(
			what_cannot_be_made_is_refused_with_the_reason),
		cmocka_unit_test(what_a_reviewer_must_refuse_is_not_made),
		cmocka_unit_test(a_profile_may_weigh_it_otherwise),
		cmocka_unit_test(
			a_making_tells_what_a_check_of_its_photo_finds),
		cmocka_unit_test(a_small_head_keeps_its_pixels),
		cmocka_unit_test(a_made_photo_is_checked_as_any_later),
		cmocka_unit_test(a_webp_is_made_when_it_must_be),
		cmocka_unit_test(a_floor_that_cannot_be_reached_is_told),
		cmocka_unit_test(the_matte_covers_the_upright_source),
		cmocka_unit_test(rounding_leaves_no_strip_of_wall),
	};

	return cmocka_run_group_tests_name("photo_make", tests, engine_open,
					   engine_close);
}
