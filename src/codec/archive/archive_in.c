/* SPDX-License-Identifier: MIT */
#include "codec/archive/archive_in.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/cancel.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/sandbox.h"
#include "codec/archive/list_7z.h"
#include "codec/archive/zip_head.h"
#include "codec/archive/zip_names.h"

enum {
	PIECE = 1 << 16,	/* bytes unpacked at once */
	NAME_MAX_BYTES = 4096,	/* of an entry, the rest is cut */
	SNIFF = 265,		/* through the magic of a tar */
	RATIO_FLOOR = 32 << 20, /* smaller entries may have any ratio */
	WHOLE_FLOOR = 1 << 30,	/* so may all that came out together */
};

struct archive_in {
	struct sandbox *box; /* where strangers' bytes are unpacked */
	struct archive *archive;
	locale_t utf8;
	enum archive_in_formats formats;
	char *password;
	int fd;	    /* -1: of bytes */
	int failed; /* errno: the disk did not give what is there */
	const void *bytes;
	uint64_t packed; /* size of the whole file */
	uint64_t start;	 /* of what is unpacked, within a program */
	struct archive_in_limits limits;
	size_t next_index;
	uint64_t total, entry_out;
	int64_t entry_start;
	bool too_many; /* entries of a zip, by its directory */
	bool ended;    /* there is no further entry */
	bool locked;   /* the current entry wants a password */
	bool gbk;      /* its name was read as GB18030 */
	char *name;
	struct zip_names *names;
	char piece[PIECE];
	char block[PIECE]; /* of the file, for libarchive */
};

/*
 * A program that unpacks itself, of Windows or Linux: what follows is found
 * later.
 */
bool archive_in_is_program(const void *bytes, size_t n)
{
	return (n >= 2 && memcmp(bytes, "MZ", 2) == 0) ||
	       (n >= 4 && memcmp(bytes, "\177ELF", 4) == 0);
}

static bool has(const unsigned char *b, size_t n, size_t at, const char *magic,
		size_t size)
{
	return n >= at + size && memcmp(b + at, magic, size) == 0;
}

bool archive_in_sniff_bytes(const void *bytes, size_t n)
{
	static const struct {
		size_t at;
		const char *magic;
		size_t size;
	} magics[] = {
		{0, "PK\3\4", 4}, /* zip: the first entry's header */
		{0, "PK\5\6", 4}, /* an empty zip has its end alone */
		{0, "7z\274\257'\34", 6},
		{0, "Rar!\32\7", 6},  /* rar 4 and 5 */
		{257, "ustar", 5},    /* tar, behind name, owner, times */
		{0, "\37\213", 2},    /* gzip */
		{0, "BZh", 3},	      /* bzip2 */
		{0, "\3757zXZ", 6},   /* xz */
		{0, "(\265/\375", 4}, /* zstd */
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(magics); i++)
		if (has(bytes, n, magics[i].at, magics[i].magic,
			magics[i].size))
			return true;
	return false;
}

int archive_in_sniff(const char *path, struct error *err)
{
	unsigned char head[SNIFF];
	FILE *f = file_open_stream(path, err);
	int bad = 0;
	size_t n;

	if (!f)
		return -1;
	n = fread(head, 1, sizeof(head), f);
	if (ferror(f))
		bad = error_set_errno(err, "%s", path);
	fclose(f);
	if (bad)
		return bad;
	if (archive_in_sniff_bytes(head, n))
		return ARCHIVE_IN_ARCHIVE;
	return archive_in_is_program(head, n) ? ARCHIVE_IN_PROGRAM
					      : ARCHIVE_IN_NONE;
}

/* libarchive decodes names by the thread's locale; ours is always UTF-8. */
static locale_t enter(const struct archive_in *in)
{
	return in->utf8 ? uselocale(in->utf8) : (locale_t)0;
}

static void leave(locale_t before)
{
	if (before)
		uselocale(before);
}

static int fail(struct archive_in *in, struct error *err)
{
	const char *why = archive_error_string(in->archive);

	/* Deflate64: what Windows packs large files with. */
	if (why && strstr(why, "ompression method"))
		return error_set(err, ERROR_INPUT,
				 _("packed in a way that cannot be read (%s); "
				   "unpack the archive and give the folder"),
				 why);
	return error_set(err, ERROR_INPUT,
			 _("the archive cannot be read (%s); ask for it again"),
			 why ? why : "?");
}

/*
 * Not archive_read_support_format_all(): cpio, mtree, warc and the rest would
 * only be more code that strangers' bytes reach.
 */
