/* SPDX-License-Identifier: MIT */
/*
 * The output for sheets of photos: a PDF of many pages, or JPEG pictures at 300
 * dots an inch.  A single sheet is FILE.jpg; several are FILE-001.jpg,
 * FILE-002.jpg ….  A PDF gets its name when it is complete, by
 * print_file_close(), each JPEG when its sheet is full.  One thread at a time.
 */
#ifndef PAGE_PRINT_FILE_H
#define PAGE_PRINT_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "codec/document/pdf.h"

struct print_file;

/* Whether a path ends in .pdf, .jpg or .jpeg. */
bool print_file_knows(const char *path);

struct print_file_options {
	double width, height; /* of a sheet, mm */
	const char *title;
	date_time at; /* in the PDF; 0 = none: the same bytes on any day */
	bool dry_run; /* all is drawn, nothing stays */
};
struct print_file *print_file_open(const char *path,
				   const struct print_file_options *options,
				   struct error *err);

/* What photos are opened for, before there is a sheet. */
struct pdf *print_file_pdf(const struct print_file *file);

/* A fresh sheet to draw on; the handle is the file's. */
int print_file_sheet(struct print_file *file, struct pdf **sheet,
		     struct error *err);

/* Sheets so far; from 1, the number of the one that is drawn on. */
long print_file_count(const struct print_file *file);

/* Called for each file that was written; freed in any case. */
typedef void (*print_file_fn)(void *ctx, const char *path);
int print_file_close(struct print_file *take_file, print_file_fn fn, void *ctx,
		     struct error *err);

/* What is not written yet is not written; NULL allowed. */
void print_file_abandon(struct print_file *take_file);

#endif
