/* SPDX-License-Identifier: MIT */
/*
 * How many codes are read exactly, by folder of $QCTOOL_TESTDATA/codes, how
 * many are made up where there is none (portraits), and whether codes drawn
 * by libqrencode come back byte for byte.
 *
 *   accuracy_codes [-v] [round trips, 10000 when not given]
 *
 * Exit status 1 when an aim is missed.  A text of a corpus counts as exact
 * when the payload is its UTF-8 bytes or its bytes in a charset of the code's
 * own modes (Shift_JIS, GB 2312, Latin-1).
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <qrencode.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "code/code_read.h"
#include "codec/picture/png.h"
#include "codec/picture/qr_zbar.h"
#include "image/qr/spec.h"

enum { MAX_FILE = 64 << 20 };

/* The aims: ZXingReader 1.4.0 of Debian reads this many of the public ones. */
static const struct folder {
	const char *name;
	int aim;
} folders[] = {
	{"zxing-cpp-qrcode-1", 5},  {"zxing-cpp-qrcode-2", 27},
	{"zxing-cpp-qrcode-3", 7},  {"zxing-cpp-qrcode-4", 8},
	{"zxing-cpp-qrcode-5", 10}, {"zxing-cpp-qrcode-6", 11},
	{"zxing-qrcode-1", 14},	    {"zxing-qrcode-2", 25},
	{"zxing-qrcode-3", 22},	    {"zxing-qrcode-4", 23},
	{"zxing-qrcode-5", 12},	    {"zxing-qrcode-6", 11},
	{"synthetic", 60},	    {"synthetic-extreme", 29},
};

struct tally {
	const char *folder; /* path of the folder in work */
	struct buf truth;   /* expected.tsv of the folder, or empty */
	int files, exact, reads;
	double ms, worst;
	bool loud;
};

static bool is_picture(const char *path)
{
	return path_has_extension(path, ".png") ||
	       path_has_extension(path, ".jpg") ||
	       path_has_extension(path, ".webp");
}

/* The last field of the file's line in expected.tsv, or NAME.txt. */
static int read_truth(struct tally *t, const char *path, struct buf *out)
{
	const char *name = path_name(path), *line = buf_str(&t->truth), *end;
	struct error err = ERROR_INIT;
	char *folder, *stem, *text, *file;
	size_t n = strlen(name);
	int result;

	for (; line && *line; line = end ? end + 1 : NULL) {
		end = strchr(line, '\n');
		if (strncmp(line, name, n) == 0 && line[n] == '\t') {
			size_t size = end ? (size_t)(end - line) : strlen(line);
			const char *tab = memrchr(line, '\t', size);

			buf_add(out, tab + 1, size - (size_t)(tab + 1 - line));
			return 0;
		}
	}
	folder = path_folder(path);
	stem = path_stem(path);
	file = mem_xprintf("%s.txt", stem);
	text = path_join(folder, file);
	result = file_read(text, MAX_FILE, out, &err);
	free(folder);
	free(stem);
	free(file);
	free(text);
	return result;
}

static bool same_text(const struct code_payload *p, const struct buf *truth)
{
	static const char *const charsets[] = {"CP932", "GB18030",
					       "ISO-8859-1"};
	struct buf text = BUF_INIT;
	bool same = p->size == truth->size &&
		    memcmp(p->bytes, truth->data, p->size) == 0;
	size_t i;

	for (i = 0; !same && i < ARRAY_SIZE(charsets); i++) {
		buf_clear(&text);
		same = text_convert(charsets[i], p->bytes, p->size, &text) ==
			       0 &&
		       text.size == truth->size &&
		       memcmp(text.data, truth->data, text.size) == 0;
	}
	buf_release(&text);
	return same;
}

