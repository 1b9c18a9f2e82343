/* SPDX-License-Identifier: MIT */
/*
 * What the findings of faces are worth, against portraits labelled by eye
 * ($QCTOOL_TESTDATA/portraits/labels.tsv; values with | count either way).
 *
 *   accuracy_landmarks [FOLDER]     a folder with labels.tsv and its pictures
 *
 * A row: how many of those labelled so are found, and how many are found of
 * those labelled otherwise.  $ACCURACY_VERBOSE names the wrong ones;
 * $ACCURACY_EARS prints label and values of every ear instead, from which the
 * weights of image/portrait/ear.c can be fitted anew, and $ACCURACY_YAW of
 * every face the yaw of its landmarks and the values of image/portrait/yaw.c.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "image/pixel/resize.h"
#include "image/portrait/ear.h"
#include "image/portrait/skin.h"
#include "image/portrait/yaw.h"
#include "photo/photo_check.h"
#include "photo/photo_view.h"
#include "support/eye_drawn.h"
#include "support/labels.h"
#include "support/sitter.h"

/* What a row of the report counts: column, its values, the finding. */
struct question {
	const char *title, *column, *bad, *good, *code;
};

static const struct question questions[] = {
	{"turned, class 2", "yaw", "2", "0", "GEO-YAW"},
	{"turned, class 1", "yaw", "1", "0", "GEO-YAW"},
	{"looks up or down", "pitch", "up1,up2,down1,down2", "0", "GEO-PITCH"},
	{"teeth seen", "teeth", "1", "", "APP-MOUTH-OPEN"},
	{"lips apart", "mouth", "open,parted", "closed", "APP-MOUTH-OPEN"},
	{"left ear hidden", "ear_l", "0", "", "APP-EARS"},
	{"right ear hidden", "ear_r", "0", "", "APP-EARS"},
	{"left brow covered", "brow_l", "0,.5", "", "APP-BROWS"},
	{"right brow covered", "brow_r", "0,.5", "", "APP-BROWS"},
	{"eyes averted", "eyes", "averted", "open", "APP-GAZE"},
	{"eyes shut", "eyes", "shut,one-shut", "open", "APP-EYES-SHUT"},
	{"headwear", "headwear", "1", "0", "APP-HEADWEAR"},
	{"tinted glasses", "glasses", "tinted,sun", "0,clear", "APP-TINTED"},
};

enum { QUESTIONS = ARRAY_SIZE(questions) };

struct count {
	int bad, found, good, wrong;
};

/*
 * The same photos otherwise exposed, balanced, sized and compressed, by which
 * ears, lips and turned heads must be told alike: factors of red, green and
 * blue.
 */
static const struct exposure {
	const char *title;
	double rgb[3], size;
	int quality;
} exposures[] = {
	{"pixels x 0.75", {0.75, 0.75, 0.75}, 1, 93},
	{"pixels x 0.88", {0.88, 0.88, 0.88}, 1, 93},
	{"pixels x 1.12", {1.12, 1.12, 1.12}, 1, 93},
	{"pixels x 1.25", {1.25, 1.25, 1.25}, 1, 93},
	{"warm by 10 %", {1.1, 1, 0.9}, 1, 93},
	{"cool by 10 %", {0.9, 1, 1.1}, 1, 93},
	{"half the size", {1, 1, 1}, 0.5, 93},
	{"JPEG at 60", {1, 1, 1}, 1, 60},
	{"half as large again", {1, 1, 1}, 1.5, 93},
	{"JPEG at 40", {1, 1, 1}, 1, 40},
};

enum { EXPOSURES = ARRAY_SIZE(exposures) };

struct score {
	struct count count[QUESTIONS], ears, brows, tilt;
	struct count exposed[EXPOSURES], lips[EXPOSURES], turned[EXPOSURES];
	double roll[LABELS_ROWS];
	int rolls, judged;
};

static void tally(struct count *c, bool bad, bool good, bool found)
{
	c->bad += bad;
	c->found += bad && found;
	c->good += good;
	c->wrong += good && found;
}

static void note(const char *file, const char *code, const char *cell,
		 bool found)
{
	if (getenv("ACCURACY_VERBOSE"))
		printf("    %s: %s %s, labelled %s\n", file, code,
		       found ? "found" : "missed", cell);
}

static void tally_ears(struct count *c, const struct labels *t, int row,
		       bool found)
{
	const char *l = labels_of(t, row, "ear_l"),
		   *r = labels_of(t, row, "ear_r");

	tally(c, labels_is(l, "0", true) || labels_is(r, "0", true),
	      labels_is(l, "1", true) && labels_is(r, "1", true), found);
}

