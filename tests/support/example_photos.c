/* SPDX-License-Identifier: MIT */
#include "support/example_college.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "codec/picture/png.h"
#include "image/pixel/resize.h"
#include "support/sitter.h"

enum fault {
	GOOD,
	SMALL,
	SQUARE,
	DARK,
	BLURRED,
	NO_FACE,
	TWO_FACES,
	BLUE_CLOTHES,
	PNG_INSIDE,
	TRUNCATED,
	TURNED,
	EDITED,
	LOW_CONTRAST,
	REUSED_CROP, /* the enrollment photo again, other crop */
	REUSED_WALL, /* the enrollment photo again, other wall */
};

/* %x 学号, %X the same in full width, %n name, %i 证件号, %k 考生号 */
static const struct photo {
	int student;
	enum fault fault;
	enum sitter_wall wall;
	int width, height;
	const char *name;
} photos[] = {
	{1, GOOD, SITTER_WALL_BLUE, 900, 1200, "%x.jpg"},
	{2, GOOD, SITTER_WALL_WHITE, 900, 1200, "%n-%x.jpg"},
	{3, GOOD, SITTER_WALL_GREY, 600, 800, "%X.jpg"},
	{4, GOOD, SITTER_WALL_CREAM, 720, 960, "计科2201班/%n.jpg"},
	{5, GOOD, SITTER_WALL_BLUE, 720, 960, "%x_%n.jpg"},
	{6, GOOD, SITTER_WALL_WHITE, 600, 800, "%i.jpg"},
	{7, SQUARE, SITTER_WALL_BLUE, 800, 800, "%x %n.jpg"},
	{8, SMALL, SITTER_WALL_BLUE, 300, 400, "%x.jpg"},
	{9, GOOD, SITTER_WALL_BLUE, 1200, 1600, "%n.jpg"},
	{10, DARK, SITTER_WALL_WHITE, 720, 960, "%x.jpg"},
	{11, BLURRED, SITTER_WALL_BLUE, 720, 960, "%x.jpg"},
	{12, NO_FACE, SITTER_WALL_CREAM, 720, 960, "%x.jpg"},
	{13, TWO_FACES, SITTER_WALL_BLUE, 720, 960, "%x.jpg"},
	{14, BLUE_CLOTHES, SITTER_WALL_BLUE, 720, 960, "%x.jpg"},
	{15, PNG_INSIDE, SITTER_WALL_WHITE, 480, 640, "%x.jpg"},
	{16, TRUNCATED, SITTER_WALL_WHITE, 720, 960, "%x.jpg"},
	{17, TURNED, SITTER_WALL_BLUE, 720, 960, "%x-%n.jpg"},
	{18, EDITED, SITTER_WALL_BLUE, 600, 800, "%x.jpg"},
	{19, GOOD, SITTER_WALL_RED, 720, 960, "会计2201班/%n.jpg"},
	{20, LOW_CONTRAST, SITTER_WALL_DARK, 720, 960, "%x.jpg"},
	{21, GOOD, SITTER_WALL_WHITE, 600, 800, "%k.jpg"},
	{23, REUSED_CROP, SITTER_WALL_BLUE, 900, 1200, "%x.jpg"},
	{24, GOOD, SITTER_WALL_BLUE, 600, 800, "%n.jpg"},
	{27, GOOD, SITTER_WALL_BLUE, 600, 800, "%x.jpg"},
	{25, REUSED_WALL, SITTER_WALL_GREY, 900, 1200, "%x %n.jpg"},
};

static void add_full_width(struct buf *out, const char *digits)
{
	for (; *digits; digits++) {
		buf_addc(out, '\xef');
		buf_addc(out, '\xbc');
		buf_addc(out, (char)(0x90 + (*digits - '0')));
	}
}

static char *file_name(const char *pattern, const struct example_student *s)
{
	struct buf out = BUF_INIT;

	for (; *pattern; pattern++) {
		if (*pattern != '%') {
			buf_addc(&out, *pattern);
			continue;
		}
		switch (*++pattern) {
		case 'x':
			buf_adds(&out, s->xh);
			break;
		case 'X':
			add_full_width(&out, s->xh);
			break;
		case 'n':
			buf_adds(&out, s->name);
			break;
		case 'i':
			buf_adds(&out, s->zjhm);
			break;
		default:
			buf_adds(&out, s->ksh);
		}
	}
	return buf_detach(&out, NULL);
}

