/* SPDX-License-Identifier: MIT */
#include "base/file_bundle.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "base/file.h"
#include "base/guard.h"
#include "base/mem.h"
#include "base/path.h"

enum {
	MOST_FILES = 128,
	MOST_BYTES = 64 << 20,
	FEW_FILES = 4,
	MAGIC_ZFS = 0x2fc12fc1, /* not in the kernel's list */
};

struct file_bundle_item {
	char *path;
	int fd; /* without a name yet; -1 = was there */
};

/* The rest of the program needs descriptors, too. */
static size_t most_files(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0 ||
	    limit.rlim_cur / 4 >= MOST_FILES)
		return MOST_FILES;
	return limit.rlim_cur < 8 ? 1 : limit.rlim_cur / 4;
}

/*
 * The local file systems whose syncfs() writes all that is dirty and waits for
 * the device.  With FUSE, overlay and network file systems it depends on the
 * kernel and on the server whether it does more than write to the server.
 */
static bool is_trusted(int fd)
{
	struct statfs fs;

	if (fstatfs(fd, &fs) < 0)
		return false;
	switch ((unsigned long)fs.f_type) {
	case EXT4_SUPER_MAGIC: /* also of ext2 and ext3 */
	case XFS_SUPER_MAGIC:
	case BTRFS_SUPER_MAGIC:
	case F2FS_SUPER_MAGIC:
	case TMPFS_MAGIC:
	case MAGIC_ZFS:
		/* guard_link() needs it. */
		return access("/proc/self/fd", X_OK) == 0;
	default:
		return false;
	}
}

/*
 * 1 when a file at path may be added, 0 when it has to be synced by itself.
 * originals/ and made/ may be on different disks: a bundle has files of one
 * only, so those of the other are committed first.
 *
 * The folder is opened before the first byte is written, because syncfs()
 * reports the errors since then.
 */
static int enter(struct file_bundle *b, const char *path, struct error *err)
{
	char *folder = path_folder(path);
	int fd = guard_open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	struct stat st;
	int result = 0;

	free(folder);
	if (fd >= 0 && fstat(fd, &st) == 0 && is_trusted(fd)) {
		result = 1;
		if (b->n > 0 && st.st_dev != b->device &&
		    file_bundle_commit(b, err) < 0)
			result = -1;
		if (result > 0 && b->n == 0) {
			b->device = st.st_dev;
			b->disk = fd;
			return 1;
		}
	}
	if (fd >= 0)
		close(fd);
	return result;
}

/* After enter(), when no file was added. */
static void leave(struct file_bundle *b)
{
	if (b->n == 0)
		close(b->disk);
}

static int keep(struct file_bundle *b, const char *path, int fd, size_t size,
		struct error *err)
{
	MEM_GROW(b->list, b->n, b->cap);
	b->list[b->n++] =
		(struct file_bundle_item){.path = mem_xstrdup(path), .fd = fd};
	b->bytes += size;
	if (b->n < most_files() && b->bytes < MOST_BYTES)
		return 0;
	return file_bundle_commit(b, err);
}

static bool is_in(const struct file_bundle *b, const char *path)
{
	size_t i;

	for (i = 0; i < b->n; i++)
		if (strcmp(b->list[i].path, path) == 0)
			return true;
	return false;
}

static int add_new(struct file_bundle *b, const char *path, const void *bytes,
		   size_t n, struct error *err)
{
	int fd, entered = enter(b, path, err);

	if (entered < 0)
		return -1;
	fd = entered ? file_open_nameless(path, bytes, n, 0600) : -1;
	if (fd >= 0)
		return keep(b, path, fd, n, err);
	if (entered)
		leave(b);
	/* When the disk is full this tells it. */
	return file_keep(path, bytes, n, err);
}

static int add_found(struct file_bundle *b, const char *path, struct error *err)
{
	int entered = enter(b, path, err);

	if (entered < 0)
		return -1;
	return entered ? keep(b, path, -1, 0, err) : file_sync(path, err);
}

int file_bundle_add(struct file_bundle *b, const char *path, const void *bytes,
		    size_t n, struct error *err)
{
	int other;

	if (is_in(b, path))
		return 0;
	if (file_keep_folder(path, err) < 0)
		return -1;
	if (!file_exists(path))
		return add_new(b, path, bytes, n, err);
	other = file_is_other(path, bytes, n, err);
	if (other < 0)
		return -1;
	return other ? file_keep(path, bytes, n, err) : add_found(b, path, err);
}

/*
 * False when each file has to be synced by itself: a few files, or an error,
 * which may be about a file of another program.
 */
static bool sync_disk(const struct file_bundle *b)
{
	return b->n > FEW_FILES && syncfs(b->disk) == 0;
}

/*
 * Before Linux 5.8 syncfs() did not report errors (torvalds/linux
 * 735e4ae5ba28), so each file is asked whether its bytes were written; after
 * syncfs() there is nothing left to wait for.  An error that sync_file_range()
 * has reported is not reported by fsync() again.
 */
static int sync_bytes(const struct file_bundle *b, struct error *err)
{
	bool done = sync_disk(b);
	size_t i;

	for (i = 0; i < b->n; i++) {
		const struct file_bundle_item *it = &b->list[i];

		if (it->fd >= 0 &&
		    (sync_file_range(it->fd, 0, 0,
				     SYNC_FILE_RANGE_WAIT_BEFORE) < 0 ||
		     (!done && fsync(it->fd) < 0)))
			return error_set_errno(err, "%s", it->path);
	}
	return 0;
}

static int give_names(const struct file_bundle *b, struct error *err)
{
	size_t i;

	for (i = 0; i < b->n; i++) {
		const struct file_bundle_item *it = &b->list[i];

		if (it->fd >= 0 && guard_link(it->fd, it->path) < 0)
			return error_set_errno(err, "%s", it->path);
	}
	return 0;
}

static int sync_names(const struct file_bundle *b, struct error *err)
{
	size_t i;

	if (sync_disk(b))
		return 0;
	for (i = 0; i < b->n; i++)
		if (file_sync(b->list[i].path, err) < 0)
			return -1;
	return 0;
}

int file_bundle_commit(struct file_bundle *b, struct error *err)
{
	int result = 0;

	if (b->n > 0)
		result = sync_bytes(b, err);
	if (result == 0)
		result = give_names(b, err);
	if (b->n > 0 && result == 0)
		result = sync_names(b, err);
	file_bundle_drop(b);
	return result;
}

void file_bundle_drop(struct file_bundle *b)
{
	size_t i;

	for (i = 0; i < b->n; i++) {
		if (b->list[i].fd >= 0)
			close(b->list[i].fd);
		free(b->list[i].path);
	}
	if (b->n > 0)
		close(b->disk);
	free(b->list);
	*b = (struct file_bundle){.list = NULL};
}
