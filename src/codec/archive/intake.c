/* SPDX-License-Identifier: MIT */
#include "codec/archive/intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/base64.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "codec/archive/archive_in.h"
#include "codec/picture/picture.h"

enum {
	LEVELS = 3,		 /* an archive, one within, one within that */
	AHEAD = 64,		 /* entries that come out together, */
	AHEAD_BYTES = 16 << 10,	 /* until they are so many bytes */
	INNER_BYTES = 512 << 20, /* of an archive within another */
	HEAD_BYTES = 1 << 16,	 /* by which an entry is no picture */
};
/*
 * Of all archives within one: so many times its size, but the least may come
 * out of any and no more than the most of one.  A hundred, because a thousand
 * zips of a thousand entries each are nine megabytes and took a minute.
 */
enum { UNPACKED_RATIO = 100 };
/*
 * So many entries too, or one for so many bytes of the first when it is large
 * (a real photo has more): a million of a byte each were 7.6 MB and 14 s.
 */
enum { ENTRIES_LEAST = 200000, ENTRY_BYTES = 256 };
#define UNPACKED_LEAST (1ULL << 30)
#define UNPACKED_MOST  (1ULL << 36)

/*
 * paths:  a.jpg   b.zip   c/d.jpg        at → the next one
 *                 |
 *                 levels[0]: e.jpg, f.zip, …      until its end, then at again
 *                                   |
 *                                   levels[1]: g.jpg, …
 *
 * Entries of the open level wait in ahead from taken up to waiting.
 */
struct path {
	char *text;
	bool named; /* on the command line or in the list, not found below */
};

struct level {
	struct archive_in *archive;
	char *name;	  /* "b.zip", "b.zip/f.zip" */
	struct buf bytes; /* of an archive within another */
	bool seen;	  /* an entry of it */
};

struct intake {
	struct path *paths;
	size_t n, cap, at;
	struct level levels[LEVELS];
	int depth;	     /* levels that are open */
	uint64_t unpacked;   /* of the levels within the first, */
	uint64_t entries;    /* and their entries */
	const char *walked;  /* the operand being walked; NULL: a list */
	const char *operand; /* the first; NULL: a list is among them */
	struct intake_item ahead[AHEAD];
	size_t taken, waiting;
	long given; /* items */
	long left_out;
	struct buf left_out_names;
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

bool intake_item_bytes(const struct intake_item *item, struct buf *out)
{
	if (!item->foreign_path)
		return false;
	base64_encode(item->path, strlen(item->path), out);
	return true;
}

static int add_path(void *ctx, const char *path, struct error *err)
{
	struct intake *intake = ctx;

	if (intake->n >= INTAKE_MAX_FILES)
		return error_set(err, ERROR_LIMIT,
				 _("more than %d files; split the folder"),
				 INTAKE_MAX_FILES);
	MEM_GROW(intake->paths, intake->n, intake->cap);
	intake->paths[intake->n++] = (struct path){
		mem_xstrdup(path),
		!intake->walked || strcmp(path, intake->walked) == 0};
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
	/* A list that is cut off is no list of all. */
	if (result == 0 && !feof(stdin))
		result = error_set_errno(err, _("standard input"));
	free(line);
	return result;
}

static int add_operand(struct intake *intake, const char *operand,
		       struct error *err)
{
	intake->walked = NULL;
	if (strcmp(operand, "-") == 0)
		return add_list(intake, err);
	intake->walked = operand;
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

struct intake *intake_open_found(char *const *paths, int count,
				 struct error *err)
{
	struct intake *intake = intake_open(paths, count, err);
	size_t i;

