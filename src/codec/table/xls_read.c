/* SPDX-License-Identifier: MIT */
#include "codec/table/xls_read.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/cancel.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"

/*
 * Not freexl: its version 1.0.6 returned no sheets, and success, on 16 of the
 * public .xls files.
 */
enum {
	SECONDS = 60, /* for a conversion, by the clock and by its CPU time */
	STEP_MS = 20, /* between two looks whether it has ended */
	GRACE_SECONDS = 5, /* from SIGXCPU to SIGKILL */
};
#define MOST_BYTES (1UL << 31) /* of a file it may write */

struct folder {
	char *root; /* private, mode 0700 */
	char *input, *output, *profile;
};

/* The first program of that name on the PATH; NULL none. */
static char *find_program(const char *name)
{
	const char *path = getenv("PATH");
	size_t n;

	for (; path && *path; path += n + (path[n] == ':')) {
		char *full;

		n = strcspn(path, ":");
		full = mem_xprintf("%.*s/%s", (int)n, path, name);
		if (n && *path == '/' && access(full, X_OK) == 0)
			return full;
		free(full);
	}
	return NULL;
}

static char *find_office(void)
{
	char *program = find_program("soffice");

	return program ? program : find_program("libreoffice");
}

/*
 * A private folder, mode 0700:
 *
 *   in.xls     a link to the file
 *   in.xlsx    what is made of it
 *   home/      a profile of its own: LibreOffice runs once a profile, and the
 *              user may have it open
 */
static int folder_make(struct folder *f, const char *path, struct error *err)
{
	const char *base = getenv("TMPDIR");
	char *real = realpath(path, NULL);
	int status = 0;

	f->root = mem_xprintf("%s/qctool-xls-XXXXXX",
			      base && *base == '/' ? base : "/tmp");
	if (!real || !mkdtemp(f->root)) {
		status = error_set_errno(err, _("no folder for the copy"));
		free(f->root);
		f->root = NULL;
	} else {
		f->input = mem_xprintf("%s/in.xls", f->root);
		f->output = mem_xprintf("%s/in.xlsx", f->root);
		f->profile = mem_xprintf("-env:UserInstallation=file://%s/home",
					 f->root);
		/* a link: the name from outside is no argument */
		if (symlink(real, f->input) != 0)
			status = error_set_errno(err, "%s", f->input);
	}
	free(real);
	return status;
}

static void folder_release(struct folder *f)
{
	free(f->root);
	free(f->input);
	free(f->output);
	free(f->profile);
}

static _Noreturn void run_child(const char *program, const struct folder *f)
{
	const struct rlimit cpu = {SECONDS, SECONDS + GRACE_SECONDS};
	const struct rlimit size = {MOST_BYTES, MOST_BYTES};
	int null = open("/dev/null", O_RDWR);

	setpgid(0, 0);
	setrlimit(RLIMIT_CPU, &cpu);
	setrlimit(RLIMIT_FSIZE, &size);
	if (null >= 0) {
		dup2(null, 0);
		dup2(null, 1);
		dup2(null, 2);
	}
	execl(program, program, f->profile, "--headless", "--norestore",
	      "--convert-to", "xlsx", "--outdir", f->root, f->input,
	      (char *)NULL);
	_exit(127);
}

static int wait_for(pid_t child, struct error *err)
{
	const struct timespec step = {0, STEP_MS * 1000000L};
	double end = clock_seconds() + SECONDS;
	int state, asked = 0;

	while (waitpid(child, &state, WNOHANG) == 0) {
		asked = cancel_check(err);
		if (asked == 0 && clock_seconds() < end) {
			nanosleep(&step, NULL);
			continue;
		}
		kill(-child, SIGKILL);
		kill(child, SIGKILL);
		waitpid(child, &state, 0);
		if (asked != 0)
			return -1;
		return error_set(err, ERROR_INPUT,
				 _("LibreOffice took more than %d seconds; "
				   "save the file as .xlsx"),
				 SECONDS);
	}
	return 0;
}

static int convert(const char *program, const struct folder *f,
		   struct error *err)
{
	pid_t child = fork();

	if (child < 0)
		return error_set_errno(err, _("LibreOffice cannot be started"));
	if (child == 0)
		run_child(program, f);
	/* Both do it: whoever runs first, the group is there before a kill. */
	setpgid(child, child);
	if (wait_for(child, err) < 0)
		return -1;
	/* Its exit status is not asked: the copy is what counts. */
	if (!file_exists(f->output))
		return error_set(err, ERROR_INPUT,
				 _("LibreOffice could not convert this .xls; "
				   "open it and save it as .xlsx"));
	return 0;
}

char *xls_read_convert(const char *path, struct error *err)
{
	struct folder folder = {NULL};
	char *program = find_office(), *result = NULL;

	if (!program) {
		error_set(
			err, ERROR_INPUT,
			_("this is an old .xls workbook; save it as .xlsx (or "
			  "install LibreOffice)"));
		return NULL;
	}
	if (folder_make(&folder, path, err) == 0 &&
	    convert(program, &folder, err) == 0)
		result = mem_xstrdup(folder.output);
	else if (folder.output)
		xls_read_discard(mem_xstrdup(folder.output));
	folder_release(&folder);
	free(program);
	return result;
}

static int remove_one(const char *path, const struct stat *st, int kind,
		      struct FTW *where)
{
	(void)st, (void)kind, (void)where;
	return remove(path) != 0 && errno == EACCES ? -1 : 0;
}

void xls_read_discard(char *path)
{
	char *slash;

	if (!path)
		return;
	slash = strrchr(path, '/');
	if (slash) {
		*slash = '\0';
		nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	}
	free(path);
}
