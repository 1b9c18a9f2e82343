/* SPDX-License-Identifier: MIT */
#include "cmd/run/night_inbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"

enum { UNHEARD, DONE, NOT_DONE };

static const char *const folders[] = {"rosters",  "codes",	"scores",
				      "receipts", "enrollment", "population",
				      "prior",	  "photos"};

/*
 * Whether somebody has it open to write: the kernel gives no lease to read
 * then.  Some copy programs set the old time first and the bytes afterwards.
 */
static bool is_being_written(const char *path)
{
	int fd = file_open(path, NULL, NULL);
	bool busy;

	if (fd < 0)
		return false;
	busy = fcntl(fd, F_SETLEASE, F_RDLCK) < 0 && errno == EAGAIN;
	if (!busy)
		fcntl(fd, F_SETLEASE, F_UNLCK);
	close(fd);
	return busy;
}

/* The real clock, not --at: it is about copying that goes on now. */
static bool has_settled(const struct night_inbox *inbox, const char *path)
{
	struct stat st;
	time_t now, changed;

	/* What is gone, or no file, is told by whoever opens it. */
	if (inbox->settle == 0 || stat(path, &st) < 0 || !S_ISREG(st.st_mode))
		return true;
	now = time(NULL);
	/*
	 * A copy keeps the time of a camera or a computer whose clock is years
	 * ahead: such a file would never settle.  When it came here, this
	 * machine's own clock says.
	 */
	changed = st.st_mtime > now + inbox->settle ? st.st_ctime : st.st_mtime;
	if (changed > now - inbox->settle)
		return false;
	return !is_being_written(path);
}

struct finder {
	struct night_inbox *inbox;
	struct night_drop *drop;
};

static int add_path(void *ctx, const char *path, struct error *err)
{
	struct finder *f = ctx;
	struct night_drop *d = f->drop;

	(void)err;
	if (!has_settled(f->inbox, path)) {
		f->inbox->left++;
		return 0;
	}
	MEM_GROW(d->paths, d->n, d->cap);
	d->paths[d->n++] = mem_xstrdup(path);
	return 0;
}

int night_inbox_find(struct night_inbox *inbox, const char *folder,
		     struct night_drop *out, struct error *err)
{
	struct finder finder = {inbox, out};
	char *path = path_join(inbox->root, folder);
	int result = 0;

	*out = (struct night_drop){.folder = folder};
	if (file_is_dir(path))
		result = file_walk(path, add_path, &finder, err);
	free(path);
	out->state = mem_xcalloc(out->n + 1, 1);
	return result;
}

/* name is the path as people read it, or an entry's of an archive. */
static bool is_of(const char *path, const char *name)
{
	bool foreign, same;
	char *shown = path_decode(path, &foreign);
	size_t n = strlen(shown);

	same = strncmp(name, shown, n) == 0 && (!name[n] || name[n] == '/');
	free(shown);
	return same || strcmp(name, path) == 0;
}

void night_inbox_tell(struct night_drop *drop, const char *name, bool done)
{
	while (drop->at < drop->n && !is_of(drop->paths[drop->at], name))
		drop->at++;
	if (drop->at < drop->n && drop->state[drop->at] != NOT_DONE)
		drop->state[drop->at] = done ? DONE : NOT_DONE;
}

/* Two files of one name came on one day: "a.jpg", "a-2.jpg". */
static char *find_place(const char *folder, const char *name)
{
	const char *ending = path_extension(name);
	size_t stem = strlen(name) - strlen(ending);
	char *path = path_join(folder, name);
	int n = 1;

	while (file_exists(path)) {
		free(path);
		path = mem_xprintf("%s/%.*s-%d%s", folder, (int)stem, name, ++n,
				   ending);
	}
	return path;
}

static int move_one(const struct night_inbox *inbox, const char *path,
		    struct error *err)
{
	const char *inner = path + strlen(inbox->root);
	char day[26], *place, *wanted, *folder;
	int result;

	inner += strspn(inner, "/");
	date_time_format(inbox->now, day);
	wanted = mem_xprintf("%s/archive/%.10s/%s", inbox->root, day, inner);
	folder = path_folder(wanted);
	result = file_mkdirs(folder, 0700, err);
	place = find_place(folder, path_name(wanted));
	if (result == 0 && rename(path, place) < 0)
		result = error_set_errno(err, "%s", place);
	free(place);
	free(folder);
	free(wanted);
	return result;
}

int night_inbox_archive(struct night_inbox *inbox, struct night_drop *drop,
			struct error *err)
{
	size_t i;

	for (i = 0; i < drop->n && !inbox->keep; i++) {
		if (drop->state[i] != DONE)
			continue;
		if (move_one(inbox, drop->paths[i], err) < 0)
			return -1;
		inbox->archived++;
	}
	return 0;
}

void night_inbox_release(struct night_drop *drop)
{
	size_t i;

	for (i = 0; i < drop->n; i++)
		free(drop->paths[i]);
	free(drop->paths);
	free(drop->state);
	*drop = (struct night_drop){NULL, NULL, NULL, 0, 0, 0};
}

static int add_size(void *ctx, const char *path, struct error *err)
{
	uint64_t *bytes = ctx;
	struct stat st;

	(void)err;
	if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
		*bytes += (uint64_t)st.st_size;
	return 0;
}

int night_inbox_size(const struct night_inbox *inbox, uint64_t *bytes,
		     struct error *err)
{
	int result = 0;
	size_t i;

	*bytes = 0;
	for (i = 0; result == 0 && i < ARRAY_SIZE(folders); i++) {
		char *path = path_join(inbox->root, folders[i]);

		if (file_is_dir(path))
			result = file_walk(path, add_size, bytes, err);
		free(path);
	}
	return result;
}

bool night_inbox_is_known(const struct night_inbox *inbox, struct buf *names)
{
	bool known = false;
	char *path;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(folders); i++) {
		path = path_join(inbox->root, folders[i]);
		known |= file_is_dir(path);
		free(path);
		buf_addf(names, "%s%s", i ? ", " : "", folders[i]);
	}
	return known;
}
