/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "codec/picture/jpeg_write.h"
#include "support/sitter.h"

/* TIFF 6.0, big-endian, as in Exif 2.3. */
enum {
	TAG_MAKE = 0x010f,
	TAG_MODEL = 0x0110,
	TAG_ORIENTATION = 0x0112,
	TAG_SOFTWARE = 0x0131,
	TAG_DATE = 0x0132,
	TAG_EXIF = 0x8769,
	TAG_DATE_ORIGINAL = 0x9003,
	TAG_LENS = 0xa434,
	TYPE_ASCII = 2,
	TYPE_SHORT = 3,
	TYPE_LONG = 4,
};

struct entry {
	unsigned tag, type;
	const char *text;
	unsigned value;
};

static void put(struct buf *b, unsigned value, int bytes)
{
	while (bytes-- > 0)
		buf_addc(b, (char)(value >> (8 * bytes)));
}

static size_t text_size(const struct entry *e)
{
	return e->type == TYPE_ASCII ? strlen(e->text) + 1 : 0;
}

/* One directory at offset at of the TIFF data, its texts behind it. */
static void directory(struct buf *b, const struct entry *e, size_t n, size_t at)
{
	size_t extra = at + 2 + 12 * n + 4, i;

	put(b, (unsigned)n, 2);
	for (i = 0; i < n; i++) {
		size_t size = text_size(&e[i]);

		put(b, e[i].tag, 2);
		put(b, e[i].type, 2);
		put(b, size ? (unsigned)size : 1, 4);
		if (e[i].type == TYPE_SHORT) {
			put(b, e[i].value, 2);
			put(b, 0, 2);
		} else if (e[i].type == TYPE_LONG) {
			put(b, e[i].value, 4);
		} else if (size <= 4) {
			buf_add(b, e[i].text, size);
			put(b, 0, 4 - (int)size);
		} else {
			put(b, (unsigned)extra, 4);
			extra += size;
		}
	}
	put(b, 0, 4);
	for (i = 0; i < n; i++)
		if (text_size(&e[i]) > 4)
			buf_add(b, e[i].text, text_size(&e[i]));
}

static size_t directory_size(const struct entry *e, size_t n)
{
	size_t size = 2 + 12 * n + 4, i;

	for (i = 0; i < n; i++)
		size += text_size(&e[i]) > 4 ? text_size(&e[i]) : 0;
	return size;
}

static void add_text(struct entry *e, size_t *n, unsigned tag, const char *text)
{
	if (text)
		e[(*n)++] = (struct entry){tag, TYPE_ASCII, text, 0};
}

static void tiff(const struct sitter_exif *x, struct buf *b)
{
	struct entry main_dir[6], sub[2];
	size_t n = 0, m = 0, at = 8;

	add_text(main_dir, &n, TAG_MAKE, x->make);
	add_text(main_dir, &n, TAG_MODEL, x->model);
	if (x->orientation > 0)
		main_dir[n++] = (struct entry){TAG_ORIENTATION, TYPE_SHORT,
					       NULL, (unsigned)x->orientation};
	add_text(main_dir, &n, TAG_SOFTWARE, x->software);
	add_text(main_dir, &n, TAG_DATE, x->date);
	add_text(sub, &m, TAG_DATE_ORIGINAL, x->date);
	add_text(sub, &m, TAG_LENS, x->lens);
	if (m > 0) {
		main_dir[n++] = (struct entry){TAG_EXIF, TYPE_LONG, NULL, 0};
		main_dir[n - 1].value =
			(unsigned)(at + directory_size(main_dir, n));
	}
	buf_add(b, "MM\0*\0\0\0\10", 8);
	directory(b, main_dir, n, at);
	if (m > 0)
		directory(b, sub, m, at + directory_size(main_dir, n));
}

int sitter_jpeg(const struct image *rgb, int quality,
		const struct sitter_exif *exif, struct buf *out,
		struct error *err)
{
	const struct jpeg_write how = {quality, 420, 300};
	struct buf plain = BUF_INIT, data = BUF_INIT;
	int rc = jpeg_write(rgb, &how, &plain, err);

	if (!rc && exif) {
		tiff(exif, &data);
		buf_add(out, "\xff\xd8\xff\xe1", 4);
		put(out, (unsigned)data.size + 8, 2);
		buf_add(out, "Exif\0", 6);
		buf_add(out, data.data, data.size);
		buf_add(out, plain.data + 2, plain.size - 2);
	} else if (!rc) {
		buf_add(out, plain.data, plain.size);
	}
	buf_release(&plain);
	buf_release(&data);
	return rc;
}
