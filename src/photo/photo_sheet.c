/* SPDX-License-Identifier: MIT */
#include "photo/photo_sheet.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "photo/photo_report.h"
#include "rules/redact_text.h"
#include "rules/roster_row.h"
#include "rules/words.h"

/* Marks on a picture at most, and rows of the picture before. */
enum { MARKS = 8, ROWS = 480 };

/* One picture in work. */
struct drawn {
	struct buf jpeg;
	struct contact_mark marks[MARKS];
	size_t n;
	struct photo_outline outline;
	double frame[8]; /* corners of the crop */
	char caption[120];
};

static void drawn_release(struct drawn *d)
{
	buf_release(&d->jpeg);
	photo_outline_release(&d->outline);
}

int photo_sheet_open(struct photo_sheet *sheet, struct error *err)
{
	if (!sheet || !sheet->path)
		return 0;
	sheet->count = 0;
	sheet->page = contact_sheet_open(sheet->path, &sheet->about,
					 CONTACT_PHOTOS, err);
	return sheet->page ? 0 : -1;
}

int photo_sheet_preview(const struct photo_sheet *sheet)
{
	return sheet && sheet->path ? ROWS : 0;
}

static void add_line(struct drawn *d, const struct photo_check *check, double y,
		     const char *label, const char *color)
{
	double more = check->face.width / 4;

	d->marks[d->n++] = (struct contact_mark){
		.shape = CONTACT_LINE,
		.x = check->face.x - more,
		.y = y,
		.x2 = check->face.x + check->face.width + more,
		.y2 = y,
		.label = label,
		.color = color,
	};
}

static void mark_face(struct drawn *d, const struct photo_check *check)
{
	const struct face *f = &check->face;

	if (!check->has_face)
		return;
	d->marks[d->n++] = contact_sheet_face(f->x, f->y, f->width, f->height);
	add_line(d, check, check->head_top, _("crown"), "#ff8c00");
	add_line(d, check, check->eye_line, _("eyes"), "#e000e0");
	add_line(d, check, check->chin, _("chin"), "#00a0e0");
}

static void add_path(struct drawn *d, const double *points, size_t n,
		     const char *color)
{
	if (n)
		d->marks[d->n++] = (struct contact_mark){
			.shape = CONTACT_PATH,
			.points = points,
			.n = n,
			.color = color,
		};
}

