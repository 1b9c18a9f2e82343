/* SPDX-License-Identifier: MIT */
#include "report/print_sheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cancel.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "codec/archive/intake.h"
#include "codec/picture/photo_decode.h"
#include "codec/picture/picture.h"
#include "page/print_file.h"
#include "report/print_photo.h"
#include "rules/caption.h"
#include "rules/redact_text.h"
#include "store/log_store.h"

/* Thin enough to be cut away, grey enough for white walls. */
static const double cut_line = .1;
enum { CUT_COLOR = 0x999999 };

struct runner {
	const struct print_sheet *job;
	struct print_sheet_counts *counts;
	struct print_file *file;
	struct print_plan plan; /* of one person a sheet */
	struct print_flow flow; /* of sheets filled on */
	struct pdf *sheet;
	struct print_sheet_result result;
	struct buf caption, bytes;
};

/* The caption's faults are the person's: the text is not all there. */
static void draw_caption(struct runner *r, struct pdf_box box, int lines,
			 bool turned)
{
	const struct pdf_type type = {.size = PRINT_PLAN_TYPE,
				      .align = 0,
				      .lines = lines,
				      .turned = turned};
	struct findings *all = &r->result.findings;
	int wrong = pdf_label(r->sheet, box, &type, buf_str(&r->caption));

	if (wrong & PDF_TEXT_CUT && !findings_has(all, "PRT-CUT"))
		findings_add(all, "PRT-CUT");
	if (wrong & PDF_TEXT_NO_GLYPH && !findings_has(all, "PRT-GLYPH"))
		findings_add(all, "PRT-GLYPH");
}

static int draw_print(struct runner *r, struct pdf_photo *photo,
		      const struct print_cell *cell, struct error *err)
{
	const struct pdf_box box = {cell->x, cell->y, cell->width,
				    cell->height};

	if (pdf_photo_cover(r->sheet, photo, box, cell->turned, err) < 0)
		return -1;
	pdf_frame(r->sheet, box, cut_line, CUT_COLOR);
	r->result.prints++;
	return 0;
}

/* As wide as its print and half the gap at either side. */
static void caption_under(struct runner *r, const struct print_cell *cell,
			  double gap, int lines)
{
	const struct pdf_box box = {cell->x - gap / 2,
				    cell->y + cell->height + PRINT_PLAN_SPACE,
				    cell->width + gap, lines * PRINT_PLAN_LINE};

	draw_caption(r, box, lines, false);
}

static void caption_once(struct runner *r)
{
	const struct print_plan *plan = &r->plan;
	bool side = plan->caption == PRINT_CAPTION_SIDE;
	const struct pdf_box box = {plan->x, plan->y,
				    side ? PRINT_PLAN_LINE : plan->length,
				    side ? plan->length : PRINT_PLAN_LINE};

	draw_caption(r, box, 1, side);
}

static int draw_single(struct runner *r, struct pdf_photo *photo,
		       struct error *err)
{
	const struct print_plan *plan = &r->plan;
	size_t i;

	if (print_file_sheet(r->file, &r->sheet, err) < 0)
		return -1;
	r->result.sheet = print_file_count(r->file);
	for (i = 0; i < plan->n; i++) {
		if (draw_print(r, photo, &plan->cells[i], err) < 0)
			return -1;
		if (plan->caption == PRINT_CAPTION_UNDER)
			caption_under(r, &plan->cells[i], plan->gap,
				      plan->lines);
	}
	if (plan->caption == PRINT_CAPTION_BELOW ||
	    plan->caption == PRINT_CAPTION_SIDE)
		caption_once(r);
	return 0;
}

static int draw_next(struct runner *r, struct pdf_photo *photo, size_t part,
		     struct error *err)
{
	struct print_cell cell = {.part = part};
	bool fresh;

	if (print_plan_next(&r->flow, &r->job->layout, &cell, &fresh, err) < 0)
		return -1;
	if (fresh && print_file_sheet(r->file, &r->sheet, err) < 0)
		return -1;
	if (!r->result.prints)
		r->result.sheet = print_file_count(r->file);
	if (draw_print(r, photo, &cell, err) < 0)
		return -1;
	if (r->flow.lines)
		caption_under(r, &cell, r->flow.gap, r->flow.lines);
	return 0;
}

static int draw_mixed(struct runner *r, struct pdf_photo *photo,
		      struct error *err)
{
	const struct print_layout *layout = &r->job->layout;
	size_t part;
	int i, count;

	for (part = 0; part < layout->n; part++) {
		count = layout->parts[part].count;
		for (i = 0; i < (count ? count : 1); i++)
			if (draw_next(r, photo, part, err) < 0)
				return -1;
	}
	return 0;
}

