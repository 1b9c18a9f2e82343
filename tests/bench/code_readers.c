/* SPDX-License-Identifier: MIT */
/*
 * Helpers of bench-codes.
 *
 *   code_readers read FILE           payloads of one picture to stdout
 *   code_readers folder JOBS FILE…   all of them, JOBS at a time: wall and CPU
 *   code_readers each LIST           our own reader on every picture of the
 *        list, in one process; prints like run
 *   code_readers run LIST CMD ARG…   for each "picture TAB truth file" of the
 *        list runs CMD ARG… picture and prints: CPU ms, whether the truth is
 *        in what it printed (1 or 0), picture
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/batch.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "code/code_read.h"

enum { MAX_FILE = 64 << 20 };

static int read_one(const char *path)
{
	struct error err = ERROR_INIT;
	struct buf bytes = BUF_INIT;
	struct code_result r;
	int i, found;

	if (file_read(path, MAX_FILE, &bytes, &err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	code_read(bytes.data, bytes.size, NULL, &r);
	for (i = 0; i < r.count; i++) {
		fwrite(r.payloads[i].bytes, 1, r.payloads[i].size, stdout);
		putchar('\n');
	}
	found = r.count;
	code_result_release(&r);
	buf_release(&bytes);
	return found ? 0 : 1;
}

struct folder {
	char **files;
	int n, next, read;
};

struct item {
	const char *path;
	int count;
};

static int next_file(void *ctx, void *item, struct error *err)
{
	struct folder *f = ctx;

	(void)err;
	if (f->next == f->n)
		return 0;
	((struct item *)item)->path = f->files[f->next++];
	return 1;
}

static void read_file(void *item, void *scratch)
{
	struct error err = ERROR_INIT;
	struct buf bytes = BUF_INIT;
	struct item *it = item;
	struct code_result r;

	(void)scratch;
	it->count = 0;
	if (file_read(it->path, MAX_FILE, &bytes, &err) == 0) {
		code_read(bytes.data, bytes.size, NULL, &r);
		it->count = r.count > 0;
		code_result_release(&r);
	}
	buf_release(&bytes);
}

static int count_file(void *ctx, void *item, struct error *err)
{
	(void)err;
	((struct folder *)ctx)->read += ((struct item *)item)->count;
	return 0;
}

static void drop_file(void *item)
{
	(void)item;
}

static double seconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int read_folder(int jobs, int n, char **files)
{
	static const struct batch batch = {.next = next_file,
					   .work = read_file,
					   .done = count_file,
					   .discard = drop_file,
					   .item_size = sizeof(struct item)};
	struct folder folder = {.files = files, .n = n};
	struct error err = ERROR_INIT;
	double wall = seconds(CLOCK_MONOTONIC);

	if (batch_run(&batch, &folder, jobs, &err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	printf("-j%d: %d of %d read, %.2f s wall, %.2f s CPU\n", jobs,
	       folder.read, n, seconds(CLOCK_MONOTONIC) - wall,
	       seconds(CLOCK_PROCESS_CPUTIME_ID));
	return 0;
}

static bool contains(const struct buf *out, const struct buf *truth)
{
	static const char *const charsets[] = {"CP932", "GB18030",
					       "ISO-8859-1"};
	bool found = memmem(out->data, out->size, truth->data, truth->size);
	size_t i;

	for (i = 0; !found && i < ARRAY_SIZE(charsets); i++) {
		struct buf text = BUF_INIT;

		text_convert(charsets[i], out->data, out->size, &text);
		found = text.size &&
			memmem(text.data, text.size, truth->data, truth->size);
		buf_release(&text);
	}
	return found;
}

/* Run the command, collect what it prints; its CPU in ms. */
static double run_reader(char **command, struct buf *out)
{
	struct rusage usage = {0};
	char chunk[4096];
	int ends[2], status;
	ssize_t n;
	pid_t pid;

	if (pipe(ends) < 0 || (pid = fork()) < 0) {
		perror("code_readers");
		exit(2);
	}
	if (pid == 0) {
		dup2(ends[1], 1);
		close(ends[0]);
		close(ends[1]);
		if (freopen("/dev/null", "w", stderr))
			execvp(command[0], command);
		_exit(127);
	}
	close(ends[1]);
	while ((n = read(ends[0], chunk, sizeof(chunk))) > 0)
		buf_add(out, chunk, (size_t)n);
	close(ends[0]);
	wait4(pid, &status, 0, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

/* Our own reader in this process. */
static double read_here(const char *path, struct buf *out)
{
	struct error err = ERROR_INIT;
	struct buf bytes = BUF_INIT;
	struct code_result r;
	double ms;
	int i;

	if (file_read(path, MAX_FILE, &bytes, &err) < 0)
		return 0;
	code_read(bytes.data, bytes.size, NULL, &r);
	for (i = 0; i < r.count; i++)
		buf_add(out, r.payloads[i].bytes, r.payloads[i].size);
	ms = r.ms;
	code_result_release(&r);
	buf_release(&bytes);
	return ms;
}

/* argc 0: our own reader. */
static int run_list(const char *list, int argc, char **argv)
{
	char **command = mem_xcalloc((size_t)argc + 2, sizeof(*command));
	FILE *file = fopen(list, "r");
	char line[4096];
	int i;

	if (!file) {
		perror(list);
		return 2;
	}
	for (i = 0; i < argc; i++)
		command[i] = argv[i];
	while (fgets(line, sizeof(line), file)) {
		struct buf out = BUF_INIT, truth = BUF_INIT;
		struct error err = ERROR_INIT;
		char *tab = strchr(line, '\t');
		double ms;

		line[strcspn(line, "\n")] = '\0';
		if (!tab)
			continue;
		*tab = '\0';
		if (file_read(tab + 1, MAX_FILE, &truth, &err) < 0)
			fprintf(stderr, "%s\n", err.text);
		command[argc] = line;
		ms = argc ? run_reader(command, &out) : read_here(line, &out);
		printf("%.2f\t%d\t%s\n", ms,
		       truth.size && out.size && contains(&out, &truth), line);
		buf_release(&out);
		buf_release(&truth);
	}
	fclose(file);
	free(command);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "read") == 0)
		return read_one(argv[2]);
	if (argc > 3 && strcmp(argv[1], "folder") == 0)
		return read_folder((int)strtol(argv[2], NULL, 10), argc - 3,
				   argv + 3);
	if (argc > 3 && strcmp(argv[1], "run") == 0)
		return run_list(argv[2], argc - 3, argv + 3);
	if (argc == 3 && strcmp(argv[1], "each") == 0)
		return run_list(argv[2], 0, NULL);
	fprintf(stderr, "usage: code_readers read|folder|each|run …\n");
	return 2;
}
