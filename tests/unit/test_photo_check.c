/* SPDX-License-Identifier: MIT */
/* Every finding: a sitter that triggers it, and one just inside. */
#include "support/unit.h"

#include <math.h>

#include "base/buf.h"
#include "codec/jpeg.h"
#include "codec/png.h"
#include "image/resize.h"
#include "photo/photo_check.h"
#include "support/sitter.h"

static const date_time now = 1780000000; /* 2026-05-28 */

/* One photo on its way from a sitter to bytes. */
struct photo {
	struct sitter_person person;
	struct sitter_shot shot;
	struct sitter_exif exif;
	struct profile profile;
	struct image rgb;
	struct buf bytes;
	int quality;
	const char *name;
	bool as_source;
};

static int open_engine(void **state)
{
	struct photo_engine *engine;
	struct error err = ERROR_INIT;

	if (photo_engine_open(&engine, &err) < 0) {
		print_error("%s\n", err.text);
		return -1;
	}
	*state = engine;
	return 0;
}

static int close_engine(void **state)
{
	photo_engine_close(*state);
	return 0;
}

static void start(struct photo *p, const struct photo_engine *engine)
{
	memset(p, 0, sizeof(*p));
	p->profile = *photo_engine_profile(engine, "chsi-99");
	p->profile.accept.kb = (struct profile_range){NAN, NAN};
	sitter_person(1, &p->person);
	sitter_shot_default(1, &p->shot);
	p->shot.tilt = 0;
	p->exif = (struct sitter_exif){.make = "Canon",
				       .model = "EOS R6",
				       .date = "2026:04:12 09:30:11"};
	p->quality = 92;
	p->name = "a.jpg";
}

static void render(struct photo *p)
{
	struct error err = ERROR_INIT;

	assert_int_equal(
		sitter_render(&p->person, &p->shot, &p->rgb, NULL, &err), 0);
}

static void encode(struct photo *p)
{
	struct error err = ERROR_INIT;

	assert_int_equal(
		sitter_jpeg(&p->rgb, p->quality, &p->exif, &p->bytes, &err), 0);
}

static struct photo_check judge(struct photo *p,
				const struct photo_engine *engine)
{
	struct photo_check c;

	if (p->as_source)
		photo_check_source(engine, &p->profile, p->bytes.data,
				   p->bytes.size, p->name, now, &c);
	else
		photo_check(engine, &p->profile, p->bytes.data, p->bytes.size,
			    p->name, now, &c);
	image_release(&p->rgb);
	buf_release(&p->bytes);
	return c;
}

static bool found(struct photo_check *c, const char *code)
{
	bool has = findings_has(&c->findings, code);

	photo_check_release(c);
	return has;
}

static bool finds(struct photo *p, const struct photo_engine *engine,
		  const char *code)
{
	struct photo_check c;

	if (!p->rgb.data)
		render(p);
	if (!p->bytes.size)
		encode(p);
	c = judge(p, engine);
	return found(&c, code);
}

static void a_good_photo_passes(void **state)
{
	struct photo p;
	struct photo_check c;
	size_t i;

	start(&p, *state);
	sitter_shot_wall(&p.shot, SITTER_WALL_BLUE, 1);
	p.shot.wall_rgb[0] = 100;
	p.shot.wall_rgb[1] = 197;
	p.shot.wall_rgb[2] = 255;
	render(&p);
	encode(&p);
	c = judge(&p, *state);
	for (i = 0; i < c.findings.n; i++)
		print_message("%s\n", c.findings.list[i].code);
	assert_int_equal(c.verdict, PHOTO_PASS);
	assert_true(c.has_face);
	assert_int_equal(c.width, 480);
	assert_int_equal(strlen(c.sha256), 64);
	photo_check_release(&c);
}

/* A shot changed by an amount; the code is found for bad, not for good. */
struct knob {
	const char *code;
	void (*turn)(struct photo *p, double amount);
	double bad, good;
};

static void turn_eyes(struct photo *p, double v)
{
	p->shot.eyes_shut = v;
}

static void turn_mouth(struct photo *p, double v)
{
	p->shot.mouth_open = v;
}

static void turn_red(struct photo *p, double v)
{
	p->shot.red_eye = v > 0;
}

static void turn_glare(struct photo *p, double v)
{
	p->person.glasses = SITTER_GLASSES_THICK;
	p->shot.glare = v;
}

