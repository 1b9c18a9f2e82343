/* SPDX-License-Identifier: MIT */
#include "codec/picture/exif.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

/*
 * A block; offsets count from its first byte, numbers are in its byte order.
 *
 *   0    'I' 'I' 2A 00  least significant byte first ("Intel")
 *        'M' 'M' 00 2A  most significant byte first ("Motorola")
 *   4    offset of the first directory (IFD0: the picture)
 *
 *   a directory       entries(2)
 *                     an entry: 12 bytes, entries times
 *                     offset of the next directory(4), not followed: it is
 *                     of the thumbnail
 *   an entry          tag(2) type(2) count(4) value(4)
 *                     value: the value itself when it has no more than four
 *                     bytes, from the left; else the offset of the value
 *
 *   12 01  03 00  01 00 00 00  06 00 00 00    Orientation, one SHORT: 6
 *   0F 01  02 00  06 00 00 00  1A 01 00 00    Make, six ASCII at 11A
 *   69 87  04 00  01 00 00 00  B2 00 00 00    the Exif directory is at B2
 */
enum {
	HEADER = 8,
	ENTRY = 12,
	MAX_ENTRIES = 512, /* of a directory */
	/* types */
	ASCII = 2,
	SHORT = 3,
	LONG = 4,
	RATIONAL = 5,
	/* ResolutionUnit */
	INCH = 2,
	CENTIMETRE = 3,
};

enum tag {
	TAG_MAKE = 0x010f,
	TAG_MODEL = 0x0110,
	TAG_ORIENTATION = 0x0112,
	TAG_X_RESOLUTION = 0x011a,
	TAG_RESOLUTION_UNIT = 0x0128,
	TAG_SOFTWARE = 0x0131,
	TAG_DATE_TIME = 0x0132,
	TAG_EXIF_IFD = 0x8769,
	TAG_ORIGINAL = 0x9003,
	TAG_DIGITIZED = 0x9004,
	TAG_LENS_MODEL = 0xa434,
};

struct reader {
	const unsigned char *p;
	size_t n;
	bool big; /* Motorola byte order */
	size_t exif_ifd;
	double resolution;
	int unit;
	struct date digitized;
	struct exif *out;
};

struct entry {
	unsigned tag, type;
	size_t count;
	const unsigned char *value; /* size bytes are there */
	size_t size;
};

static unsigned get16(const struct reader *r, const unsigned char *p)
{
	return r->big ? (unsigned)p[0] << 8 | p[1] : (unsigned)p[1] << 8 | p[0];
}

static uint32_t get32(const struct reader *r, const unsigned char *p)
{
	return r->big ? (uint32_t)get16(r, p) << 16 | get16(r, p + 2)
		      : (uint32_t)get16(r, p + 2) << 16 | get16(r, p);
}

