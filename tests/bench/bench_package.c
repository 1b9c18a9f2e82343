/* SPDX-License-Identifier: MIT */
/*
 * What a hand-over costs: N photos of 30 KB (default 12,000) are written to a
 * folder of their own, packed and proved.
 *   build/release/bench/bench_package [N [thumbs]]
 * prints CPU seconds and peak memory of each step.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "codec/picture/jpeg_write.h"
#include "package/package_build.h"
#include "package/package_verify.h"

static double cpu(void)
{
	struct rusage r;

	getrusage(RUSAGE_SELF, &r);
	return (double)r.ru_utime.tv_sec + (double)r.ru_utime.tv_usec / 1e6 +
	       (double)r.ru_stime.tv_sec + (double)r.ru_stime.tv_usec / 1e6;
}

static void say(const char *what, double *since)
{
	struct rusage r;
	double now = cpu();

	getrusage(RUSAGE_SELF, &r);
	printf("%-10s %7.2f s CPU, peak %ld MB\n", what, now - *since,
	       r.ru_maxrss / 1024);
	*since = now;
}

static void die(const struct error *err)
{
	fprintf(stderr, "%s\n", err->text);
	exit(1);
}

/* One photo, told apart by bytes behind its end. */
static void make_photo(struct buf *out)
{
	struct jpeg_write how = {.quality = 85, .subsampling = 444, .dpi = 300};
	struct image im = IMAGE_INIT;
	struct error err = ERROR_INIT;
	unsigned seed = 1;
	int i;

	if (image_init(&im, 480, 640, 3, &err) < 0)
		die(&err);
	for (i = 0; i < 480 * 640 * 3; i++) {
		seed = seed * 1664525u + 1013904223u;
		im.data[i] = (uint8_t)(i / 6000 + (seed >> 29));
	}
	if (jpeg_write(&im, &how, out, &err) < 0)
		die(&err);
	image_release(&im);
}

static void fill(struct package_item *items, struct student *students,
		 struct findings *findings, size_t n)
{
	struct buf photo = BUF_INIT;
	struct error err = ERROR_INIT;
	size_t i, size;

	make_photo(&photo);
	size = photo.size;
	for (i = 0; i < n; i++) {
		char text[32];

		snprintf(text, sizeof(text), "2022%08zu", i);
		student_set(&students[i], STUDENT_xh, text);
		student_set(&students[i], STUDENT_ksh, text);
		student_set(&students[i], STUDENT_zjhm, text);
		student_set(&students[i], STUDENT_xm, "欧阳建国");
		photo.size = size;
		buf_adds(&photo, text);
		sha256_hex(photo.data, photo.size, items[i].sha256);
		items[i].photo_path = mem_xprintf("p%zu.jpg", i);
		items[i].student = &students[i];
		items[i].findings = &findings[i];
		if (file_write(items[i].photo_path, photo.data, photo.size,
			       0600, &err) < 0)
			die(&err);
	}
	printf("%zu photos of %zu bytes\n", n, size + 12);
	buf_release(&photo);
}

static void prove(const struct package_result *built)
{
	struct package_verify_options options = {0};
	struct package_verify_result result;
	struct error err = ERROR_INIT;
	size_t i, n = 0, bad = 0;

	for (i = 0; i < built->n_files; i++) {
		if (package_verify(built->files[i].path, &options, &result,
				   &err) < 0)
			die(&err);
		n += result.n;
		bad += result.bad;
		package_verify_release(&result);
	}
	printf("%zu zips, %zu entries, %zu bad\n", built->n_files, n, bad);
}

int main(int argc, char **argv)
{
	char folder[] = "/tmp/bench-package-XXXXXX";
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 12000;
	struct package_item *items = mem_xcalloc(n, sizeof(*items));
	struct student *students = mem_xcalloc(n, sizeof(*students));
	struct findings *findings = mem_xcalloc(n, sizeof(*findings));
	struct package_profile profile;
	struct package_job job = {.profile = &profile,
				  .items = items,
				  .n = n,
				  .stem = "bench",
				  .at = 1778434200,
				  .thumbnails = argc > 2};
	struct package_result built;
	struct error err = ERROR_INIT;
	double since = cpu();

	i18n_start("en", "");
	if (package_profile_load("xuexin", &profile, &err) < 0)
		die(&err);
	if (!mkdtemp(folder) || chdir(folder) < 0)
		return 1;
	fill(items, students, findings, n);
	say("photos", &since);
	if (package_build(&job, &built, &err) < 0)
		die(&err);
	say("build", &since);
	prove(&built);
	say("verify", &since);
	return system("rm -rf \"$PWD\"") != 0;
}
