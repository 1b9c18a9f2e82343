/* SPDX-License-Identifier: MIT */
#include "photo/photo_rename.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cancel.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "codec/archive/intake.h"
#include "rules/name_template.h"

enum { MAX_PLAN = 256 << 20 };

/*
 * A plan is a text file that a person reads, corrects and gives back:
 *
 *   status <TAB> from <TAB> to <TAB> by <TAB> sha256
 *
 * "rename" lines are done, "ask" lines wait for a person to make them one.
 * The bytes' hash ties a line to its file: whatever happened to the folder in
 * between, a line renames the file that was looked at or none, and --undo
 * goes the same way back.
 */

void photo_rename_release(struct photo_rename_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->n; i++) {
		free(plan->list[i].from);
		free(plan->list[i].to);
		free(plan->list[i].by);
	}
	free(plan->list);
	memset(plan, 0, sizeof(*plan));
}

static struct photo_rename_line *add(struct photo_rename_plan *plan,
				     const char *from)
{
	struct photo_rename_line *line;

	MEM_GROW(plan->list, plan->n, plan->cap);
	line = &plan->list[plan->n++];
	memset(line, 0, sizeof(*line));
	line->from = mem_xstrdup(from);
	return line;
}

static void propose(const struct photo_rename_job *job,
		    const struct file_name_match *match,
		    struct photo_rename_line *line)
{
	struct buf by = BUF_INIT;
	struct student s;
	int i;

	for (i = 0; i < match->count; i++) {
		student_list_get(job->students, (size_t)match->list[i].id - 1,
				 &s);
		buf_addf(&by, "%s%s ", i ? ", " : "",
			 student_get(&s, STUDENT_xh));
		file_name_reasons(match->list[i].by, &by);
	}
	line->by = buf_detach(&by, NULL);
}

/* shown: the path as people read it. */
static void name_line(const struct photo_rename_job *job, const char *shown,
		      struct photo_rename_line *line)
{
	struct file_name_match match;
	struct error why = ERROR_INIT;
	char *name = NULL, *folder;
	struct student s;

	file_name_match(job->index, shown, &match);
	propose(job, &match, line);
	/* A guess is proposed in the line, never carried out. */
	if (match.sure) {
		student_list_get(job->students, (size_t)match.list[0].id - 1,
				 &s);
		name = name_template_make(job->template, &s, NULL, &why);
	}
	if (!name) {
		line->to = mem_xstrdup("");
		return;
	}
	folder = job->root ? mem_xstrdup(job->root) : path_folder(line->from);
	line->to = path_join(folder, name);
	line->sure = true;
	free(folder);
	free(name);
}

static int by_target(const void *a, const void *b)
{
	const struct photo_rename_line *const *x = a, *const *y = b;

	return strcmp((*x)->to, (*y)->to);
}

/* Two files for one name: neither is renamed until a person decides. */
static void find_clashes(struct photo_rename_plan *plan)
{
	struct photo_rename_line **order = mem_xcalloc(plan->n, sizeof(*order));
	size_t i, n = 0;

	for (i = 0; i < plan->n; i++)
		if (plan->list[i].sure)
			order[n++] = &plan->list[i];
	if (n)
		qsort(order, n, sizeof(*order), by_target);
	for (i = 1; i < n; i++)
		if (strcmp(order[i]->to, order[i - 1]->to) == 0)
			order[i]->sure = order[i - 1]->sure = false;
	free(order);
}

static void plan_item(const struct photo_rename_job *job,
		      struct intake_item *item, struct photo_rename_plan *out)
{
	struct photo_rename_line *line;

	if (!item->path)
		return;
	line = add(out, item->path);
	intake_load(item);
	sha256_hex(buf_str(&item->bytes), item->bytes.size, line->sha256);
	name_line(job, item->name, line);
	line->sure = line->sure && item->error.kind == ERROR_NONE;
}

int photo_rename_plan(const struct photo_rename_job *job,
		      struct photo_rename_plan *out, struct error *err)
{
	struct intake *intake;
	struct intake_item item;
	const char *names;
	char *without;
	long left_out;
	int got;

	memset(out, 0, sizeof(*out));
	if (name_template_check(job->template, err) < 0)
		return -1;
	/* Files are renamed for no task, so there is no feature code. */
	without = name_template_of_task(job->template, "", err);
	free(without);
	if (!without)
		return -1;
	intake = intake_open(job->operands, job->count, err);
	if (!intake)
		return -1;
	while ((got = intake_next(intake, &item, err)) > 0) {
		plan_item(job, &item, out);
		intake_item_release(&item);
		if (cancel_check(err) < 0)
			got = -1;
		if (got < 0)
			break;
	}
	left_out = intake_left_out(intake, &names);
	job->left_out(job->ctx, left_out, names);
	if (got == 0)
		got = intake_need_some(intake, err);
	intake_close(intake);
	find_clashes(out);
	return got < 0 ? -1 : 0;
}