	for (i = 0; intake && i < intake->n; i++)
		intake->paths[i].named = false;
	return intake;
}

static void close_level(struct intake *intake)
{
	struct level *l = &intake->levels[--intake->depth];

	if (intake->depth)
		intake->unpacked += archive_in_unpacked(l->archive);
	archive_in_close(l->archive);
	buf_release(&l->bytes);
	free(l->name);
	*l = (struct level){NULL};
}

void intake_close(struct intake *take_intake)
{
	size_t i;

	if (!take_intake)
		return;
	while (take_intake->depth)
		close_level(take_intake);
	while (take_intake->taken < take_intake->waiting)
		intake_item_release(&take_intake->ahead[take_intake->taken++]);
	for (i = 0; i < take_intake->n; i++)
		free(take_intake->paths[i].text);
	free(take_intake->paths);
	buf_release(&take_intake->left_out_names);
	free(take_intake);
}

long intake_total(const struct intake *intake)
{
	return (long)intake->n;
}

long intake_left_out(const struct intake *intake, const char **names)
{
	*names = buf_str(&intake->left_out_names);
	return intake->left_out;
}

static void leave_out(struct intake *intake, const char *name)
{
	struct buf *names = &intake->left_out_names;

	if (++intake->left_out > INTAKE_NAMES)
		return;
	buf_adds(names, names->size ? ", " : "");
	buf_adds(names, path_name(name));
}

static bool has_one_of(const char *path, const char *const *endings)
{
	for (; *endings; endings++)
		if (path_has_extension(path, *endings))
			return true;
	return false;
}

/* One that unpacks itself; 7-Zip for Linux gives it no ending. */
static bool may_be_program(const char *path)
{
	static const char *const endings[] = {".exe", ".sfx", ".run", "", NULL};

	return has_one_of(path, endings);
}

static bool has_archive_ending(const char *path)
{
	static const char *const endings[] = {
		".zip", ".7z",	".rar", ".tar", ".tgz", ".gz", ".xz",
		".bz2", ".zst", ".exe", ".sfx", ".run", NULL};

	return has_one_of(path, endings);
}

/*
 * Both name and content: every file would be opened for its content alone, and
 * a workbook, which is a zip, is no archive of photos.
 */
static int looks_like_archive(const char *path, struct error *err)
{
	int kind;

	if (!has_archive_ending(path) && !may_be_program(path))
		return 0;
	kind = archive_in_sniff(path, err);
	if (kind == ARCHIVE_IN_PROGRAM)
		return may_be_program(path);
	return kind < 0 ? -1 : kind && has_archive_ending(path);
}

/* The same of an entry, by its bytes. */
static bool is_archive(const char *name, const struct buf *bytes)
{
	return has_archive_ending(name) &&
	       (archive_in_sniff_bytes(buf_str(bytes), bytes->size) ||
		(may_be_program(name) &&
		 archive_in_is_program(buf_str(bytes), bytes->size)));
}

/*
 * What the systems themselves put beside files: hidden ones, the resource forks
 * of a Mac, the previews and settings of Windows' folders, links, what Office
 * locks an open document with.
 */
static bool is_noise(const char *path)
{
	static const char *const names[] = {"Thumbs.db", "ehthumbs.db",
					    "desktop.ini"};
	static const char *const folders[] = {"__MACOSX/", "$RECYCLE.BIN/",
					      "System Volume Information/"};
	const char *name = path_name(path), *found;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (text_casecmp(name, names[i]) == 0)
			return true;
	for (i = 0; i < ARRAY_SIZE(folders); i++) {
		found = strstr(path, folders[i]);
		if (found && (found == path || found[-1] == '/'))
			return true;
	}
	return name[0] == '.' || strncmp(name, "~$", 2) == 0 ||
	       path_has_extension(path, ".lnk");
}

/*
 * Lists and notes lie beside the photos.  By its first bytes, but not when it
 * has a photo's name: that is a broken photo.
 */
static bool is_no_picture(const char *name, const void *bytes, size_t n)
{
	enum picture_kind kind;

	if (picture_is_extension(path_extension(name)))
		return false;
	kind = picture_kind(bytes, n);
	return kind == PICTURE_UNKNOWN || kind == PICTURE_PDF ||
	       kind == PICTURE_ARCHIVE;
}

static bool is_file_no_picture(const char *path)
{
	struct error ignored = ERROR_INIT;
	char head[64];
	ssize_t n;
	int fd;

	if (picture_is_extension(path_extension(path)))
		return false;
	fd = file_open(path, NULL, &ignored);
	if (fd < 0)
		return false;
	n = read(fd, head, sizeof(head));
	close(fd);
	return n >= 0 && is_no_picture(path, head, (size_t)n);
}

static void fail_archive(struct intake_item *item, const char *name,
			 const struct error *why)
{
	item->name = mem_xstrdup(name);
	item->loaded = true;
	item->finding = "FIL-ARCHIVE";
	item->error = *why;
}

/*
 * Up to most bytes of the entry; one byte more is enough to refuse it, and of a
 * film beside the photos the head.
 */
static int read_entry(struct archive_in *in, const char *name, struct buf *out,
		      struct error *err)
{
	size_t most = has_archive_ending(name) ? INNER_BYTES : FILE_MAX_PICTURE;
	const char *piece;
	size_t n;
	int status;