static int read_picture(void *ctx, const char *path, struct error *err)
{
	struct buf bytes = BUF_INIT, truth = BUF_INIT;
	struct tally *t = ctx;
	struct code_result r;
	bool exact = false;
	int i;

	if (!is_picture(path))
		return 0;
	if (file_read(path, MAX_FILE, &bytes, err) < 0)
		return -1;
	code_read(bytes.data, bytes.size, NULL, &r);
	t->files++;
	t->reads += r.count;
	t->ms += r.ms;
	t->worst = r.ms > t->worst ? r.ms : t->worst;
	if (read_truth(t, path, &truth) == 0)
		for (i = 0; i < r.count && !exact; i++)
			exact = same_text(&r.payloads[i], &truth);
	t->exact += exact;
	if (t->loud)
		printf("%s\t%s\t%d\t%.1f px\t%.1f ms\n", path,
		       exact ? "exact" : "-", r.count,
		       r.count ? r.payloads[0].module_px : 0, r.ms);
	code_result_release(&r);
	buf_release(&bytes);
	buf_release(&truth);
	return 0;
}

static void measure_folder(struct tally *t, const char *path)
{
	struct error err = ERROR_INIT;
	char *truth = path_join(path, "expected.tsv");

	t->truth = (struct buf)BUF_INIT;
	if (file_exists(truth) &&
	    file_read(truth, MAX_FILE, &t->truth, &err) < 0)
		fprintf(stderr, "%s\n", err.text);
	if (file_walk(path, read_picture, t, &err) < 0)
		fprintf(stderr, "%s\n", err.text);
	buf_release(&t->truth);
	free(truth);
}

static int print_row(const char *name, const struct tally *t, int got, int aim,
		     bool most)
{
	bool missed = most ? got > aim : got < aim;

	printf("%-22s %6d %6d %s %-5d %8.1f %8.1f%s\n", name, t->files, got,
	       most ? "<=" : ">=", aim, t->files ? t->ms / t->files : 0,
	       t->worst, missed ? "  MISSED" : "");
	return missed;
}

static int measure_corpora(const char *testdata, bool loud)
{
	struct tally all = {0};
	int missed = 0;
	size_t i;

	printf("%-22s %6s %6s    %-5s %8s %8s\n", "folder", "files", "exact",
	       "aim", "mean ms", "worst ms");
	for (i = 0; i < ARRAY_SIZE(folders); i++) {
		struct tally t = {.loud = loud};
		char *path =
			mem_xprintf("%s/codes/%s", testdata, folders[i].name);

		measure_folder(&t, path);
		missed += print_row(folders[i].name, &t, t.exact,
				    folders[i].aim, false);
		if (strncmp(folders[i].name, "zxing", 5) == 0) {
			all.files += t.files;
			all.exact += t.exact;
			all.ms += t.ms;
			all.worst = t.worst > all.worst ? t.worst : all.worst;
		}
		free(path);
	}
	missed += print_row("all public", &all, all.exact, 200, false);
	return missed;
}

static int measure_portraits(const char *testdata, bool loud)
{
	struct tally t = {.loud = loud};
	char *path = path_join(testdata, "portraits");

	measure_folder(&t, path);
	free(path);
	return print_row("portraits, false reads", &t, t.reads, 0, true);
}

static unsigned next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33);
}

/* Data bytes that byte mode has room for. */
static size_t capacity(int version, int level)
{
	struct qr_spec_blocks b =
		qr_spec_blocks(version, (enum qr_spec_level)level);

	return (size_t)(b.data * b.count + b.longer) - (version < 10 ? 2 : 3);
}

/* kind 0: UTF-8 Chinese, 1: GB 2312 Chinese, 2: any bytes, 3: base64. */
static void draw_payload(int kind, size_t n, uint64_t *seed, struct buf *out)
{
	static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmno"
				     "pqrstuvwxyz0123456789+/";

	buf_clear(out);
	while (out->size < n) {
		unsigned r = next_random(seed);

		if (kind == 0 && n - out->size >= 3)
			text_encode(out, 0x4e00 + r % 20000);
		else if (kind == 1 && n - out->size >= 2) {
			buf_addc(out, (char)(0xb0 + r % 0x28));
			buf_addc(out, (char)(0xa1 + r / 256 % 94));
		} else if (kind == 2)
			buf_addc(out, (char)(r % 256));
		else
			buf_addc(out, base64[r % 64]);
	}
}

