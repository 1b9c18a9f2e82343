/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/buf.h"
#include "base/mem.h"
#include "codec/config/xml_in.h"

struct seen {
	struct buf text;
	struct xml_in *xml;
	const char *stop_at;
	bool foreign_text;
	const char *beside;
};

static void start(void *ctx, const char *name, const char **atts)
{
	struct seen *seen = ctx;
	const char *id = xml_in_get(atts, "id");
	const char *prefixed = xml_in_get_in(atts, "u", "id");

	buf_addf(&seen->text, "<%s %s %s>", name, id ? id : "-",
		 prefixed ? prefixed : "-");
	if (seen->stop_at && strcmp(name, seen->stop_at) == 0)
		xml_in_stop(seen->xml);
}

static void end(void *ctx, const char *name)
{
	struct seen *seen = ctx;

	buf_addf(&seen->text, "</%s>", name);
}

static void text(void *ctx, const char *s, size_t n)
{
	struct seen *seen = ctx;

	buf_add(&seen->text, s, n);
}

/* Feed in pieces of so many bytes. */
static int parse(const char *s, size_t step, struct seen *seen,
		 struct error *err)
{
	const struct xml_in_handler handler = {.start = start,
					       .end = end,
					       .text = text,
					       .beside = seen->beside,
					       .foreign_text =
						       seen->foreign_text};
	size_t n = strlen(s), at, take;
	int status = 0;

	seen->xml = xml_in_new(&handler, seen);
	for (at = 0; at < n && status == 0; at += take) {
		take = n - at < step ? n - at : step;
		status = xml_in_feed(seen->xml, s + at, take, at + take == n,
				     err);
	}
	xml_in_free(seen->xml);
	return status;
}

/* Told with a tab in front, so that none is taken for one of our own. */
static void a_second_namespace_is_told(void **state)
{
	struct seen seen = {.beside = "office:excel"};
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(parse("<x xmlns=\"m\" xmlns:e=\"urn:office:excel\" "
			       "xmlns:f=\"urn:office:excel2\"><e:p>a<p/></e:p>"
			       "<f:p>b</f:p></x>",
			       1000, &seen, &err),
			 0);
	assert_string_equal(buf_str(&seen.text),
			    "<x - -><\tp - ->a<p - -></p></\tp></x>");
	buf_release(&seen.text);
}

static void names_are_local_at_any_step(void **state)
{
	static const char xml[] =
		"<a:x xmlns:a=\"u\"><a:y id=\"1\" a:id=\"2\">t&#228;&amp;</a:y>"
		"<a:z a:id=\"3\"/></a:x>";
	size_t step;

	(void)state;
	for (step = 1; step < sizeof(xml); step++) {
		struct seen seen = {.text = BUF_INIT};
		struct error err = ERROR_INIT;

		assert_int_equal(parse(xml, step, &seen, &err), 0);
		assert_string_equal(buf_str(&seen.text),
				    "<x - -><y 1 2>tä&</y><z - 3></z></x>");
		buf_release(&seen.text);
	}
}

/* Whatever the prefixes are called; the root says what is ours. */
static void only_the_namespace_of_the_root_counts(void **state)
{
	static const struct {
		const char *xml, *seen;
		bool foreign_text;
	} rows[] = {
		{"<x xmlns=\"m\" xmlns:e=\"e\"><p id=\"1\"/><e:p "
		 "id=\"2\"/></x>",
		 "<x - -><p 1 -></p></x>", false},
		{"<q:x xmlns:q=\"m\"><p xmlns=\"m\"/><p/></q:x>",
		 "<x - -><p - -></p></x>", false},
		{"<x xmlns=\"m\"><e:d xmlns:e=\"e\">a<p>b</p></e:d>c</x>",
		 "<x - ->c</x>", false},
		{"<x xmlns=\"m\"><e:d xmlns:e=\"e\">a<p>b</p></e:d>c</x>",
		 "<x - ->abc</x>", true},
		{"<e:macrosheet xmlns=\"m\" xmlns:e=\"e\"><p/><e:q/><p/>"
		 "</e:macrosheet>",
		 "<macrosheet - -><p - -></p><p - -></p>", false},
		{"<x><e:p xmlns:e=\"e\"/><p/></x>", "<x - -><p - -></p></x>",
		 false},
		{"<x xmlns=\"m\" xmlns:k=\"http://schemas.openxmlformats.org/"
		 "markup-compatibility/2006\"><k:AlternateContent>"
		 "<k:Choice Requires=\"e\"><p/></k:Choice>"
		 "<k:Fallback><f/></k:Fallback></k:AlternateContent></x>",
		 "<x - -><f - -></f></x>", false},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		struct seen seen = {.foreign_text = rows[i].foreign_text};
		struct error err = ERROR_INIT;

		assert_int_equal(parse(rows[i].xml, 7, &seen, &err), 0);
		assert_string_equal(buf_str(&seen.text), rows[i].seen);
		buf_release(&seen.text);
	}
}

static void an_undeclared_prefix_is_bad_xml(void **state)
{
	struct seen seen = {.text = BUF_INIT};
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(parse("<x><e:p/></x>", 9, &seen, &err), -1);
	assert_non_null(strstr(err.text, "bad XML"));
	buf_release(&seen.text);
}

static void a_handler_may_stop(void **state)
{
	struct seen seen = {.text = BUF_INIT, .stop_at = "b"};
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(parse("<a><b><c/>", 100, &seen, &err), 0);
	assert_string_equal(buf_str(&seen.text), "<a - -><b - ->");
	buf_release(&seen.text);
}

static void bad_xml_is_refused_with_its_line(void **state)
{
	static const struct {
		const char *xml, *word;
	} rows[] = {{"<a>\n</b>", "line 2"},
		    {"<a>", "bad XML"},
		    {"<!DOCTYPE a []><a/>", "DOCTYPE"},
		    {"<a>&nope;</a>", "bad XML"}};
	size_t i;

	(void)state;
	for (i = 0; i < 4; i++) {
		struct seen seen = {.text = BUF_INIT};
		struct error err = ERROR_INIT;

		assert_int_equal(parse(rows[i].xml, 100, &seen, &err), -1);
		assert_int_equal(err.kind, ERROR_INPUT);
		assert_non_null(strstr(err.text, rows[i].word));
		buf_release(&seen.text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_local_at_any_step),
		cmocka_unit_test(a_second_namespace_is_told),
		cmocka_unit_test(only_the_namespace_of_the_root_counts),
		cmocka_unit_test(an_undeclared_prefix_is_bad_xml),
		cmocka_unit_test(a_handler_may_stop),
		cmocka_unit_test(bad_xml_is_refused_with_its_line),
	};

	return cmocka_run_group_tests_name("xml_in", tests, NULL, NULL);
}
