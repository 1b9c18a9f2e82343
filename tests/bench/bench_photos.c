/* SPDX-License-Identifier: MIT */
/*
 * Processor time of checking and making photos.
 *
 *   bench_photos write FOLDER N [WIDTH]
 *                               N sitters at each of three sizes, or at that
 *                               width alone, as JPEG
 *   bench_photos FILE...          check and make each; the stages' times, the
 *                               least of three runs, a photo
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/file.h"
#include "base/mem.h"
#include "codec/picture/photo_decode.h"
#include "photo/photo_compose.h"
#include "photo/photo_encode.h"
#include "photo/photo_judge.h"
#include "photo/photo_make.h"
#include "photo/photo_view.h"
#include "support/sitter.h"

static const int widths[3] = {480, 1200, 3024};

static void write_one(const char *folder, int width, int i)
{
	struct sitter_person person;
	struct sitter_shot shot;
	struct sitter_exif exif = {.make = "Canon", .model = "EOS R6"};
	struct image rgb = IMAGE_INIT;
	struct buf jpeg = BUF_INIT;
	struct error err = ERROR_INIT;
	char *path = mem_xprintf("%s/w%d-%03d.jpg", folder, width, i);

	sitter_person((uint64_t)i + 1, &person);
	sitter_shot_default((uint64_t)i + 1, &shot);
	sitter_shot_scale(&shot, width, width / 3 * 4);
	if (sitter_render(&person, &shot, &rgb, NULL, &err) < 0 ||
	    sitter_jpeg(&rgb, 92, &exif, &jpeg, &err) < 0 ||
	    file_write(path, jpeg.data, jpeg.size, 0644, &err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
	image_release(&rgb);
	buf_release(&jpeg);
	free(path);
}

static double cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

enum { RUNS = 3 };

enum stage { DECODE, VIEW, JUDGE, CUT, COMPOSE, ENCODE, CHECK, MAKE, STAGES };
static const char *const stage_names[STAGES] = {
	"decode", "view (face, wall)", "judge",	      "cut out", "compose",
	"encode", "check alone",       "check + make"};

/* The steps of photo_make(), one after the other, for their times. */
static void stages(const struct photo_engine *engine,
		   const struct profile *profile, const struct buf *bytes,
		   double ms[STAGES])
{
	const int size[2] = {profile->output.width * 3 / 2,
			     profile->output.height * 3 / 2};
	struct photo_view view;
	struct photo_decode_info info;
	struct photo_cutout cut;
	struct photo_encoded encoded;
	const struct photo_input input = {bytes->data, bytes->size, NULL,
					  1780000000};
	struct photo_judge judge = {profile, &input, true};
	struct photo_check check = {.findings = FINDINGS_INIT};
	struct image rgb;
	struct frame frame;
	struct error err = ERROR_INIT;
	double start = cpu();

	if (photo_decode(bytes->data, bytes->size,
			 &(struct photo_decode){.min_width = size[0],
						.min_height = size[1],
						.info = &info},
			 &rgb, &err) < 0)
		return;
	ms[DECODE] += cpu() - start;
	start = cpu();
	if (photo_view_of(engine, &rgb, &view, &err) < 0)
		return;
	ms[VIEW] += cpu() - start;
	start = cpu();
	photo_judge_view(&judge, &view, &check);
	ms[JUDGE] += cpu() - start;
	photo_check_release(&check);
	if (view.faces == 1) {
		struct frame_head head = {
			view.source.width,
			view.source.height,
			view.head.top / view.scale,
			view.head.eye_line / view.scale,
			view.head.width / view.scale,
			view.head.centre / view.scale,
		};

		const struct photo_composition what = {&view, &frame, profile};

		frame_solve(profile, &head, &frame);
		start = cpu();
		if (photo_compose_cut(&what, &cut, &err) < 0)
			exit(1);
		ms[CUT] += cpu() - start;
		start = cpu();
		if (photo_compose(&what, &cut, &rgb, &err) < 0)
			exit(1);
		ms[COMPOSE] += cpu() - start;
		start = cpu();
		if (photo_encode(&rgb, profile, &encoded, &err) < 0)
			exit(1);
		ms[ENCODE] += cpu() - start;
		buf_release(&encoded.jpeg);
		image_release(&rgb);
		photo_compose_release(&cut);
	}
	photo_view_release(&view);
}

static void whole(const struct photo_engine *engine,
		  const struct profile *profile, const struct buf *bytes,
		  double ms[STAGES])
{
	const struct photo_input input = {bytes->data, bytes->size, NULL,
					  1780000000};
	struct photo_check check;
	struct photo_made made;
	double start = cpu();

	photo_check(engine, profile, &input, &check);
	ms[CHECK] += cpu() - start;
	photo_check_release(&check);
	start = cpu();
	photo_make(engine, profile, NULL, &input, &made);
	ms[MAKE] += cpu() - start;
	photo_make_release(&made);
}

/* The least of some runs: what other processes took is not ours. */
static void add_best(const struct photo_engine *engine,
		     const struct profile *profile, const struct buf *bytes,
		     double ms[STAGES])
{
	double best[STAGES];
	int i, k;

	for (k = 0; k < RUNS; k++) {
		double now[STAGES] = {0};

		whole(engine, profile, bytes, now);
		stages(engine, profile, bytes, now);
		for (i = 0; i < STAGES; i++)
			best[i] = k == 0 || now[i] < best[i] ? now[i] : best[i];
	}
	for (i = 0; i < STAGES; i++)
		ms[i] += best[i];
}

static int run(int n, char **files)
{
	struct photo_engine *engine;
	struct error err = ERROR_INIT;
	const struct profile *profile;
	double ms[STAGES] = {0};
	struct rusage usage;
	struct buf bytes = BUF_INIT;
	int i;

	if (photo_engine_open(&engine, &err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	profile = photo_engine_profile(engine, "chsi-99");
	mem_keep();
	mem_room();
	for (i = 0; i < n; i++) {
		buf_clear(&bytes);
		if (file_read(files[i], FILE_MAX_PICTURE, &bytes, &err) < 0) {
			fprintf(stderr, "%s\n", err.text);
			return 1;
		}
		add_best(engine, profile, &bytes, ms);
	}
	getrusage(RUSAGE_SELF, &usage);
	for (i = 0; i < STAGES; i++)
		printf("  %-20s %7.1f ms\n", stage_names[i], ms[i] / n);
	printf("  peak memory %ld MB\n", usage.ru_maxrss / 1024);
	buf_release(&bytes);
	photo_engine_close(engine);
	return 0;
}

int main(int argc, char **argv)
{
	int i, k;

	if (argc >= 4 && strcmp(argv[1], "write") == 0) {
		int only = argc > 4 ? atoi(argv[4]) : 0;

		for (k = 0; k < 3; k++)
			for (i = 0; i < atoi(argv[3]); i++)
				if (!only || only == widths[k])
					write_one(argv[2], widths[k], i);
		return 0;
	}
	if (argc < 2) {
		fputs("usage: bench_photos write FOLDER N [WIDTH] | FILE...\n",
		      stderr);
		return 2;
	}
	return run(argc - 1, argv + 1);
}
