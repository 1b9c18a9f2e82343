/* SPDX-License-Identifier: MIT */
/*
 * What APP-EYES-SHUT and APP-GAZE are worth, against eyes drawn anew onto
 * portraits labelled by eye ($QCTOOL_TESTDATA/portraits/labels.tsv) and against
 * drawn sitters.
 *
 *   accuracy_eyes [SITTERS [FIRST]]     so many sitters from this seed on
 *
 * Each drawing is judged as it is, half as large and, of the first, a quarter
 * darker and lighter and with the curve of darker and of paler skin.
 * $ACCURACY_VERBOSE names the wrong ones.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "image/pixel/resize.h"
#include "photo/photo_check.h"
#include "photo/photo_view.h"
#include "support/eye_drawn.h"
#include "support/labels.h"
#include "support/sitter.h"

enum { SITTERS = 100, FIRST = 70000, QUALITY = 92 };

/* How a picture is taken: its size, and what is done to its light. */
static const struct exposure {
	const char *title;
	double size, gain, curve;
} exposures[] = {
	{"as it is", 1, 1, 1},		 {"half as large", .5, 1, 1},
	{"a quarter darker", 1, .75, 1}, {"a quarter lighter", 1, 1.25, 1},
	{"darker skin", 1, 1, 1.5},	 {"paler skin", 1, 1, .7},
};

enum { EXPOSURES = sizeof(exposures) / sizeof(exposures[0]) };

enum drawing { OPEN, NARROWED, FRAMED, FLAT, PULLED, MET, DRAWINGS };

/* Irises moved so far to the right and down, parts of an eye's width. */
static const double moves[][2] = {{-.1, 0}, {.1, 0}, {-.15, 0}, {.15, 0},
				  {-.2, 0}, {.2, 0}, {0, -.12}};

enum { MOVES = sizeof(moves) / sizeof(moves[0]) };

static const struct {
	const char *title;
	bool shut;
	int exposures;
} drawings[DRAWINGS] = {
	[OPEN] = {"open eyes", false, EXPOSURES},
	[NARROWED] = {"narrowed to .55", false, 2},
	[FRAMED] = {"glasses drawn", false, 2},
	[FLAT] = {"eyes drawn shut", true, EXPOSURES},
	[PULLED] = {"lids pulled down", true, EXPOSURES},
	[MET] = {"lids met at .6", true, 2},
};

struct count {
	int found, all, unseen; /* unseen: without landmarks */
};

struct bench {
	const struct photo_engine *engine;
	struct count shut[DRAWINGS][EXPOSURES];
	/* APP-GAZE: of eyes at the camera, of moved ones; whole and half */
	struct count ahead[EXPOSURES], aside[MOVES][2];
};

static void draw(struct image *rgb, const struct photo_view *v, int drawing)
{
	if (drawing == NARROWED)
		eye_drawn_narrow(rgb, &v->points, .55);
	if (drawing == FRAMED)
		eye_drawn_frames(rgb, &v->points, .015);
	if (drawing == FLAT)
		eye_drawn_flat(rgb, &v->points);
	if (drawing == PULLED)
		eye_drawn_pull(rgb, &v->points);
	if (drawing == MET)
		eye_drawn_meet(rgb, &v->points, .6);
}

static void light(struct image *rgb, const struct exposure *e)
{
	size_t i, n = (size_t)rgb->width * (size_t)rgb->height * 3;
	uint8_t to[256];

	for (i = 0; i < 256; i++)
		to[i] = (uint8_t)fmin(
			255, 255 * e->gain * pow((double)i / 255, e->curve));
	for (i = 0; i < n; i++)
		rgb->data[i] = to[rgb->data[i]];
}

static void count(struct count *c, const struct photo_check *check,
		  const char *code)
{
	c->all++;
	c->found += findings_has(&check->findings, code);
	c->unseen += !check->has_points;
}