static int save(const char *folder, const char *name, const struct buf *bytes,
		struct error *err)
{
	char *path = mem_xprintf("%s/%s", folder, name);
	char *slash = strrchr(path, '/');
	int rc;

	*slash = '\0';
	rc = file_mkdirs(path, 0755, err);
	*slash = '/';
	if (!rc)
		rc = file_write(path, bytes->data, bytes->size, 0644, err);
	free(path);
	return rc;
}

/* The person of a student: sex as in the roster, skin and hair of the place. */
static void person_of(const struct example_student *s,
		      struct sitter_person *out)
{
	bool female = !strcmp(s->sex, "女");
	uint64_t seed = 26000 + (uint64_t)s->number * 50;

	do {
		sitter_person(seed++, out);
	} while (out->female != female || out->skin_tone > .5f ||
		 out->hair_colour[0] > .22f);
}

static void spoil(const struct photo *p, struct sitter_shot *s)
{
	switch (p->fault) {
	case DARK:
		s->exposure = -3.4;
		break;
	case BLURRED:
		s->blur = 6;
		s->noise = .5;
		break;
	case NO_FACE:
		s->no_person = true;
		s->wall_door = true;
		break;
	case TWO_FACES:
		s->centre = .3 * s->width;
		s->face_width *= .72;
		break;
	case BLUE_CLOTHES:
		memcpy(s->clothes_rgb, s->wall_rgb, sizeof(s->clothes_rgb));
		break;
	case LOW_CONTRAST:
		s->wall_rgb[0] = 52;
		s->wall_rgb[1] = 48;
		s->wall_rgb[2] = 47;
		s->wall_gradient = .3;
		s->clothes_rgb[0] = s->clothes_rgb[1] = s->clothes_rgb[2] = 42;
		break;
	default:
		break;
	}
}

static void shot_of(const struct photo *p, struct sitter_shot *s)
{
	sitter_shot_default(41000 + (uint64_t)p->student, s);
	sitter_shot_wall(s, p->wall, (uint64_t)p->student);
	s->yaw *= .6;
	s->pitch *= .6;
	s->noise = 1.5;
	sitter_shot_scale(s, p->width, p->height);
	if (p->wall == SITTER_WALL_WHITE) {
		s->clothes_rgb[0] = 44;
		s->clothes_rgb[1] = 52;
		s->clothes_rgb[2] = 84;
	}
	spoil(p, s);
}

/* A second person looks over the first one's shoulder. */
static int add_second(const struct sitter_shot *first, struct image *rgb,
		      struct error *err)
{
	struct sitter_truth t = SITTER_TRUTH_INIT;
	struct image other = IMAGE_INIT;
	struct sitter_person person;
	struct sitter_shot shot = *first;
	size_t i, n = (size_t)rgb->width * (size_t)rgb->height;
	int rc;

	sitter_person(777, &person);
	shot.exposure_seed++;
	shot.centre = first->centre + first->face_width * 1.3;
	rc = sitter_render(&person, &shot, &other, &t, err);
	for (i = 0; !rc && i < 3 * n; i++) {
		int a = t.alpha.data[i / 3];

		rgb->data[i] = (uint8_t)((rgb->data[i] * (255 - a) +
					  other.data[i] * a + 127) /
					 255);
	}
	image_release(&other);
	sitter_truth_release(&t);
	return rc;
}

static int encode(const struct photo *p, struct image *rgb, struct buf *out,
		  struct error *err)
{
	struct sitter_exif exif = {
		.make = "Example",
		.model = "Phone 7",
		.lens = p->fault == BLUE_CLOTHES ? "Phone 7 front camera"
						 : "Phone 7 back camera",
		.date = "2026:04:12 09:30:11",
		.orientation = 1,
	};

