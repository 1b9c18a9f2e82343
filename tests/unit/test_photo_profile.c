/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>
#include <unistd.h>

#include "base/file.h"
#include "photo/photo_profile.h"

static void ranges_are_read(void **state)
{
	struct profile_range r;

	(void)state;
	assert_int_equal(profile_range_parse("20..40", &r), 0);
	assert_true(r.min == 20 && r.max == 40);
	assert_int_equal(profile_range_parse("..60", &r), 0);
	assert_true(isnan(r.min) && r.max == 60);
	assert_true(profile_range_has(&r, 0) && !profile_range_has(&r, 61));
	assert_int_equal(profile_range_parse("480", &r), 0);
	assert_true(r.min == 480 && r.max == 480);
	assert_int_equal(profile_range_parse("any", &r), 0);
	assert_true(profile_range_has(&r, 1e8));
	assert_int_equal(profile_range_parse("40..20", &r), -1);
	assert_int_equal(profile_range_parse("", &r), -1);
	assert_int_equal(profile_range_parse("-3..9", &r), -1);
	assert_int_equal(profile_range_parse("a..b", &r), -1);
}

static void colours_are_read(void **state)
{
	uint8_t rgb[3];

	(void)state;
	assert_int_equal(profile_colour_parse("100 197 255", rgb), 0);
	assert_int_equal(rgb[1], 197);
	assert_int_equal(profile_colour_parse("#64c5ff", rgb), 0);
	assert_int_equal(rgb[2], 255);
	assert_int_equal(profile_colour_parse("1 2 256", rgb), -1);
	assert_int_equal(profile_colour_parse("1 2", rgb), -1);
	assert_int_equal(profile_colour_parse("#64c5f", rgb), -1);
	assert_int_equal(profile_colour_parse("#64c5fg", rgb), -1);
}

/* Domain fact: 20-40 KB is 20,480..40,000 bytes however KB are counted. */
static void kilobytes_are_the_inner_window(void **state)
{
	struct profile_range kb = {20, 40};
	struct profile_bytes b = profile_bytes(&kb);

	(void)state;
	assert_int_equal(b.min, 20480);
	assert_int_equal(b.max, 40000);
	kb = (struct profile_range){NAN, 60};
	assert_int_equal(profile_bytes(&kb).min, 0);
	/* never a number inside for a file outside */
	kb = (struct profile_range){20, 40};
	assert_true(profile_kb(&kb, 20400) < 20);
	assert_true(profile_kb(&kb, 40100) > 40);
}

static void the_shipped_ones_are_whole(void **state)
{
	static const char *const names[] = {
		"chsi-99",	"qcyun",      "qcpai-src",   "xinhua-online",
		"yulin",	"guet-xj",    "hueb-xj",     "ynou",
		"yinglong-src", "cet-a",      "cet-b",	     "cet-c",
		"cet-wnmc",	"kaoyan-src", "degree-2009", "degree-paper",
		"netcol-old",	"k12"};
	struct photo_profiles all;
	struct error err = ERROR_INIT;
	const struct profile *p;
	size_t i;

	(void)state;
	assert_int_equal(photo_profile_load(NULL, &all, &err), 0);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		p = photo_profile_find(&all, names[i]);
		assert_non_null(p);
		assert_true(*p->title_zh && *p->title_en && *p->source);
		assert_null(profile_problem(p));
	}
	p = photo_profile_find(&all, "degree-2009");
	assert_int_equal(p->output.width, 150);
	assert_int_equal(p->output.height, 210);
	assert_true(p->accept.kb.max == 10);
	p = photo_profile_find(&all, "netcol-old");
	assert_int_equal(p->output.background.rgb[0], 51);
	p = photo_profile_find(&all, "k12");
	assert_int_equal(p->output.dpi, 350);
	photo_profile_release(&all);
}

static int read_text(const char *text, struct error *err)
{
	char path[] = "/tmp/test_profile_XXXXXX.ini";
	struct profile p;
	int fd = mkstemps(path, 4), result;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	result = photo_profile_read(path, &p, err);
	unlink(path);
	return result;
}

static void a_bad_profile_is_refused_with_the_line(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(read_text("[accept]\nkb = 20..40\n", &err), 0);
	assert_int_equal(read_text("[accept]\nkb = 9..1\n", &err), -1);
	assert_non_null(strstr(err.text, "line 2"));
	assert_int_equal(read_text("[accept]\nkbb = 9\n", &err), -1);
	assert_non_null(strstr(err.text, "kbb"));
	/* makes what it does not accept */
	assert_int_equal(read_text("[output]\nwidth = 100\n", &err), -1);
	assert_int_equal(read_text("[output]\nhead_top = 200\n", &err), -1);
	assert_int_equal(read_text("[output]\nbackground = pink\n", &err), -1);
	assert_int_equal(read_text("[colours]\nblue = 1 2\n", &err), -1);
	assert_int_equal(read_text("[severity]\nAPP-DARK = warn\n", &err), 0);
	assert_int_equal(read_text("[severity]\nAPP-DRAK = warn\n", &err), -1);
	assert_int_equal(read_text("[severity]\nAPP-DARK = bad\n", &err), -1);
	assert_non_null(strstr(err.text, "line 2"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges_are_read),
		cmocka_unit_test(colours_are_read),
		cmocka_unit_test(kilobytes_are_the_inner_window),
		cmocka_unit_test(the_shipped_ones_are_whole),
		cmocka_unit_test(a_bad_profile_is_refused_with_the_line),
	};

	return cmocka_run_group_tests_name("photo_profile", tests, NULL, NULL);
}
