/* SPDX-License-Identifier: MIT */
#include "image/qr/segment.h"

#include <stdbool.h>

/* Table 2, the mode indicators; hanzi is GB/T 18284's. */
enum mode {
	MODE_END = 0,
	MODE_NUMERIC = 1,
	MODE_ALNUM = 2,
	MODE_APPEND = 3,
	MODE_BYTE = 4,
	MODE_FNC1 = 5,
	MODE_ECI = 7,
	MODE_KANJI = 8,
	MODE_FNC1_SECOND = 9,
	MODE_HANZI = 13,
};

struct bits {
	const uint8_t *data;
	size_t size, at; /* in bits */
	bool ran_out;
};

/* The segments of one symbol, and where their bytes go. */
struct stream {
	struct bits bits;
	int version;
	int eci; /* in force; -1 none */
	bool fnc1, many_runs;
	struct qr_segment_out *out;
};

static unsigned take(struct bits *b, int n)
{
	unsigned v = 0;

	if (b->at + (size_t)n > b->size) {
		b->ran_out = true;
		return 0;
	}
	for (; n > 0; n--, b->at++)
		v = v << 1 | (b->data[b->at >> 3] >> (7 - (b->at & 7)) & 1);
	return v;
}

static int put(struct qr_segment_out *out, unsigned byte)
{
	if (out->size >= out->cap)
		return -1;
	out->bytes[out->size++] = (uint8_t)byte;
	return 0;
}

/* Table 3: bits of the character count; its columns are versions 1-9, 10-26,
 * 27-40. */
static int count_bits(enum mode mode, int version)
{
	int size = version < 10 ? 0 : version < 27 ? 1 : 2;

	switch (mode) {
	case MODE_NUMERIC:
		return 10 + 2 * size;
	case MODE_ALNUM:
		return 9 + 2 * size;
	case MODE_BYTE:
		return size ? 16 : 8;
	default:
		return 8 + 2 * size;
	}
}

/* 7.4.3: three digits in ten bits, what is left over in four or seven. */
static int read_numeric(struct bits *b, unsigned count,
			struct qr_segment_out *out)
{
	static const int width[4] = {0, 4, 7, 10};
	static const unsigned limit[4] = {0, 10, 100, 1000};

	while (count > 0) {
		unsigned n = count > 3 ? 3 : count, v = take(b, width[n]);

		if (b->ran_out || v >= limit[n])
			return -1;
		if (n == 3 && put(out, '0' + v / 100) < 0)
			return -1;
		if (n >= 2 && put(out, '0' + v / 10 % 10) < 0)
			return -1;
		if (put(out, '0' + v % 10) < 0)
			return -1;
		count -= n;
	}
	return 0;
}

/* 7.4.4: pairs in eleven bits, a last one alone in six. */
static int read_alnum(struct bits *b, unsigned count,
		      struct qr_segment_out *out)
{
	static const char set[46] =
		"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

	for (; count >= 2; count -= 2) {
		unsigned v = take(b, 11);

		if (b->ran_out || v >= 45 * 45 ||
		    put(out, (unsigned char)set[v / 45]) < 0 ||
		    put(out, (unsigned char)set[v % 45]) < 0)
			return -1;
	}
	if (count) {
		unsigned v = take(b, 6);

		if (b->ran_out || v >= 45 ||
		    put(out, (unsigned char)set[v]) < 0)
			return -1;
	}
	return 0;
}

/* 7.4.8.2: in FNC1 codes % stands for GS and %% for %, in alphanumeric mode. */
static void unescape_fnc1(struct qr_segment_out *out, size_t from)
{
	size_t in, to = from;

	for (in = from; in < out->size; in++) {
		uint8_t c = out->bytes[in];

		if (c == '%' && in + 1 < out->size && out->bytes[in + 1] == '%')
			in++;
		else if (c == '%')
			c = 0x1d;
		out->bytes[to++] = c;
	}
	out->size = to;
}

static int read_bytes(struct bits *b, unsigned count,
		      struct qr_segment_out *out)
{
	for (; count > 0; count--) {
		unsigned v = take(b, 8);

		if (b->ran_out || put(out, v) < 0)
			return -1;
	}
	return 0;
}

/* A two-byte charset in 13 bits, by leaving the gaps of its rows out. */
struct wide {
	unsigned row;	    /* second bytes a first byte has */
	unsigned split;	    /* the first code of the upper range */
	unsigned low, high; /* what each range begins with */
};