/* Tabs and line feeds in names would break the plan's lines. */
static bool fits_line(const char *text)
{
	return !strpbrk(text, "\t\r\n");
}

int photo_rename_write(const struct photo_rename_plan *plan, const char *path,
		       struct error *err)
{
	struct buf text = BUF_INIT;
	size_t i;
	int result;

	buf_adds(&text, "status\tfrom\tto\tby\tsha256\n");
	for (i = 0; i < plan->n; i++) {
		const struct photo_rename_line *l = &plan->list[i];

		if (fits_line(l->from) && fits_line(l->to))
			buf_addf(&text, "%s\t%s\t%s\t%s\t%s\n",
				 l->sure ? "rename" : "ask", l->from, l->to,
				 l->by, l->sha256);
	}
	result = file_write(path, buf_str(&text), text.size, 0600, err);
	buf_release(&text);
	return result;
}

/* Cut line into exactly five cells; false when it has others. */
static bool split(char *line, char *cells[5])
{
	int i;

	for (i = 0; i < 5; i++) {
		cells[i] = line;
		line = strchr(line, '\t');
		if (i == 4)
			return line == NULL;
		if (!line)
			return false;
		*line++ = '\0';
	}
	return true;
}

static int read_line(struct photo_rename_plan *out, char *text, long number,
		     struct error *err)
{
	struct photo_rename_line *line;
	char *cells[5];

	text[strcspn(text, "\r")] = '\0';
	if (!*text)
		return 0;
	if (!split(text, cells) || strlen(cells[4]) >= SHA256_HEX)
		return error_set(err, ERROR_INPUT,
				 _("line %ld is no line of a rename plan"),
				 number);
	/* The heading, also when an editor sorted it elsewhere. */
	if (strcmp(cells[0], "status") == 0)
		return 0;
	line = add(out, cells[1]);
	line->sure = strcmp(cells[0], "rename") == 0;
	line->to = mem_xstrdup(cells[2]);
	line->by = mem_xstrdup(cells[3]);
	snprintf(line->sha256, sizeof(line->sha256), "%s", cells[4]);
	return 0;
}

int photo_rename_read(const char *path, struct photo_rename_plan *out,
		      struct error *err)
{
	struct buf text = BUF_INIT;
	char *at, *end;
	long number = 0;
	int result;

	memset(out, 0, sizeof(*out));
	result = file_read(path, MAX_PLAN, &text, err);
	for (at = text.data; result == 0 && at && *at; at = end) {
		end = at + strcspn(at, "\n");
		if (*end)
			*end++ = '\0';
		result = read_line(out, at, ++number, err);
	}
	if (result < 0) {
		error_context(err, "%s", path);
		photo_rename_release(out);
	}
	buf_release(&text);
	return result;
}

static int check_bytes(const char *path, const char *sha256, struct error *err)
{
	struct buf bytes = BUF_INIT;
	char found[SHA256_HEX];
	int result = file_read(path, FILE_MAX_PICTURE, &bytes, err);

	sha256_hex(buf_str(&bytes), bytes.size, found);
	if (result == 0 && strcmp(found, sha256) != 0)
		result = error_set(err, ERROR_INPUT,
				   _("%s is not the file of the plan; make a "
				     "new plan"),
				   path);
	buf_release(&bytes);
	return result;
}

/* One rename that cannot lose a file, whatever is there. */
static int rename_one(const char *from, const char *to, const char *sha256,
		      const char **status, struct error *err)
{
	char *folder;
	int result;

	*status = "failed";
	/* A run that was stopped is taken up by running it again. */
	if (!file_exists(from) && file_exists(to)) {
		*status = "done before";
		return check_bytes(to, sha256, err);
	}
	if (check_bytes(from, sha256, err) < 0)
		return -1;
	if (strcmp(from, to) == 0) {
		*status = "done before";
		return 0;
	}
	folder = path_folder(to);
	result = file_mkdirs(folder, 0755, err);
	free(folder);
	if (result < 0)
		return -1;
	/* Without the flag a file that came in between would be lost. */
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) < 0)
		return error_set_errno(err, "%s → %s", from, to);
	*status = "renamed";
	return 0;
}

int photo_rename_apply(const struct photo_rename_plan *plan, bool undo,
		       photo_rename_fn fn, void *ctx, struct error *err)
{
	size_t i;
	int result = 0;

	for (i = 0; i < plan->n && result == 0; i++) {
		const struct photo_rename_line *l = &plan->list[i];
		struct error why = ERROR_INIT;
		const char *status = "ask";
		int code = 0;

		if (l->sure)
			code = rename_one(undo ? l->to : l->from,
					  undo ? l->from : l->to, l->sha256,
					  &status, &why);
		result = fn(ctx, l, status, code < 0 ? &why : NULL, err);
		if (result == 0)
			result = cancel_check(err);
	}
	return result;
}
