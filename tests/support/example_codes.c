/* SPDX-License-Identifier: MIT */
#include "support/example_college.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "codec/picture/png.h"
#include "support/fake_code.h"
#include "support/sitter.h"
#include "support/sitter_random.h"

enum content {
	CLEAR,	 /* JSON with masked name and number */
	OPAQUE,	 /* what only the platform can read, as base64 */
	BINARY,	 /* the same as raw bytes */
	FOREIGN, /* JSON of another school */
	ZERO,	 /* JSON whose 学号 is 0 */
	NO_CODE, /* a card where the code should be */
};

static const struct picture {
	int student;
	enum content content;
	enum fake_code_frame frame;
	const char *name; /* NULL: 学号.png */
} pictures[] = {
	{1, CLEAR, FAKE_CODE_PLAIN, NULL},
	{2, CLEAR, FAKE_CODE_PLAIN, NULL},
	{3, CLEAR, FAKE_CODE_CARD, NULL},
	{4, CLEAR, FAKE_CODE_PLAIN, NULL},
	{5, CLEAR, FAKE_CODE_CARD, NULL},
	{6, CLEAR, FAKE_CODE_PLAIN, "2022010106.jpg"},
	{7, CLEAR, FAKE_CODE_PLAIN, NULL},
	{8, CLEAR, FAKE_CODE_SCREEN, "2022010108.jpg"},
	{9, CLEAR, FAKE_CODE_PLAIN, "古丽娜尔·买买提.png"},
	{10, CLEAR, FAKE_CODE_PLAIN, NULL},
	{11, CLEAR, FAKE_CODE_SCREEN, "2022010202.jpg"},
	{12, CLEAR, FAKE_CODE_CARD, "mmexport1776045600123.jpg"},
	{13, CLEAR, FAKE_CODE_SCREEN, "Screenshot_20260413_101502.jpg"},
	{14, OPAQUE, FAKE_CODE_PLAIN, NULL},
	{15, OPAQUE, FAKE_CODE_PLAIN, NULL},
	{16, OPAQUE, FAKE_CODE_CARD, NULL},
	{17, BINARY, FAKE_CODE_PLAIN, NULL},
	{18, OPAQUE, FAKE_CODE_SCREEN, "2022010209.jpg"},
	{19, OPAQUE, FAKE_CODE_PLAIN, NULL},
	/* number 20 handed in the code of number 19 */
	{19, OPAQUE, FAKE_CODE_PLAIN, "2022030102.png"},
	{21, FOREIGN, FAKE_CODE_PLAIN, NULL},
	{22, ZERO, FAKE_CODE_PLAIN, NULL},
	{23, CLEAR, FAKE_CODE_PLAIN, NULL},
	{27, CLEAR, FAKE_CODE_PLAIN, NULL},
	{25, NO_CODE, FAKE_CODE_CARD, NULL},
};

/* 古**; the first character stays. */
static void masked_name(const char *name, struct buf *out)
{
	size_t first = 1, n = 0, i;

	while ((name[first] & 0xc0) == 0x80)
		first++;
	for (i = first; name[i]; i++)
		n += (name[i] & 0xc0) != 0x80;
	buf_add(out, name, first);
	while (n-- > 0)
		buf_addc(out, '*');
}

static void clear_payload(const struct example_student *s, enum content kind,
			  struct buf *out)
{
	bool foreign = kind == FOREIGN;

	buf_adds(out, "{\"wybh\":\"");
	buf_addf(out, "%016" PRIx64,
		 sitter_random_mix((uint64_t)s->number + 7000));
	buf_addf(out, "\",\"yxdm\":\"%s\",\"yxmc\":\"%s\"",
		 foreign ? "99202" : "99101",
		 foreign ? "样本学院" : "示例大学");
	buf_addf(out, ",\"xh\":\"%s\",\"xm\":\"", kind == ZERO ? "0" : s->xh);
	masked_name(s->name, out);
	buf_addf(out, "\",\"zjhm\":\"%.6s********%s\"}", s->zjhm, s->zjhm + 14);
}

static void opaque_payload(int number, enum content kind, struct buf *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	struct sitter_random r = sitter_random_seed((uint64_t)number, 300);
	int i;

	for (i = 0; i < 216; i++) {
		unsigned byte = (unsigned)(sitter_random_next(&r) >> 56);

		buf_addc(out,
			 kind == BINARY ? (char)(byte | 1) : digits[byte & 63]);
	}
}

static bool is_jpeg(const char *name)
{
	size_t n = strlen(name);

	return n > 4 && !strcmp(name + n - 4, ".jpg");
}

/* Paint the code over: the card stays. */
static void wipe(struct image *im)
{
	int y;

	for (y = im->height / 8; y < im->height * 7 / 8; y++)
		memset(image_row(im, y), 236, 3 * (size_t)im->width);
}

static int write_picture(const char *folder, const char *name,
			 const struct image *im, struct error *err)
{
	char *path = mem_xprintf("%s/%s", folder, name);
	struct buf bytes = BUF_INIT;
	int rc = is_jpeg(name) ? sitter_jpeg(im, 80, NULL, &bytes, err)
			       : png_write(im, &bytes, err);

	if (!rc)
		rc = file_write(path, bytes.data, bytes.size, 0644, err);
	buf_release(&bytes);
	free(path);
	return rc;
}

static int make(const char *folder, const struct picture *p, struct error *err)
{
	const struct fake_code_look look = {0, 1, 5, p->frame};
	struct buf payload = BUF_INIT;
	struct example_student s;
	struct image im = IMAGE_INIT;
	char *name;
	int rc;

	example_college_student(p->student, &s);
	name = p->name ? mem_xstrdup(p->name) : mem_xprintf("%s.png", s.xh);
	if (p->content == OPAQUE || p->content == BINARY)
		opaque_payload(s.number, p->content, &payload);
	else
		clear_payload(&s, p->content, &payload);
	rc = fake_code_image(payload.data, payload.size, &look, &im, err);
	if (!rc && p->content == NO_CODE)
		wipe(&im);
	if (!rc)
		rc = write_picture(folder, name, &im, err);
	image_release(&im);
	buf_release(&payload);
	free(name);
	return rc;
}

int example_codes_make(const char *folder, struct error *err)
{
	char *codes = mem_xprintf("%s/codes", folder);
	size_t i;
	int rc = file_mkdirs(codes, 0755, err);

	for (i = 0; !rc && i < ARRAY_SIZE(pictures); i++)
		rc = make(codes, &pictures[i], err);
	free(codes);
	return rc;
}