/* 7.4.6, Shift_JIS: 8140-9FFC and E040-EBBF. */
static const struct wide kanji = {0xc0, 0x1f00, 0x8140, 0xc140};
/* GB/T 18284, GB 2312: A1A1-AAFE and B0A1-FAFE. */
static const struct wide hanzi = {0x60, 0xa00, 0xa1a1, 0xa6a1};

static int read_wide(struct bits *b, unsigned count, const struct wide *wide,
		     struct qr_segment_out *out)
{
	for (; count > 0; count--) {
		unsigned v = take(b, 13);
		unsigned c = v / wide->row << 8 | v % wide->row;

		c += c < wide->split ? wide->low : wide->high;
		if (b->ran_out || put(out, c >> 8) < 0 || put(out, c & 255) < 0)
			return -1;
	}
	return 0;
}

/* 7.4.2.2, table 4: one, two or three bytes, told by the first bits. */
static int read_eci(struct bits *b)
{
	unsigned v = take(b, 8);

	if (v < 0x80)
		return (int)v;
	if (v < 0xc0)
		return (int)((v & 0x3f) << 8 | take(b, 8));
	return v < 0xe0 ? (int)((v & 0x1f) << 16 | take(b, 16)) : -1;
}

/* What follows is in this charset. */
static void begin_run(struct stream *s, int eci)
{
	struct qr_segment_runs *runs = &s->out->runs;

	if (runs->n && runs->list[runs->n - 1].eci == eci)
		return;
	if (runs->n == QR_SEGMENT_RUNS) {
		s->many_runs = true;
		return;
	}
	runs->list[runs->n++] = (struct qr_segment_run){s->out->size, eci};
}

/* Kanji and hanzi are in their own charset, whatever an ECI said before. */
static int charset_of(const struct stream *s, enum mode mode)
{
	switch (mode) {
	case MODE_KANJI:
		return QR_SEGMENT_SHIFT_JIS;
	case MODE_HANZI:
		return QR_SEGMENT_GB2312;
	default:
		return s->eci;
	}
}

static int read_characters(struct bits *b, enum mode mode, int version,
			   struct qr_segment_out *out)
{
	unsigned count;

	if (mode == MODE_HANZI && take(b, 4) != 1)
		return -1;
	count = take(b, count_bits(mode, version));
	if (b->ran_out)
		return -1;
	switch (mode) {
	case MODE_NUMERIC:
		return read_numeric(b, count, out);
	case MODE_ALNUM:
		return read_alnum(b, count, out);
	case MODE_BYTE:
		return read_bytes(b, count, out);
	case MODE_KANJI:
		return read_wide(b, count, &kanji, out);
	case MODE_HANZI:
		return read_wide(b, count, &hanzi, out);
	default:
		return -1;
	}
}

/* One segment behind its mode indicator. */
static int read_segment(struct stream *s, enum mode mode)
{
	size_t from = s->out->size;

	switch (mode) {
	case MODE_APPEND:
		/* place in a set and parity: each symbol is read by itself */
		take(&s->bits, 16);
		return 0;
	case MODE_FNC1:
	case MODE_FNC1_SECOND:
		s->fnc1 = true;
		take(&s->bits, mode == MODE_FNC1 ? 0 : 8);
		return 0;
	case MODE_ECI:
		s->eci = read_eci(&s->bits);
		return 0;
	default:
		begin_run(s, charset_of(s, mode));
		if (read_characters(&s->bits, mode, s->version, s->out) < 0)
			return -1;
		if (mode == MODE_ALNUM && s->fnc1)
			unescape_fnc1(s->out, from);
		return 0;
	}
}

int qr_segment_read(const uint8_t *data, size_t n, int version,
		    struct qr_segment_out *out)
{
	struct stream s = {.bits = {.data = data, .size = 8 * n},
			   .version = version,
			   .eci = -1,
			   .out = out};
	enum mode mode;

	out->size = 0;
	out->runs.n = 0;
	while (s.bits.size - s.bits.at >= 4) {
		mode = (enum mode)take(&s.bits, 4);
		if (mode == MODE_END)
			break;
		if (read_segment(&s, mode) < 0 || s.bits.ran_out)
			return -1;
	}
	if (s.many_runs)
		out->runs.n = 0;
	return 0;
}