/* What a check finds of a picture so taken. */
static void check_of(const struct bench *b, struct image *rgb,
		     const struct exposure *e, struct photo_check *out)
{
	struct image small = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct buf jpeg = BUF_INIT;
	struct photo_input in = {.name = "a.jpg", .now = 1780000000};

	light(rgb, e);
	if (e->size < 1 &&
	    resize_to(rgb, (int)(rgb->width * e->size),
		      (int)(rgb->height * e->size), &small, &err) == 0)
		sitter_jpeg(&small, QUALITY, NULL, &jpeg, &err);
	else
		sitter_jpeg(rgb, QUALITY, NULL, &jpeg, &err);
	in.bytes = jpeg.data;
	in.n = jpeg.size;
	photo_check(b->engine, photo_engine_profile(b->engine, "chsi-99"), &in,
		    out);
	image_release(&small);
	buf_release(&jpeg);
}

/* A portrait that is drawn onto; ahead: labelled as looking at the camera. */
struct portrait {
	const char *file;
	const struct photo_view *view;
	bool open, ahead;
};

static void judge(struct bench *b, const struct portrait *p, struct image *rgb,
		  int drawing, int exposure)
{
	struct photo_check check;
	bool shut;

	check_of(b, rgb, &exposures[exposure], &check);
	shut = findings_has(&check.findings, "APP-EYES-SHUT");
	count(&b->shut[drawing][exposure], &check, "APP-EYES-SHUT");
	if (drawing == OPEN && p->ahead)
		count(&b->ahead[exposure], &check, "APP-GAZE");
	if (shut != drawings[drawing].shut && getenv("ACCURACY_VERBOSE"))
		printf("    %s: %s, %s: %s%s\n", p->file,
		       drawings[drawing].title, exposures[exposure].title,
		       shut ? "found" : "missed",
		       check.has_points ? "" : ", no points");
	photo_check_release(&check);
}

static void judge_moved(struct bench *b, const struct portrait *p, int move,
			int half)
{
	struct error err = ERROR_INIT;
	struct image rgb = IMAGE_INIT;
	struct photo_check check;

	if (image_copy(&p->view->rgb, &rgb, &err) < 0)
		return;
	eye_drawn_gaze(&rgb, &p->view->grey, &p->view->points, moves[move]);
	check_of(b, &rgb, &exposures[half], &check);
	count(&b->aside[move][half], &check, "APP-GAZE");
	photo_check_release(&check);
	image_release(&rgb);
}

static void judge_portrait(struct bench *b, const struct portrait *p)
{
	struct error err = ERROR_INIT;
	struct image rgb = IMAGE_INIT;
	int d, e, m;

	for (d = 0; d < DRAWINGS; d++)
		for (e = 0; e < drawings[d].exposures; e++) {
			if (!drawings[d].shut && !p->open)
				continue;
			if (image_copy(&p->view->rgb, &rgb, &err) < 0)
				return;
			draw(&rgb, p->view, d);
			judge(b, p, &rgb, d, e);
			image_release(&rgb);
		}
	for (m = 0; p->ahead && m < MOVES; m++) {
		judge_moved(b, p, m, 0);
		judge_moved(b, p, m, 1);
	}
}

/* What its labels say of a portrait, and then what it is worth. */
static void open_portrait(struct bench *b, const struct labels *t, int row,
			  const struct photo_view *v)
{
	const char *eyes = labels_of(t, row, "eyes");
	struct portrait p = {
		.file = labels_of(t, row, "file"),
		.view = v,
		.open = labels_is(eyes, "open,narrow", true),
		.ahead = labels_is(eyes, "open", true),
	};

	judge_portrait(b, &p);
}

