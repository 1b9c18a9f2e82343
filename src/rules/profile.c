/* SPDX-License-Identifier: MIT */
#include "rules/profile.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

static struct profile_range exactly(double v)
{
	return (struct profile_range){v, v};
}

/*
 * The national standard photo: 480 × 640, 20 to 40 KB, 300 dpi.  A profile's
 * file names only what differs from it.
 */
static void init_accept(struct profile_accept *a)
{
	a->width = exactly(PROFILE_WIDTH);
	a->height = exactly(PROFILE_HEIGHT);
	a->ratio = exactly(0.75);
	a->kb = (struct profile_range){20, 40};
	a->dpi = exactly(300);
	a->quality = (struct profile_range){60, NAN};
	a->colour = true;
	a->jpeg = true;
}

static void init_colours(struct profile *p)
{
	static const struct profile_colour known[] = {
		{"blue", {100, 197, 255}},
		{"white", {255, 255, 255}},
		{"grey", {240, 240, 240}},
	};

	p->background.wanted = true;
	memcpy(p->background.colours, known, sizeof(known));
	p->background.count = 3;
	p->background.tolerance = 18;
	p->background.evenness = 6;
	p->output.background = known[0];
}

void profile_init(struct profile *p, const char *name)
{
	memset(p, 0, sizeof(*p));
	snprintf(p->name, sizeof(p->name), "%s", name);
	init_accept(&p->accept);
	init_colours(p);
	p->geometry.wanted = true;
	p->geometry.head_top = (struct profile_range){50, 110};
	p->geometry.eye_line = (struct profile_range){200, 300};
	p->geometry.face_width = (struct profile_range){180, 300};
	p->geometry.centre = 24;
	p->geometry.tilt = 5;
	p->face = (struct profile_face){.yaw = 10,
					.pitch = 12,
					.lips_closed = true,
					.ears = true,
					.brows = true};
	p->output.width = PROFILE_WIDTH;
	p->output.height = PROFILE_HEIGHT;
	p->output.dpi = 300;
	p->output.kb = (struct profile_range){30, 40};
	p->output.min_quality = 60;
	p->output.max_quality = 98;
	p->output.head_top = 80;
	p->output.eye_line = 250;
	p->output.face_width = 240;
	p->policy.matte_confidence = 0.5;
	p->policy.clutter = 8;
	p->policy.age_days = 365;
	p->policy.glasses = true;
	p->policy.front_camera = true;
	p->policy.album = true;
}

/* NAN compares false both ways: an open end holds everything. */
bool profile_range_has(const struct profile_range *r, double v)
{
	return !(v < r->min) && !(v > r->max);
}

/* One end: "" is open.  The text up to end. */
static int parse_end(const char *text, size_t n, double *v)
{
	char number[32];

	*v = NAN;
	if (n == 0)
		return 0;
	if (n >= sizeof(number))
		return -1;
	memcpy(number, text, n);
	number[n] = '\0';
	return text_to_double(number, v) < 0 || !(*v >= 0 && *v < 1e9) ? -1 : 0;
}

/* "480" is both ends: a size that must be met exactly. */
int profile_range_parse(const char *text, struct profile_range *r)
{
	const char *dots = strstr(text, "..");
	struct profile_range got;

	if (strcmp(text, "any") == 0) {
		*r = (struct profile_range){NAN, NAN};
		return 0;
	}
	if (!*text)
		return -1;
	if (!dots) {
		if (parse_end(text, strlen(text), &got.min) < 0)
			return -1;
		*r = exactly(got.min);
		return 0;
	}
	if (parse_end(text, (size_t)(dots - text), &got.min) < 0 ||
	    parse_end(dots + 2, strlen(dots + 2), &got.max) < 0 ||
	    got.min > got.max)
		return -1;
	*r = got;
	return 0;
}