/* A straightened photo was cut out of the source aslant. */
static void mark_crop(struct drawn *d, const struct photo_made *made)
{
	static const int corners[4][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
	const struct photo_frame *f = &made->frame;
	int i;

	if (!(f->scale > 0))
		return;
	for (i = 0; i < 4; i++)
		photo_make_source(made, corners[i][0] * (double)made->width,
				  corners[i][1] * (double)made->height,
				  &d->frame[2 * i]);
	add_path(d, d->frame, 4, "#0060ff");
}

static struct contact_picture picture(const struct drawn *d, int width,
				      int height)
{
	return (struct contact_picture){
		.jpeg = d->jpeg.size ? buf_str(&d->jpeg) : NULL,
		.size = d->jpeg.size,
		.width = width,
		.height = height,
		.caption = d->caption,
		.marks = d->marks,
		.n_marks = d->n,
	};
}

static void draw_source(struct drawn *d, const struct photo_batch_item *item)
{
	buf_add(&d->jpeg, buf_str(&item->preview), item->preview.size);
}

static void caption(struct drawn *d, const char *what, const int size[2],
		    double kb)
{
	snprintf(d->caption, sizeof(d->caption), "%s %d×%d · %.1f KB", what,
		 size[0], size[1], kb);
}

/* In the unit that a finding about it would have. */
static double kb_of(const struct photo_batch_item *item, size_t bytes)
{
	return profile_kb(&item->batch->profile->accept.kb, bytes);
}

/* An item in work: what is shown of it, and what that is made of. */
struct shown {
	struct contact_item item;
	struct drawn before, after;
	struct findings findings;
	char status[480];
};

static void show_check(struct shown *s, const struct photo_batch_item *item,
		       const struct photo_check *check)
{
	const int size[2] = {check->width, check->height};

	draw_source(&s->before, item);
	mark_face(&s->before, check);
	caption(&s->before, _("before"), size, kb_of(item, check->bytes));
	findings_append(&s->findings, &check->findings);
	s->item.before = picture(&s->before, size[0], size[1]);
}

static void show_made(struct shown *s, const struct photo_batch_item *item)
{
	const struct photo_made *made = &item->made;
	const int size[2] = {made->width, made->height};
	size_t n;

	show_check(s, item, &made->source);
	mark_crop(&s->before, made);
	add_path(&s->before, made->outline.points, made->outline.n, "#ffd000");
	s->item.before.n_marks = s->before.n;
	findings_release(&s->findings);
	photo_make_tell(made, &s->findings);
	s->item.after.caption = _("not made");
	if (made->status != PHOTO_MADE)
		return;
	buf_add(&s->after.jpeg, buf_str(&made->jpeg), made->jpeg.size);
	mark_face(&s->after, &made->result);
	caption(&s->after, _("after"), size, kb_of(item, made->jpeg.size));
	n = strlen(s->after.caption);
	snprintf(s->after.caption + n, sizeof(s->after.caption) - n, " · q%d",
		 made->quality);
	s->item.after = picture(&s->after, size[0], size[1]);
}

static void show_matte(struct shown *s, const struct photo_batch_item *item)
{
	const struct image *alpha = &item->matte.alpha;
	const int size[2] = {alpha->width, alpha->height};

	draw_source(&s->before, item);
	if (alpha->data)
		photo_outline_trace(alpha, &s->before.outline);
	add_path(&s->before, s->before.outline.points, s->before.outline.n,
		 "#ffd000");
	caption(&s->before, _("before"), size,
		kb_of(item, item->file.bytes.size));
	findings_append(&s->findings, &item->matte.findings);
	s->item.before = picture(&s->before, size[0], size[1]);
}

static const struct error *error_of(const struct photo_batch_item *item)
{
	if (item->error.kind != ERROR_NONE)
		return &item->error;
	if (item->batch->job == PHOTO_BATCH_MAKE)
		return &item->made.error;
	return &item->check.error;
}

static void judge_shown(struct shown *s, const struct photo_batch_item *item)
{
	const char *status = photo_report_status(item);
	const struct error *why = error_of(item);
	bool bad = why->kind != ERROR_NONE;

	snprintf(s->status, sizeof(s->status), "%s%s%s", words_show(status),
		 bad ? ": " : "", bad ? why->text : "");
	s->item.status = s->status;
	s->item.findings = &s->findings;
	s->item.worst =
		s->findings.n ? findings_worst(&s->findings) : FINDING_INFO;
	if (bad || strcmp(status, "refused") == 0)
		s->item.worst = FINDING_ERROR;
}

static void hide_text(char *text, size_t size)
{
	struct buf shown = BUF_INIT;

	redact_text(&shown, text);
	snprintf(text, size, "%s", buf_str(&shown));
	buf_release(&shown);
}

/* Findings and errors name files, too. */
static void hide_texts(struct shown *s)
{
	size_t i;

	for (i = 0; i < s->findings.n; i++)
		hide_text(s->findings.list[i].detail,
			  sizeof(s->findings.list[i].detail));
	hide_text(s->status, sizeof(s->status));
}

/* A photo of a student goes by name and number, not by what a file was called.
 */
static int add_named(struct photo_sheet *sheet, struct shown *s,
		     const struct photo_batch_item *item,
		     const struct student *student, struct error *err)
{
	struct buf number = BUF_INIT, name = BUF_INIT, group = BUF_INIT;
	int result;

	s->item.file = item->file.name;
	if (student) {
		roster_row_show(&name, STUDENT_xm,
				student_get(student, STUDENT_xm),
				sheet->unmask);
		s->item.title = buf_str(&name);
		buf_addf(&group, "%s %s", student_get(student, STUDENT_fy),
			 student_get(student, STUDENT_bh));
		s->item.group = buf_str(&group);
	} else if (sheet->hide_files) {
		redact_text(&number, item->file.name);
		s->item.file = buf_str(&number);
	}
	if (student) {
		roster_row_show(&number, STUDENT_xh,
				student_get(student, STUDENT_xh),
				sheet->unmask);
		s->item.file = buf_str(&number);
	}
	result = contact_sheet_add(sheet->page, &s->item, err);
	buf_release(&number);
	buf_release(&group);
	buf_release(&name);
	return result;
}

int photo_sheet_add(struct photo_sheet *sheet,
		    const struct photo_batch_item *item,
		    const struct student *student, struct error *err)
{
	struct shown s = {.findings = FINDINGS_INIT};
	int result;

	if (!sheet || !sheet->page)
		return 0;
	if (item->batch->job == PHOTO_BATCH_MAKE)
		show_made(&s, item);
	else if (item->batch->job == PHOTO_BATCH_MATTE)
		show_matte(&s, item);
	else
		show_check(&s, item, &item->check);
	judge_shown(&s, item);
	if (sheet->hide_files)
		hide_texts(&s);
	result = add_named(sheet, &s, item, student, err);
	sheet->count++;
	findings_release(&s.findings);
	drawn_release(&s.before);
	drawn_release(&s.after);
	return result;
}

int photo_sheet_end(struct photo_sheet *sheet, int result, struct error *err)
{
	struct contact_sheet *page = sheet ? sheet->page : NULL;

	if (!page)
		return result;
	sheet->page = NULL;
	if (result < 0) {
		contact_sheet_abandon(page);
		return -1;
	}
	return contact_sheet_close(page, err);
}
