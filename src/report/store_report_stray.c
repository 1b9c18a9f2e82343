/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/cancel.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/sha256.h"
#include "report/store_report.h"
#include "store/file_store.h"

struct names {
	char (*name)[SHA256_HEX];
	size_t n, cap;
};

struct looker {
	struct names named[2]; /* originals, made; sorted */
	const struct store_report_strays *walk;
	struct store_report *report;
};

static void stray(struct looker *l, enum store_report_stray what,
		  const char *path)
{
	if (++l->report->strays[what] <= l->walk->most)
		l->walk->fn(l->walk->ctx, what, path);
}

static int keep_name(void *ctx, enum file_store_room room, const char *sha256,
		     struct error *err)
{
	struct names *names = &((struct looker *)ctx)->named[room];

	(void)err;
	MEM_GROW(names->name, names->n, names->cap);
	snprintf(names->name[names->n++], SHA256_HEX, "%s", sha256);
	return 0;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(a, b);
}

static bool is_named(const struct names *names, const char *name)
{
	return names->n && bsearch(name, names->name, names->n,
				   sizeof(*names->name), compare_names);
}

static void look_at_mode(struct looker *l, const char *path,
			 const struct stat *st)
{
	if (!S_ISLNK(st->st_mode) && st->st_mode & 077)
		stray(l, STORE_REPORT_OPEN, path);
}

/* originals/9f/9f86…: the folder is the name's beginning. */
static bool is_at_home(const char *folder, const char *name)
{
	return strlen(name) == SHA256_HEX - 1 &&
	       strspn(name, "0123456789abcdef") == SHA256_HEX - 1 &&
	       strncmp(folder, name, 2) == 0;
}

/* The path of a folder's next entry, the caller's; NULL after the last one. */
static char *next_child(DIR *dir, const char *folder, struct stat *st,
			int *result, struct error *err)
{
	struct dirent *entry;
	char *child;

	while ((entry = file_next_entry(dir, folder, result, err))) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		child = path_join(folder, entry->d_name);
		if (lstat(child, st) == 0)
			return child;
		free(child);
	}
	return NULL;
}

static int look_into(struct looker *l, const char *path,
		     const struct names *names, struct error *err)
{
	DIR *dir = opendir(path);
	struct stat st;
	char *child;
	int result = 0;

	if (!dir)
		return error_set_errno(err, "%s", path);
	while (result == 0 &&
	       (child = next_child(dir, path, &st, &result, err))) {
		look_at_mode(l, child, &st);
		if (!S_ISREG(st.st_mode) ||
		    !is_at_home(path_name(path), path_name(child)))
			stray(l, STORE_REPORT_FOREIGN, child);
		else if (!is_named(names, path_name(child)))
			stray(l, STORE_REPORT_LEFT_OVER, child);
		free(child);
		result = cancel_check(err);
	}
	closedir(dir);
	return result;
}

static bool is_shelf(const char *name)
{
	return strlen(name) == 2 && strspn(name, "0123456789abcdef") == 2;
}

static int look_at_room(struct looker *l, const char *room,
			const struct names *names, struct error *err)
{
	DIR *dir = opendir(room);
	struct stat st;
	char *child;
	int result = 0;

	if (!dir)
		return errno == ENOENT ? 0 : error_set_errno(err, "%s", room);
	while (result == 0 &&
	       (child = next_child(dir, room, &st, &result, err))) {
		look_at_mode(l, child, &st);
		if (S_ISDIR(st.st_mode) && is_shelf(path_name(child)))
			result = look_into(l, child, names, err);
		else
			stray(l, STORE_REPORT_FOREIGN, child);
		free(child);
	}
	closedir(dir);
	return result;
}

/* The folder itself, what holds the rows, and the two rooms of pictures. */
static int look(struct looker *l, const char *folder, struct error *err)
{
	static const char *const parts[] = {"",
					    "qctool.db",
					    "qctool.db-wal",
					    "qctool.db-shm",
					    "qctool.lock",
					    "qctool.ini",
					    "originals",
					    "made",
					    "backups"};
	static const char *const rooms[] = {"originals", "made"};
	struct stat st;
	int result = 0;
	size_t i;

	/* A folder that was there before init is as its owner wants it. */
	if (lstat(folder, &st) == 0 && st.st_mode & 077)
		l->walk->fn(l->walk->ctx, STORE_REPORT_OPEN, folder);
	for (i = 0; i < ARRAY_SIZE(parts); i++) {
		char *path = path_join(folder, parts[i]);

		if (lstat(path, &st) == 0)
			look_at_mode(l, path, &st);
		free(path);
	}
	for (i = 0; result == 0 && i < ARRAY_SIZE(rooms); i++) {
		char *path = path_join(folder, rooms[i]);

		result = look_at_room(l, path, &l->named[i], err);
		free(path);
	}
	return result;
}

int store_report_strays(struct store *store,
			const struct store_report_strays *walk,
			struct store_report *report, struct error *err)
{
	struct looker l = {.walk = walk, .report = report};
	int result = file_store_each(store, keep_name, &l, err);
	size_t i;

	memset(report->strays, 0, sizeof(report->strays));
	for (i = 0; i < ARRAY_SIZE(l.named); i++)
		if (l.named[i].n)
			qsort(l.named[i].name, l.named[i].n,
			      sizeof(*l.named[i].name), compare_names);
	if (result == 0)
		result = look(&l, store_folder(store), err);
	for (i = 0; i < ARRAY_SIZE(l.named); i++)
		free(l.named[i].name);
	return result;
}
