/* SPDX-License-Identifier: MIT */
#include "base/sweep.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/guard.h"
#include "base/mem.h"

enum { HOST = 24 };

static const char mark[] = ".qctool-";

/* The beginning of this machine's name, of letters and digits alone. */
static void find_host(char host[HOST])
{
	size_t i;

	if (gethostname(host, HOST - 1) < 0)
		host[0] = '\0';
	host[HOST - 1] = '\0';
	for (i = 0; host[i]; i++)
		if (!isalnum((unsigned char)host[i]))
			host[i] = '-';
}

char *sweep_name(const char *folder)
{
	char host[HOST];

	find_host(host);
	return mem_xprintf("%s/%s%s.%ld.XXXXXX", folder, mark, host,
			   (long)getpid());
}

/* Of this machine, by a process that is gone; others cannot be asked. */
static bool is_left_over(const char *name, const char *host)
{
	size_t n = strlen(host);
	char *end;
	long pid;

	if (strncmp(name, mark, sizeof(mark) - 1) != 0)
		return false;
	name += sizeof(mark) - 1;
	if (strncmp(name, host, n) != 0 || name[n] != '.')
		return false;
	pid = strtol(name + n + 1, &end, 10);
	if (pid < 1 || *end != '.')
		return false;
	return kill((pid_t)pid, 0) < 0 && errno == ESRCH;
}

void sweep_folder(const char *folder)
{
	int fd = guard_open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	char host[HOST];
	struct stat st;

	find_host(host);
	while (dir && (entry = readdir(dir))) {
		if (is_left_over(entry->d_name, host) &&
		    fstatat(dirfd(dir), entry->d_name, &st,
			    AT_SYMLINK_NOFOLLOW) == 0 &&
		    S_ISREG(st.st_mode))
			unlinkat(dirfd(dir), entry->d_name, 0);
	}
	if (dir)
		closedir(dir);
	else if (fd >= 0)
		close(fd);
}
