/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include "base/mem.h"
#include "base/text.h"
#include "rules/code_owner.h"
#include "rules/code_owner_index.h"
#include "rules/idnum.h"

enum { PEOPLE = 1500 };

struct fixture {
	struct student people[PEOPLE], exposed;
	struct code_owner_index *index;
	unsigned state;
};

/* Drawn the same on every machine. */
static unsigned draw(struct fixture *f, unsigned below)
{
	f->state = f->state * 1664525u + 1013904223u;
	return (f->state >> 8) % below;
}

/* Residents of 18 and of 15 digits, permits with brackets, passports. */
static void draw_number(struct fixture *f, char out[40])
{
	unsigned a = draw(f, 10000), b = draw(f, 300);

	switch (draw(f, 8)) {
	case 0:
		snprintf(out, 40, "99010103%02u%02u%03u", 1 + a % 12,
			 1 + a % 28, b);
		break;
	case 1:
		snprintf(out, 40, "A12%04u(%u)", a, b % 10);
		break;
	case 2:
		snprintf(out, 40, "H%04u（%u）", a, b % 10);
		break;
	case 3:
		snprintf(out, 40, "e%03u%02ux", b, a % 100);
		break;
	default:
		snprintf(out, 40, "990101200%u0101%03u%c", b % 5, a % 300,
			 "0123456789xX"[b % 12]);
		break;
	}
}

static void draw_person(struct fixture *f, struct student *s)
{
	static const char *const names[] = {"陈知远", "林书瑶", "周子谦",
					    "Ann Lee", "古丽·买买提"};
	static const char *const former[] = {"", "", "", "林知远、陈远"};
	char text[40];

	snprintf(text, sizeof(text), "20220%05u", draw(f, 2 * PEOPLE));
	student_set(s, STUDENT_xh, draw(f, 9) ? text : draw(f, 2) ? "0" : "");
	snprintf(text, sizeof(text), "2299%06u", draw(f, 2 * PEOPLE));
	student_set(s, STUDENT_ksh, draw(f, 3) ? text : "");
	snprintf(text, sizeof(text), "S%06u", draw(f, 2 * PEOPLE));
	student_set(s, STUDENT_wybh, draw(f, 3) ? "" : text);
	student_set(s, STUDENT_xm, names[draw(f, ARRAY_SIZE(names))]);
	student_set(s, STUDENT_cym, former[draw(f, ARRAY_SIZE(former))]);
	student_set(s, STUDENT_cc, draw(f, 5) ? "本科" : "专科");
	draw_number(f, text);
	student_set(s, STUDENT_zjhm, draw(f, 20) ? text : "");
}

static int set_up(void **state)
{
	static struct fixture f;
	int i;

	struct student_list list = STUDENT_LIST_INIT;

	memset(&f, 0, sizeof(f));
	f.state = 20260511;
	for (i = 0; i < PEOPLE; i++) {
		draw_person(&f, &f.people[i]);
		student_list_add(&list, &f.people[i]);
	}
	f.index = code_owner_index_new(&list);
	student_list_release(&list);
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	int i;

	for (i = 0; i < PEOPLE; i++)
		student_release(&f->people[i]);
	student_release(&f->exposed);
	code_owner_index_free(f->index);
	return 0;
}

/* As senders show a number: whole, in stars of any kind, its end alone. */
static void draw_shown(struct fixture *f, const char *number, char out[80])
{
	size_t n = strlen(number), end = 1 + draw(f, 6);
	const char *last = number + (n > end ? n - end : 0);

	switch (draw(f, 8)) {
	case 0:
		snprintf(out, 80, "%s", number);
		break;
	case 1:
		snprintf(out, 80, "%.3s＊＊＊%s", number, last);
		break;
	case 2:
		snprintf(out, 80, "%.6s********", number);
		break;
	case 3:
		snprintf(out, 80, "×%.2s*%s", number, last);
		break;
	case 4:
		snprintf(out, 80, "%.6s19%.5s●%s", number, number + n / 2,
			 last);
		break;
	default:
		snprintf(out, 80, "%s", last);
		break;
	}
}

static void draw_exposed(struct fixture *f)
{
	static const char *const names[] = {"陈**", "林*", "周子谦", "A*",
					    "古**", "*",   "**谦",   ""};
	const struct student *of = &f->people[draw(f, PEOPLE)];
	struct student *e = &f->exposed;
	struct idnum_tails tails;
	char text[80];

	student_release(e);
	draw_shown(f, student_get(of, STUDENT_zjhm), text);
	tails = idnum_tails(student_get(of, STUDENT_zjhm));
	if (!draw(f, 6))
		snprintf(text, sizeof(text), "%s", tails.b);
	else if (!draw(f, 6))
		snprintf(text, sizeof(text), "%s", tails.c);
	if (text_is_utf8(text, strlen(text)))
		student_set(e, STUDENT_zjhm, draw(f, 9) ? text : "");
	student_set(e, STUDENT_xm, names[draw(f, ARRAY_SIZE(names))]);
	if (!draw(f, 3))
		student_set(e, STUDENT_xh,
			    draw(f, 3) ? student_get(of, STUDENT_xh) : "0");
	if (!draw(f, 4))
		student_set(e, STUDENT_ksh, student_get(of, STUDENT_ksh));
	if (!draw(f, 4))
		student_set(e, STUDENT_wybh, student_get(of, STUDENT_wybh));
}

/* What the index promises, of one student. */
static bool is_wanted(const struct student *exposed, const struct student *s)
{
	const char *xh = student_get(exposed, STUDENT_xh);
	struct code_owner judged;

	code_owner_judge(exposed, s, &judged);
	return judged.fit >= CODE_OWNER_GOOD ||
	       (judged.name_fits && judged.number_fits) ||
	       (*xh && strcmp(student_get(s, STUDENT_xh), xh) == 0);
}

static void nobody_who_fits_is_left_out(void **state)
{
	struct fixture *f = *state;
	struct code_owner_candidates found;
	size_t i, at, wanted = 0, listed = 0;
	int round;

	for (round = 0; round < 1000; round++) {
		draw_exposed(f);
		code_owner_index_find(f->index, &f->exposed, &found);
		for (i = 0, at = 0; i < PEOPLE; i++) {
			bool is_found = at < found.n && found.list[at] == i;

			at += is_found;
			if (!is_wanted(&f->exposed, &f->people[i]))
				continue;
			assert_true(is_found);
			wanted++;
		}
		/* ascending, each once */
		assert_int_equal(at, found.n);
		listed += found.n;
		free(found.list);
	}
	assert_true(wanted > 1000);
	assert_true(listed < (size_t)1000 * PEOPLE / 8);
}

static size_t candidates(struct fixture *f, const char *xm, const char *zjhm)
{
	struct code_owner_candidates found;

	student_set(&f->exposed, STUDENT_xm, xm);
	student_set(&f->exposed, STUDENT_zjhm, zjhm);
	code_owner_index_find(f->index, &f->exposed, &found);
	free(found.list);
	return found.n;
}

static void a_number_finds_few(void **state)
{
	struct fixture *f = *state;

	student_release(&f->exposed);
	assert_int_equal(candidates(f, "陈**", NULL), 0);
	assert_int_equal(candidates(f, NULL, "3350"), 0);
	assert_true(candidates(f, "陈**", "0171") < 20);
	assert_true(candidates(f, "陈**", "990101********0171") < 20);
	/* nothing at the end to go by */
	assert_int_equal(candidates(f, "陈**", "990101************"), PEOPLE);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nobody_who_fits_is_left_out),
		TEST(a_number_finds_few),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