	while ((status = archive_in_read(in, &piece, &n, err)) == 1) {
		buf_add(out, piece, n);
		if (out->size >= HEAD_BYTES && !has_archive_ending(name) &&
		    is_no_picture(name, buf_str(out), out->size))
			return 0;
		if (out->size > most)
			return error_set(err, ERROR_LIMIT,
					 _("larger than the %d MB we accept"),
					 (int)(most >> 20));
	}
	return status;
}

static uint64_t most_unpacked(const struct intake *intake)
{
	uint64_t most =
		UNPACKED_RATIO * archive_in_size(intake->levels[0].archive);

	if (most < UNPACKED_LEAST)
		return UNPACKED_LEAST;
	return most < UNPACKED_MOST ? most : UNPACKED_MOST;
}

/* 0, or -1 when no further entry of a level within the first is taken. */
static int check_entries(const struct intake *intake, struct error *err)
{
	uint64_t most =
		archive_in_size(intake->levels[0].archive) / ENTRY_BYTES;

	if (most < ENTRIES_LEAST)
		most = ENTRIES_LEAST;
	if (intake->entries < most)
		return 0;
	return error_set(err, ERROR_LIMIT,
			 _("the archives within it have more than %llu "
			   "entries; unpack them"),
			 (unsigned long long)most);
}

/* The entry just read, an archive, becomes the open one; its bytes are taken.
 */
static int open_inner(struct intake *intake, const char *name,
		      struct buf *take_bytes, struct error *err)
{
	struct level *l = &intake->levels[intake->depth];
	struct archive_in_limits limits = {0};
	uint64_t most = most_unpacked(intake);

	if (intake->depth == LEVELS)
		return error_set(err, ERROR_LIMIT,
				 _("archives within archives to more than %d "
				   "levels; unpack them"),
				 LEVELS - 1);
	if (intake->unpacked >= most)
		return error_set(err, ERROR_LIMIT,
				 _("the archives within it hold more than %llu "
				   "GiB; unpack them"),
				 (unsigned long long)most >> 30);
	if (check_entries(intake, err) < 0)
		return -1;
	limits.total_bytes = most - intake->unpacked;
	l->bytes = *take_bytes;
	*take_bytes = (struct buf)BUF_INIT;
	l->archive = archive_in_open_bytes(l->bytes.data, l->bytes.size,
					   ARCHIVE_IN_ANY, &limits, err);
	if (!l->archive) {
		buf_release(&l->bytes);
		return -1;
	}
	l->name = mem_xstrdup(name);
	intake->depth++;
	return 0;
}

static void forget(struct intake_item *item)
{
	intake_item_release(item);
	memset(item, 0, sizeof(*item));
}

/* An archive in an archive: 0 opened, 1 an item that says why not. */
static int take_inner(struct intake *intake, struct intake_item *item)
{
	bool program = may_be_program(item->name);

	if (open_inner(intake, item->name, &item->bytes, &item->error) < 0) {
		if (!program || item->error.kind != ERROR_INPUT) {
			item->finding = "FIL-ARCHIVE";
			return 1;
		}
		leave_out(intake, item->name);
	}
	forget(item);
	return 0;
}

/* An entry that is here: 1 an item, 0 opened or left out. */
static int take_entry(struct intake *intake, const char *name,
		      struct intake_item *item)
{
	struct level *l = &intake->levels[intake->depth - 1];

	item->name = mem_xstrdup(name);
	item->loaded = true;
	if (read_entry(l->archive, name, &item->bytes, &item->error) < 0) {
		/* a picture that is too large is no fault of the archive */
		if (item->error.kind == ERROR_INPUT || has_archive_ending(name))
			item->finding = "FIL-ARCHIVE";
		return 1;
	}
	if (is_archive(name, &item->bytes))
		return take_inner(intake, item);
	if (!is_no_picture(name, buf_str(&item->bytes), item->bytes.size))
		return 1;
	leave_out(intake, name);
	forget(item);
	return 0;
}

/*
 * A broken archive is one bad item; the batch goes on behind it.  A program in
 * which no archive is found is no picture, as any other; one that cannot be
 * read is not proven to be without.
 */
static int fail_level(struct intake *intake, const struct error *why,
		      struct intake_item *item)
{
	struct level *l = &intake->levels[intake->depth - 1];

