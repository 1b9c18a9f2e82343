/* SPDX-License-Identifier: MIT */
#include "report/proof.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cancel.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "page/print_file.h"
#include "report/print_photo.h"
#include "rules/roster_row.h"

/* Millimetres of an A4 page. */
static const double width = 210, height = 297, margin = 12, top = 34,
		    card_height = 41, card_gap = 1.5, photo_width = 27.75,
		    photo_height = 37, pad = 2, line = 5.2;

enum { ACROSS = 2, DOWN = 6, CARDS = ACROSS * DOWN, FORM_ROWS = 16 };

/* A class and how many pages its cards take, known before they are drawn. */
struct group {
	char *college, *name;
	long students;
};

struct writer {
	const struct proof *job;
	struct proof_counts *counts;
	struct group *groups;
	size_t n, cap;
	size_t at;	 /* the group being drawn, from 1; 0 before the first */
	long card, page; /* of the group */
	struct print_file *file;
	struct pdf *pdf;
	struct proof_result result;
	struct buf bytes;
};

static bool is_of(const struct group *g, const struct student *student)
{
	return strcmp(g->college, student_get(student, STUDENT_fy)) == 0 &&
	       strcmp(g->name, student_get(student, STUDENT_bh)) == 0;
}

static int count(void *ctx, const struct student_row *row, struct error *err)
{
	struct writer *w = ctx;
	const struct student *student = &row->student;

	(void)err;
	if (!w->n || !is_of(&w->groups[w->n - 1], student)) {
		MEM_GROW(w->groups, w->n, w->cap);
		w->groups[w->n++] = (struct group){
			mem_xstrdup(student_get(student, STUDENT_fy)),
			mem_xstrdup(student_get(student, STUDENT_bh)), 0};
	}
	w->groups[w->n - 1].students++;
	w->counts->total++;
	return 0;
}

static int draw_text(struct writer *w, struct pdf_box box, struct pdf_type type,
		     const char *text)
{
	int wrong = pdf_label(w->pdf, box, &type, text);

	if (wrong & PDF_TEXT_NO_GLYPH &&
	    !findings_has(&w->result.findings, "PRT-GLYPH"))
		findings_add(&w->result.findings, "PRT-GLYPH");
	return wrong;
}

/* School, college, class, how many, which page of how many, which day. */
static void draw_head(struct writer *w, const char *title, long pages)
{
	const struct group *g = &w->groups[w->at - 1];
	const struct task *task = w->job->session->task;
	struct pdf_box box = {margin, margin, width - 2 * margin, 8};
	struct buf text = BUF_INIT;
	char when[26];

	draw_text(w, box, (struct pdf_type){.size = 16, .bold = true}, title);
	date_time_format(w->job->session->now, when);
	buf_addf(&text, "%s  %s  %s", task->school_name, g->college, g->name);
	box.y += 9.5;
	draw_text(w, box, (struct pdf_type){.size = 10.5, .align = -1},
		  buf_str(&text));
	buf_clear(&text);
	buf_addf(&text,
		 P_("%ld student   page %ld of %ld   %.10s",
		    "%ld students   page %ld of %ld   %.10s", g->students),
		 g->students, w->page, pages, when);
	draw_text(w, box, (struct pdf_type){.size = 9, .align = 1},
		  buf_str(&text));
	buf_release(&text);
}

static int begin_page(struct writer *w, const char *title, long pages,
		      struct error *err)
{
	if (print_file_sheet(w->file, &w->pdf, err) < 0)
		return -1;
	w->page++;
	draw_head(w, title, pages);
	return 0;
}

static long card_pages(const struct group *g)
{
	return (g->students + CARDS - 1) / CARDS;
}

/* The columns of the form, as roster set --list reads them back. */
static const struct {
	const char *title;
	double width; /* of 186 mm */
} form[] = {
	{N_("student no."), 30},     {N_("name"), 24},
	{N_("item to correct"), 22}, {N_("as it is"), 36},
	{N_("as it should be"), 36}, {N_("reason"), 20},
	{N_("signature"), 18},
};