/* A photo that cannot be read is one person's trouble, not the batch's. */
static void add_broken(struct runner *r, const struct error *why)
{
	enum picture_kind kind = picture_kind(r->bytes.data, r->bytes.size);

	if (why->kind == ERROR_LIMIT)
		findings_add_detail(&r->result.findings, "FIL-LIMIT",
				    why->text);
	else if (kind == PICTURE_UNKNOWN || kind == PICTURE_JPEG ||
		 kind == PICTURE_PNG || kind == PICTURE_WEBP)
		findings_add_detail(&r->result.findings, "FIL-CORRUPT",
				    why->text);
	else
		findings_add_detail(&r->result.findings, "FIL-TYPE",
				    picture_name(kind));
	r->result.failed = true;
}

/* Dots an inch of the largest print: under 200 single dots are seen. */
static void check_dots(struct runner *r, const struct pdf_photo *photo)
{
	static const double least = 200;
	const struct print_layout *layout = &r->job->layout;
	double dots, fewest = INFINITY;
	int width, height;
	size_t i;

	pdf_photo_size(photo, &width, &height);
	for (i = 0; i < layout->n; i++) {
		const struct print_size *size = &layout->parts[i].size;

		dots = 25.4 * fmin(width / size->width, height / size->height);
		fewest = fmin(dots, fewest);
	}
	if (fewest < least)
		findings_add_below(&r->result.findings, "PRT-DOTS",
				   round(fewest), least, "dpi");
}

/* The sheet is known once the file is open: only then is there a canvas. */
static int draw(struct runner *r, struct error *err)
{
	struct error why = ERROR_INIT;
	struct pdf_photo *photo;
	int result;

	if (cancel_check(err) < 0)
		return -1;
	photo = pdf_photo_open(print_file_pdf(r->file), r->bytes.data,
			       r->bytes.size, &why);
	if (!photo) {
		add_broken(r, &why);
		return 0;
	}
	check_dots(r, photo);
	result = r->job->mixed ? draw_mixed(r, photo, err)
			       : draw_single(r, photo, err);
	pdf_photo_close(photo);
	return result;
}

static int show(struct runner *r, struct error *err)
{
	int result;

	r->counts->total++;
	r->counts->printed += r->result.prints > 0;
	r->counts->failed += r->result.failed;
	r->counts->left_out += !r->result.prints && !r->result.failed;
	result = r->job->show(r->job->ctx, &r->result, err);
	findings_release(&r->result.findings);
	r->result = (struct print_sheet_result){NULL};
	return result;
}

static int print_student(void *ctx, const struct student_row *row,
			 struct error *err)
{
	struct runner *r = ctx;
	int got = 0;

	r->result.student = &row->student;
	buf_clear(&r->bytes);
	if (!print_photo_is_approved(row->state))
		findings_add(&r->result.findings, "PRT-NOT-APPROVED");
	else
		got = print_photo_read(r->job->session, row, &r->bytes, err);
	if (got < 0)
		return -1;
	if (got == 0 && !r->result.findings.n)
		findings_add(&r->result.findings, "PRT-NO-PHOTO");
	buf_clear(&r->caption);
	caption_make(r->job->caption, &row->student, r->job->unmask,
		     &r->caption);
	if (got > 0 && draw(r, err) < 0)
		return -1;
	return show(r, err);
}

static int count_student(void *ctx, const struct student_row *row,
			 struct error *err)
{
	long *n = ctx;

	(void)row;
	(void)err;
	++*n;
	return 0;
}

static int print_students(struct runner *r, struct error *err)
{
	const struct print_sheet *job = r->job;
	long total = 0;

	if (student_store_each(job->session, job->filter, count_student, &total,
			       err) < 0)
		return -1;
	job->total(job->ctx, total);
	return student_store_each(job->session, job->filter, print_student, r,
				  err);
}

/* Of a task the student whose number the file bears; else the stem is it. */
static int caption_of_file(struct runner *r, const char *name,
			   struct error *err)
{
	const struct session *session = r->job->session;
	struct student_row row = {.photo_id = 0};
	struct buf shown = BUF_INIT;
	char *stem = path_stem(name);
	int got = 0;

	buf_clear(&r->caption);
	if (session->store && !r->job->unmask)
		redact_text(&shown, stem);
	else
		buf_adds(&shown, stem);
	if (session->store)
		got = student_store_find(session->store, session->task, stem,
					 &row, err);
	if (got == 0)
		student_set(&row.student, STUDENT_xh, buf_str(&shown));
	if (got >= 0)
		caption_make(r->job->caption, &row.student, r->job->unmask,
			     &r->caption);
	student_store_release(&row);
	buf_release(&shown);
	free(stem);
	return got < 0 ? -1 : 0;
}

