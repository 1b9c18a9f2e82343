/* SPDX-License-Identifier: MIT */
#include "photo/photo_check_file.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"

/* A value outside a range, with how far; codes[0] too low, [1] too high. */
static struct finding *compare(struct findings *out, const char *const codes[2],
			       double v, const struct profile_range *r,
			       const char *unit)
{
	struct finding *f;

	if (profile_range_has(r, v))
		return NULL;
	f = findings_add_outside(out, codes[v > r->max], v, r, unit);
	f->fix = v > r->max ? v - r->max : r->min - v;
	return f;
}

static void check_pixels(struct findings *out,
			 const struct photo_decode_info *s,
			 const struct profile_range *width,
			 const struct profile_range *height)
{
	static const char *const wide[2] = {"FIL-WIDTH-LOW", "FIL-WIDTH-HIGH"};
	static const char *const high[2] = {"FIL-HEIGHT-LOW",
					    "FIL-HEIGHT-HIGH"};

	compare(out, wide, s->width, width, "px");
	compare(out, high, s->height, height, "px");
}

/* KB as the user's file manager shows them, limits as the profile's. */
static void check_bytes(const struct photo_check_file *f, struct findings *out)
{
	const struct profile_range *kb = &f->profile->accept.kb;
	struct profile_bytes window = profile_bytes(kb);
	struct finding *found;

	/*
	 * Whether a KB is 1000 or 1024 bytes differs from system to system;
	 * the window is where both agree, and the number told is the one that
	 * is outside.
	 */
	if (f->input->n >= window.min && f->input->n <= window.max)
		return;
	found = findings_add_outside(
		out, f->input->n < window.min ? "FIL-KB-LOW" : "FIL-KB-HIGH",
		profile_kb(kb, f->input->n), kb, "KB");
	found->fix = f->input->n < window.min
			     ? (double)(window.min - f->input->n) / 1024
			     : (double)(f->input->n - window.max) / 1000;
}

/* Larger both ways than what is asked for: nobody has made it yet. */
static bool is_raw(const struct photo_check_file *f)
{
	const struct profile *p = f->profile;

	return p->geometry.wanted && f->source->width > p->accept.width.max &&
	       f->source->height > p->accept.height.max;
}

static void check_sizes(const struct photo_check_file *f, struct findings *out)
{
	const struct profile_accept *a = &f->profile->accept;
	const struct photo_decode_info *s = f->source;
	static const char *const ratio[2] = {"FIL-RATIO", "FIL-RATIO"};
	struct profile_range loose = a->ratio;

	/* One pixel of rounding is no distortion. */
	loose.min -= 1.0 / s->height;
	loose.max += 1.0 / s->height;
	if (is_raw(f))
		findings_add(out, "FIL-RAW");
	check_pixels(out, s, &a->width, &a->height);
	compare(out, ratio, (double)s->width / s->height, &loose, "");
	check_bytes(f, out);
}

static void check_header(const struct photo_check_file *f, struct findings *out)
{
	static const char *const dpi[2] = {"FIL-DPI", "FIL-DPI"};
	static const char *const quality[2] = {"FIL-QUALITY", "FIL-QUALITY"};
	const struct profile_accept *a = &f->profile->accept;
	const struct photo_decode_info *s = f->source;

	compare(out, dpi, s->dpi, &a->dpi, "dpi");
	/* 0: nothing in the file tells it. */
	if (s->quality > 0)
		compare(out, quality, s->quality, &a->quality, "");
	if (s->components == 4)
		findings_add(out, "FIL-CMYK");
	if (s->rotated)
		findings_add(out, "FIL-EXIF-ROTATED");
	if (s->progressive)
		findings_add(out, "FIL-PROGRESSIVE");
}

/* What is left to ask of a source that will be made anew. */
static void check_source_size(const struct photo_check_file *f,
			      struct findings *out)
{
	struct profile_range width = {f->profile->output.width, NAN};
	struct profile_range height = {f->profile->output.height, NAN};

	check_pixels(out, f->source, &width, &height);
}

void photo_check_file(const struct photo_check_file *f, struct findings *out)
{
	const struct photo_decode_info *s = f->source;
	const char *extension =
		f->input->name ? path_extension(f->input->name) : "";

	if (s->kind != PICTURE_JPEG && f->profile->accept.jpeg)
		findings_add_detail(out, "FIL-TYPE", picture_name(s->kind));
	if (*extension && !picture_fits_extension(s->kind, extension))
		findings_add_detail(out, "FIL-EXT", picture_name(s->kind));
	if (s->truncated)
		findings_add(out, "FIL-TRUNCATED");
	if (s->alpha)
		findings_add(out, "FIL-ALPHA");
	if (s->many)
		findings_add(out, "FIL-PICTURES");
	/* Making repairs size, bytes, dpi and colour mode; not pixels that are
	 * too few. */
	if (f->as_source) {
		check_source_size(f, out);
		return;
	}
	check_sizes(f, out);
	check_header(f, out);
}