static void tally_lips(struct count *c, const struct labels *t, int row,
		       bool found)
{
	const char *mouth = labels_of(t, row, "mouth");
	bool teeth = labels_is(labels_of(t, row, "teeth"), "1", true);

	tally(c, teeth || labels_is(mouth, "open,parted", true),
	      !teeth && labels_is(mouth, "closed", true), found);
}

static void tally_turned(struct count *c, const struct labels *t, int row,
			 bool found)
{
	const char *yaw = labels_of(t, row, "yaw");

	tally(c, labels_is(yaw, "1,2", true), labels_is(yaw, "0", true), found);
}

static void judge(const struct labels *t, int row, const struct photo_check *c,
		  struct score *s)
{
	bool ears = findings_has(&c->findings, "APP-EARS");
	bool brows = findings_has(&c->findings, "APP-BROWS");
	const char *el = labels_of(t, row, "ear_l"),
		   *er = labels_of(t, row, "ear_r");
	const char *bl = labels_of(t, row, "brow_l"),
		   *br = labels_of(t, row, "brow_r");
	double roll = strtod(labels_of(t, row, "roll"), NULL);
	size_t i;

	for (i = 0; i < QUESTIONS; i++) {
		const struct question *q = &questions[i];
		const char *cell = labels_of(t, row, q->column);
		bool bad = labels_is(cell, q->bad, true);
		bool good = *q->good && labels_is(cell, q->good, true);
		bool found = findings_has(&c->findings, q->code);

		tally(&s->count[i], bad, good, found);
		if ((bad && !found) || (good && found))
			note(labels_of(t, row, "file"), q->code, cell, found);
	}
	tally_ears(&s->ears, t, row, ears);
	tally(&s->brows,
	      labels_is(bl, "0,.5", true) || labels_is(br, "0,.5", true),
	      labels_is(bl, "1", true) && labels_is(br, "1", true), brows);
	tally(&s->tilt, fabs(roll) > 6, fabs(roll) < 4,
	      findings_has(&c->findings, "GEO-TILT"));
	if (labels_is(el, "1", true) && labels_is(er, "1", true) && ears)
		note(labels_of(t, row, "file"), "APP-EARS", "1 1", true);
	if (labels_is(bl, "1", true) && labels_is(br, "1", true) && brows)
		note(labels_of(t, row, "file"), "APP-BROWS", "1 1", true);
	s->judged++;
	if (c->has_points)
		s->roll[s->rolls++] = fabs(c->pose.roll - roll);
}

static int by_value(const void *a, const void *b)
{
	double p = *(const double *)a, q = *(const double *)b;

	return p < q ? -1 : p > q;
}

static void show(const char *title, const struct count *c)
{
	printf("  %-25s found %3d of %3d", title, c->found, c->bad);
	if (c->good)
		printf("   false %3d of %3d (%.1f %%)", c->wrong, c->good,
		       100.0 * c->wrong / c->good);
	puts("");
}

static void show_of(const char *what, const char *view, const struct count *c)
{
	char title[40];

	snprintf(title, sizeof(title), "%s, %s", what, view);
	show(title, c);
}

static void report(struct score *s)
{
	size_t i;

	printf("\n%d portraits, %d with landmarks\n", s->judged, s->rolls);
	for (i = 0; i < QUESTIONS; i++)
		show(questions[i].title, &s->count[i]);
	show("an ear hidden", &s->ears);
	for (i = 0; i < EXPOSURES; i++)
		show_of("ear", exposures[i].title, &s->exposed[i]);
	for (i = 0; i < EXPOSURES; i++)
		show_of("lips", exposures[i].title, &s->lips[i]);
	for (i = 0; i < EXPOSURES; i++)
		show_of("turned", exposures[i].title, &s->turned[i]);
	show("a brow covered", &s->brows);
	show("tilted over 6", &s->tilt);
	if (!s->rolls)
		return;
	qsort(s->roll, (size_t)s->rolls, sizeof(double), by_value);
	printf("  roll: median %.2f, p95 %.2f degrees off\n",
	       s->roll[s->rolls / 2], s->roll[(s->rolls - 1) * 95 / 100]);
}

/*
 * What is too rare among labelled portraits is drawn onto them, by their
 * points: lenses of dark glass, a reflection over one pupil, a cap of one
 * colour down to the forehead's middle.  Lids and irises: accuracy_eyes.c.
 */
enum {
	SUN,
	CLEAR_DARK,
	GLARE,
	BLUE_CAP,
	RED_CAP,
	WHITE_CAP,
	BLACK_CAP,
	GREY_CAP,
	BROWN_CAP,
	DRAWN
};

