/* SPDX-License-Identifier: MIT */
/*
 * The inbox of a school for tests/bench/bench-scale: students FIRST to LAST,
 * people who do not exist, each drawn as a person of his own.
 *   build/release/bench/bench_scale FOLDER FIRST LAST [WIDTH]
 *   build/release/bench/bench_scale FOLDER FIRST LAST DRAWN COUNT
 * writes rosters/FIRST.csv and, by class and named by 学号, photos/ (3:4,
 * WIDTH pixels, 540), enrollment/ (another exposure, three quarters the size)
 * and codes/; with WIDTH 0 the roster alone.  With the folder DRAWN, which
 * holds students 0 to COUNT - 1, the photos are theirs again and again, each
 * with a comment of its own: other bytes, the same picture.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "codec/picture/png.h"
#include "support/fake_code.h"
#include "support/sitter.h"
#include "support/sitter_random.h"

struct student {
	char xh[16], xm[32], zjhm[20];
	unsigned class, major;
};

static const char *const families[] = {"王", "李", "张", "刘", "陈",
				       "杨", "黄", "赵", "吴", "周",
				       "徐", "孙", "马", "朱", "胡"};
static const char *const given[] = {
	"伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳",
	"杰", "娟", "涛", "明", "超", "秀", "霞", "平", "刚", "桂", "英", "华",
	"玉", "兰", "萍", "红", "鹏", "飞", "宇", "浩", "然", "子", "轩", "梓"};

enum { FAMILIES = ARRAY_SIZE(families), GIVEN = ARRAY_SIZE(given) };

static void die(const struct error *err)
{
	fprintf(stderr, "%s\n", err->text);
	exit(1);
}

/* Region codes 99xxxx are not given out; check character of GB 11643. */
static void identity(unsigned i, char out[20])
{
	static const unsigned weight[17] = {7, 9, 10, 5,  8, 4, 2, 1, 6,
					    3, 7, 9,  10, 5, 8, 4, 2};
	unsigned sum = 0, k;

	snprintf(out, 20, "99%02u%02u2004%02u%02u%03u", 1 + i / 999 / 336 % 99,
		 1 + i / 999 % 20, 1 + i / 28 % 12, 1 + i % 28, 1 + i % 999);
	for (k = 0; k < 17; k++)
		sum += (unsigned)(out[k] - '0') * weight[k];
	out[17] = "10X98765432"[sum % 11];
	out[18] = '\0';
}

static void student(unsigned i, struct student *s)
{
	s->class = i / 40;
	s->major = s->class / 25;
	snprintf(s->xh, sizeof(s->xh), "2022%03u%03u%02u", s->major % 1000,
		 s->class % 1000, i % 40 + 1);
	snprintf(s->xm, sizeof(s->xm), "%s%s%s", families[i % FAMILIES],
		 given[i / FAMILIES % GIVEN],
		 given[i / FAMILIES / GIVEN % GIVEN]);
	identity(i, s->zjhm);
}

static void save(const char *folder, const char *kind, const struct student *s,
		 const char *suffix, const struct buf *bytes)
{
	char *path = mem_xprintf("%s/%s/%03u/%s.%s", folder, kind, s->class,
				 s->xh, suffix);
	char *slash = strrchr(path, '/');
	struct error err = ERROR_INIT;

	*slash = '\0';
	if (file_mkdirs(path, 0755, &err) < 0)
		die(&err);
	*slash = '/';
	if (file_write(path, bytes->data, bytes->size, 0644, &err) < 0)
		die(&err);
	free(path);
}

/*
 * What tells faces apart, half as far again as sitter_person() goes.  Of pairs
 * of strangers the search then proposes .06 %, where it was .5 % with the
 * tests' people in one pose; of photos in tests/bench/same-photo.md .02 % of
 * portraits from everywhere and .16 % of one studio's.
 */
#define TRAIT(name, low, high)                                                 \
	{                                                                      \
		offsetof(struct sitter_person, name), low, high                \
	}
static const struct trait {
	size_t offset;
	float low, high;
} traits[] = {
	TRAIT(chin, 1.34f, 1.72f),	  TRAIT(jaw, 1.7f, 3.4f),
	TRAIT(taper, 1.6f, 2.5f),	  TRAIT(brow_ridge, .1f, 1.3f),
	TRAIT(cheekbone, .15f, 1.45f),	  TRAIT(eye_socket, .44f, 1.56f),
	TRAIT(smile_line, .05f, 1.05f),	  TRAIT(eye_gap, .38f, .53f),
	TRAIT(eye_width, .156f, .269f),	  TRAIT(eye_open, .052f, .124f),
	TRAIT(eye_slant, -.175f, .275f),  TRAIT(iris_size, .074f, .1f),
	TRAIT(brow_height, .23f, .45f),	  TRAIT(brow_thick, .022f, .091f),
	TRAIT(brow_arch, 0, .15f),	  TRAIT(brow_slant, -.16f, .2f),
	TRAIT(nose_length, .467f, .753f), TRAIT(nose_width, .15f, .39f),
	TRAIT(nose_bridge, .37f, 1.48f),  TRAIT(nostril, .4f, 1.3f),
	TRAIT(mouth_width, .263f, .488f), TRAIT(lip_upper, .03f, .09f),
	TRAIT(lip_lower, .05f, .12f),
};