/* Where the value of the entry at p lies; false when outside the block. */
static bool find_value(const struct reader *r, const unsigned char *p,
		       struct entry *e)
{
	/* bytes of one BYTE, ASCII, SHORT, LONG, RATIONAL, SBYTE, … DOUBLE */
	static const unsigned sizes[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
	size_t at;

	e->tag = get16(r, p);
	e->type = get16(r, p + 2);
	e->count = get32(r, p + 4);
	/* A count above the block's bytes would overflow the product. */
	if (e->type >= sizeof(sizes) / sizeof(sizes[0]) || e->count > r->n)
		return false;
	e->size = e->count * sizes[e->type];
	if (e->size <= 4) {
		e->value = p + 8;
		return true;
	}
	at = get32(r, p + 8);
	if (at > r->n || e->size > r->n - at)
		return false;
	e->value = r->p + at;
	return true;
}

static void get_text(const struct entry *e, char out[EXIF_TEXT])
{
	struct buf clean = BUF_INIT;
	char raw[EXIF_TEXT];
	size_t n = e->size < EXIF_TEXT - 1 ? e->size : EXIF_TEXT - 1;

	if (e->type != ASCII)
		return;
	memcpy(raw, e->value, n);
	raw[n] = '\0';
	for (n = strlen(raw); n && raw[n - 1] == ' '; n--)
		raw[n - 1] = '\0';
	text_safe(&clean, raw);
	if (clean.size < EXIF_TEXT)
		memcpy(out, buf_str(&clean), clean.size + 1);
	buf_release(&clean);
}

/*
 * "2026:05:11 01:30:00".  Some write blanks or zeros for unknown, some other
 * marks than colons; the time is not wanted.
 */
static void get_date(const struct entry *e, struct date *out)
{
	struct date d = {0};
	char text[11];

	if (e->type != ASCII || e->size < 10)
		return;
	memcpy(text, e->value, 10);
	text[10] = '\0';
	if (sscanf(text, "%4d%*c%2d%*c%2d", &d.year, &d.month, &d.day) == 3 &&
	    date_is_valid(d))
		*out = d;
}

static unsigned get_number(const struct reader *r, const struct entry *e)
{
	if (e->type == SHORT && e->count >= 1)
		return get16(r, e->value);
	return e->type == LONG && e->count >= 1 ? get32(r, e->value) : 0;
}

static double get_rational(const struct reader *r, const struct entry *e)
{
	uint32_t below;

	if (e->type != RATIONAL || e->count < 1)
		return 0;
	below = get32(r, e->value + 4);
	return below ? (double)get32(r, e->value) / below : 0;
}

static char *text_field(struct exif *out, unsigned tag)
{
	switch (tag) {
	case TAG_MAKE:
		return out->make;
	case TAG_MODEL:
		return out->model;
	case TAG_SOFTWARE:
		return out->software;
	case TAG_LENS_MODEL:
		return out->lens;
	default:
		return NULL;
	}
}

static struct date *date_field(struct reader *r, unsigned tag)
{
	switch (tag) {
	case TAG_DATE_TIME:
		return &r->out->changed;
	case TAG_ORIGINAL:
		return &r->out->taken;
	case TAG_DIGITIZED:
		return &r->digitized;
	default:
		return NULL;
	}
}

static void take_number(struct reader *r, const struct entry *e)
{
	unsigned v = get_number(r, e);

	switch (e->tag) {
	case TAG_ORIENTATION:
		r->out->orientation = v >= 1 && v <= 8 ? (int)v : 1;
		break;
	case TAG_X_RESOLUTION:
		r->resolution = get_rational(r, e);
		break;
	case TAG_RESOLUTION_UNIT:
		r->unit = (int)(v & 3);
		break;
	case TAG_EXIF_IFD:
		r->exif_ifd = v;
		break;
	}
}

static void take(struct reader *r, const struct entry *e)
{
	char *text = text_field(r->out, e->tag);
	struct date *date = date_field(r, e->tag);

	if (text)
		get_text(e, text);
	else if (date)
		get_date(e, date);
	else
		take_number(r, e);
}

static void read_directory(struct reader *r, size_t at)
{
	struct entry e;
	unsigned count, i;

	if (at > r->n || r->n - at < 2)
		return;
	count = get16(r, r->p + at);
	at += 2;
	for (i = 0; i < count && i < MAX_ENTRIES && r->n - at >= ENTRY;
	     i++, at += ENTRY)
		if (find_value(r, r->p + at, &e))
			take(r, &e);
}

void exif_read(const unsigned char *block, size_t n, struct exif *out)
{
	struct reader r = {.p = block, .n = n, .unit = INCH, .out = out};

	memset(out, 0, sizeof(*out));
	out->orientation = 1;
	if (!block || n < HEADER ||
	    (memcmp(block, "II*\0", 4) != 0 && memcmp(block, "MM\0*", 4) != 0))
		return;
	out->present = true;
	r.big = block[0] == 'M';
	read_directory(&r, get32(&r, block + 4));
	/* Once, wherever it points: a directory that names itself must end. */
	if (r.exif_ifd)
		read_directory(&r, r.exif_ifd);
	if (!out->taken.year)
		out->taken = r.digitized;
	if (r.resolution > 0 && r.resolution < 100000)
		out->dpi = r.unit == CENTIMETRE ? r.resolution * 2.54
						: r.resolution;
}