static void support(struct archive *a, enum archive_in_formats formats)
{
	if (formats == ARCHIVE_IN_ZIP) {
		archive_read_support_format_zip_seekable(a);
		return;
	}
	archive_read_support_filter_gzip(a);
	archive_read_support_filter_bzip2(a);
	archive_read_support_filter_xz(a);
	archive_read_support_filter_zstd(a);
	archive_read_support_format_zip(a);
	archive_read_support_format_7zip(a);
	archive_read_support_format_rar(a);
	archive_read_support_format_rar5(a);
	archive_read_support_format_tar(a);
}

/*
 * The file as libarchive's own archive_read_open_fd() reads it, but for one
 * thing: it takes a read that fails for the end here and there, and goes on
 * with half of a zip or calls it truncated.  So each is remembered.
 */
static la_ssize_t on_read(struct archive *a, void *ctx, const void **block)
{
	struct archive_in *in = ctx;
	ssize_t got;

	do
		got = read(in->fd, in->block, sizeof(in->block));
	while (got < 0 && errno == EINTR);
	if (got < 0) {
		in->failed = errno;
		archive_set_error(a, errno, "read");
		return ARCHIVE_FATAL;
	}
	*block = in->block;
	return got;
}

static la_int64_t on_seek(struct archive *a, void *ctx, la_int64_t at, int from)
{
	const struct archive_in *in = ctx;
	off_t start = (off_t)in->start;
	off_t now = lseek(in->fd, from == SEEK_SET ? at + start : at, from);

	(void)a;
	return now < start ? ARCHIVE_FATAL : now - start;
}

/* Whole blocks, so that those that are read stay at their places. */
static la_int64_t on_skip(struct archive *a, void *ctx, la_int64_t most)
{
	const struct archive_in *in = ctx;
	la_int64_t whole = most / PIECE * PIECE;

	(void)a;
	return whole && lseek(in->fd, whole, SEEK_CUR) >= 0 ? whole : 0;
}

static int open_file(struct archive_in *in)
{
	if (lseek(in->fd, (off_t)in->start, SEEK_SET) < 0) {
		in->failed = errno;
		return ARCHIVE_FATAL;
	}
	archive_read_set_read_callback(in->archive, on_read);
	archive_read_set_seek_callback(in->archive, on_seek);
	archive_read_set_skip_callback(in->archive, on_skip);
	archive_read_set_callback_data(in->archive, in);
	return archive_read_open1(in->archive);
}

/* libarchive reads forwards only: to begin again is to open again. */
static int rewind_inside(struct archive_in *in, struct error *err)
{
	locale_t before = enter(in);
	int status;

	archive_read_free(in->archive);
	in->archive = archive_read_new();
	if (!in->archive) {
		leave(before);
		return error_set(err, ERROR_SYSTEM, _("out of memory"));
	}
	support(in->archive, in->formats);
	if (in->password)
		archive_read_add_passphrase(in->archive, in->password);
	if (in->fd >= 0)
		status = open_file(in);
	else
		status = archive_read_open_memory(
			in->archive, (const char *)in->bytes + in->start,
			in->packed - in->start);
	leave(before);
	in->next_index = 0;
	in->ended = false;
	return status == ARCHIVE_OK ? 0 : fail(in, err);
}

/*
 * Everything that touches the bytes of the archive, from wherever it is called,
 * runs without the right to write files, to run programs, to open sockets.
 */
struct call {
	struct archive_in *in;
	struct error *err;
	struct archive_in_entry *entry; /* of next */
	const char **piece;		/* of read */
	size_t *n;
	struct buf *out; /* of read_all */
	int result;
};

/*
 * Where what libarchive would not find begins in a program; 0 when there is
 * nothing.  A whole zip is found by its end.
 */
static uint64_t place_in_program(const struct archive_source *source)
{
	uint64_t place = list_7z_place(source);

	if (place == 0 && !zip_names_has_end(source))
		place = zip_head_place(source);
	return place;
}

static void look_at_directory(struct archive_in *in)
{
	struct archive_source source = {.fd = in->fd,
					.bytes = in->bytes,
					.size = in->packed,
					.failed = &in->failed};
	unsigned char head[4];

	if (archive_source_take(&source, 0, head, sizeof(head)) &&
	    archive_in_is_program(head, sizeof(head)))
		in->start = place_in_program(&source);
	source.start = in->start;
	source.size -= in->start;
	in->too_many = zip_names_exceed(&source, in->limits.entries) ||
		       list_7z_size(&source) > LIST_7Z_MOST;
	/* A workbook's parts are found by their ASCII names. */
	if (in->formats == ARCHIVE_IN_ANY)
		in->names = zip_names_read(&source);
}

