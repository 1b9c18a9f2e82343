/* SPDX-License-Identifier: MIT */
/*
 * What a camera's photo loses by being decoded at a fraction: sitters of 12 MP
 * looked at as photo make decodes them, a quarter each way, and in full.
 *
 *   accuracy_decode N FIRST    so many sitters from that seed on (20, 1)
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "image/pixel/resize.h"
#include "photo/photo_compose.h"
#include "photo/photo_judge.h"
#include "photo/photo_make.h"
#include "support/sitter.h"
#include "support/spread.h"

enum { WIDTH = 3024, HEIGHT = 4032 };
enum way { QUARTER, FULL, WAYS };
enum measure { EYES, CROWN, CHIN, FACE, SAD, MEASURES };

static const char *const way_names[WAYS] = {"a quarter", "in full"};
static const char *const names[MEASURES] = {
	"eye line, made px", "crown, made px", "chin, made px", "face width, %",
	"matte, thousands of px"};

/* A photo drawn, and what is true of it. */
struct sample {
	struct sitter_truth truth;
	struct buf jpeg;
};

struct run {
	const struct photo_engine *engine;
	const struct profile *profile;
	struct spread errors[WAYS][MEASURES];
	int faces[WAYS], findings[WAYS];
	int alike, n; /* photos with the same findings both ways */
};

static void fail(const struct error *err)
{
	fprintf(stderr, "%s\n", err->text);
	exit(1);
}

static void sample_draw(struct sample *s, uint64_t seed)
{
	struct sitter_exif exif = {.make = "Canon", .model = "EOS"};
	struct image rgb = IMAGE_INIT;
	struct sitter_person person;
	struct sitter_shot shot;
	struct error err = ERROR_INIT;

	memset(s, 0, sizeof(*s));
	sitter_person(seed, &person);
	sitter_shot_default(seed, &shot);
	sitter_shot_scale(&shot, WIDTH, HEIGHT);
	if (sitter_render(&person, &shot, &rgb, &s->truth, &err) < 0 ||
	    sitter_jpeg(&rgb, 92, &exif, &s->jpeg, &err) < 0)
		fail(&err);
	image_release(&rgb);
}

static void sample_release(struct sample *s)
{
	sitter_truth_release(&s->truth);
	buf_release(&s->jpeg);
}

/* As photo_make() decodes, or the whole picture. */
static void see(const struct run *run, const struct sample *s, enum way way,
		struct photo_view *view)
{
	const struct photo_input in = {s->jpeg.data, s->jpeg.size, "a.jpg",
				       1780000000};
	const int size[WAYS][2] = {{run->profile->output.width * 3 / 2,
				    run->profile->output.height * 3 / 2},
				   {WIDTH, HEIGHT}};
	struct error err = ERROR_INIT;

	if (photo_view_open(run->engine, &in, size[way], view, &err) < 0)
		fail(&err);
}

/* The matte beside the truth where the frame is: alphas that are off. */
static double matte_off(const struct photo_composition *what,
			const struct image *truth)
{
	struct image want = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct photo_cutout cut;
	const struct image *alpha = &cut.matte.alpha;
	struct resize_region part;
	double sum = 0;
	size_t i, n;

	if (photo_compose_cut(what, &cut, &err) < 0)
		fail(&err);
	part = (struct resize_region){cut.x, cut.y, alpha->width / cut.scale,
				      alpha->height / cut.scale};
	if (resize_region(truth, part,
			  (struct resize_size){alpha->width, alpha->height},
			  &want, &err) < 0)
		fail(&err);
	n = (size_t)alpha->width * (size_t)alpha->height;
	for (i = 0; i < n; i++)
		sum += abs(want.data[i] - alpha->data[i]) / 255.0;
	image_release(&want);
	photo_compose_release(&cut);
	return sum / 1000;
}

static void compare(struct spread out[MEASURES], const struct run *run,
		    const struct photo_view *v, const struct sitter_truth *t)
{
	const double k = 1 / v->scale;
	struct frame_head head = {
		v->source.width,      v->source.height,	 v->head.top * k,
		v->head.eye_line * k, v->head.width * k, v->head.centre * k,
	};
	struct frame frame;
	const struct photo_composition what = {v, &frame, run->profile};

	frame_solve(run->profile, &head, &frame);
	spread_add(&out[EYES], (head.eye_line - t->eye_line) * frame.scale);
	spread_add(&out[CROWN], (head.top - t->crown) * frame.scale);
	spread_add(&out[CHIN], (v->head.chin * k - t->chin) * frame.scale);
	spread_add(&out[FACE], 100 * (v->head.width * k / t->face_width - 1));
	spread_add(&out[SAD], matte_off(&what, &t->alpha));
}

/* Codes of what is found, one after the other. */
static void judge(const struct run *run, const struct sample *s,
		  const struct photo_view *v, struct buf *codes)
{
	const struct photo_input in = {s->jpeg.data, s->jpeg.size, "a.jpg",
				       1780000000};
	const struct photo_judge job = {
		.profile = run->profile, .input = &in, .as_source = true};
	struct photo_check check;
	size_t i;

	photo_judge_start(&job, &check);
	photo_judge_view(&job, v, &check);
	for (i = 0; i < check.findings.n; i++)
		buf_add_word(codes, check.findings.list[i].code);
	photo_check_release(&check);
}

static void sitter(struct run *run, uint64_t seed)
{
	struct buf codes[WAYS] = {BUF_INIT, BUF_INIT};
	struct sample s;
	enum way way;

	sample_draw(&s, seed);
	for (way = 0; way < WAYS; way++) {
		struct photo_view v;

		see(run, &s, way, &v);
		judge(run, &s, &v, &codes[way]);
		run->findings[way] += codes[way].size > 0;
		run->faces[way] += v.faces == 1;
		if (v.faces == 1)
			compare(run->errors[way], run, &v, &s.truth);
		photo_view_release(&v);
	}
	run->alike +=
		strcmp(buf_str(&codes[QUARTER]), buf_str(&codes[FULL])) == 0;
	run->n++;
	buf_release(&codes[QUARTER]);
	buf_release(&codes[FULL]);
	sample_release(&s);
}

int main(int argc, char **argv)
{
	int n = argc > 1 ? atoi(argv[1]) : 20, i;
	uint64_t first = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	struct run *run = mem_xcalloc(1, sizeof(*run));
	struct photo_engine *engine;
	struct error err = ERROR_INIT;
	enum way way;

	if (photo_engine_open(&engine, &err) < 0)
		fail(&err);
	run->engine = engine;
	run->profile = photo_engine_profile(engine, "chsi-99");
	mem_keep();
	for (i = 0; i < n; i++)
		sitter(run, first + (uint64_t)i);
	for (way = 0; way < WAYS; way++) {
		printf("%s: one face in %d of %d, findings in %d\n",
		       way_names[way], run->faces[way], run->n,
		       run->findings[way]);
		for (i = 0; i < MEASURES; i++)
			spread_show(names[i], &run->errors[way][i]);
	}
	printf("the same findings both ways: %d\n", run->alike);
	photo_engine_close(engine);
	free(run);
	return 0;
}
