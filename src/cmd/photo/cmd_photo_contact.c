/* SPDX-License-Identifier: MIT */
#include "cmd/photo/cmd_photo_contact.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "cli/output.h"
#include "cmd/cmd_context.h"
#include "rules/words.h"

enum { MARKS = 8 };

/* One picture in work. */
struct drawn {
	struct buf jpeg;
	struct contact_mark marks[MARKS];
	size_t n;
	struct photo_outline outline;
	double frame[8]; /* corners of the crop */
	char caption[120];
};

static void release(struct drawn *d)
{
	buf_release(&d->jpeg);
	photo_outline_release(&d->outline);
}

bool cmd_photo_contact_wanted(const struct command_run *run)
{
	const char *out = run->globals->out;

	return out && (path_has_extension(out, ".html") ||
		       path_has_extension(out, ".htm"));
}

int cmd_photo_contact_open(struct cmd_photo_contact *c,
			   const struct command_run *run, const char *path,
			   struct error *err)
{
	char title[80];

	*c = (struct cmd_photo_contact){.run = run, .path = path};
	if (!path)
		return 0;
	snprintf(title, sizeof(title), "qctool %s %s", run->command->noun,
		 run->command->verb);
	c->sheet = contact_sheet_open(path, title, run->now, err);
	return c->sheet ? 0 : -1;
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
	d->marks[d->n++] = (struct contact_mark){
		.shape = CONTACT_BOX,
		.x = f->x,
		.y = f->y,
		.x2 = f->x + f->width,
		.y2 = f->y + f->height,
		.color = "#00c040",
	};
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
		    size_t bytes)
{
	snprintf(d->caption, sizeof(d->caption), "%s %d×%d · %.1f KB", what,
		 size[0], size[1], (double)bytes / 1024);
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
	caption(&s->before, _("before"), size, check->bytes);
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
	findings_append(&s->findings, &made->findings);
	if (made->status != PHOTO_MADE)
		return;
	buf_add(&s->after.jpeg, buf_str(&made->jpeg), made->jpeg.size);
	mark_face(&s->after, &made->result);
	caption(&s->after, _("after"), size, made->jpeg.size);
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
	caption(&s->before, _("before"), size, item->file.bytes.size);
	findings_append(&s->findings, &item->matte.findings);
	s->item.before = picture(&s->before, size[0], size[1]);
}

static const char *status_of(const struct photo_batch_item *item)
{
	bool unsure = findings_worst(&item->matte.findings) == FINDING_ERROR;

	if (item->error.kind != ERROR_NONE)
		return "error";
	if (item->batch->job == PHOTO_BATCH_MAKE)
		return photo_make_status_name(item->made.status);
	if (item->batch->job == PHOTO_BATCH_MATTE)
		return unsure ? "refused" : "made";
	return photo_check_verdict_name(item->check.verdict);
}

static const struct error *error_of(const struct photo_batch_item *item)
{
	if (item->error.kind != ERROR_NONE)
		return &item->error;
	if (item->batch->job == PHOTO_BATCH_MAKE)
		return &item->made.error;
	return &item->check.error;
}

static void judge(struct shown *s, const struct photo_batch_item *item)
{
	const char *status = status_of(item);
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

static int add_named(struct cmd_photo_contact *c, struct shown *s,
		     const struct photo_batch_item *item,
		     const struct student *student, struct error *err)
{
	struct buf number = BUF_INIT, name = BUF_INIT;
	bool clear = !student || c->run->globals->unmask;
	int result;

	s->item.file = item->file.name;
	if (student)
		s->item.title =
			cmd_context_show(c->run, &name, STUDENT_xm,
					 student_get(student, STUDENT_xm));
	/* A file name often is the student's name or number. */
	if (!clear)
		s->item.file =
			cmd_context_show(c->run, &number, STUDENT_xh,
					 student_get(student, STUDENT_xh));
	result = contact_sheet_add(c->sheet, &s->item, err);
	buf_release(&number);
	buf_release(&name);
	return result;
}

int cmd_photo_contact_add(struct cmd_photo_contact *c,
			  const struct photo_batch_item *item,
			  const struct student *student, struct error *err)
{
	struct shown s = {.findings = FINDINGS_INIT};
	int result;

	if (!c->sheet)
		return 0;
	if (item->batch->job == PHOTO_BATCH_MAKE)
		show_made(&s, item);
	else if (item->batch->job == PHOTO_BATCH_MATTE)
		show_matte(&s, item);
	else
		show_check(&s, item, &item->check);
	judge(&s, item);
	result = add_named(c, &s, item, student, err);
	c->count++;
	findings_release(&s.findings);
	release(&s.before);
	release(&s.after);
	return result;
}

int cmd_photo_contact_close(struct cmd_photo_contact *c, int status,
			    struct error *err)
{
	struct contact_sheet *sheet = c->sheet;

	c->sheet = NULL;
	if (!sheet)
		return status;
	if (status < 0) {
		contact_sheet_abandon(sheet);
		return -1;
	}
	if (contact_sheet_close(sheet, err) < 0)
		return -1;
	output_note(c->run->output, _("%ld photos shown in %s"), c->count,
		    c->path);
	return status;
}