/* What the disk does not give says nothing about the archive. */
static int run_inside(struct archive_in *in, sandbox_fn fn, struct call *call)
{
	if (sandbox_call(in->box, fn, call, call->err) < 0)
		return -1;
	if (!in->failed)
		return call->result;
	errno = in->failed;
	error_set_errno(call->err, _("the archive cannot be read"));
	if (call->err)
		call->err->kind = ERROR_SYSTEM;
	return -1;
}

static void call_rewind(void *arg)
{
	struct call *c = arg;

	if (!c->in->archive)
		look_at_directory(c->in);
	c->result = rewind_inside(c->in, c->err);
}

int archive_in_rewind(struct archive_in *in, struct error *err)
{
	struct call call = {.in = in, .err = err};

	return run_inside(in, call_rewind, &call);
}

int archive_in_set_password(struct archive_in *in, const char *password,
			    struct error *err)
{
	free(in->password);
	in->password = mem_xstrdup(password);
	return archive_in_rewind(in, err);
}

static struct archive_in *open_with(struct archive_in *in,
				    enum archive_in_formats formats,
				    const struct archive_in_limits *limits,
				    struct error *err)
{
	in->formats = formats;
	in->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	if (limits)
		in->limits = *limits;
	if (!in->limits.entry_bytes)
		in->limits.entry_bytes = 1ULL << 30;
	if (!in->limits.total_bytes)
		in->limits.total_bytes = 1ULL << 36;
	if (!in->limits.ratio)
		in->limits.ratio = 100;
	if (!in->limits.entries)
		in->limits.entries = 200000;
	in->box = sandbox_open();
	if (archive_in_rewind(in, err) == 0)
		return in;
	archive_in_close(in);
	return NULL;
}

struct archive_in *archive_in_open(const char *path,
				   enum archive_in_formats formats,
				   const struct archive_in_limits *limits,
				   struct error *err)
{
	struct archive_in *in;
	uint64_t size;
	int fd = file_open(path, &size, err);

	if (fd < 0)
		return NULL;
	in = mem_xcalloc(1, sizeof(*in));
	in->fd = fd;
	in->packed = size;
	in = open_with(in, formats, limits, err);
	if (!in)
		error_context(err, "%s", path);
	return in;
}

struct archive_in *archive_in_open_bytes(const void *bytes, size_t n,
					 enum archive_in_formats formats,
					 const struct archive_in_limits *limits,
					 struct error *err)
{
	struct archive_in *in = mem_xcalloc(1, sizeof(*in));

	in->fd = -1;
	in->bytes = bytes;
	in->packed = n;
	return open_with(in, formats, limits, err);
}

bool archive_in_is_in_program(const struct archive_in *in)
{
	return in->start > 0;
}

uint64_t archive_in_size(const struct archive_in *in)
{
	return in->packed;
}

uint64_t archive_in_unpacked(const struct archive_in *in)
{
	return in->total;
}

void archive_in_close(struct archive_in *in)
{
	locale_t before;

	if (!in)
		return;
	before = enter(in);
	archive_read_free(in->archive);
	leave(before);
	if (in->utf8)
		freelocale(in->utf8);
	free(in->name);
	zip_names_free(in->names);
	if (in->fd >= 0)
		close(in->fd);
	free(in->password);
	sandbox_close(in->box);
	free(in);
}

/*
 * Windows in China writes names of a zip as GBK, without a flag that says so,
 * or with one that says UTF-8.
 */
static void set_name(struct archive_in *in, struct archive_entry *entry)
{
	const char *raw = zip_names_get(in->names, in->next_index);
	char *cut;

	if (!raw)
		raw = archive_entry_pathname(entry);
	/* NULL: what is stored does not convert to the locale's UTF-8. */
	if (!raw)
		raw = archive_entry_pathname_utf8(entry);
	free(in->name);
	raw = raw ? raw : "";
	cut = mem_xstrndup(raw, strnlen(raw, NAME_MAX_BYTES));
	in->name = path_decode(cut, &in->gbk);
	free(cut);
}

static int fail_number(const struct archive_in *in, struct error *err)
{
	return error_set(err, ERROR_LIMIT,
			 _("the archive has more than %zu entries; split it"),
			 in->limits.entries);
}

static int next_inside(struct archive_in *in, struct archive_in_entry *out,
		       struct error *err)
{
	struct archive_entry *entry;
	locale_t before;
	int status;

