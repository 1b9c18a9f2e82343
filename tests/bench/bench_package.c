/* SPDX-License-Identifier: MIT */
/*
 * What a hand-over costs: N photos (default 12,000) of 30 KB, or of so many KB
 * as are asked for, are written into a folder, packed and proved.
 *   build/release/bench/bench_package [N [KB [FOLDER]]]
 * prints seconds, CPU seconds and peak memory of each step.  The zips stay in
 * FOLDER; without one nothing stays.  Larger photos have a hole behind their
 * end, which costs no disk and is read and packed like anything else.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
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

struct clock {
	double cpu, wall;
};

static double wall(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void say(const char *what, struct clock *since)
{
	struct clock now = {cpu(), wall()};
	struct rusage r;

	getrusage(RUSAGE_SELF, &r);
	printf("%-10s %7.2f s, %7.2f s CPU, peak %ld MB\n", what,
	       now.wall - since->wall, now.cpu - since->cpu,
	       r.ru_maxrss / 1024);
	fflush(stdout);
	*since = (struct clock){cpu(), wall()};
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

/* The rest of the file is a hole; it is in the hash as what is read there. */
static void write_photo(struct package_item *item, struct buf *photo,
			size_t bytes)
{
	struct error err = ERROR_INIT;
	size_t size = photo->size;

	if (file_write(item->photo_path, photo->data, size, 0600, &err) < 0)
		die(&err);
	if (bytes > size) {
		if (truncate(item->photo_path, (off_t)bytes) < 0)
			exit(1);
		while (photo->size < bytes)
			buf_addc(photo, '\0');
	}
	sha256_hex(photo->data, photo->size, item->sha256);
	photo->size = size;
}

static void fill(struct package_item *items, struct student *students,
		 struct findings *findings, size_t n, size_t bytes)
{
	struct buf photo = BUF_INIT;
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
		items[i].photo_path = mem_xprintf("photos/p%zu.jpg", i);
		items[i].student = &students[i];
		items[i].findings = &findings[i];
		write_photo(&items[i], &photo, bytes);
	}
	printf("%zu photos of %zu bytes\n", n,
	       bytes > size ? bytes : size + 12);
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

/* One zip, whatever comes: what a disk is handed over with. */
static const char recipient[] =
	"[package]\nname = {zjhm}.jpg\nphoto = chsi-99\nidentity = yes\n"
	"manifest = inside\n[columns]\nxh = XH\nxm = XM\nzjhm = ZJHM\n";

static void enter(const char *folder)
{
	struct error err = ERROR_INIT;

	if (chdir(folder) < 0 || file_mkdirs("photos", 0700, &err) < 0 ||
	    file_write("bench.ini", recipient, strlen(recipient), 0600, &err) <
		    0)
		exit(1);
}

/* The same once more must be the same bytes. */
static void compare(struct package_job *job, const struct package_result *first)
{
	struct package_result second;
	struct error err = ERROR_INIT;
	size_t i, same = 0;

	job->stem = "again";
	if (package_build(job, &second, &err) < 0)
		die(&err);
	for (i = 0; i < first->n_files; i++) {
		same += strcmp(first->files[i].sha256,
			       second.files[i].sha256) == 0;
		unlink(second.files[i].path);
	}
	printf("%zu of %zu zips are the same bytes again\n", same,
	       first->n_files);
	package_build_release(&second);
}

int main(int argc, char **argv)
{
	char folder[] = "/tmp/bench-package-XXXXXX";
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 12000;
	size_t kb = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
	struct package_item *items = mem_xcalloc(n, sizeof(*items));
	struct student *students = mem_xcalloc(n, sizeof(*students));
	struct findings *findings = mem_xcalloc(n, sizeof(*findings));
	struct package_profile profile;
	struct package_job job = {.profile = &profile,
				  .items = items,
				  .n = n,
				  .stem = "bench",
				  .at = 1778434200};
	struct package_result built;
	struct error err = ERROR_INIT;
	struct clock since = {cpu(), wall()};

	i18n_start("en", "");
	enter(argc > 3 ? argv[3] : mkdtemp(folder));
	if (package_profile_load(kb ? "./bench.ini" : "xuexin", &profile,
				 &err) < 0)
		die(&err);
	fill(items, students, findings, n, kb * 1000);
	say("photos", &since);
	if (package_build(&job, &built, &err) < 0)
		die(&err);
	say("build", &since);
	prove(&built);
	say("verify", &since);
	compare(&job, &built);
	return argc > 3 ? 0 : system("rm -rf \"$PWD\"") != 0;
}
