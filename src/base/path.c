/* SPDX-License-Identifier: MIT */
#include "base/path.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

/*
 * Bytes.  ext4 and NTFS end at 255 (bytes, UTF-16 units); 200 leaves room for
 * what is put before and behind a name, "_2.jpg" or the mark of a copy.
 */
enum { MAX_PART = 200, MAX_PATH = 4000 };

const char *path_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

const char *path_extension(const char *path)
{
	const char *name = path_name(path), *dot = strrchr(name, '.');

	return dot && dot != name ? dot : "";
}

bool path_has_extension(const char *path, const char *ext)
{
	return text_casecmp(path_extension(path), ext) == 0;
}

char *path_folder(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return mem_xstrdup(".");
	return slash == path ? mem_xstrdup("/")
			     : mem_xstrndup(path, (size_t)(slash - path));
}

char *path_stem(const char *path)
{
	const char *name = path_name(path);

	return mem_xstrndup(name, strlen(name) - strlen(path_extension(name)));
}

char *path_join(const char *folder, const char *name)
{
	size_t n = strlen(folder);

	if (n == 0)
		return mem_xstrdup(name);
	return mem_xprintf("%s%s%s", folder, folder[n - 1] == '/' ? "" : "/",
			   name);
}

static bool part_is_safe(const char *part, size_t n)
{
	if (n == 0 || n > MAX_PART)
		return false;
	return !(part[0] == '.' && (n == 1 || (n == 2 && part[1] == '.')));
}

/* A backslash parts folders where the name may be unpacked: on Windows. */
static bool chars_are_safe(const char *name)
{
	for (; *name; name++)
		if (*name == '\\' || (unsigned char)*name < 32 || *name == 127)
			return false;
	return true;
}

bool path_is_safe(const char *name)
{
	size_t n = strlen(name);

	if (n == 0 || n > MAX_PATH || !text_is_utf8(name, n) ||
	    !chars_are_safe(name))
		return false;
	/* "C:photo.jpg" is relative to the folder of a drive there. */
	if (name[1] == ':')
		return false;
	for (;; name += n + 1) {
		n = strcspn(name, "/");
		if (!part_is_safe(name, n))
			return false;
		if (!name[n])
			return true;
	}
}

/* "con" and "NUL.jpg" are devices to Windows, which makes no such file. */
static bool is_device(const char *name)
{
	static const char *const devices[] = {"CON", "PRN", "AUX", "NUL"};
	char stem[5] = "";
	size_t n = strcspn(name, "."), i;

	if (n < 3 || n > 4)
		return false;
	memcpy(stem, name, n);
	for (i = 0; i < ARRAY_SIZE(devices); i++)
		if (strcasecmp(stem, devices[i]) == 0)
			return true;
	return n == 4 && stem[3] >= '1' && stem[3] <= '9' &&
	       (strncasecmp(stem, "COM", 3) == 0 ||
		strncasecmp(stem, "LPT", 3) == 0);
}

/* No file of Windows has it in its name; U+FFFD stands for broken bytes. */
static bool is_forbidden(uint32_t c)
{
	return c < 32 || c == 127 || c == 0xfffd ||
	       (c < 128 && strchr("/\\:*?\"<>|", (int)c));
}

char *path_clean_name(const char *name)
{
	struct buf out = BUF_INIT;
	size_t n = strlen(name), len;
	uint32_t c;

	for (; n && out.size < MAX_PART - 4; name += len, n -= len) {
		c = text_decode(name, n, &len);
		if (is_forbidden(c))
			buf_addc(&out, '_');
		else
			text_encode(&out, c);
	}
	if (!out.size || out.data[0] == '.' || is_device(buf_str(&out))) {
		char *rest = buf_detach(&out, NULL);

		buf_addf(&out, "_%s", rest);
		free(rest);
	}
	return buf_detach(&out, NULL);
}

static bool is_ascii(const char *s, size_t n)
{
	while (n && !(*s & 0x80))
		s++, n--;
	return n == 0;
}

/*
 * "模" in GBK is C4 A3, which UTF-8 reads as one letter; three bytes that fit
 * together are hardly ever GBK.
 */
static bool is_surely_utf8(const char *s, size_t n)
{
	if (!text_is_utf8(s, n))
		return false;
	while (n && (unsigned char)*s < 0xe0)
		s++, n--;
	return n > 0;
}

static void put_part(struct buf *out, const char *s, size_t n)
{
	size_t before = out->size, len;

	if (is_ascii(s, n) || is_surely_utf8(s, n)) {
		buf_add(out, s, n);
		return;
	}
	if (text_convert("GB18030", s, n, out) == 0)
		return;
	out->size = before;
	for (; n; s += len, n -= len)
		text_encode(out, text_decode(s, n, &len));
}

char *path_decode(const char *path, bool *foreign)
{
	struct buf out = BUF_INIT;
	size_t n;

	*foreign = !text_is_utf8(path, strlen(path));
	if (!*foreign)
		return mem_xstrdup(path);
	for (; *path; path += n) {
		n = strcspn(path, "/");
		put_part(&out, path, n);
		if (path[n] == '/') {
			buf_addc(&out, '/');
			n++;
		}
	}
	return buf_detach(&out, NULL);
}