static void turn_light(struct photo *p, double v)
{
	p->shot.light_hard = v;
	p->shot.light_x = v;
}

static void turn_exposure(struct photo *p, double v)
{
	sitter_person(2, &p->person);
	p->shot.exposure = v;
}

static void turn_highlight(struct photo *p, double v)
{
	sitter_person(2, &p->person);
	sitter_shot_default(2, &p->shot);
	p->shot.highlight = v;
}

static void turn_blur(struct photo *p, double v)
{
	p->shot.blur = v;
}

static void turn_gradient(struct photo *p, double v)
{
	p->shot.wall_gradient = v;
}

static void turn_shadow(struct photo *p, double v)
{
	p->shot.wall_shadow = v;
}

static void turn_wall(struct photo *p, double v)
{
	p->shot.wall_rgb[0] = 100 + v;
	p->shot.wall_rgb[1] = 197 - v;
	p->shot.wall_rgb[2] = 255 - v;
}

static void turn_clothes(struct photo *p, double v)
{
	turn_wall(p, 0);
	p->shot.clothes_rgb[0] = 100 - 0.4 * v;
	p->shot.clothes_rgb[1] = 197 - v;
	p->shot.clothes_rgb[2] = 255 - v;
}

static void turn_white_clothes(struct photo *p, double v)
{
	int c;

	for (c = 0; c < 3; c++) {
		p->shot.wall_rgb[c] = 250;
		p->shot.clothes_rgb[c] = 250 - v;
	}
}

static void turn_tilt(struct photo *p, double v)
{
	p->shot.tilt = v;
}

static void turn_centre(struct photo *p, double v)
{
	p->shot.centre += v;
}

static void turn_up(struct photo *p, double v)
{
	p->shot.eye_line -= v;
}

static void turn_size(struct photo *p, double v)
{
	p->shot.face_width = v;
}

static void turn_no_person(struct photo *p, double v)
{
	p->shot.no_person = v > 0;
}

static const struct knob knobs[] = {
	{"APP-EYES-SHUT", turn_eyes, 1, 0},
	{"APP-MOUTH-OPEN", turn_mouth, 1, 0.1},
	{"APP-RED-EYE", turn_red, 1, 0},
	{"APP-GLARE", turn_glare, 1, 0},
	{"APP-SHADOW-HALF", turn_light, 1, 0.2},
	{"APP-DARK", turn_exposure, -2, -0.3},
	{"APP-BRIGHT", turn_exposure, 1.5, 0.2},
	{"APP-HIGHLIGHT", turn_highlight, 1, 0},
	{"APP-BLUR", turn_blur, 3, 0.6},
	{"APP-BG-GRADIENT", turn_gradient, 0.3, 0},
	{"APP-BG-SHADOW", turn_shadow, 1, 0.05},
	{"APP-BG-COLOR", turn_wall, 60, 6},
	{"APP-CLOTHES-BLUE", turn_clothes, 4, 60},
	{"APP-EDGE", turn_white_clothes, 4, 60},
	{"GEO-TILT", turn_tilt, 8, 2},
	{"GEO-CENTER", turn_centre, 40, 12},
	{"GEO-EYE-HIGH", turn_up, 90, 0},
	{"GEO-HEAD-CUT", turn_up, 130, 0},
	{"GEO-EYE-LOW", turn_up, -90, 0},
	{"GEO-HEAD-LOW", turn_up, -90, 0},
	{"GEO-FACE-NARROW", turn_size, 150, 200},
	{"GEO-FACE-WIDE", turn_size, 340, 230},
	{"GEO-NOFACE", turn_no_person, 1, 0},
};

