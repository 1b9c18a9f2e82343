/* SPDX-License-Identifier: MIT */
/* What a check says as a whole; each finding has its own in finding_codes. */
#include "support/unit.h"

#include "photo/photo_check_face.h"
#include "support/engine.h"
#include "support/faults.h"

static struct photo_check judge(struct fault_photo *p)
{
	struct photo_check c;

	faults_encode(p);
	photo_check(p->engine, &p->profile,
		    &(struct photo_input){p->bytes.data, p->bytes.size, p->name,
					  1779940800},
		    &c);
	image_release(&p->rgb);
	buf_release(&p->bytes);
	return c;
}

/* Before the wall that is asked for. */
static void stand_well(struct fault_photo *p, const struct photo_engine *engine)
{
	static const double blue[3] = {100, 197, 255};

	faults_start(p, engine);
	sitter_shot_wall(&p->shot, SITTER_WALL_BLUE, 1);
	memcpy(p->shot.wall_rgb, blue, sizeof(blue));
}

static void a_good_photo_passes(void **state)
{
	struct fault_photo p;
	struct photo_check c;
	size_t i;

	stand_well(&p, *state);
	c = judge(&p);
	for (i = 0; i < c.findings.n; i++)
		print_message("%s\n", c.findings.list[i].code);
	assert_int_equal(c.verdict, PHOTO_PASS);
	assert_true(c.has_face);
	assert_int_equal(c.width, 480);
	assert_int_equal(strlen(c.sha256), 64);
	photo_check_release(&c);
}

static void limits_come_with_value_and_way_to_go(void **state)
{
	struct fault_photo p;
	struct photo_check c;

	stand_well(&p, *state);
	p.profile.accept.kb = (struct profile_range){20, 40};
	p.quality = 20;
	c = judge(&p);
	assert_int_equal(c.verdict, PHOTO_FAIL);
	assert_string_equal(c.findings.list[0].code, "FIL-KB-LOW");
	assert_true(c.findings.list[0].min == 20);
	assert_true(c.findings.list[0].fix > 0);
	assert_true(c.findings.list[0].fix + c.findings.list[0].value > 19.9);
	photo_check_release(&c);
}

static void a_warning_alone_is_no_refusal(void **state)
{
	struct fault_photo p;
	struct photo_check c;

	stand_well(&p, *state);
	p.exif.orientation = 3;
	p.shot.no_person = true;
	c = judge(&p);
	assert_int_equal(c.verdict, PHOTO_FAIL);
	photo_check_release(&c);
	stand_well(&p, *state);
	p.name = "a.png";
	c = judge(&p);
	assert_int_equal(c.verdict, PHOTO_WARN);
	photo_check_release(&c);
}

static void codes_of(struct fault_photo *p, struct buf *out)
{
	struct photo_check c = judge(p);
	size_t i;

	for (i = 0; i < c.findings.n; i++)
		buf_addf(out, "%s ", c.findings.list[i].code);
	photo_check_release(&c);
}

/* One sitter in every tone of skin: the findings must not change. */
static void skin_does_not_move_the_verdict(void **state)
{
	static const float tones[3][3] = {{0.96F, 0.82F, 0.73F},
					  {0.72F, 0.52F, 0.40F},
					  {0.33F, 0.21F, 0.15F}};
	struct buf first = BUF_INIT, other = BUF_INIT;
	struct fault_photo p;
	int i;

	for (i = 0; i < 3; i++) {
		stand_well(&p, *state);
		memcpy(p.person.skin, tones[i], sizeof(tones[i]));
		p.person.skin_tone = (float)i / 2;
		buf_clear(&other);
		codes_of(&p, i == 0 ? &first : &other);
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

/* Its clothes look like a face to the finder, as the picture lies. */
static void a_lying_photo_with_a_false_face_is_told(void **state)
{
	struct error err = ERROR_INIT;
	struct fault_photo p;
	struct photo_check c;

	stand_well(&p, *state);
	sitter_person(50029, &p.person);
	sitter_shot_default(50029, &p.shot);
	faults_draw(&p);
	assert_int_equal(image_orient(&p.rgb, 6, &err), 0);
	c = judge(&p);
	assert_int_equal(c.findings.list[0].value, 270);
	assert_string_equal(c.findings.list[0].code, "GEO-SIDEWAYS");
	photo_check_release(&c);
}

static bool is_mouth_open(const struct photo_check_face *of)
{
	struct findings all = FINDINGS_INIT;
	bool found;

	photo_check_face_look(of, &all);
	found = findings_has(&all, "APP-MOUTH-OPEN");
	findings_release(&all);
	return found;
}

/* Only where there is no model at all a guess by the pixels stands in. */
static void lips_are_not_guessed_where_points_are_unsure(void **state)
{
	static const int whole[2] = {480, 640};
	struct error err = ERROR_INIT;
	struct photo_check_face of = {0};
	struct fault_photo p;
	struct photo_view v;

	stand_well(&p, *state);
	p.shot.mouth_open = 1;
	faults_encode(&p);
	assert_int_equal(photo_view_open(*state,
					 &(struct photo_input){
						 p.bytes.data, p.bytes.size,
						 p.name, 1779940800},
					 whole, &v, &err),
			 0);
	of.profile = &p.profile;
	of.view = &v;
	assert_true(is_mouth_open(&of));
	v.has_points = false;
	assert_false(is_mouth_open(&of));
	v.has_model = false;
	assert_true(is_mouth_open(&of));
	photo_view_release(&v);
	image_release(&p.rgb);
	buf_release(&p.bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_photo_passes),
		cmocka_unit_test(limits_come_with_value_and_way_to_go),
		cmocka_unit_test(a_warning_alone_is_no_refusal),
		cmocka_unit_test(skin_does_not_move_the_verdict),
		cmocka_unit_test(guesses_are_never_more_than_warnings),
		cmocka_unit_test(a_lying_photo_with_a_false_face_is_told),
		cmocka_unit_test(lips_are_not_guessed_where_points_are_unsure),
	};

	return cmocka_run_group_tests_name("photo_check", tests, engine_open,
					   engine_close);
}
