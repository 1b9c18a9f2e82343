/* SPDX-License-Identifier: MIT */
/*
 * qctool photo make, photo matte: the standard photo, the person's alpha.
 *
 * With files: into a folder, -o DIR, where no other file is overwritten
 * unasked. Without: the submissions of the task, into the store.  -o FILE.html
 * alone is a look at what would be made, and writes nothing else.
 */
#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "cmd/photo/cmd_photo.h"
#include "cmd/photo/cmd_photo_store.h"

struct make_options {
	struct cmd_photo_options with;
	bool force, again, replace;
};

#define AT(field) offsetof(struct make_options, field)

/* What is in the folder may be somebody's only copy. */
#define REPLACE_OPTION                                                         \
	{                                                                      \
		"replace", 0, OPTION_FLAG, NULL,                               \
			N_("overwrite other files of these names in DIR"),     \
			.offset = AT(replace)                                  \
	}

static const struct option make_options[] = {
	CMD_PHOTO_PROFILE(struct make_options,
			  N_("what to make (default chsi-99; see photo "
			     "profiles)")),
	CMD_PHOTO_BACKGROUND(struct make_options),
	{"force", 0, OPTION_FLAG, NULL,
	 N_("make it although the check of the source failed"),
	 .offset = AT(force)},
	{"again", 0, OPTION_FLAG, NULL,
	 N_("submissions of the task that were made before too"),
	 .offset = AT(again)},
	REPLACE_OPTION,
	CMD_PHOTO_CONTACT(struct make_options),
	OPTION_END};

static const struct option matte_options[] = {
	REPLACE_OPTION, CMD_PHOTO_CONTACT(struct make_options), OPTION_END};

static int run_photo_make(struct command_run *run, struct error *err);
static int run_photo_matte(struct command_run *run, struct error *err);

const struct command cmd_photo_make = {
	.noun = "photo",
	.verb = "make",
	.summary = N_("make the standard photo: crop, background, KB window"),
	.operands = N_("[PATH…]"),
	.max_operands = -1,
	.flags = COMMAND_FILES | COMMAND_WRITES | COMMAND_FILTER,
	.options = make_options,
	.options_size = sizeof(struct make_options),
	.example = "photo make examples/photos -o out",
	.run = run_photo_make,
};

const struct command cmd_photo_matte = {
	.noun = "photo",
	.verb = "matte",
	.required = N_("-o DIR"),
	.summary = N_("the person's soft outline as a grey PNG"),
	.operands = N_("PATH…"),
	.min_operands = 1,
	.max_operands = -1,
	.flags = COMMAND_FILES,
	.options = matte_options,
	.options_size = sizeof(struct make_options),
	.run = run_photo_matte,
};

/* -o is the page to look at unless --contact names one. */
static const char *make_sheet(const struct command_run *run)
{
	const struct make_options *o = run->options;

	return o->with.contact ? o->with.contact : cmd_photo_page(run);
}

static struct photo_make_options make_how(const struct command_run *run)
{
	const struct make_options *o = run->options;

	return (struct photo_make_options){
		.keep_background = o->with.keep_background,
		.force = o->force,
		.background = o->with.background,
		/* Measured only when a sheet draws it. */
		.outline = make_sheet(run) != NULL,
	};
}

static int make_files(struct command_run *run, enum photo_batch_job kind,
		      struct error *err)
{
	const struct make_options *o = run->options;
	const struct photo_make_options how = make_how(run);
	const char *out = run->globals->out;
	struct photo_files job = {
		.job = kind,
		.profile =
			o->with.profile ? o->with.profile : CMD_PHOTO_DEFAULT,
		.options = &how,
		/* -o is the folder unless it is the page already */
		.folder = out == make_sheet(run) ? NULL : out,
		.replace = o->replace,
	};

	if (!out)
		return error_set(err, ERROR_USAGE,
				 _("say where the pictures go with -o DIR"));
	/* -o is a folder or a page, never the list. */
	output_keep_rows(run->output);
	return cmd_photo_files(run, &job, make_sheet(run), err);
}

/* Students of the task: no file is called so, nor is a place for one said. */
static bool are_numbers(const struct command_run *run)
{
	int i;

	for (i = 0; i < run->operand_count; i++)
		if (!text_is_digits(run->operands[i]) ||
		    file_exists(run->operands[i]))
			return false;
	return !run->globals->out;
}

static int run_photo_make(struct command_run *run, struct error *err)
{
	const struct make_options *o = run->options;
	const struct photo_make_options options = make_how(run);
	const struct cmd_photo_store how = {
		.job = PHOTO_BATCH_MAKE,
		.profile = o->with.profile,
		.sheet = make_sheet(run),
		.options = &options,
		.again = o->again,
	};

	if (run->operand_count == 0 || are_numbers(run))
		return cmd_photo_store_run(run, &how, err);
	/*
	 * Refused and not ignored: who says --again believes that files are
	 * remembered.
	 */
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
