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
 * weights of image/portrait/ear.c can be fitted anew.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "image/portrait/ear.h"
#include "image/portrait/skin.h"
#include "photo/photo_check.h"
#include "photo/photo_view.h"
#include "support/sitter.h"

enum { MOST = 500, CELLS = 24, CELL = 64 };

struct table {
	char cell[MOST][CELLS][CELL]; /* row 0: the names of the columns */
	int rows;
};

static void split(const char *line, size_t n, char cells[CELLS][CELL])
{
	size_t i, k = 0, at = 0;

	for (i = 0; i < n && k < CELLS; i++) {
		if (line[i] == '\t') {
			k++;
			at = 0;
		} else if (at < CELL - 1) {
			cells[k][at++] = line[i];
		}
	}
}

static int table_read(const char *path, struct table *t, struct error *err)
{
	struct buf text = BUF_INIT;
	const char *at, *end;

	if (file_read(path, 1 << 20, &text, err) < 0)
		return -1;
	for (at = buf_str(&text); *at && t->rows < MOST; at = end + 1) {
		end = strchrnul(at, '\n');
		split(at, (size_t)(end - at), t->cell[t->rows++]);
		if (!*end)
			break;
	}
	buf_release(&text);
	return 0;
}

static const char *label(const struct table *t, int row, const char *column)
{
	int c;

	for (c = 0; c < CELLS; c++)
		if (strcmp(t->cell[0][c], column) == 0)
			return t->cell[row][c];
	return "";
}

/* Whether one of the values of a|b, or each, is among those of c,d. */
static bool is_one(const char *cell, const char *wanted, bool each)
{
	const char *at = cell;
	bool some = false;

	while (*at) {
		size_t n = strcspn(at, "|");
		const char *w = wanted;
		bool found = false;

		while (*w) {
			size_t m = strcspn(w, ",");

			found |= m == n && strncmp(w, at, n) == 0;
			w += m + (w[m] == ',');
		}
		if (each && !found)
			return false;
		some |= found;
		at += n + (at[n] == '|');
	}
	return some;
}

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

struct score {
	struct count count[QUESTIONS], ears, brows, tilt;
	double roll[MOST];
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

static void judge(const struct table *t, int row, const struct photo_check *c,
		  struct score *s)
{
	bool ears = findings_has(&c->findings, "APP-EARS");
	bool brows = findings_has(&c->findings, "APP-BROWS");
	const char *el = label(t, row, "ear_l"), *er = label(t, row, "ear_r");
	const char *bl = label(t, row, "brow_l"), *br = label(t, row, "brow_r");
	double roll = strtod(label(t, row, "roll"), NULL);
	size_t i;

