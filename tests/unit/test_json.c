/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>

#include "base/json.h"

static void expect_line(struct json *take_value, const char *wanted)
{
	char *line = json_line(take_value);

	assert_string_equal(line, wanted);
	free(line);
}

static struct json *parse(const char *text)
{
	struct error err = ERROR_INIT;
	struct json *value = json_parse(text, strlen(text), &err);

	if (!value)
		fail_msg("%s: %s", text, err.text);
	return value;
}

static void keys_keep_their_order(void **state)
{
	struct json *o = json_new_object(), *a = json_new_array();

	(void)state;
	json_add_int(a, 1);
	json_add_str(a, "二");
	json_add(a, json_new_object());
	json_set_str(o, "z", "a\"b\\c\n\x01");
	json_set(o, "m", a);
	json_set_bool(o, "b", true);
	json_set_null(o, "n");
	json_set_str(o, "none", NULL);
	json_set_int(o, "a", -9007199254740993LL);
	expect_line(o, "{\"z\":\"a\\\"b\\\\c\\n\\u0001\",\"m\":[1,\"二\",{}],"
		       "\"b\":true,\"n\":null,\"none\":null,"
		       "\"a\":-9007199254740993}");
}

static void a_key_set_again_keeps_its_place(void **state)
{
	struct json *o = json_new_object();

	(void)state;
	json_set_int(o, "a", 1);
	json_set_int(o, "b", 2);
	json_set_int(o, "a", 3);
	expect_line(o, "{\"a\":3,\"b\":2}");
}

static void reals_are_rounded(void **state)
{
	static const struct {
		double value;
		int decimals;
		const char *text;
	} rows[] = {
		{.1, 1, "{\"v\":0.1}"},
		{1. / 3, 3, "{\"v\":0.333}"},
		{2.5, 0, "{\"v\":3}"},
		{-2.5, 0, "{\"v\":-3}"},
		{1.0004, 3, "{\"v\":1}"},
		{-0.0001, 2, "{\"v\":0}"},
		{1e300, 2, "{\"v\":1e300}"},
		{NAN, 2, "{\"v\":null}"},
		{INFINITY, 2, "{\"v\":null}"},
		{-INFINITY, 0, "{\"v\":null}"},
		{123456.789, 9, "{\"v\":123456.789}"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct json *o = json_new_object();

		json_set_real(o, "v", rows[i].value, rows[i].decimals);
		expect_line(o, rows[i].text);
	}
}

static void bad_bytes_are_replaced_on_the_way_in(void **state)
{
	struct json *o = json_new_object();

	(void)state;
	json_set_str(o, "v",
		     "a\xff"
		     "b\xed\xa0\x80");
	expect_line(o, "{\"v\":\"a\xef\xbf\xbd"
		       "b\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"}");
}

static void a_shared_value_stands_in_two_places(void **state)
{
	struct json *o = json_new_object(), *v = json_new_array();

	(void)state;
	json_add_int(v, 7);
	json_set(o, "a", json_share(v));
	json_set(o, "b", v);
	expect_line(o, "{\"a\":[7],\"b\":[7]}");
	json_free(NULL);
}

static void what_is_read_has_its_kind(void **state)
{
	struct json *o = parse("{\"s\":\"t\\u5f20\",\"i\":12,\"r\":1.5,"
			       "\"b\":true,\"n\":null,\"a\":[1,\"x\"]}");
	const struct json *a = json_get(o, "a"), *value;
	const char *key;
	char keys[16] = "";
	void *it = NULL;

	(void)state;
	assert_string_equal(json_get_str(o, "s"), "t张");
	assert_null(json_get_str(o, "i"));
	assert_null(json_get_str(o, "gone"));
	assert_int_equal(json_get_int(o, "i", 3), 12);
	assert_int_equal(json_get_int(o, "r", 3), 3);
	assert_int_equal(json_get_int(o, "s", 3), 3);
	assert_true(json_get_real(o, "r", 0) == 1.5);
	assert_true(json_get_real(o, "i", 0) == 12);
	assert_true(json_get_real(o, "n", -1) == -1);
	assert_int_equal(json_count(a), 2);
	assert_string_equal(json_text(json_at(a, 1)), "x");
	assert_null(json_text(json_at(a, 0)));
	assert_null(json_at(a, 2));
	assert_int_equal(json_count(o), 0);
	while ((key = json_next(o, &it, &value)))
		strcat(keys, key);
	assert_string_equal(keys, "sirbna");
	/* and nothing falls over what is no object */
	assert_null(json_get(a, "s"));
	assert_null(json_get(NULL, "s"));
	assert_int_equal(json_count(NULL), 0);
	json_free(o);
}

static void what_is_not_json_is_refused(void **state)
{
	static const char *const texts[] = {
		"",
		"{",
		"{\"a\":1,}",
		"{a:1}",
		"[1 2]",
		"nul",
		"01",
		"\"\\x\"",
		"\"a\nb\"",
		"\"\xff\"",
		"{\"a\":1} x",
		"[1]]",
		"{\"a\":1,\"a\":2}",
		"\"\\ud800\"",
		"1e999",
		"NaN",
		"'a'",
		"9223372036854775808",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct error err = ERROR_INIT;
		struct json *v = json_parse(texts[i], strlen(texts[i]), &err);

		if (v)
			fail_msg("%s is taken", texts[i]);
		assert_int_equal(err.kind, ERROR_INPUT);
	}
}

static void levels_have_a_limit(void **state)
{
	char text[200];
	struct error err = ERROR_INIT;

	(void)state;
	memset(text, '[', 64);
	memset(text + 64, ']', 64);
	text[128] = '\0';
	json_free(parse(text));
	memset(text, '[', 65);
	memset(text + 65, ']', 65);
	assert_null(json_parse(text, 130, &err));
	assert_int_equal(err.kind, ERROR_LIMIT);
	/* brackets inside a text are none, nor behind its escaped quote */
	json_free(parse("\"\\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
			"[[[[[[[[[[[[[[[[[[[[[[[[[[[[\""));
}

static void add_key(void *ctx, const char *key, const char *text,
		    struct buf *out)
{
	(*(int *)ctx)++;
	buf_addf(out, "%s/%s", key, text);
}

static void rewrite_is_a_copy_with_each_text_anew(void **state)
{
	const char *text = "{\"a\":\"x\",\"b\":[\"y\",{\"c\":\"z\"},1,null]}";
	struct json *value = json_parse(text, strlen(text), NULL), *copy;
	int texts = 0;
	char *line;

	(void)state;
	copy = json_rewrite(value, add_key, &texts);
	line = json_line(copy);
	assert_string_equal(line, "{\"a\":\"a/x\",\"b\":[\"b/y\",{\"c\":"
				  "\"c/z\"},1,null]}");
	assert_int_equal(texts, 3);
	free(line);
	line = json_line(value);
	assert_string_equal(line, text);
	free(line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_keep_their_order),
		cmocka_unit_test(a_key_set_again_keeps_its_place),
		cmocka_unit_test(reals_are_rounded),
		cmocka_unit_test(bad_bytes_are_replaced_on_the_way_in),
		cmocka_unit_test(a_shared_value_stands_in_two_places),
		cmocka_unit_test(what_is_read_has_its_kind),
		cmocka_unit_test(what_is_not_json_is_refused),
		cmocka_unit_test(levels_have_a_limit),
		cmocka_unit_test(rewrite_is_a_copy_with_each_text_anew),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
