/* SPDX-License-Identifier: MIT */
#include "codec/archive/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"

struct zip {
	struct archive *archive;
	char *path, *temp;
	date_time at;
	locale_t utf8;
	int fd;
	struct sha256 *sum; /* of what was written */
	long long bytes;
};

/* libarchive hands over 10 KB at a time unless it is told otherwise. */
enum { BLOCK = 1 << 20 };

/*
 * libarchive flags a name as UTF-8 by the thread's locale, so that one is in
 * force during each call.
 */
static locale_t enter(const struct zip *zip)
{
	return zip->utf8 ? uselocale(zip->utf8) : (locale_t)0;
}

static void leave(locale_t before)
{
	if (before)
		uselocale(before);
}

static int fail(const struct zip *zip, struct error *err)
{
	const char *why = archive_error_string(zip->archive);

	return error_set(err, ERROR_SYSTEM, _("cannot write %s: %s"), zip->path,
			 why ? why : error_errno_text(errno));
}

/*
 * Deflating JPEGs saves 2 % of the bytes and takes 30 times as long as storing
 * them.
 */
static bool is_packed(const char *name)
{
	static const char *const endings[] = {".jpg", ".jpeg", ".png", ".zip",
					      ".xlsx"};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(endings); i++)
		if (path_has_extension(name, endings[i]))
			return true;
	return false;
}

/* Hashed on its way: reading gigabytes back costs as much as writing them. */
static la_ssize_t on_write(struct archive *a, void *ctx, const void *bytes,
			   size_t n)
{
	struct zip *zip = ctx;
	const char *at = bytes;
	size_t left = n;
	ssize_t put;

	while (left > 0) {
		put = write(zip->fd, at, left);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0) {
			archive_set_error(a, errno, "%s",
					  error_errno_text(errno));
			return -1;
		}
		at += put;
		left -= (size_t)put;
	}
	sha256_add(zip->sum, bytes, n);
	zip->bytes += (long long)n;
	return (la_ssize_t)n;
}

static int start(struct zip *zip, const struct zip_options *options)
{
	const char *password = options->password;
	struct archive *a = zip->archive;

	if (archive_write_set_format_zip(a) != ARCHIVE_OK ||
	    archive_write_set_bytes_per_block(a, BLOCK) != ARCHIVE_OK ||
	    /* no zeros behind the end, as for a tape */
	    archive_write_set_bytes_in_last_block(a, 1) != ARCHIVE_OK)
		return -1;
	/* CP936 is what Windows calls GBK; GB18030 has what it cannot read. */
	if (options->gbk &&
	    archive_write_set_options(a, "zip:hdrcharset=CP936") != ARCHIVE_OK)
		return -1;
	if (password && *password &&
	    (archive_write_set_options(a, "zip:encryption=aes256") !=
		     ARCHIVE_OK ||
	     archive_write_set_passphrase(a, password) != ARCHIVE_OK))
		return -1;
	return archive_write_open(a, zip, NULL, on_write, NULL) == ARCHIVE_OK
		       ? 0
		       : -1;
}

struct zip *zip_open(const char *path, const struct zip_options *options,
		     struct error *err)
{
	struct zip *zip = mem_xcalloc(1, sizeof(*zip));

	zip->path = mem_xstrdup(path);
	zip->at = options->at;
	zip->fd = -1;
	zip->sum = sha256_new();
	zip->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	if (file_temp(path, &zip->temp, err) < 0) {
		zip_abandon(zip);
		return NULL;
	}
	zip->fd = open(zip->temp, O_WRONLY | O_CLOEXEC);
	zip->archive = archive_write_new();
	if (zip->fd < 0 || !zip->archive || start(zip, options) < 0) {
		if (zip->archive)
			fail(zip, err);
		else
			error_set_errno(err, "%s", path);
		zip_abandon(zip);
		return NULL;
	}
	return zip;
}

/* Nothing of this machine goes into the entry: no owner, one mode, one time. */
static struct archive_entry *make_entry(const struct zip *zip, const char *name,
					size_t n)
{
	struct archive_entry *entry = archive_entry_new();

	if (!entry)
		return NULL;
	archive_entry_copy_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)n);
	archive_entry_set_mtime(entry, (time_t)zip->at, 0);
	return entry;
}

static int write_entry(struct zip *zip, struct archive_entry *entry,
		       const char *bytes, size_t n)
{
	la_ssize_t put;

	if (archive_write_header(zip->archive, entry) != ARCHIVE_OK)
		return -1;
	while (n > 0) {
		put = archive_write_data(zip->archive, bytes, n);
		if (put <= 0)
			return -1;
		bytes += put;
		n -= (size_t)put;
	}
	return archive_write_finish_entry(zip->archive) == ARCHIVE_OK ? 0 : -1;
}

int zip_add(struct zip *zip, const char *name, const void *bytes, size_t n,
	    struct error *err)
{
	struct archive_entry *entry;
	locale_t before;
	int result = -1;

	if (!path_is_safe(name))
		return error_set(err, ERROR_INPUT,
				 _("%s: not a safe name for a file in a zip"),
				 name);
	before = enter(zip);
	entry = make_entry(zip, name, n);
	if (is_packed(name))
		archive_write_zip_set_compression_store(zip->archive);
	else
		archive_write_zip_set_compression_deflate(zip->archive);
	if (entry)
		result = write_entry(zip, entry, bytes, n);
	if (result < 0)
		fail(zip, err);
	archive_entry_free(entry);
	leave(before);
	return result;
}

bool zip_name_fits_gbk(const char *name)
{
	return text_fits(name, "CP936");
}

static void release(struct zip *zip)
{
	locale_t before = enter(zip);

	if (zip->archive)
		archive_write_free(zip->archive);
	leave(before);
	if (zip->fd >= 0)
		close(zip->fd);
	if (zip->utf8)
		freelocale(zip->utf8);
	file_abandon(&zip->temp);
	sha256_free(zip->sum);
	free(zip->path);
	free(zip);
}

int zip_close(struct zip *take_zip, mode_t mode, struct zip_sum *sum,
	      struct error *err)
{
	locale_t before = enter(take_zip);
	int result = 0;

	if (archive_write_close(take_zip->archive) != ARCHIVE_OK)
		result = fail(take_zip, err);
	leave(before);
	if (sum) {
		sha256_told(take_zip->sum, sum->sha256);
		sum->bytes = take_zip->bytes;
	}
	if (result == 0)
		result =
			file_commit(&take_zip->temp, take_zip->path, mode, err);
	release(take_zip);
	return result;
}

void zip_abandon(struct zip *take_zip)
{
	if (take_zip)
		release(take_zip);
}
