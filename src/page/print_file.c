/* SPDX-License-Identifier: MIT */
#include "page/print_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"

/* A PDF has a date; of sheets of photos it would tell nothing. */
static const date_time no_date = 946656000; /* 2000-01-01T00:00:00+08:00 */

struct print_file {
	struct pdf *pdf;
	char *path;
	char *stem, *ending; /* of JPEG files; NULL = a PDF */
	bool dry_run;
	long count;
	char **written;
	size_t n, cap;
};

bool print_file_knows(const char *path)
{
	return path_has_extension(path, ".pdf") ||
	       path_has_extension(path, ".jpg") ||
	       path_has_extension(path, ".jpeg");
}

void print_file_abandon(struct print_file *take_file)
{
	size_t i;

	if (!take_file)
		return;
	pdf_abandon(take_file->pdf);
	for (i = 0; i < take_file->n; i++)
		free(take_file->written[i]);
	free(take_file->written);
	free(take_file->path);
	free(take_file->stem);
	free(take_file->ending);
	free(take_file);
}

struct print_file *print_file_open(const char *path,
				   const struct print_file_options *options,
				   struct error *err)
{
	struct print_file *file = mem_xcalloc(1, sizeof(*file));
	const char *ending = path_extension(path);

	file->path = mem_xstrdup(path);
	file->dry_run = options->dry_run;
	if (path_has_extension(path, ".pdf")) {
		file->pdf = pdf_open(path, options->width, options->height,
				     options->at ? options->at : no_date, err);
	} else {
		file->ending = mem_xstrdup(ending);
		file->stem = mem_xstrndup(path, strlen(path) - strlen(ending));
		file->pdf =
			pdf_open_pixels(options->width, options->height, err);
	}
	if (!file->pdf) {
		print_file_abandon(file);
		return NULL;
	}
	pdf_set_title(file->pdf, options->title);
	return file;
}

struct pdf *print_file_pdf(const struct print_file *file)
{
	return file->pdf;
}

long print_file_count(const struct print_file *file)
{
	return file->count;
}

static int write_jpeg(struct print_file *file, char *take_path,
		      const struct buf *jpeg, struct error *err)
{
	int result = 0;

	if (!file->dry_run)
		result = file_write(take_path, jpeg->data, jpeg->size, 0600,
				    err);
	MEM_GROW(file->written, file->n, file->cap);
	file->written[file->n++] = take_path;
	return result;
}

static char *number_path(const struct print_file *file, long number)
{
	return mem_xprintf("%s-%03ld%s", file->stem, number, file->ending);
}

/*
 * The sheet that was drawn on.  It is written when the next one begins or the
 * file ends: only then it is known whether the first one is alone.
 */
static int end_sheet(struct print_file *file, bool alone, struct error *err)
{
	struct buf jpeg = BUF_INIT;
	int result;

	if (!file->count)
		return 0;
	result = pdf_take_jpeg(file->pdf, &jpeg, err);
	if (result == 0)
		result = write_jpeg(file,
				    alone ? mem_xstrdup(file->path)
					  : number_path(file, file->count),
				    &jpeg, err);
	buf_release(&jpeg);
	return result;
}

int print_file_sheet(struct print_file *file, struct pdf **sheet,
		     struct error *err)
{
	*sheet = file->pdf;
	if (file->ending) {
		if (end_sheet(file, false, err) < 0)
			return -1;
	} else if (file->count) {
		pdf_new_page(file->pdf);
	}
	file->count++;
	return 0;
}

int print_file_close(struct print_file *take_file, print_file_fn fn, void *ctx,
		     struct error *err)
{
	struct print_file *file = take_file;
	int result = 0;
	size_t i;

	if (file->ending) {
		result = end_sheet(file, file->count == 1, err);
		for (i = 0; i < file->n && result == 0; i++)
			fn(ctx, file->written[i]);
	} else if (!file->dry_run) {
		result = pdf_close(file->pdf, 0600, err);
		file->pdf = NULL;
		if (result == 0)
			fn(ctx, file->path);
	} else {
		fn(ctx, file->path);
	}
	print_file_abandon(file);
	return result;
}
