/* SPDX-License-Identifier: MIT */
/*
 * Every finding that a photo can bring about: what triggers it, and what is
 * just inside its limit and does not.  A code that the catalogue has and no
 * test brings about fails here.
 */
#include "support/unit.h"

#include "base/file.h"
#include "support/engine.h"
#include "support/faults.h"

/* Codes of photos that another test brings about, and which it is. */
static const struct {
	const char *code, *test;
} elsewhere[] = {
	{"FIL-NAME-AMBIG", "tests/cli/photo/import-findings/stdout"},
	{"FIL-NAME-NONE", "tests/cli/photo/import-findings/stdout"},
	{"FIL-NAME-WEAK", "tests/cli/photo/import-findings/stdout"},
	{"FIL-TWICE", "tests/cli/photo/import-findings/stdout"},
	{"FIL-SAME-TWICE", "tests/cli/photo/import-findings/stdout"},
	{"FIL-ARCHIVE", "tests/cli/reports/archives/stdout"},
	{"FIL-LIMIT", "tests/cli/photo/limits/stdout"},
	{"FIL-ZIP-NAME-ENC", "tests/cli/photo/import-findings/stdout"},
	{"MAT-FILE-THERE", "tests/cli/photo/make-there/stdout"},
	{"APP-UNJUDGED", "tests/cli/photo/no-landmarks/stdout"},
	{"APP-POINTS-UNSURE", "tests/cli/photo/points-unsure/stdout"},
	{"PRV-WINDOW", "tests/cli/photo/gate/stdout"},
};

static const struct fault *const tables[] = {faults_file, faults_face,
					     faults_quality, faults_make};

enum { TABLES = sizeof(tables) / sizeof(tables[0]) };

/* The severity of a finding at such an amount, -1 where it is not found. */
static int severity(const struct photo_engine *engine, const struct fault *f,
		    double amount)
{
	struct findings all = FINDINGS_INIT;
	struct fault_photo p;
	const struct finding *found;
	int severity;

	faults_start(&p, engine);
	f->turn(&p, amount);
	faults_find(&p, f->job, &all);
	found = findings_find(&all, f->code);
	severity = found ? (int)found->severity : -1;
	findings_release(&all);
	return severity;
}

static bool finds(const struct photo_engine *engine, const struct fault *f,
		  double amount)
{
	return severity(engine, f, amount) >= 0;
}

static void each_table(const struct photo_engine *engine,
		       const struct fault *table)
{
	const struct fault *f;
	int wrong = 0;

	for (f = table; f->code; f++) {
		if (!finds(engine, f, f->bad)) {
			print_error("%s is not found at %g\n", f->code, f->bad);
			wrong++;
		}
		if (finds(engine, f, f->good)) {
			print_error("%s is found at %g\n", f->code, f->good);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

static void the_file(void **state)
{
	each_table(*state, faults_file);
}

static void the_face(void **state)
{
	each_table(*state, faults_face);
}

static void the_quality(void **state)
{
	each_table(*state, faults_quality);
}

static void the_making(void **state)
{
	each_table(*state, faults_make);
}

static bool is_of_photos(const char *code)
{
	static const char *const prefixes[] = {"FIL-", "GEO-", "APP-", "PRV-",
					       "MAT-"};
	size_t i;

	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (strncmp(code, prefixes[i], 4) == 0)
			return true;
	return false;
}

static bool is_in_a_table(const char *code)
{
	const struct fault *f;
	int i;

	for (i = 0; i < TABLES; i++)
		for (f = tables[i]; f->code; f++)
			if (strcmp(f->code, code) == 0)
				return true;
	return false;
}

/* The other test must be there and speak of the code. */
/* The last row of a code in the table of qualities. */
static const struct fault *last_of(const char *code)
{
	const struct fault *f, *found = NULL;

	for (f = faults_quality; f->code; f++)
		if (strcmp(f->code, code) == 0)
			found = f;
	assert_non_null(found);
	return found;
}

/* A person looks at what is near the limit, nobody at what is far over it. */
static void what_is_sure_is_an_error(void **state)
{
	static const struct {
		const char *code;
		double near, far;
	} all[] = {
		{"APP-EYES-SHUT", 0.06, 0.08},
		{"APP-TINTED", 0.15, 0.25},
		{"APP-HEADWEAR", 0.50, 0.42},
	};
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		const struct fault *f = last_of(all[i].code);

		assert_int_equal(severity(*state, f, all[i].near),
				 FINDING_WARN);
		assert_int_equal(severity(*state, f, all[i].far),
				 FINDING_ERROR);
	}
}

static bool is_elsewhere(const char *code)
{
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT;
	bool has = false;
	size_t i;

	for (i = 0; i < sizeof(elsewhere) / sizeof(elsewhere[0]); i++) {
		if (strcmp(elsewhere[i].code, code) != 0)
			continue;
		if (file_read(elsewhere[i].test, 1 << 20, &text, &err) == 0)
			has = strstr(buf_str(&text), code) != NULL;
		buf_release(&text);
	}
	return has;
}

static void no_code_is_without_a_trigger(void **state)
{
	const char *code;
	int missing = 0;
	size_t i;

	(void)state;
	for (i = 0; (code = finding_catalogue_code(i)); i++)
		if (is_of_photos(code) && !is_in_a_table(code) &&
		    !is_elsewhere(code)) {
			print_error("nothing triggers %s\n", code);
			missing++;
		}
	assert_int_equal(missing, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_file),
		cmocka_unit_test(the_face),
		cmocka_unit_test(the_quality),
		cmocka_unit_test(the_making),
		cmocka_unit_test(what_is_sure_is_an_error),
		cmocka_unit_test(no_code_is_without_a_trigger),
	};

	return cmocka_run_group_tests_name("finding_codes", tests, engine_open,
					   engine_close);
}
