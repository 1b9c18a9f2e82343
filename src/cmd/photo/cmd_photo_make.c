/* SPDX-License-Identifier: MIT */
/* qctool photo make, photo matte: the standard photo, the person's alpha. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/path.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_out_names.h"
#include "cmd/photo/cmd_photo_files.h"
#include "cmd/photo/cmd_photo_store.h"

struct make_options {
	const char *profile, *background, *contact;
	bool keep_background, force, again, replace;
};

#define AT(field) offsetof(struct make_options, field)

#define CONTACT_OPTION                                                         \
	{                                                                      \
		"contact", 0, OPTION_FILE, "FILE",                             \
			N_("an HTML page of the photos before and after"),     \
			.offset = AT(contact)                                  \
	}

/* What is in the folder may be somebody's only copy. */
#define REPLACE_OPTION                                                         \
	{                                                                      \
		"replace", 0, OPTION_FLAG, NULL,                               \
			N_("overwrite other files of these names in DIR"),     \
			.offset = AT(replace)                                  \
	}

static const struct option options[] = {
	{"profile", 'p', OPTION_TEXT, "NAME",
	 N_("what to make (default chsi-99; see photo profiles)"),
	 .offset = AT(profile)},
	{"background", 0, OPTION_TEXT, "NAME",
	 N_("one of the profile's colours: blue, white, grey"),
	 .offset = AT(background)},
	{"keep-background", 0, OPTION_FLAG, NULL,
	 N_("leave a wall that already passes as it is"),
	 .offset = AT(keep_background)},
	{"force", 0, OPTION_FLAG, NULL,
	 N_("make it although the check of the source failed"),
	 .offset = AT(force)},
	{"again", 0, OPTION_FLAG, NULL,
	 N_("submissions of the task that were made before too"),
	 .offset = AT(again)},
	REPLACE_OPTION,
	CONTACT_OPTION,
	OPTION_END};

static const struct option matte_options[] = {REPLACE_OPTION, CONTACT_OPTION,
					      OPTION_END};

static int run_photo_make(struct command_run *run, struct error *err);
static int run_photo_matte(struct command_run *run, struct error *err);

const struct command cmd_photo_make = {
	.noun = "photo",
	.verb = "make",
	.summary = N_("make the standard photo: crop, background, KB window"),
	.operands = "[PATH…]",
	.max_operands = -1,
	.flags = COMMAND_FILES | COMMAND_WRITES | COMMAND_FILTER,
	.options = options,
	.options_size = sizeof(struct make_options),
	.example = "photo make examples/photos -o out",
	.run = run_photo_make,
};

const struct command cmd_photo_matte = {
	.noun = "photo",
	.verb = "matte",
	.summary = N_("the person's soft outline as a grey PNG"),
	.operands = "PATH…",
	.min_operands = 1,
	.max_operands = -1,
	.flags = COMMAND_FILES,
	.options = matte_options,
	.options_size = sizeof(struct make_options),
	.run = run_photo_matte,
};

struct maker {
	struct cmd_photo_files files;
	const char *folder; /* NULL: -o is a page to look at, nothing else */
	struct cmd_out_names names;
};

/*
 * The path of an output that belongs to this item, never to another; NULL
 * when there is no folder.
 */
static char *make_out_path(struct maker *m, const char *name,
			   const char *ending)
{
	char *stem, *clean, *file, *path;

	if (!m->folder)
		return NULL;
	stem = path_stem(name);
	clean = path_clean_name(stem);
	file = cmd_out_names_take(&m->names, clean, ending);
	path = path_join(m->folder, file);
	free(stem);
	free(clean);
	free(file);
	return path;
}

/* A file of that name with other bytes: never overwritten unasked. */
static bool make_is_taken(const struct maker *m, const char *path,
			  const struct buf *bytes, struct findings *findings)
{
	const struct make_options *o = m->files.run->options;

	if (!path || o->replace ||
	    !file_is_other(path, buf_str(bytes), bytes->size))
		return false;
	findings_add_detail(findings, "MAT-FILE-THERE", path_name(path));
	return true;
}

static int make_write_out(struct maker *m, const char *path,
			  const struct buf *bytes, struct error *err)
{
	if (m->files.run->globals->dry_run || !path)
		return 0;
	return file_write(path, buf_str(bytes), bytes->size, 0600, err);
}

static void make_step(struct cmd_photo_files *files)
{
	files->progress.done++;
	files->progress.pass = files->pass + files->warn;
	files->progress.refused = files->fail;
	files->progress.failed = files->errors;
	progress_step(&files->progress);
}

static void make_count(struct cmd_photo_files *files,
		       const struct photo_batch_item *item)
{
	bool bad = item->error.kind != ERROR_NONE;

	if (bad || item->made.status == PHOTO_MAKE_ERROR)
		files->errors++;
	else if (item->made.status == PHOTO_REFUSED)
		files->fail++;
	else if (item->made.source.verdict == PHOTO_WARN)
		files->warn++;
	else
		files->pass++;
}

static void make_row(struct cmd_photo_files *files,
		     const struct photo_batch_item *item, const char *path)
{
	struct table *t = output_table(files->run->output);
	const struct photo_made *made = &item->made;
	struct findings all = FINDINGS_INIT;
	char more[120] = "";

	findings_append(&all, &made->source.findings);
	findings_append(&all, &made->findings);
	if (path)
		snprintf(more, sizeof(more), "%s %.1f KB q%d", path_name(path),
			 (double)made->jpeg.size / 1024, made->quality);
	cmd_photo_files_row(t, item->file.name,
			    photo_make_status_name(made->status), &all, more);
	findings_release(&all);
}