	for (i = 0; i < QUESTIONS; i++) {
		const struct question *q = &questions[i];
		const char *cell = label(t, row, q->column);
		bool bad = is_one(cell, q->bad, true);
		bool good = *q->good && is_one(cell, q->good, true);
		bool found = findings_has(&c->findings, q->code);

		tally(&s->count[i], bad, good, found);
		if ((bad && !found) || (good && found))
			note(label(t, row, "file"), q->code, cell, found);
	}
	tally(&s->ears, is_one(el, "0", true) || is_one(er, "0", true),
	      is_one(el, "1", true) && is_one(er, "1", true), ears);
	tally(&s->brows, is_one(bl, "0,.5", true) || is_one(br, "0,.5", true),
	      is_one(bl, "1", true) && is_one(br, "1", true), brows);
	tally(&s->tilt, fabs(roll) > 6, fabs(roll) < 4,
	      findings_has(&c->findings, "GEO-TILT"));
	if (is_one(el, "1", true) && is_one(er, "1", true) && ears)
		note(label(t, row, "file"), "APP-EARS", "1 1", true);
	if (is_one(bl, "1", true) && is_one(br, "1", true) && brows)
		note(label(t, row, "file"), "APP-BROWS", "1 1", true);
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
	printf("  %-20s found %3d of %3d", title, c->found, c->bad);
	if (c->good)
		printf("   false %3d of %3d (%.1f %%)", c->wrong, c->good,
		       100.0 * c->wrong / c->good);
	puts("");
}

static void report(struct score *s)
{
	size_t i;

	printf("\n%d portraits, %d with landmarks\n", s->judged, s->rolls);
	for (i = 0; i < QUESTIONS; i++)
		show(questions[i].title, &s->count[i]);
	show("an ear hidden", &s->ears);
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
 * points: lenses of dark glass, lids closed by skin with a line of lashes, the
 * skin over the eye pulled down to where the lids meet, a reflection over one
 * pupil, a cap of one colour down to the forehead's middle.
 */
enum {
	SUN,
	CLEAR_DARK,
	SHUT,
	PULLED,
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
	{"eyes drawn shut", "APP-EYES-SHUT"},
	{"lids pulled down", "APP-EYES-SHUT"},
	{"glare drawn", "APP-GLARE"},
	{"navy caps drawn", "APP-HEADWEAR"},
	{"red caps drawn", "APP-HEADWEAR"},
	{"white caps drawn", "APP-HEADWEAR"},
	{"black caps drawn", "APP-HEADWEAR"},
	{"grey caps drawn", "APP-HEADWEAR"},
	{"brown caps drawn", "APP-HEADWEAR"},
};

struct brush {
	double at[2], half[2]; /* units of the eyes' distance */
	int rgb[3];
	double cover; /* 0..1 */
};

static void stroke(struct image *rgb, const struct face_axes *a,
		   const struct brush *b)
{
	double at[2], d;
	int x, y, c;

	for (y = 0; y < rgb->height; y++)
		for (x = 0; x < rgb->width; x++) {
			uint8_t *q = image_row(rgb, y) + 3 * x;

			face_axes_to(a, (const double[2]){x, y}, at);
			d = hypot((at[0] - b->at[0]) / b->half[0],
				  (at[1] - b->at[1]) / b->half[1]);
			for (c = 0; d < 1 && c < 3; c++)
				q[c] = (uint8_t)(q[c] * (1 - b->cover) +
						 b->rgb[c] * b->cover);
		}
}

/* An eye in units: its middle, half its width, how far lids reach from it. */
struct slit {
	double at[2], half, up, down;
};

static void slit_of(const struct landmarks *points, const struct face_axes *a,
		    int side, struct slit *out)
{
	double u[6][2];
	int i;

	for (i = 0; i < 6; i++)
		face_axes_to(a, points->at[36 + 6 * side + i], u[i]);
	out->at[0] = (u[0][0] + u[3][0]) / 2;
	out->at[1] = (u[0][1] + u[3][1]) / 2;
	out->half = fabs(u[3][0] - u[0][0]) / 2 + .02;
	out->up = fmin(u[1][1], u[2][1]) - out->at[1] - .02;
	out->down = fmax(u[4][1], u[5][1]) - out->at[1];
}

/*
 * The row whose skin is seen at one, and how dark lashes make it: 0..1.  Above
 * the line the skin over the eye is stretched, below it what is under it.
 */
static double pulled_from(const struct slit *s, const double at[2],
			  double *shade)
{
	double t = (at[0] - s->at[0]) / s->half, k = 1 - t * t;
	double top = s->at[1] + s->up * k - .12;
	double line = s->at[1] + (.8 * s->down + .01) * k;
	double end = s->at[1] + (s->down + .005) * k + .02;

	*shade = fmin(1, .5 + .5 * fabs(at[1] - line) / .01);
	if (k <= 0 || at[1] < top || at[1] > end)
		return at[1];
	if (at[1] <= line)
		return top + .105 * (at[1] - top) / (line - top);
	return end + .03 * (end - at[1]) / (end - line);
}

static void pull_lids(struct image *rgb, const struct landmarks *points,
		      const struct face_axes *a, int side)
{
	struct image was = IMAGE_INIT;
	struct error err = ERROR_INIT;
	double at[2], from, shade, pixel[2];
	struct slit slit;
	int i, c;

	slit_of(points, a, side, &slit);
	if (image_copy(rgb, &was, &err) < 0)
		return;
	for (i = 0; i < rgb->width * rgb->height; i++) {
		face_axes_to(a,
			     (const double[2]){i % rgb->width, i / rgb->width},
			     at);
		from = pulled_from(&slit, at, &shade);
		if (from == at[1])
			continue;
		face_axes_from(a, (const double[2]){at[0], from}, pixel);
		if (!(pixel[0] >= 0 && pixel[1] >= 0 && pixel[0] < rgb->width &&
		      pixel[1] < rgb->height))
			continue;
		for (c = 0; c < 3; c++)
			rgb->data[3 * i + c] =
				(uint8_t)(shade *
					  image_row(&was, (int)pixel[1])
						  [3 * (int)pixel[0] + c]);
	}
	image_release(&was);
}

static void draw_cap(struct image *rgb, const struct face_axes *a, int what)
{
	struct brush cap = {{0, -1.3}, {1.28, .7}, {0}, 1};

	memcpy(cap.rgb, cap_rgb[what], sizeof(cap.rgb));
	stroke(rgb, a, &cap);
}

static void draw(struct photo_view *v, int what)
{
	struct face_axes a;
	double cheek[2];
	uint8_t skin[3];
	int side;

	face_axes_of(&v->points, &a);
	for (side = 0; what == PULLED && side < 2; side++)
		pull_lids(&v->rgb, &v->points, &a, side);
	if (what >= BLUE_CAP)
		draw_cap(&v->rgb, &a, what);
	for (side = -1; side <= 1; side += 2) {
		struct brush lens = {{side * .5, .04},
				     {.36, .27},
				     {15, 15, 15},
				     what == SUN ? .95 : .65};
		struct brush lid = {{side * .5, 0}, {.27, .13}, {0}, 1};
		struct brush lash = {
			{side * .5, .07}, {.24, .02}, {40, 30, 30}, 1};
		struct brush spot = {
			{side * .5, 0}, {.1, .08}, {255, 255, 255}, side < 0};

		face_axes_from(&a, (const double[2]){side * .5, .35}, cheek);
		memcpy(skin,
		       image_row(&v->rgb, (int)cheek[1]) + 3 * (int)cheek[0],
		       3);
		lid.rgb[0] = skin[0];
		lid.rgb[1] = skin[1];
		lid.rgb[2] = skin[2];
		if (what == SUN || what == CLEAR_DARK)
			stroke(&v->rgb, &a, &lens);
		if (what == SHUT) {
			stroke(&v->rgb, &a, &lid);
			stroke(&v->rgb, &a, &lash);
		}
		if (what == GLARE)
			stroke(&v->rgb, &a, &spot);
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

static void print_ears(const struct photo_engine *engine,
		       const struct photo_input *in, const char *labels[2])
{
	static const int whole[2] = {480, 640};
	struct error err = ERROR_INIT;
	double value[EAR_VALUES];
	struct photo_view v;
	struct skin skin;
	int side, i;

	if (photo_view_open(engine, in, whole, &v, &err) < 0)
		return;
	if (v.has_points)
		skin_measure(&v.rgb, &v.points, &skin);
	for (side = 0; v.has_points && side < 2; side++) {
		ear_values(&skin, side, v.pose.yaw, value);
		printf("%s", labels[side]);
		for (i = 0; i < EAR_VALUES; i++)
			printf("\t%.4f", value[i]);
		puts("");
	}
	photo_view_release(&v);
}

static void judge_file(const struct photo_engine *engine, const struct table *t,
		       int row, const struct buf *bytes, struct score *s)
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
	struct table *t = mem_xcalloc(1, sizeof(*t));
	struct score *s = mem_xcalloc(1, sizeof(*s));
	char *path = path_join(folder, "labels.tsv");
	struct error err = ERROR_INIT;
	int row;

	if (table_read(path, t, &err) < 0)
		printf("%s: %s\n", path, err.text);
	free(path);
	for (row = 1; row < t->rows; row++) {
		struct buf bytes = BUF_INIT;

		path = path_join(folder, label(t, row, "file"));
		if (file_read(path, 1 << 26, &bytes, &err) < 0) {
			puts(err.text);
		} else if (getenv("ACCURACY_EARS")) {
			print_ears(engine,
				   &(struct photo_input){bytes.data, bytes.size,
							 "a.jpg", 1780000000},
				   (const char *[2]){label(t, row, "ear_l"),
						     label(t, row, "ear_r")});
		} else {
			judge_file(engine, t, row, &bytes, s);
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
