/* SPDX-License-Identifier: MIT */
#include "codec/archive/intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "codec/archive/archive_in.h"
#include "codec/picture/picture.h"

struct intake {
	char **paths;
	size_t n, cap, at;
	struct archive_in *archive;
	const char *archive_path; /* borrowed from paths */
	const char *operand;	  /* the first, borrowed; NULL = a list */
	long given;
};

void intake_item_release(struct intake_item *item)
{
	free(item->name);
	free(item->path);
	buf_release(&item->bytes);
	item->name = item->path = NULL;
}

void intake_load(struct intake_item *item)
{
	if (item->loaded || item->error.kind != ERROR_NONE)
		return;
	item->loaded = true;
	if (file_read(item->path, FILE_MAX_PICTURE, &item->bytes,
		      &item->error) == 0 &&
	    item->sha256[0])
		sha256_check(buf_str(&item->bytes), item->bytes.size,
			     item->sha256, item->path, &item->error);
}

/*
 * Archives from colleges hold the list, a readme, Thumbs.db.  Such an entry is
 * passed over and said; a file that somebody named on the command line, or
 * that has a photo's name, is a broken photo instead.
 */
bool intake_is_extra(const struct intake_item *item)
{
	enum picture_kind kind;

	if (item->path || item->error.kind != ERROR_NONE ||
	    picture_is_extension(path_extension(item->name)))
		return false;
	kind = picture_kind(buf_str(&item->bytes), item->bytes.size);
	return kind == PICTURE_UNKNOWN || kind == PICTURE_PDF ||
	       kind == PICTURE_ARCHIVE;
}

static int add_path(void *ctx, const char *path, struct error *err)
{
	struct intake *intake = ctx;

	if (intake->n >= INTAKE_MAX_FILES)
		return error_set(err, ERROR_LIMIT,
				 _("more than %d files; split the folder"),
				 INTAKE_MAX_FILES);
	MEM_GROW(intake->paths, intake->n, intake->cap);
	intake->paths[intake->n++] = mem_xstrdup(path);
	return 0;
}

static int add_list(struct intake *intake, struct error *err)
{
	char *line = NULL;
	size_t room = 0, n;
	int result = 0;

	while (result == 0 && getline(&line, &room, stdin) >= 0) {
		n = strcspn(line, "\r\n");
		line[n] = '\0';
		if (n)
			result = add_path(intake, line, err);
	}
	free(line);
	return result;
}

static int add_operand(struct intake *intake, const char *operand,
		       struct error *err)
{
	if (strcmp(operand, "-") == 0)
		return add_list(intake, err);
	return file_walk(operand, add_path, intake, err);
}

struct intake *intake_open(char *const *operands, int count, struct error *err)
{
	struct intake *intake = mem_xcalloc(1, sizeof(*intake));
	int i;

	intake->operand = count ? operands[0] : NULL;
	for (i = 0; i < count; i++)
		if (strcmp(operands[i], "-") == 0)
			intake->operand = NULL;
	for (i = 0; i < count; i++)
		if (add_operand(intake, operands[i], err) < 0) {
			intake_close(intake);
			return NULL;
		}
	return intake;
}

void intake_close(struct intake *take_intake)
{
	size_t i;

	if (!take_intake)
		return;
	archive_in_close(take_intake->archive);
	for (i = 0; i < take_intake->n; i++)
		free(take_intake->paths[i]);
	free(take_intake->paths);
	free(take_intake);
}

long intake_total(const struct intake *intake)
{
	return (long)intake->n;
}

/*
 * Both name and content: every file would be opened for its content alone, and
 * a workbook, which is a zip, is no archive of photos.
 */
static bool looks_like_archive(const char *path)
{
	static const char *const endings[] = {".zip", ".7z", ".rar", ".tar",
					      ".tgz", ".gz", ".xz",  ".bz2"};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(endings); i++)
		if (path_has_extension(path, endings[i]))
			return archive_in_sniff(path);
	return false;
}

/* Hidden entries and the resource forks a Mac puts beside each file. */
static bool is_noise(const char *name)
{
	return path_name(name)[0] == '.' || strstr(name, "__MACOSX/") == name;
}

static int next_entry(struct intake *intake, struct intake_item *item,
		      struct error *err)
{
	struct archive_in_entry entry;
	struct error why = ERROR_INIT;
	int got;

	for (;;) {
		got = archive_in_next(intake->archive, &entry, &why);
		if (got <= 0)
			break;
		if (!entry.is_file || is_noise(entry.name))
			continue;
		item->name = path_join(intake->archive_path, entry.name);
		item->loaded = true;
		item->gbk_name = entry.gbk;
		if (archive_in_read_all(intake->archive, &item->bytes,
					&item->error) == 0 &&
		    item->bytes.size > FILE_MAX_PICTURE)
			error_set(&item->error, ERROR_LIMIT,
				  _("larger than the %d MB we accept"),
				  FILE_MAX_PICTURE >> 20);
		return 1;
	}
	archive_in_close(intake->archive);
	intake->archive = NULL;
	if (got == 0)
		return 0;
	/* A broken archive is one bad item; the batch goes on behind it. */
	(void)err;
	item->name = mem_xstrdup(intake->archive_path);
	item->error = why;
	return 1;
}

int intake_need_some(const struct intake *intake, struct error *err)
{
	if (intake->given || !intake->operand)
		return 0;
	return error_set(err, ERROR_INPUT, _("there are no files in %s"),
			 intake->operand);
}

/*
 * paths:  a.jpg   b.zip   c/d.jpg        at → the next one
 *                 |
 *                 archive: e.jpg, f.jpg, …   until its end, then at again
 */
static int next_item(struct intake *intake, struct intake_item *item,
		     struct error *err)
{
	const char *path;
	int got;

	memset(item, 0, sizeof(*item));
	for (;;) {
		if (intake->archive) {
			got = next_entry(intake, item, err);
			if (got)
				return got;
		}
		if (intake->at == intake->n)
			return 0;
		path = intake->paths[intake->at++];
		item->name = mem_xstrdup(path);
		if (!looks_like_archive(path)) {
			item->path = mem_xstrdup(path);
			return 1;
		}
		intake->archive_path = path;
		intake->archive = archive_in_open(path, ARCHIVE_IN_ANY, NULL,
						  &item->error);
		if (!intake->archive)
			return 1;
		intake_item_release(item);
		memset(item, 0, sizeof(*item));
	}
}

int intake_next(struct intake *intake, struct intake_item *item,
		struct error *err)
{
	int got = next_item(intake, item, err);

	intake->given += got > 0;
	return got;
}