static void portraits(struct bench *b, const char *folder)
{
	static const int whole[2] = {480, 640};
	struct labels *t = mem_xcalloc(1, sizeof(*t));
	char *path = path_join(folder, "labels.tsv");
	struct error err = ERROR_INIT;
	struct photo_view v;
	int row;

	if (labels_read(path, t, &err) < 0)
		puts(err.text);
	free(path);
	for (row = 1; row < t->rows; row++) {
		struct buf bytes = BUF_INIT;

		path = path_join(folder, labels_of(t, row, "file"));
		if (file_read(path, 1 << 26, &bytes, &err) == 0 &&
		    photo_view_open(b->engine,
				    &(struct photo_input){bytes.data,
							  bytes.size, "a.jpg",
							  1780000000},
				    whole, &v, &err) == 0) {
			if (v.has_points)
				open_portrait(b, t, row, &v);
			photo_view_release(&v);
		}
		buf_release(&bytes);
		free(path);
	}
	free(t);
}

static void show(const char *title, bool bad, const struct count *c)
{
	printf("  %-18s %s %3d of %3d (%.1f %%), %d without landmarks\n", title,
	       bad ? "found" : "false", c->found, c->all,
	       100.0 * c->found / fmax(1, c->all), c->unseen);
}

static void report(const struct bench *b)
{
	int d, e;

	for (d = 0; d < DRAWINGS; d++) {
		printf("%s\n", drawings[d].title);
		for (e = 0; e < drawings[d].exposures; e++)
			show(exposures[e].title, drawings[d].shut,
			     &b->shut[d][e]);
	}
}

static void report_gaze(const struct bench *b)
{
	char title[32];
	int m, e;

	puts("eyes at the camera, APP-GAZE");
	for (e = 0; e < EXPOSURES; e++)
		show(exposures[e].title, false, &b->ahead[e]);
	puts("irises moved, as it is and half as large");
	for (m = 0; m < MOVES; m++)
		for (e = 0; e < 2; e++) {
			snprintf(title, sizeof(title), "%+.2f %+.2f",
				 moves[m][0], moves[m][1]);
			show(title, true, &b->aside[m][e]);
		}
}

/* Drawn people of all skins, eyes open, narrow and shut. */
static void sitters(struct bench *b, int n, int first)
{
	static const char *const titles[] = {"open", "narrow", "shut"};
	struct error err = ERROR_INIT;
	struct count counts[3] = {{0}}, aside = {0};
	struct image rgb = IMAGE_INIT;
	struct sitter_person person;
	struct photo_check check;
	struct sitter_shot shot;
	int i, k;

	for (i = 0; i < n * 3; i++) {
		k = i % 3;
		sitter_person((uint64_t)(first + i / 3), &person);
		sitter_shot_default((uint64_t)(first + i / 3), &shot);
		if (k > 0)
			shot.eyes_shut = k == 2 ? 1 : .35;
		if (sitter_render(&person, &shot, &rgb, NULL, &err) < 0)
			continue;
		check_of(b, &rgb, &exposures[0], &check);
		count(&counts[k], &check, "APP-EYES-SHUT");
		if (k == 0)
			count(&aside, &check, "APP-GAZE");
		photo_check_release(&check);
		image_release(&rgb);
	}
	printf("drawn sitters from seed %d\n", first);
	for (k = 0; k < 3; k++)
		show(titles[k], k == 2, &counts[k]);
	show("open, aside", false, &aside);
}

int main(int argc, char **argv)
{
	const char *root = getenv("QCTOOL_TESTDATA");
	struct bench *b = mem_xcalloc(1, sizeof(*b));
	struct photo_engine *engine;
	struct error err = ERROR_INIT;
	char *folder;

	if (photo_engine_open(&engine, &err) < 0) {
		puts(err.text);
		return 1;
	}
	b->engine = engine;
	if (root) {
		folder = path_join(root, "portraits");
		portraits(b, folder);
		free(folder);
		report(b);
		report_gaze(b);
	} else {
		puts("portraits skipped, QCTOOL_TESTDATA is not set");
	}
	sitters(b, argc > 1 ? atoi(argv[1]) : SITTERS,
		argc > 2 ? atoi(argv[2]) : FIRST);
	photo_engine_close(engine);
	free(b);
	return 0;
}