	if (!l->seen && may_be_program(l->name) && why->kind == ERROR_INPUT &&
	    !archive_in_is_in_program(l->archive)) {
		leave_out(intake, l->name);
		return 0;
	}
	fail_archive(item, l->name, why);
	return 1;
}

struct entering {
	struct intake *intake;
	struct error why;
	int more; /* entries of the level: 1, 0, -1 */
	size_t bytes;
};

/* Of a level within the first: 1, or -1 when it is one too many. */
static int count_entry(struct intake *intake, struct error *err)
{
	if (check_entries(intake, err) < 0)
		return -1;
	intake->entries++;
	return 1;
}

/* The next entry of the level, into ahead unless it is left out. */
static void enter_one(struct entering *e)
{
	struct intake *intake = e->intake;
	struct level *l = &intake->levels[intake->depth - 1];
	struct intake_item *item = &intake->ahead[intake->waiting];
	struct archive_in_entry entry;
	char *name;

	e->more = archive_in_next(l->archive, &entry, &e->why);
	if (e->more > 0 && intake->depth > 1)
		e->more = count_entry(intake, &e->why);
	if (e->more <= 0)
		return;
	l->seen = true;
	if (!entry.is_file || is_noise(entry.name))
		return;
	name = path_join(l->name, entry.name);
	memset(item, 0, sizeof(*item));
	if (take_entry(intake, name, item)) {
		item->gbk_name = entry.gbk;
		e->bytes += item->bytes.size;
		intake->waiting++;
	}
	free(name);
}

/* There is no further entry; one that says why goes into ahead. */
static void leave_level(struct entering *e)
{
	struct intake *intake = e->intake;
	struct intake_item *item = &intake->ahead[intake->waiting];

	if (e->more < 0) {
		memset(item, 0, sizeof(*item));
		intake->waiting += (size_t)fail_level(intake, &e->why, item);
	}
	close_level(intake);
	e->more = 1;
	e->why = (struct error)ERROR_INIT;
}

/*
 * In one go where the first archive is unpacked, with all archives within it:
 * crossing to there and back for each of 200,000 small entries took more time
 * than all else, and a thread for each of as many archives within even more.
 * The first is closed from outside, for that ends the thread.
 */
static void enter(void *arg)
{
	struct entering *e = arg;
	struct intake *intake = e->intake;

	while (intake->waiting < AHEAD && e->bytes < AHEAD_BYTES) {
		enter_one(e);
		if (e->more > 0)
			continue;
		if (intake->depth == 1)
			return;
		leave_level(e);
	}
}

/* Into ahead; nothing when the next path is to be asked. */
static void next_entries(struct intake *intake)
{
	struct entering e = {.intake = intake};

	intake->taken = intake->waiting = 0;
	if (archive_in_inside(intake->levels[0].archive, enter, &e, &e.why) <
	    0) {
		while (intake->depth > 1)
			close_level(intake);
		e.more = -1;
	}
	if (e.more <= 0)
		leave_level(&e);
}

static int take_ahead(struct intake *intake, struct intake_item *item)
{
	*item = intake->ahead[intake->taken++];
	return 1;
}

/* 0 opened, or a program without one; 1 an item that says why not. */
static int open_archive(struct intake *intake, const struct path *path,
			const char *name, struct intake_item *item)
{
	struct level *l = &intake->levels[0];
	struct error why = ERROR_INIT;

	l->archive = archive_in_open(path->text, ARCHIVE_IN_ANY, NULL, &why);
	if (l->archive) {
		l->name = mem_xstrdup(name);
		intake->unpacked = intake->entries = 0;
		intake->depth = 1;
		return 0;
	}
	if (!path->named && may_be_program(name) && why.kind == ERROR_INPUT) {
		leave_out(intake, name);
		return 0;
	}
	fail_archive(item, name, &why);
	return 1;
}

/* The next path: 1 an item, 0 opened or passed over. */
static int next_path(struct intake *intake, const struct path *path,
		     struct intake_item *item)
{
	struct error why = ERROR_INIT;
	int archive, got = 1;
	bool foreign;
	char *name;

	if (!path->named && is_noise(path->text))
		return 0;
	name = path_decode(path->text, &foreign);
	archive = looks_like_archive(path->text, &why);
	if (archive < 0) {
		fail_archive(item, name, &why);
	} else if (archive) {
		got = open_archive(intake, path, name, item);
	} else if (!path->named && is_file_no_picture(path->text)) {
		leave_out(intake, name);
		got = 0;
	} else {
		item->name = mem_xstrdup(name);
		item->path = mem_xstrdup(path->text);
		item->foreign_path = foreign;
	}
	free(name);
	return got;
}

int intake_next(struct intake *intake, struct intake_item *item,
		struct error *err)
{
	int got = 0;

	(void)err;
	memset(item, 0, sizeof(*item));
	while (!got) {
		if (intake->taken < intake->waiting)
			got = take_ahead(intake, item);
		else if (intake->depth)
			next_entries(intake);
		else if (intake->at == intake->n)
			return 0;
		else
			got = next_path(intake, &intake->paths[intake->at++],
					item);
	}
	intake->given++;
	return 1;
}

int intake_need_some(const struct intake *intake, struct error *err)
{
	if (intake->given || !intake->operand)
		return 0;
	return error_set(err, ERROR_INPUT,
			 intake->left_out ? _("there are no pictures in %s")
					  : _("there are no files in %s"),
			 intake->operand);
}