static void tell_apart(unsigned i, struct sitter_person *person)
{
	struct sitter_random r = sitter_random_seed(i, 99);
	size_t k;

	for (k = 0; k < ARRAY_SIZE(traits); k++)
		*(float *)(void *)((char *)person + traits[k].offset) =
			sitter_random_in(&r, traits[k].low, traits[k].high);
	/* somewhere between nose and chin */
	person->mouth_height = sitter_mix(person->nose_length, person->chin,
					  sitter_random_in(&r, .32f, .49f));
}

/*
 * As a photographer would have it: heads as still as people hold them, mouths
 * shut and eyes open.
 */
static void pose(struct sitter_shot *shot, int width)
{
	sitter_shot_scale(shot, width, width * 4 / 3);
	shot->shoulders = shot->mouth_open = shot->eyes_shut = 0;
}

static void draw(const char *folder, const char *kind, unsigned i,
		 unsigned exposure, int width)
{
	struct image rgb = IMAGE_INIT;
	struct sitter_person person;
	struct error err = ERROR_INIT;
	struct buf jpeg = BUF_INIT;
	struct sitter_shot shot;
	struct student s;

	sitter_person(i + 1000, &person);
	tell_apart(i, &person);
	sitter_shot_default((uint64_t)i * 8 + exposure, &shot);
	pose(&shot, width);
	if (sitter_render(&person, &shot, &rgb, NULL, &err) < 0 ||
	    sitter_jpeg(&rgb, 88, NULL, &jpeg, &err) < 0)
		die(&err);
	student(i, &s);
	save(folder, kind, &s, "jpg", &jpeg);
	buf_release(&jpeg);
	image_release(&rgb);
}

/* The photo of another student, with a comment (ITU T.81, B.2.4.5). */
static void take(const char *folder, const char *kind, unsigned i,
		 const char *drawn, unsigned count)
{
	struct buf from = BUF_INIT, to = BUF_INIT;
	struct error err = ERROR_INIT;
	struct student s, other;
	char *path, text[16];
	int n;

	student(i, &s);
	student(i % count, &other);
	path = mem_xprintf("%s/%s/%03u/%s.jpg", drawn, kind, other.class,
			   other.xh);
	if (file_read(path, 1 << 24, &from, &err) < 0)
		die(&err);
	n = snprintf(text, sizeof(text), "%u", i);
	buf_add(&to, "\xff\xd8\xff\xfe", 4);
	buf_addc(&to, 0);
	buf_addc(&to, (char)(n + 2));
	buf_add(&to, text, (size_t)n);
	buf_add(&to, from.data + 2, from.size - 2);
	save(folder, kind, &s, "jpg", &to);
	buf_release(&to);
	buf_release(&from);
	free(path);
}

static void draw_code(const char *folder, unsigned i)
{
	const struct fake_code_look look = {.level = 1, .module = 4};
	struct image im = IMAGE_INIT;
	struct buf png = BUF_INIT;
	struct error err = ERROR_INIT;
	struct student s;
	char *text;

	student(i, &s);
	text = mem_xprintf("{\"xh\":\"%s\",\"yxdm\":\"99101\"}", s.xh);
	if (fake_code_image(text, strlen(text), &look, &im, &err) < 0 ||
	    png_write(&im, &png, &err) < 0)
		die(&err);
	save(folder, "codes", &s, "png", &png);
	buf_release(&png);
	image_release(&im);
	free(text);
}

static void write_roster(const char *folder, unsigned first, unsigned last)
{
	char *path = mem_xprintf("%s/rosters/%07u.csv", folder, first);
	struct buf text = BUF_INIT;
	struct error err = ERROR_INIT;
	struct student s;
	unsigned i;

	buf_adds(&text, "学号,姓名,性别,证件类型,证件号码,院校代码,院校名称,"
			"专业名称,学院,班级,层次,学制,学习形式\r\n");
	for (i = first; i <= last; i++) {
		student(i, &s);
		buf_addf(&text,
			 "%s,%s,%s,居民身份证,%s,99101,示例大学,专业%u,学院%u,"
			 "%u班,本科,4,普通全日制\r\n",
			 s.xh, s.xm, (s.zjhm[16] - '0') % 2 ? "男" : "女",
			 s.zjhm, s.major, s.major % 12, s.class + 1);
	}
	*strrchr(path, '/') = '\0';
	if (file_mkdirs(path, 0755, &err) < 0)
		die(&err);
	path[strlen(path)] = '/';
	if (file_write(path, text.data, text.size, 0644, &err) < 0)
		die(&err);
	buf_release(&text);
	free(path);
}

static void photos(char **argv, unsigned first, unsigned last)
{
	int width = argv[4] != NULL ? atoi(argv[4]) : 540;
	unsigned count = 0, i;

	if (argv[4] != NULL && argv[5] != NULL)
		count = (unsigned)strtoul(argv[5], NULL, 10);
	for (i = first; i <= last && (count > 0 || width > 0); i++) {
		if (count > 0) {
			take(argv[1], "photos", i, argv[4], count);
			take(argv[1], "enrollment", i, argv[4], count);
		} else {
			draw(argv[1], "photos", i, 1, width);
			draw(argv[1], "enrollment", i, 2, width * 3 / 4);
		}
		draw_code(argv[1], i);
	}
}

int main(int argc, char **argv)
{
	unsigned first, last;

	if (argc < 4) {
		fprintf(stderr, "usage: bench_scale FOLDER FIRST LAST "
				"[WIDTH | DRAWN COUNT]\n");
		return 2;
	}
	first = (unsigned)strtoul(argv[2], NULL, 10);
	last = (unsigned)strtoul(argv[3], NULL, 10);
	write_roster(argv[1], first, last);
	photos(argv, first, last);
	return 0;
}