	if (p->fault == PNG_INSIDE)
		return png_write(rgb, out, err);
	if (p->fault == EDITED)
		exif.software = "Adobe Photoshop 24.0 (Windows)";
	if (p->fault == TURNED) {
		/* 6 asks for a quarter turn right: stored turned left */
		if (image_orient(rgb, 8, err))
			return -1;
		exif.orientation = 6;
	}
	if (sitter_jpeg(rgb, p->width > 800 ? 88 : 95, &exif, out, err))
		return -1;
	if (p->fault == TRUNCATED)
		out->size = out->size * 55 / 100;
	return 0;
}

/* The enrollment photo: 480 x 640, as small as such files are. */
static int enroll(const char *folder, const struct example_student *s,
		  const struct image *rgb, struct error *err)
{
	char *name = mem_xprintf("enrollment/%s.jpg", s->ksh);
	struct image small = IMAGE_INIT;
	struct buf bytes = BUF_INIT;
	int rc = resize_to(rgb, 480, 640, &small, err);

	if (!rc)
		rc = sitter_jpeg(&small, 84, NULL, &bytes, err);
	if (!rc)
		rc = save(folder, name, &bytes, err);
	image_release(&small);
	buf_release(&bytes);
	free(name);
	return rc;
}

/* Two submissions are their enrollment photos again. */
static int enroll_same(const char *folder, const struct photo *p,
		       const struct image *rgb, const struct sitter_truth *t,
		       struct error *err)
{
	const char *attack =
		p->fault == REUSED_CROP ? "recrop" : "recrop+wall+rejpeg";
	struct image made = IMAGE_INIT;
	struct example_student s;
	int rc;

	example_college_student(p->student, &s);
	rc = sitter_derive(rgb, t, attack, 5, &made, err);
	if (!rc)
		rc = enroll(folder, &s, &made, err);
	image_release(&made);
	return rc;
}

/* All others were taken four years before: another exposure. */
static int enroll_other(const char *folder, int number, struct error *err)
{
	struct image rgb = IMAGE_INIT;
	struct example_student s;
	struct sitter_person person;
	struct sitter_shot shot;
	int rc;

	example_college_student(number, &s);
	person_of(&s, &person);
	sitter_shot_default(52000 + (uint64_t)number, &shot);
	sitter_shot_wall(&shot,
			 number % 3 ? SITTER_WALL_BLUE : SITTER_WALL_WHITE,
			 (uint64_t)number);
	shot.play = 1;
	shot.noise = 1;
	person.clothes = (enum sitter_clothes)((number + 1) % 4);
	rc = sitter_render(&person, &shot, &rgb, NULL, err);
	if (!rc)
		rc = enroll(folder, &s, &rgb, err);
	image_release(&rgb);
	return rc;
}

static int make(const char *folder, const struct photo *p, struct error *err)
{
	struct sitter_truth t = SITTER_TRUTH_INIT;
	struct image rgb = IMAGE_INIT;
	struct buf bytes = BUF_INIT;
	struct example_student s;
	struct sitter_person person;
	struct sitter_shot shot;
	char *name, *path;
	int rc;

	example_college_student(p->student, &s);
	person_of(&s, &person);
	if (p->fault == EDITED)
		person.glasses = SITTER_GLASSES_NONE;
	shot_of(p, &shot);
	name = file_name(p->name, &s);
	path = mem_xprintf("photos/%s", name);
	rc = sitter_render(&person, &shot, &rgb, &t, err);
	if (!rc && p->fault == TWO_FACES)
		rc = add_second(&shot, &rgb, err);
	if (!rc && p->fault >= REUSED_CROP)
		rc = enroll_same(folder, p, &rgb, &t, err);
	if (!rc)
		rc = encode(p, &rgb, &bytes, err);
	if (!rc)
		rc = save(folder, path, &bytes, err);
	image_release(&rgb);
	sitter_truth_release(&t);
	buf_release(&bytes);
	free(name);
	free(path);
	return rc;
}

int example_photos_make(const char *folder, struct error *err)
{
	size_t i;
	int number;

	for (i = 0; i < ARRAY_SIZE(photos); i++)
		if (make(folder, &photos[i], err))
			return -1;
	/* the last ones have none: that is a finding, not a block */
	for (number = 1; number <= 22; number++)
		if (enroll_other(folder, number, err))
			return -1;
	return 0;
}
