/* SPDX-License-Identifier: MIT */
/* What travels from the machine that made it to the store, to the last bit. */
#include "support/unit.h"

#include <math.h>

#include "compare/compare_given.h"
#include "photo/photo_given.h"

static bool same_bits(double a, double b)
{
	return memcmp(&a, &b, sizeof(a)) == 0;
}

static struct json *again(struct json *take_value)
{
	char *line = json_line(take_value);
	struct json *read = json_parse(line, strlen(line), NULL);

	free(line);
	assert_non_null(read);
	return read;
}

static void numbers_keep_every_bit(void **state)
{
	static const double values[] = {
		0, -0.0, 1.0 / 3, 1e-310, NAN, INFINITY, 123456789.123456789};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		struct json *object = json_new_object();

		json_set_bits(object, "x", values[i]);
		object = again(object);
		assert_true(same_bits(json_get_bits(object, "x"), values[i]));
		json_free(object);
	}
	assert_true(isnan(json_get_bits(NULL, "x")));
}

static void a_made_photo_arrives_as_it_was(void **state)
{
	struct photo_made made = {.status = PHOTO_MADE,
				  .quality = 87,
				  .head_top = 100.0 / 3,
				  .confidence = .1 + .2};
	struct photo_made read;
	struct findings before = FINDINGS_INIT, after = FINDINGS_INIT;
	struct json *object;

	(void)state;
	made.source.verdict = PHOTO_WARN;
	made.source.width = 1200;
	made.source.has_face = true;
	made.source.face.width = 200.0 / 7;
	findings_add_below(&made.source.findings, "APP-BLUR", 2.0 / 3, .5, "");
	findings_add_detail(&made.findings, "APP-EDGE", "肩");
	made.findings.list[0].severity = FINDING_INFO;
	buf_adds(&made.jpeg, "bytes");
	object = again(photo_given_json(&made));
	assert_int_equal(photo_given_read(object, &read, NULL), 0);
	assert_int_equal(read.status, PHOTO_MADE);
	assert_int_equal(read.source.verdict, PHOTO_WARN);
	assert_int_equal(read.source.width, 1200);
	assert_true(same_bits(read.source.face.width, 200.0 / 7));
	assert_true(same_bits(read.head_top, 100.0 / 3));
	assert_true(same_bits(read.confidence, .1 + .2));
	photo_make_tell(&made, &before);
	photo_make_tell(&read, &after);
	assert_int_equal(after.n, before.n);
	assert_memory_equal(after.list, before.list,
			    before.n * sizeof(*before.list));
	findings_release(&before);
	findings_release(&after);
	json_free(object);
	photo_make_release(&made);
	photo_make_release(&read);
}

static void what_is_no_result_is_refused(void **state)
{
	static const char *const texts[] = {
		"{}",
		"{\"status\":\"made\"}",
		"{\"status\":\"made\",\"verdict\":\"pass\",\"found\":[],"
		"\"making\":[{\"code\":\"NOT-KNOWN\",\"sev\":\"warn\"}],"
		"\"result\":[]}",
		("{\"status\":\"other\",\"verdict\":\"pass\",\"found\":[],"
		 "\"making\":[],\"result\":[]}"),
	};
	struct photo_made made;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct json *object =
			json_parse(texts[i], strlen(texts[i]), NULL);

		assert_int_equal(photo_given_read(object, &made, NULL), -1);
		photo_make_release(&made);
		json_free(object);
	}
}

static void a_name_says_no_more_than_its_kind(void **state)
{
	char out[PHOTO_GIVEN_NAME];

	(void)state;
	photo_given_name("班级/张三丰.JPG", out);
	assert_string_equal(out, "x.jpg");
	photo_given_name("2022010101.张三丰", out);
	assert_string_equal(out, "x.x");
	photo_given_name("a.99010720", out);
	assert_string_equal(out, "x.x");
	photo_given_name("2022010101", out);
	assert_string_equal(out, "x");
}

static void a_verdict_holds_for_its_boxes(void **state)
{
	struct compare_given_pair pair = {.a_face = {1, 2, 30, 40},
					  .b_face = {5, 6, 70, 80}};
	struct compare_verdict v = {.verdict = ALIGN_SUSPECT, .score = 85.1},
			       read;
	struct json *object;

	(void)state;
	v.evidence.measure = 2.0 / 3;
	v.evidence.mirrored = true;
	object = again(compare_given_json(&pair, &v));
	assert_int_equal(compare_given_read(object, &pair, &read, NULL), 1);
	assert_int_equal(read.verdict, ALIGN_SUSPECT);
	assert_true(same_bits(read.evidence.measure, 2.0 / 3));
	assert_true(read.evidence.mirrored);
	pair.b_face.x++;
	assert_int_equal(compare_given_read(object, &pair, &read, NULL), 0);
	json_free(object);
	object = json_parse("{\"verdict\":\"perhaps\"}", 21, NULL);
	assert_int_equal(compare_given_read(object, &pair, &read, NULL), -1);
	json_free(object);
}

static void prints_arrive_as_they_were(void **state)
{
	struct compare_prints prints = {.n = 2, .has_face = true}, read;
	struct json *object;

	(void)state;
	memset(prints.list, 0xa5, sizeof(prints.list));
	prints.face.x = 1.0 / 3;
	object = again(compare_prints_json(&prints));
	assert_int_equal(compare_prints_read(object, &read, NULL), 0);
	assert_int_equal(read.n, 2);
	assert_memory_equal(read.list, prints.list, 2 * sizeof(prints.list[0]));
	assert_true(same_bits(read.face.x, 1.0 / 3));
	json_free(object);
	object = json_parse("{\"list\":\"QUJD\"}", 15, NULL);
	assert_int_equal(compare_prints_read(object, &read, NULL), -1);
	json_free(object);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_keep_every_bit),
		cmocka_unit_test(a_made_photo_arrives_as_it_was),
		cmocka_unit_test(what_is_no_result_is_refused),
		cmocka_unit_test(a_name_says_no_more_than_its_kind),
		cmocka_unit_test(a_verdict_holds_for_its_boxes),
		cmocka_unit_test(prints_arrive_as_they_were),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