static void each_fault_is_found_and_just_inside_is_not(void **state)
{
	struct photo p;
	size_t i, wrong = 0;

	for (i = 0; i < sizeof(knobs) / sizeof(knobs[0]); i++) {
		start(&p, *state);
		knobs[i].turn(&p, knobs[i].bad);
		if (!finds(&p, *state, knobs[i].code)) {
			print_error("%s is not found\n", knobs[i].code);
			wrong++;
		}
		start(&p, *state);
		knobs[i].turn(&p, knobs[i].good);
		if (finds(&p, *state, knobs[i].code)) {
			print_error("%s is found without cause\n",
				    knobs[i].code);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

/* The same picture written in another way. */
static void small(struct photo *p, int w, int h)
{
	struct image to = IMAGE_INIT;
	struct error err = ERROR_INIT;

	render(p);
	assert_int_equal(resize_to(&p->rgb, w, h, &to, &err), 0);
	image_release(&p->rgb);
	p->rgb = to;
}

static void size_and_ratio_are_measured(void **state)
{
	struct photo p;
	struct photo_check c;

	start(&p, *state);
	small(&p, 240, 320);
	assert_true(finds(&p, *state, "FIL-WIDTH-LOW"));
	start(&p, *state);
	small(&p, 480, 600);
	assert_true(finds(&p, *state, "FIL-RATIO"));
	start(&p, *state);
	sitter_shot_scale(&p.shot, 600, 800);
	assert_true(finds(&p, *state, "FIL-WIDTH-HIGH"));
	start(&p, *state);
	p.profile.accept.kb = (struct profile_range){20, 40};
	render(&p);
	p.quality = 20;
	encode(&p);
	c = judge(&p, *state);
	assert_true(findings_has(&c.findings, "FIL-KB-LOW"));
	assert_true(c.findings.list[0].fix > 0);
	assert_true(found(&c, "FIL-QUALITY"));
	start(&p, *state);
	p.profile.accept.kb = (struct profile_range){20, 40};
	p.quality = 100;
	assert_true(finds(&p, *state, "FIL-KB-HIGH"));
}

static void the_header_is_judged(void **state)
{
	struct jpeg_write how = {92, 420, 96};
	struct error err = ERROR_INIT;
	struct photo p;

	start(&p, *state);
	render(&p);
	assert_int_equal(jpeg_write(&p.rgb, &how, &p.bytes, &err), 0);
	assert_true(finds(&p, *state, "FIL-DPI"));
	start(&p, *state);
	render(&p);
	assert_int_equal(png_write(&p.rgb, &p.bytes, &err), 0);
	assert_true(finds(&p, *state, "FIL-TYPE"));
	start(&p, *state);
	p.name = "a.png";
	assert_true(finds(&p, *state, "FIL-EXT"));
	start(&p, *state);
	buf_add(&p.bytes,
		"\0\0\0\x18"
		"ftypheic"
		"0000",
		16);
	assert_true(finds(&p, *state, "FIL-TYPE"));
	start(&p, *state);
	buf_adds(&p.bytes, "hello");
	assert_true(finds(&p, *state, "FIL-CORRUPT"));
	start(&p, *state);
	p.exif.orientation = 3;
	assert_true(finds(&p, *state, "FIL-EXIF-ROTATED"));
	start(&p, *state);
	render(&p);
	encode(&p);
	p.bytes.size = p.bytes.size * 2 / 3;
	assert_true(finds(&p, *state, "FIL-TRUNCATED"));
}

static void grey_is_told_from_colour(void **state)
{
	struct photo p;
	size_t i;

	start(&p, *state);
	render(&p);
	for (i = 0; i < 480 * 640; i++)
		p.rgb.data[3 * i] = p.rgb.data[3 * i + 2] =
			p.rgb.data[3 * i + 1];
	assert_true(finds(&p, *state, "FIL-GREY"));
	start(&p, *state);
	assert_false(finds(&p, *state, "FIL-GREY"));
}

static void a_border_is_seen(void **state)
{
	struct photo p;
	int x, y;

	start(&p, *state);
	render(&p);
	for (y = 0; y < 640; y++)
		for (x = 0; x < 480; x++)
			if (x < 10 || y < 10 || x >= 470 || y >= 630)
				memset(image_row(&p.rgb, y) + 3 * x, 20, 3);
	assert_true(finds(&p, *state, "APP-BORDER"));
	start(&p, *state);
	assert_false(finds(&p, *state, "APP-BORDER"));
}

static void a_screen_s_grid_is_seen(void **state)
{
	struct photo p;
	int x, y, c, v;

	start(&p, *state);
	render(&p);
	for (y = 0; y < 640; y++)
		for (x = 0; x < 480; x++)
			for (c = 0; c < 3; c++) {
				v = image_row(&p.rgb, y)[3 * x + c] +
				    (x % 5 < 2 ? 9 : -9);
				image_row(&p.rgb, y)[3 * x + c] =
					(uint8_t)(v < 0	    ? 0
						  : v > 255 ? 255
							    : v);
			}
	assert_true(finds(&p, *state, "APP-MOIRE"));
	start(&p, *state);
	assert_false(finds(&p, *state, "APP-MOIRE"));
}

static void the_origin_is_read_from_exif(void **state)
{
	struct photo p;

	start(&p, *state);
	p.exif.software = "Adobe Photoshop 2024";
	assert_true(finds(&p, *state, "PRV-EDITED-BY"));
	start(&p, *state);
	p.exif.software = "Digital Camera EOS R6 Ver1.0";
	assert_false(finds(&p, *state, "PRV-EDITED-BY"));
	start(&p, *state);
	p.profile.policy.need_camera = true;
	p.exif.make = p.exif.model = NULL;
	assert_true(finds(&p, *state, "PRV-NO-CAMERA"));
	start(&p, *state);
	p.profile.policy.front_camera = false;
	p.exif.lens = "iPhone 14 front TrueDepth camera 2.69mm f/1.9";
	assert_true(finds(&p, *state, "PRV-FRONT-LENS"));
	start(&p, *state);
	p.exif.date = "2025:05:20 08:00:00";
	assert_true(finds(&p, *state, "PRV-OLD-PHOTO"));
	start(&p, *state);
	p.exif.date = "2025:06:01 08:00:00";
	assert_false(finds(&p, *state, "PRV-OLD-PHOTO"));
	start(&p, *state);
	p.exif.date = "2026:06:20 08:00:00";
	assert_true(finds(&p, *state, "PRV-FUTURE"));
	start(&p, *state);
	p.profile.policy.album = false;
	assert_true(finds(&p, *state, "PRV-ALBUM"));
}

static void codes_of(struct photo *p, const struct photo_engine *engine,
		     struct buf *out)
{
	struct photo_check c;
	size_t i;

	render(p);
	encode(p);
	c = judge(p, engine);
	for (i = 0; i < c.findings.n; i++)
		buf_addf(out, "%s ", c.findings.list[i].code);
	photo_check_release(&c);
}

/* One sitter in every tone of skin: the findings must not change. */
static void skin_does_not_move_the_verdict(void **state)
{
	static const float tones[3][3] = {{0.96f, 0.82f, 0.73f},
					  {0.72f, 0.52f, 0.40f},
					  {0.33f, 0.21f, 0.15f}};
	struct buf first = BUF_INIT, other = BUF_INIT;
	struct photo p;
	int i;

	for (i = 0; i < 3; i++) {
		start(&p, *state);
		turn_wall(&p, 0);
		memcpy(p.person.skin, tones[i], sizeof(tones[i]));
		p.person.skin_tone = (float)i / 2;
		buf_clear(&other);
		codes_of(&p, *state, i == 0 ? &first : &other);
		if (i > 0)
			assert_string_equal(buf_str(&first), buf_str(&other));
	}
	buf_release(&first);
	buf_release(&other);
}

static void guesses_are_never_more_than_warnings(void **state)
{
	static const char *const guesses[] = {
		"APP-MOIRE",	  "APP-OVERSMOOTH", "APP-DOUBLE-JPEG",
		"APP-GLARE",	  "APP-RED-EYE",    "APP-EYES-SHUT",
		"APP-MOUTH-OPEN", "APP-GLASSES",    "APP-BORDER"};
	struct findings all = FINDINGS_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(guesses) / sizeof(guesses[0]); i++)
		findings_add(&all, guesses[i]);
	assert_true(findings_worst(&all) < FINDING_ERROR);
	findings_release(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_photo_passes),
		cmocka_unit_test(each_fault_is_found_and_just_inside_is_not),
		cmocka_unit_test(size_and_ratio_are_measured),
		cmocka_unit_test(the_header_is_judged),
		cmocka_unit_test(grey_is_told_from_colour),
		cmocka_unit_test(a_border_is_seen),
		cmocka_unit_test(a_screen_s_grid_is_seen),
		cmocka_unit_test(the_origin_is_read_from_exif),
		cmocka_unit_test(skin_does_not_move_the_verdict),
		cmocka_unit_test(guesses_are_never_more_than_warnings),
	};

	return cmocka_run_group_tests_name("photo_check", tests, open_engine,
					   close_engine);
}