static int make_show(void *ctx, struct photo_batch_item *item,
		     struct error *err)
{
	struct maker *m = ctx;
	struct cmd_photo_files *files = &m->files;
	bool bad = item->error.kind != ERROR_NONE;
	char *path = NULL;
	int result = 0;

	if (bad)
		item->made.status = PHOTO_MAKE_ERROR;
	if (item->made.status == PHOTO_MADE) {
		path = make_out_path(m, item->file.name, ".jpg");
		if (make_is_taken(m, path, &item->made.jpeg,
				  &item->made.findings)) {
			item->made.status = PHOTO_REFUSED;
			free(path);
			path = NULL;
		}
		result = make_write_out(m, path, &item->made.jpeg, err);
	}
	make_count(files, item);
	make_row(files, item, path);
	if (output_wants_json(files->run->output))
		output_item(files->run->output,
			    bad ? photo_report_error(item, &files->report)
				: photo_report_made(item->file.name,
						    &item->made, path,
						    &files->report));
	free(path);
	make_step(files);
	return result < 0 ? -1
			  : cmd_photo_contact_add(&files->contact, item, NULL,
						  err);
}

static int matte_show(void *ctx, struct photo_batch_item *item,
		      struct error *err)
{
	struct maker *m = ctx;
	struct cmd_photo_files *files = &m->files;
	struct table *t = output_table(files->run->output);
	bool bad = item->error.kind != ERROR_NONE;
	bool refused = findings_worst(&item->matte.findings) == FINDING_ERROR;
	struct buf png = BUF_INIT;
	char *path = NULL, more[40];
	int result = 0;

	if (!bad) {
		path = make_out_path(m, item->file.name, ".png");
		result = photo_matte_png(&item->matte, &png, err);
		if (result == 0 &&
		    make_is_taken(m, path, &png, &item->matte.findings)) {
			refused = true;
			free(path);
			path = NULL;
		}
		if (result == 0)
			result = make_write_out(m, path, &png, err);
	}
	files->errors += bad;
	files->fail += !bad && refused;
	files->pass += !bad && !refused;
	snprintf(more, sizeof(more), "%.3f", item->matte.confidence);
	cmd_photo_files_row(t, item->file.name,
			    bad	      ? "error"
			    : refused ? "refused"
				      : "made",
			    &item->matte.findings, more);
	if (output_wants_json(files->run->output))
		output_item(files->run->output,
			    photo_report_matte(item, path, &files->report));
	if (bad)
		output_note(files->run->output, "%s: %s", item->file.name,
			    item->error.text);
	free(path);
	buf_release(&png);
	make_step(files);
	return result < 0 ? -1
			  : cmd_photo_contact_add(&files->contact, item, NULL,
						  err);
}

/* -o is the page to look at unless --contact names one. */
static const char *make_sheet_of(const struct command_run *run)
{
	const struct make_options *o = run->options;

	return o->contact		       ? o->contact
	       : cmd_photo_contact_wanted(run) ? run->globals->out
					       : NULL;
}

/* Else -o names the folder the pictures go to. */
static int make_choose_folder(const struct command_run *run, struct maker *m,
			      struct error *err)
{
	const char *out = run->globals->out;

	m->folder = out == make_sheet_of(run) ? NULL : out;
	if (out)
		return 0;
	return error_set(err, ERROR_USAGE,
			 _("say where the pictures go with -o DIR"));
}

/* Only once everything else that was asked for is there. */
static int make_folder(const struct command_run *run, const struct maker *m,
		       struct error *err)
{
	return run->globals->dry_run || !m->folder
		       ? 0
		       : file_mkdirs(m->folder, 0700, err);
}

static struct photo_make_options make_how_of(const struct command_run *run)
{
	const struct make_options *o = run->options;

	return (struct photo_make_options){
		.keep_background = o->keep_background,
		.force = o->force,
		.background = o->background,
		.outline = make_sheet_of(run) != NULL,
	};
}

static int make_files(struct command_run *run, enum photo_batch_job job,
		      struct error *err)
{
	const struct make_options *o = run->options;
	struct photo_make_options how = make_how_of(run);
	struct maker m = {.names = CMD_OUT_NAMES_INIT};
	int status;

	if (make_choose_folder(run, &m, err) < 0 ||
	    cmd_photo_files_open(run, o->profile ? o->profile : "chsi-99", &how,
				 &m.files, err) < 0)
		return -1;
	m.files.batch.job = job;
	m.files.batch.done = job == PHOTO_BATCH_MAKE ? make_show : matte_show;
	output_keep_rows(run->output);
	cmd_photo_files_columns(output_table(run->output));
	status = make_folder(run, &m, err);
	if (status == 0)
		status = cmd_photo_files_run(&m.files, make_sheet_of(run), err);
	cmd_photo_files_close(&m.files);
	cmd_out_names_release(&m.names);
	return status;
}

static int run_photo_make(struct command_run *run, struct error *err)
{
	const struct make_options *o = run->options;
	struct photo_make_options options_of = make_how_of(run);
	struct cmd_photo_store how = {
		.job = PHOTO_BATCH_MAKE,
		.profile = o->profile,
		.contact = make_sheet_of(run),
		.options = &options_of,
		.again = o->again,
	};

	if (run->operand_count == 0)
		return cmd_photo_store_run(run, &how, err);
	if (o->again)
		return error_set(err, ERROR_USAGE,
				 _("--again is for the submissions of a task; "
				   "files are always made"));
	return make_files(run, PHOTO_BATCH_MAKE, err);
}

static int run_photo_matte(struct command_run *run, struct error *err)
{
	return make_files(run, PHOTO_BATCH_MATTE, err);
}