	if (in->too_many)
		return fail_number(in, err);
	if (in->ended)
		return 0;
	if (cancel_check(err) < 0)
		return -1;
	before = enter(in);
	status = archive_read_next_header(in->archive, &entry);
	if (status == ARCHIVE_OK || status == ARCHIVE_WARN)
		set_name(in, entry);
	leave(before);
	in->ended = status == ARCHIVE_EOF;
	if (in->ended)
		return 0;
	if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
		return fail(in, err);
	if (in->next_index >= in->limits.entries)
		return fail_number(in, err);
	in->entry_start = archive_filter_bytes(in->archive, -1);
	in->entry_out = 0;
	out->name = in->name;
	out->index = in->next_index++;
	out->is_file = archive_entry_filetype(entry) == AE_IFREG;
	in->locked = archive_entry_is_encrypted(entry) > 0;
	out->encrypted = in->locked;
	out->gbk = in->gbk;
	out->size = archive_entry_size_is_set(entry) ? archive_entry_size(entry)
						     : -1;
	return 1;
}

static void call_next(void *arg)
{
	struct call *c = arg;

	c->result = next_inside(c->in, c->entry, c->err);
}

int archive_in_next(struct archive_in *in, struct archive_in_entry *out,
		    struct error *err)
{
	struct call call = {.in = in, .err = err, .entry = out};

	return run_inside(in, call_next, &call);
}

int archive_in_inside(struct archive_in *in, void (*fn)(void *arg), void *arg,
		      struct error *err)
{
	return sandbox_call(in->box, fn, arg, err);
}

/*
 * How much of the file the current entry has taken so far.  One in a solid 7z
 * or rar may seem to take nothing; the whole file is the bound then.
 */
static uint64_t packed_so_far(const struct archive_in *in)
{
	int64_t now = archive_filter_bytes(in->archive, -1);

	return now > in->entry_start ? (uint64_t)(now - in->entry_start)
				     : in->packed;
}

/*
 * libarchive has no limit against bombs of its own.  What the headers say of
 * sizes is not trusted: what really came out is counted.
 */
static int check_limits(struct archive_in *in, size_t n, struct error *err)
{
	in->entry_out += n;
	in->total += n;
	if (in->entry_out > in->limits.entry_bytes ||
	    in->total > in->limits.total_bytes)
		return error_set(err, ERROR_LIMIT,
				 _("\"%.100s\" is larger unpacked than %llu "
				   "MiB; split it"),
				 in->name,
				 (unsigned long long)in->limits.entry_bytes >>
					 20);
	if ((in->entry_out > RATIO_FLOOR &&
	     in->entry_out / in->limits.ratio > packed_so_far(in)) ||
	    (in->total > WHOLE_FLOOR &&
	     in->total / in->limits.ratio > in->packed))
		return error_set(err, ERROR_LIMIT,
				 _("\"%.100s\" unpacks to more than %u times "
				   "its size, as a zip bomb does; refused"),
				 in->name, in->limits.ratio);
	return 0;
}

static int read_inside(struct archive_in *in, const char **piece, size_t *n,
		       struct error *err)
{
	locale_t before;
	la_ssize_t got;

	if (cancel_check(err) < 0)
		return -1;
	before = enter(in);
	got = archive_read_data(in->archive, in->piece, sizeof(in->piece));
	leave(before);
	if (got < 0 && in->locked)
		return error_set(err, ERROR_INPUT,
				 _("\"%.100s\" is locked with a password; "
				   "unpack the archive and give the folder"),
				 in->name);
	if (got < 0)
		return fail(in, err);
	if (got == 0)
		return 0;
	*piece = in->piece;
	*n = (size_t)got;
	return check_limits(in, *n, err) == 0 ? 1 : -1;
}

static void call_read(void *arg)
{
	struct call *c = arg;

	c->result = read_inside(c->in, c->piece, c->n, c->err);
}

int archive_in_read(struct archive_in *in, const char **piece, size_t *n,
		    struct error *err)
{
	struct call call = {.in = in, .err = err, .piece = piece, .n = n};

	return run_inside(in, call_read, &call);
}

static void call_read_all(void *arg)
{
	struct call *c = arg;
	const char *piece;
	size_t n;

	while ((c->result = read_inside(c->in, &piece, &n, c->err)) == 1)
		buf_add(c->out, piece, n);
}

int archive_in_read_all(struct archive_in *in, struct buf *out,
			struct error *err)
{
	struct call call = {.in = in, .err = err, .out = out};

	return run_inside(in, call_read_all, &call);
}