static int parse_hex(const char *text, uint8_t rgb[3])
{
	unsigned long v;
	char *end;

	if (strlen(text) != 7 ||
	    strspn(text + 1, "0123456789abcdefABCDEF") != 6)
		return -1;
	v = strtoul(text + 1, &end, 16);
	rgb[0] = (uint8_t)(v >> 16);
	rgb[1] = (uint8_t)(v >> 8);
	rgb[2] = (uint8_t)v;
	return 0;
}

int profile_colour_parse(const char *text, uint8_t rgb[3])
{
	unsigned v[3];
	int i, used = 0;

	if (*text == '#')
		return parse_hex(text, rgb);
	if (sscanf(text, "%3u%*[ ,]%3u%*[ ,]%3u%n", &v[0], &v[1], &v[2],
		   &used) != 3 ||
	    text[used] || v[0] > 255 || v[1] > 255 || v[2] > 255)
		return -1;
	for (i = 0; i < 3; i++)
		rgb[i] = (uint8_t)v[i];
	return 0;
}

/*
 * Offices mean 1000 or 1024 by KB and do not say which.  The lower end is
 * taken large and the upper small, so that a photo fits by either reading.
 */
struct profile_bytes profile_bytes(const struct profile_range *kb)
{
	struct profile_bytes b = {0, SIZE_MAX};

	if (!isnan(kb->min))
		b.min = (size_t)(kb->min * 1024);
	if (!isnan(kb->max))
		b.max = (size_t)(kb->max * 1000);
	/* A window of one number, as "about 40": as far as KB are unsure. */
	if (b.min > b.max)
		b.min = (size_t)(kb->min * 1000);
	return b;
}

double profile_kb(const struct profile_range *kb, size_t bytes)
{
	return (double)bytes / (bytes > profile_bytes(kb).max ? 1000 : 1024);
}

static bool overlap(const struct profile_range *a,
		    const struct profile_range *b)
{
	return !(a->min > b->max) && !(a->max < b->min);
}

static bool size_is_sane(const struct profile_output *out)
{
	return out->width >= 16 && out->height >= 16 && out->width <= 8192 &&
	       out->height <= 8192;
}

static bool size_is_accepted(const struct profile *p)
{
	return profile_range_has(&p->accept.width, p->output.width) &&
	       profile_range_has(&p->accept.height, p->output.height);
}

static bool quality_is_range(const struct profile_output *out)
{
	return out->min_quality >= 1 && out->max_quality <= 100 &&
	       out->min_quality <= out->max_quality;
}

/* Else every photo we make would be refused by the profile that made it. */
static bool aims_are_met(const struct profile *p)
{
	const struct profile_geometry *g = &p->geometry;
	const struct profile_output *out = &p->output;

	return !g->wanted ||
	       (profile_range_has(&g->head_top, out->head_top) &&
		profile_range_has(&g->eye_line, out->eye_line) &&
		profile_range_has(&g->face_width, out->face_width));
}

const char *profile_problem(const struct profile *p)
{
	if (!size_is_sane(&p->output))
		return _("the output size is outside 16..8192 pixels");
	if (!size_is_accepted(p))
		return _("the output size is not one the profile accepts");
	if (!overlap(&p->accept.kb, &p->output.kb))
		return _("the output KB are not within those accepted");
	if (!quality_is_range(&p->output))
		return _("the quality range is empty");
	if (p->background.wanted && p->background.count == 0)
		return _("a background is wanted but no colour is named");
	if (!aims_are_met(p))
		return _("an aim lies outside its window");
	return NULL;
}

/*
 * By the bytes: profile_init() clears them, assignment copies them.  Padding
 * that differed all the same would cost a second look and nothing else.  A
 * later program may see more, so its version counts.
 */
void profile_digest(const struct profile *p, char hex[SHA256_HEX])
{
	struct sha256 *sum = sha256_new();

	sha256_add(sum, QCTOOL_VERSION, sizeof(QCTOOL_VERSION));
	sha256_add(sum, p, sizeof(*p));
	sha256_told(sum, hex);
	sha256_free(sum);
}
