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

/*
 * Gnumeric first: a quarter of a second a file where LibreOffice takes seconds.
 * What it cannot read the next one may.
 */
static const char *const programs[] = {"ssconvert", "soffice", "libreoffice"};

/*
 * A private folder, mode 0700:
 *
 *   in.xls     a link to the file
 *   in.xlsx    what is made of it
 *   home/      a profile of its own: LibreOffice runs once a profile, and the
 *              user may have it open
 *
 * HOME of the child is the folder: neither program touches the user's settings.
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

static void limit_child(const char *root)
{
	const struct rlimit cpu = {SECONDS, SECONDS + GRACE_SECONDS};
	const struct rlimit size = {MOST_BYTES, MOST_BYTES};
	int null = open("/dev/null", O_RDWR);

	setpgid(0, 0);
	setrlimit(RLIMIT_CPU, &cpu);
	setrlimit(RLIMIT_FSIZE, &size);
	setenv("HOME", root, 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("GSETTINGS_BACKEND", "memory", 1);
	if (null >= 0) {
		dup2(null, 0);
		dup2(null, 1);
		dup2(null, 2);
	}
}

static _Noreturn void run_child(const char *program, const struct folder *f)
{
	limit_child(f->root);
	if (strcmp(strrchr(program, '/'), "/ssconvert") == 0)
		execl(program, program, "-I", "Gnumeric_Excel:excel", "-T",
		      "Gnumeric_Excel:xlsx2", f->input, f->output,
		      (char *)NULL);
	else
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
				 _("reading this .xls took more than %d "
				   "seconds; save the file as .xlsx"),
				 SECONDS);
	}
	return 0;
}

/* 1 done, 0 the program could not, -1. */
static int convert(const char *program, const struct folder *f,
		   struct error *err)
{
	pid_t child = fork();

	if (child < 0)
		return error_set_errno(err, _("%s cannot be started"), program);
	if (child == 0)
		run_child(program, f);
	/* Both do it: whoever runs first, the group is there before a kill. */
	setpgid(child, child);
	if (wait_for(child, err) < 0)
		return -1;
	/* Its exit status is not asked: the copy is what counts. */
	return file_exists(f->output);
}

/* The same, by whichever program is there and can. */
static int convert_by_any(const struct folder *f, struct error *err)
{
	size_t i;
	int status = 0;
	bool tried = false;

	for (i = 0; i < ARRAY_SIZE(programs) && status == 0; i++) {
		char *program = find_program(programs[i]);

		if (program)
			status = convert(program, f, err);
		tried |= program != NULL;
		free(program);
	}
	if (status == 0 && tried)
		error_set(err, ERROR_INPUT,
			  _("this .xls cannot be read; open it and save it as "
			    ".xlsx"));
	else if (status == 0)
		error_set(err, ERROR_INPUT,
			  _("this is an old .xls workbook; save it as .xlsx "
			    "(or install gnumeric)"));
	return status == 1 ? 0 : -1;
}

char *xls_read_convert(const char *path, struct error *err)
{
	struct folder folder = {NULL};
	char *result = NULL;

	if (folder_make(&folder, path, err) == 0 &&
	    convert_by_any(&folder, err) == 0)
		result = mem_xstrdup(folder.output);
	else if (folder.output)
		xls_read_discard(mem_xstrdup(folder.output));
	folder_release(&folder);
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

const char *xls_read_program(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(programs); i++) {
		char *program = find_program(programs[i]);

		free(program);
		if (program)
			return programs[i];
	}
	return NULL;
}