static void draw_form_row(struct writer *w, double y, bool head)
{
	const struct pdf_type type = {.size = 9, .bold = true};
	struct pdf_box box = {margin, y, 0, head ? 8 : 14};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(form); i++) {
		box.width = form[i].width;
		if (head)
			pdf_fill(w->pdf, box, 0xeeeeee);
		pdf_frame(w->pdf, box, .2, 0x444444);
		if (head)
			draw_text(
				w,
				(struct pdf_box){box.x, y + 2.4, box.width, 4},
				type, _(form[i].title));
		box.x += box.width;
	}
}

/* Behind each class: what the students write is brought back by the list. */
static int draw_form(struct writer *w, struct error *err)
{
	static const struct pdf_type small = {.size = 9, .align = -1};
	struct pdf_box box = {margin, 28, width - 2 * margin, 5};
	double y = top + 8;
	int i;

	if (begin_page(w, _("corrections"), w->page + 1, err) < 0)
		return -1;
	draw_text(w, box, small,
		  _("One line for each thing that is wrong, with the reason; "
		    "signed by the student."));
	draw_form_row(w, top, true);
	for (i = 0; i < FORM_ROWS; i++, y += 14)
		draw_form_row(w, y, false);
	box.y = height - margin - 14;
	draw_text(w, box, small,
		  _("class adviser:                         "
		    "date:                         registrar's office:"));
	return 0;
}

static int begin_card_page(struct writer *w, struct error *err)
{
	static const struct pdf_type small = {.size = 9, .align = -1};
	const struct pdf_box box = {margin, 28, width - 2 * margin, 5};
	const struct group *g = &w->groups[w->at - 1];

	if (begin_page(w, _("proof sheet"), card_pages(g) + 1, err) < 0)
		return -1;
	draw_text(w, box, small,
		  _("Look at your photo, name and numbers.  Sign if all is "
		    "right; else write it into the form of corrections."));
	return 0;
}

static void draw_field(struct writer *w, struct pdf_box *box,
		       enum student_field field)
{
	const struct student *student = w->result.student;
	bool name = field == STUDENT_xm;
	const struct pdf_type label = {.size = 8,
				       .align = -1,
				       .color = 0x555555},
			      type = {.size = name ? 12 : 10,
				      .bold = name,
				      .align = -1};
	struct buf text = BUF_INIT;
	struct pdf_box value = *box;

	draw_text(w, (struct pdf_box){box->x, box->y + (name ? 1 : .5), 16, 4},
		  label, student_field_label(field));
	roster_row_show(&text, field, student_get(student, field),
			w->job->unmask);
	value.x += 16;
	value.width -= 16;
	draw_text(w, value, type, buf_str(&text));
	buf_release(&text);
	box->y += name ? line + .8 : line;
}

/* The box to sign in, and the two boxes to tick. */
static void draw_signature(struct writer *w, double x, double low, double wide)
{
	const struct pdf_type label = {.size = 8,
				       .align = -1,
				       .color = 0x555555},
			      tick = {.size = 9, .align = -1};
	struct pdf_box box = {x, low - 11, wide, 11};

	pdf_frame(w->pdf, box, .2, 0x444444);
	draw_text(w, (struct pdf_box){x + 1, low - 10.2, 14, 4}, label,
		  _("signature"));
	box = (struct pdf_box){x + wide - 32, low - 8, 3, 3};
	pdf_frame(w->pdf, box, .2, 0x444444);
	draw_text(w, (struct pdf_box){box.x + 4, low - 8.1, 12, 4}, tick,
		  _("right"));
	box.x += 16;
	pdf_frame(w->pdf, box, .2, 0x444444);
	draw_text(w, (struct pdf_box){box.x + 4, low - 8.1, 12, 4}, tick,
		  _("wrong"));
}

/* Without a photo an empty frame says so: that is what has to be seen. */
static int draw_photo(struct writer *w, const struct student_row *row,
		      struct pdf_box box, struct error *err)
{
	static const struct pdf_type type = {.size = 9, .color = 0x555555};
	struct pdf_photo *photo = NULL;
	int result = 0;