/* Modules of so many pixels with a quiet zone of 4. */
static int draw_code(const QRcode *code, int px, struct image *out,
		     struct error *err)
{
	int side = (code->width + 8) * px, x, y;

	if (image_init(out, side, side, 1, err) < 0)
		return -1;
	for (y = 0; y < side; y++)
		for (x = 0; x < side; x++) {
			int u = x / px - 4, v = y / px - 4;
			bool dark = u >= 0 && v >= 0 && u < code->width &&
				    v < code->width &&
				    (code->data[v * code->width + u] & 1);

			image_row(out, y)[x] = dark ? 0 : 255;
		}
	return 0;
}

/* Whether libzbar agrees with the payload about a picture. */
static bool zbar_agrees(const struct image *im, const struct buf *payload)
{
	struct qr_zbar_symbols symbols;
	bool same;

	qr_zbar_read(im, false, &symbols);
	same = symbols.n == 1 && symbols.list[0].size == payload->size &&
	       memcmp(symbols.list[0].bytes, payload->data, payload->size) == 0;
	qr_zbar_release(&symbols);
	return same;
}

struct trips {
	int done, exact, checked, zbar;
	double ms;
};

static void round_trip(int i, uint64_t *seed, struct trips *t)
{
	int version = 1 + i % 40, level = i / 40 % 4, kind = i / 160 % 4;
	struct buf payload = BUF_INIT, png = BUF_INIT;
	size_t room = capacity(version, level);
	struct image im = IMAGE_INIT;
	struct error err = ERROR_INIT;
	struct code_result r;
	QRcode *code;

	draw_payload(kind, 1 + next_random(seed) % room, seed, &payload);
	code = QRcode_encodeData((int)payload.size,
				 (unsigned char *)payload.data, version,
				 (QRecLevel)level);
	if (!code || draw_code(code, 2 + i % 3, &im, &err) < 0 ||
	    png_write(&im, &png, &err) < 0) {
		fprintf(stderr, "cannot draw code %d: %s\n", i, err.text);
		exit(2);
	}
	code_read(png.data, png.size, NULL, &r);
	t->done++;
	t->ms += r.ms;
	t->exact +=
		r.count == 1 && r.payloads[0].size == payload.size &&
		memcmp(r.payloads[0].bytes, payload.data, payload.size) == 0;
	if (i % 10 == 0) {
		t->checked++;
		t->zbar += zbar_agrees(&im, &payload);
	}
	code_result_release(&r);
	image_release(&im);
	buf_release(&payload);
	buf_release(&png);
	QRcode_free(code);
}

static int measure_round_trips(int n)
{
	uint64_t seed = 20220901;
	struct trips t = {0};
	int i;

	for (i = 0; i < n; i++)
		round_trip(i, &seed, &t);
	printf("%-22s %6d %6d >= %-5d %8.1f%s\n", "round trips", t.done,
	       t.exact, n, t.done ? t.ms / t.done : 0,
	       t.exact < n ? "           MISSED" : "");
	printf("%-22s %6d %6d (for comparison)\n", "  libzbar on every 10th",
	       t.checked, t.zbar);
	return t.exact < n;
}

int main(int argc, char **argv)
{
	const char *testdata = getenv("QCTOOL_TESTDATA");
	bool loud = argc > 1 && strcmp(argv[1], "-v") == 0;
	int trips = 10000, missed = 0;

	if (argc > 1 + loud)
		trips = (int)strtol(argv[1 + loud], NULL, 10);
	if (testdata && *testdata) {
		missed += measure_corpora(testdata, loud);
		missed += measure_portraits(testdata, loud);
	} else {
		printf("codes: corpora skipped, QCTOOL_TESTDATA is not set\n");
	}
	if (trips > 0)
		missed += measure_round_trips(trips);
	printf("codes: %s\n", missed ? "aims missed" : "all aims met");
	return missed ? 1 : 0;
}