static const int cap_rgb[DRAWN][3] = {
	[BLUE_CAP] = {30, 40, 80},     [RED_CAP] = {170, 30, 40},
	[WHITE_CAP] = {235, 235, 235}, [BLACK_CAP] = {25, 25, 28},
	[GREY_CAP] = {110, 110, 112},  [BROWN_CAP] = {85, 60, 42},
};

static const struct {
	const char *title, *code;
} drawn[DRAWN] = {
	{"sun glasses drawn", "APP-TINTED"},
	{"tinted, half light", "APP-TINTED"},
	{"glare drawn", "APP-GLARE"},
	{"navy caps drawn", "APP-HEADWEAR"},
	{"red caps drawn", "APP-HEADWEAR"},
	{"white caps drawn", "APP-HEADWEAR"},
	{"black caps drawn", "APP-HEADWEAR"},
	{"grey caps drawn", "APP-HEADWEAR"},
	{"brown caps drawn", "APP-HEADWEAR"},
};

static void draw_cap(struct image *rgb, const struct face_axes *a, int what)
{
	struct eye_drawn_brush cap = {{0, -1.3}, {1.28, .7}, {0}, 1};

	memcpy(cap.rgb, cap_rgb[what], sizeof(cap.rgb));
	eye_drawn_stroke(rgb, a, &cap);
}

static void draw(struct photo_view *v, int what)
{
	struct face_axes a;
	int side;

	face_axes_of(&v->points, &a);
	if (what >= BLUE_CAP)
		draw_cap(&v->rgb, &a, what);
	for (side = -1; side <= 1; side += 2) {
		struct eye_drawn_brush lens = {{side * .5, .04},
					       {.36, .27},
					       {15, 15, 15},
					       what == SUN ? .95 : .65};
		struct eye_drawn_brush spot = {
			{side * .5, 0}, {.1, .08}, {255, 255, 255}, side < 0};

		if (what == SUN || what == CLEAR_DARK)
			eye_drawn_stroke(&v->rgb, &a, &lens);
		if (what == GLARE)
			eye_drawn_stroke(&v->rgb, &a, &spot);
	}
}

static bool is_found(const struct photo_engine *engine, const struct buf *bytes,
		     int what, bool *usable)
{
	static const int whole[2] = {480, 640};
	struct photo_input in = {bytes->data, bytes->size, "a.jpg", 1780000000};
	struct buf jpeg = BUF_INIT;
	struct error err = ERROR_INIT;
	struct photo_check check;
	struct photo_view v;
	bool found = false;

	*usable = photo_view_open(engine, &in, whole, &v, &err) == 0;
	if (!*usable)
		return false;
	*usable = v.has_points;
	if (v.has_points) {
		draw(&v, what);
		sitter_jpeg(&v.rgb, 92, NULL, &jpeg, &err);
		in.bytes = jpeg.data;
		in.n = jpeg.size;
		photo_check(engine, photo_engine_profile(engine, "chsi-99"),
			    &in, &check);
		found = findings_has(&check.findings, drawn[what].code);
		photo_check_release(&check);
	}
	photo_view_release(&v);
	buf_release(&jpeg);
	return found;
}

static void count_drawn(const struct photo_engine *engine,
			const struct buf *bytes, struct count all[DRAWN])
{
	bool usable, found;
	int i;

	for (i = 0; i < DRAWN; i++) {
		found = is_found(engine, bytes, i, &usable);
		tally(&all[i], usable, false, found);
	}
}

static void print_row(const char *title, const double *value, int n)
{
	int i;

	printf("%s", title);
	for (i = 0; i < n; i++)
		printf("\t%.4f", value[i]);
	puts("");
}

static void print_ears(const struct photo_view *v, const char *labels[2])
{
	double value[EAR_VALUES];
	struct skin skin;
	int side;

	skin_measure(&v->rgb, &v->points, &skin);
	for (side = 0; side < 2; side++) {
		ear_values(&skin, side, v->pose.yaw, value);
		print_row(labels[side], value, EAR_VALUES);
	}
}

static void print_yaw(const struct photo_view *v, const char *file)
{
	double value[1 + YAW_VALUES];
	struct pose pose;

	pose_measure(&v->points, &pose);
	value[0] = pose.yaw;
	yaw_values(&v->grey, &v->points, value + 1);
	print_row(file, value, 1 + YAW_VALUES);
}

static void print_values(const struct photo_engine *engine,
			 const struct labels *t, int row,
			 const struct buf *bytes)
{
	static const int whole[2] = {480, 640};
	struct photo_input in = {bytes->data, bytes->size, "a.jpg", 1780000000};
	struct error err = ERROR_INIT;
	const char *ears[2] = {labels_of(t, row, "ear_l"),
			       labels_of(t, row, "ear_r")};
	struct photo_view v;

	if (photo_view_open(engine, &in, whole, &v, &err) < 0)
		return;
	if (v.has_points && getenv("ACCURACY_EARS"))
		print_ears(&v, ears);
	else if (v.has_points)
		print_yaw(&v, labels_of(t, row, "file"));
	photo_view_release(&v);
}