	buf_clear(&w->bytes);
	if (print_photo_read(w->job->session, row, &w->bytes, err) < 0)
		return -1;
	if (w->bytes.size)
		photo = pdf_photo_open(w->pdf, w->bytes.data, w->bytes.size,
				       NULL);
	w->result.photo = photo != NULL;
	if (photo)
		result = pdf_photo_cover(w->pdf, photo, box, false, err);
	pdf_photo_close(photo);
	pdf_frame(w->pdf, box, .1, 0x999999);
	if (w->result.photo)
		return result;
	findings_add(&w->result.findings, "PRT-NO-PHOTO");
	box.y += box.height / 2 - 2;
	draw_text(w, box, type, _("no photo yet"));
	return result;
}

static int draw_card(struct writer *w, const struct student_row *row,
		     struct error *err)
{
	static const enum student_field fields[] = {STUDENT_xm, STUDENT_xh,
						    STUDENT_zjhm, STUDENT_zymc};
	const double wide = (width - 2 * margin - card_gap) / ACROSS;
	long place = (w->card - 1) % CARDS;
	struct pdf_box box = {margin + place % ACROSS * (wide + card_gap),
			      top + (double)(place / ACROSS) *
					      (card_height + card_gap),
			      wide, card_height};
	size_t i;

	pdf_frame(w->pdf, box, .2, 0x888888);
	if (draw_photo(w, row,
		       (struct pdf_box){box.x + pad, box.y + pad, photo_width,
					photo_height},
		       err) < 0)
		return -1;
	box.x += pad + photo_width + 2.5;
	box.width = wide - photo_width - 2 * pad - 2.5;
	draw_signature(w, box.x, box.y + pad + photo_height, box.width);
	box.y += pad + .3;
	for (i = 0; i < ARRAY_SIZE(fields); i++)
		draw_field(w, &box, fields[i]);
	return 0;
}

/* The next class, when the student is of it: the form ends the one before. */
static int turn_group(struct writer *w, const struct student *student,
		      struct error *err)
{
	if (w->at && is_of(&w->groups[w->at - 1], student))
		return 0;
	if (w->at && draw_form(w, err) < 0)
		return -1;
	w->at++;
	w->card = w->page = 0;
	return 0;
}

static int write_one(void *ctx, const struct student_row *row,
		     struct error *err)
{
	struct writer *w = ctx;
	int result = -1;

	w->result = (struct proof_result){.student = &row->student};
	if (cancel_check(err) == 0 && turn_group(w, &row->student, err) == 0 &&
	    (w->card++ % CARDS != 0 || begin_card_page(w, err) == 0) &&
	    draw_card(w, row, err) == 0) {
		w->result.page = print_file_count(w->file);
		w->counts->photos += w->result.photo;
		result = w->job->show(w->job->ctx, &w->result, err);
	}
	findings_release(&w->result.findings);
	return result;
}

static void ignore_path(void *ctx, const char *path)
{
	(void)ctx;
	(void)path;
}

static int write_all(struct writer *w, struct error *err)
{
	const struct proof *job = w->job;
	const struct print_file_options options = {
		.width = width,
		.height = height,
		.title = _("proof sheet"),
		.at = job->session->now,
		.dry_run = job->session->dry_run,
	};

	w->file = print_file_open(job->path, &options, err);
	if (!w->file)
		return -1;
	if (student_store_each(job->session, job->filter, write_one, w, err) <
		    0 ||
	    draw_form(w, err) < 0) {
		print_file_abandon(w->file);
		return -1;
	}
	w->counts->pages = print_file_count(w->file);
	w->counts->classes = (long)w->n;
	return print_file_close(w->file, ignore_path, NULL, err);
}

int proof_write(const struct proof *job, struct proof_counts *counts,
		struct error *err)
{
	struct writer w = {.job = job, .counts = counts};
	int result;
	size_t i;

	*counts = (struct proof_counts){0};
	result = student_store_each(job->session, job->filter, count, &w, err);
	if (result == 0 && !w.n)
		result = error_set(err, ERROR_POLICY,
				   _("no student to print a sheet for"));
	if (result == 0) {
		job->total(job->ctx, counts->total);
		result = write_all(&w, err);
	}
	for (i = 0; i < w.n; i++) {
		free(w.groups[i].college);
		free(w.groups[i].name);
	}
	free(w.groups);
	findings_release(&w.result.findings);
	buf_release(&w.bytes);
	return result;
}