void photo_check_file_as_sent(const struct photo_check_file *f,
			      struct findings *out)
{
	struct photo_check_file strict = *f;
	struct findings found = FINDINGS_INIT;
	struct finding *there;
	size_t i;

	strict.as_source = false;
	photo_check_file(&strict, &found);
	findings_weigh(&found, f->profile);
	for (i = 0; i < found.n; i++) {
		if (found.list[i].severity != FINDING_ERROR)
			continue;
		there = findings_find(out, found.list[i].code);
		*(there ? there : findings_copy(out)) = found.list[i];
	}
	findings_release(&found);
}

void photo_check_file_broken(const struct photo_decode_info *source,
			     const char *file, const struct error *err,
			     struct findings *out)
{
	char room[PICTURE_EXTENSION];
	const char *foreign = picture_foreign(source->kind, file, room);

	/* "Save it as JPEG" helps with HEIC; "corrupt" would not. */
	if (err->kind == ERROR_LIMIT)
		findings_add_detail(out, "FIL-LIMIT", err->text);
	else if (foreign)
		findings_add_detail(out, "FIL-TYPE", foreign);
	else
		findings_add_detail(out, "FIL-CORRUPT", err->text);
}

static bool contains(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (; *text; text++)
		if (strncasecmp(text, word, n) == 0)
			return true;
	return false;
}

/* Programs that change what the lens saw; cameras' own firmware is none. */
static bool is_editor(const char *software)
{
	static const char *const names[] = {
		"photoshop",  "lightroom", "gimp",	  "meitu",
		"美图",	      "snapseed",  "picsart",	  "facetune",
		"beauty",     "美颜",	   "醒图",	  "轻颜",
		"b612",	      "faceu",	   "pixelmator",  "affinity",
		"paint.net",  "acdsee",	   "capture one", "vsco",
		"photoscape", "光影",	   "可牛",	  "wondershare",
		"canva",      "luminar",   "polarr",	  "remini",
		"paintshop"};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (contains(software, names[i]))
			return true;
	return false;
}

static void check_age(const struct photo_check_file *f, struct findings *out)
{
	struct date taken = f->source->exif.taken;
	struct date today = date_of_time(f->input->now);
	struct date until = f->profile->policy.age_until;
	long age;
	char text[11];
	struct finding *found;

	if (!taken.year)
		return;
	/* 99号 counts the year back from graduation, not from the upload. */
	age = date_to_days(until.year ? until : today) - date_to_days(taken);
	date_format(taken, text);
	/* One day of grace: the camera's clock knows no time zone. */
	if (date_to_days(taken) > date_to_days(today) + 1) {
		findings_add_detail(out, "PRV-FUTURE", text);
	} else if (f->profile->policy.age_days > 0 &&
		   age > f->profile->policy.age_days) {
		found = findings_add_above(out, "PRV-OLD-PHOTO", (double)age,
					   f->profile->policy.age_days, "d");
		memcpy(found->detail, text, sizeof(text));
	}
}

/* Without a date of the last days it may be anything from the album. */
static bool is_from_album(const struct photo_check_file *f)
{
	struct date taken = f->source->exif.taken;

	return !taken.year ||
	       date_to_days(date_of_time(f->input->now)) - date_to_days(taken) >
		       2;
}

void photo_check_file_origin(const struct photo_check_file *f,
			     struct findings *out)
{
	const struct exif *exif = &f->source->exif;
	const struct profile_policy *policy = &f->profile->policy;
	struct finding *found;

	/*
	 * Only what EXIF says.  A file without any proves nothing, chats and
	 * scanners drop it; a policy may ask for a camera all the same.
	 */
	if (is_editor(exif->software))
		findings_add_detail(out, "PRV-EDITED-BY", exif->software);
	if (policy->need_camera && !*exif->make && !*exif->model)
		findings_add(out, "PRV-NO-CAMERA");
	if (!policy->front_camera && contains(exif->lens, "front"))
		findings_add_detail(out, "PRV-FRONT-LENS", exif->lens);
	if (!policy->album && is_from_album(f)) {
		found = findings_add(out, "PRV-ALBUM");
		/* Messengers drop the date: that may, and need not, be so. */
		if (!exif->taken.year)
			found->severity = FINDING_WARN;
	}
	check_age(f, out);
}