/* The picture as the exposure has it, as a file again. */
static int expose(const struct image *rgb, const struct exposure *e,
		  struct buf *jpeg, struct error *err)
{
	struct image out = IMAGE_INIT;
	int w = (int)lround(rgb->width * e->size), i, rc;
	int h = (int)lround(rgb->height * e->size);

	if (resize_to(rgb, w, h, &out, err) < 0)
		return -1;
	for (i = 0; i < 3 * w * h; i++)
		out.data[i] =
			(uint8_t)fmin(255, lround(out.data[i] * e->rgb[i % 3]));
	rc = sitter_jpeg(&out, e->quality, NULL, jpeg, err);
	image_release(&out);
	return rc;
}

static void tally_exposed(const struct labels *t, int row,
			  const struct photo_check *check, size_t i,
			  struct score *s)
{
	tally_ears(&s->exposed[i], t, row,
		   findings_has(&check->findings, "APP-EARS"));
	tally_lips(&s->lips[i], t, row,
		   findings_has(&check->findings, "APP-MOUTH-OPEN"));
	tally_turned(&s->turned[i], t, row,
		     findings_has(&check->findings, "GEO-YAW"));
}

static void judge_exposed(const struct photo_engine *engine,
			  const struct labels *t, int row,
			  const struct buf *bytes, struct score *s)
{
	static const int whole[2] = {1 << 13, 1 << 13};
	struct photo_input in = {bytes->data, bytes->size, "a.jpg", 1780000000};
	struct error err = ERROR_INIT;
	struct photo_check check;
	struct photo_view v;
	size_t i;

	if (photo_view_open(engine, &in, whole, &v, &err) < 0)
		return;
	for (i = 0; i < EXPOSURES; i++) {
		struct buf jpeg = BUF_INIT;

		if (expose(&v.full, &exposures[i], &jpeg, &err) == 0) {
			in.bytes = jpeg.data;
			in.n = jpeg.size;
			photo_check(engine,
				    photo_engine_profile(engine, "chsi-99"),
				    &in, &check);
			if (check.has_points)
				tally_exposed(t, row, &check, i, s);
			photo_check_release(&check);
		}
		buf_release(&jpeg);
	}
	photo_view_release(&v);
}

static void judge_file(const struct photo_engine *engine,
		       const struct labels *t, int row, const struct buf *bytes,
		       struct score *s)
{
	struct photo_input in = {bytes->data, bytes->size, "a.jpg", 1780000000};
	struct photo_check check;

	photo_check(engine, photo_engine_profile(engine, "chsi-99"), &in,
		    &check);
	judge(t, row, &check, s);
	photo_check_release(&check);
}

static void run(const struct photo_engine *engine, const char *folder)
{
	struct count made[DRAWN] = {0};
	struct labels *t = mem_xcalloc(1, sizeof(*t));
	struct score *s = mem_xcalloc(1, sizeof(*s));
	char *path = path_join(folder, "labels.tsv");
	struct error err = ERROR_INIT;
	int row;

	if (labels_read(path, t, &err) < 0)
		printf("%s: %s\n", path, err.text);
	free(path);
	for (row = 1; row < t->rows; row++) {
		struct buf bytes = BUF_INIT;

		path = path_join(folder, labels_of(t, row, "file"));
		if (file_read(path, 1 << 26, &bytes, &err) < 0) {
			puts(err.text);
		} else if (getenv("ACCURACY_EARS") || getenv("ACCURACY_YAW")) {
			print_values(engine, t, row, &bytes);
		} else {
			judge_file(engine, t, row, &bytes, s);
			judge_exposed(engine, t, row, &bytes, s);
			count_drawn(engine, &bytes, made);
		}
		buf_release(&bytes);
		free(path);
	}
	if (s->judged) {
		report(s);
		for (row = 0; row < DRAWN; row++)
			show(drawn[row].title, &made[row]);
	}
	free(t);
	free(s);
}

int main(int argc, char **argv)
{
	const char *root = getenv("QCTOOL_TESTDATA");
	struct photo_engine *engine;
	struct error err = ERROR_INIT;
	char *folder;

	if (argc < 2 && !root) {
		puts("skipped, QCTOOL_TESTDATA is not set");
		return 0;
	}
	if (photo_engine_open(&engine, &err) < 0) {
		puts(err.text);
		return 1;
	}
	folder = argc > 1 ? mem_xstrdup(argv[1]) : path_join(root, "portraits");
	run(engine, folder);
	free(folder);
	photo_engine_close(engine);
	return 0;
}