/*
 * A file from anywhere may be half a photo: readers of the PDF would print it
 * with a white half and say nothing.
 */
static bool is_whole(struct runner *r)
{
	struct photo_decode_info info;
	const struct photo_decode least = {
		.min_width = 1, .min_height = 1, .info = &info};
	struct image small = IMAGE_INIT;
	struct error why = ERROR_INIT;
	int result = photo_decode(r->bytes.data, r->bytes.size, &least, &small,
				  &why);

	image_release(&small);
	if (result < 0)
		add_broken(r, &why);
	else if (info.truncated)
		findings_add(&r->result.findings, "FIL-TRUNCATED");
	r->result.failed = result < 0 || info.truncated;
	return !r->result.failed;
}

static int print_item(struct runner *r, struct intake_item *item,
		      struct error *err)
{
	intake_load(item);
	r->result.file = item->name;
	buf_clear(&r->bytes);
	if (item->error.kind != ERROR_NONE) {
		add_broken(r, &item->error);
		return show(r, err);
	}
	buf_add(&r->bytes, item->bytes.data, item->bytes.size);
	if (caption_of_file(r, item->name, err) < 0 ||
	    (is_whole(r) && draw(r, err) < 0))
		return -1;
	return show(r, err);
}

static int print_files(struct runner *r, struct error *err)
{
	struct intake *intake =
		intake_open(r->job->operands, r->job->operand_count, err);
	struct intake_item item;
	const char *names;
	long count;
	int result = intake ? 1 : -1;

	while (result > 0) {
		r->job->total(r->job->ctx, intake_total(intake));
		result = intake_next(intake, &item, err);
		if (result > 0) {
			if (print_item(r, &item, err) < 0)
				result = -1;
			intake_item_release(&item);
		}
	}
	if (intake) {
		count = intake_left_out(intake, &names);
		r->job->not_pictures(r->job->ctx, count, names);
	}
	intake_close(intake);
	return result;
}

static int log_print(const struct runner *r, struct error *err)
{
	const struct print_sheet *job = r->job;
	char detail[120];

	if (!job->session->store || job->session->dry_run)
		return 0;
	snprintf(detail, sizeof(detail), "printed=%ld left_out=%ld sheets=%ld",
		 r->counts->printed, r->counts->left_out, r->counts->sheets);
	return log_store_run(job->session, "print-sheet", detail, err);
}

static void add_file(void *ctx, const char *path)
{
	struct print_sheet_counts *counts = ctx;

	MEM_GROW(counts->files, counts->n_files, counts->cap_files);
	counts->files[counts->n_files++] = mem_xstrdup(path);
}

/* An empty file would look as if everybody had been printed. */
static int finish(struct runner *r, int result, struct error *err)
{
	struct print_file *file = r->file;

	r->counts->sheets = print_file_count(file);
	if (result < 0 || !r->counts->sheets) {
		print_file_abandon(file);
		return result;
	}
	if (print_file_close(file, add_file, r->counts, err) < 0)
		return -1;
	return log_print(r, err);
}

static int plan(struct runner *r, struct error *err)
{
	const struct print_sheet *job = r->job;
	int lines = caption_fields(job->caption);

	if (*job->caption && lines < 1)
		lines = 1;
	lines = lines > 3 ? 3 : lines;
	if (!job->mixed)
		return print_plan_make(&job->paper, &job->layout, lines,
				       &r->plan, err);
	r->flow = (struct print_flow){.paper = &job->paper,
				      .lines = lines == 1 ? 2 : lines};
	return 0;
}

int print_sheet(const struct print_sheet *job,
		struct print_sheet_counts *counts, struct error *err)
{
	struct runner r = {.job = job, .counts = counts};
	const struct print_file_options options = {
		.width = job->paper.size.width,
		.height = job->paper.size.height,
		.title = _("photo prints"),
		.dry_run = job->session->dry_run,
	};
	int result;

	*counts = (struct print_sheet_counts){0};
	if (caption_check(job->caption, err) < 0 || plan(&r, err) < 0)
		return -1;
	r.file = print_file_open(job->path, &options, err);
	if (!r.file)
		return -1;
	result = job->operands ? print_files(&r, err) : print_students(&r, err);
	result = finish(&r, result, err);
	findings_release(&r.result.findings);
	buf_release(&r.caption);
	buf_release(&r.bytes);
	return result;
}

void print_sheet_release(struct print_sheet_counts *counts)
{
	size_t i;

	for (i = 0; i < counts->n_files; i++)
		free(counts->files[i]);
	free(counts->files);
}
