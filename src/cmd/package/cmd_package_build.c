/* SPDX-License-Identifier: MIT */
/*
 * qctool package build: zip and manifest of the approved cases.
 *
 * The files first, then the cases move on in one transaction; who could not be
 * packed is shown with the reason and stays where he is.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_filter.h"
#include "cmd/cmd_list.h"
#include "cmd/cmd_student.h"
#include "cmd/package/cmd_package_work.h"
#include "package/package_adapt.h"
#include "package/package_run.h"
#include "rules/name_template.h"

struct build_options {
	const char *profile, *password_file;
	struct package_adapt_wish wish;
	long max_mb, max_count;
	bool thumbnails, again;
};

#define AT(field) offsetof(struct build_options, field)

static const char *const zip_names[] = {"utf-8", "gbk", NULL};

static const struct option options[] = {
	{"profile", 'p', OPTION_TEXT, N_("NAME"),
	 N_("the package profile (default xuexin)"), .offset = AT(profile)},
	{"no-identity", 0, OPTION_FLAG, NULL,
	 N_("nothing personal in it: named by the code, refused otherwise"),
	 .offset = AT(wish.no_identity)},
	{"name", 0, OPTION_TEXT, N_("TEMPLATE"),
	 N_("file names, as {xh}.jpg (default: the profile's)"),
	 .offset = AT(wish.name)},
	{"folder", 0, OPTION_TEXT, N_("TEMPLATE"),
	 N_("folders in the zip, as {fy}/{nj}/{bh}"),
	 .offset = AT(wish.folder)},
	{"by", 0, OPTION_TEXT, N_("FIELD"),
	 N_("zips of their own for each: college, class, level, a field, no"),
	 .offset = AT(wish.by)},
	{"zip-names", 0, OPTION_CHOICE, N_("CODE"),
	 N_("how names are written in the zip"), .choices = zip_names,
	 .offset = AT(wish.zip_names)},
	{"max-mb", 0, OPTION_NUMBER, N_("N"), N_("largest zip, in MB"),
	 .max = 100000, .offset = AT(max_mb)},
	{"max-count", 0, OPTION_NUMBER, N_("N"), N_("most photos in a zip"),
	 .max = 1000000, .offset = AT(max_count)},
	{"password-file", 0, OPTION_FILE, N_("FILE"),
	 N_("encrypt (AES-256) with the first line of this file"),
	 .offset = AT(password_file)},
	{"thumbnails", 0, OPTION_FLAG, NULL,
	 N_("small pictures in the manifest"), .offset = AT(thumbnails)},
	{"again", 0, OPTION_FLAG, NULL,
	 N_("cases that were packed before too, for another recipient"),
	 .offset = AT(again)},
	OPTION_END};

/* The profile may name its photos by the feature code. */
static int name_by_task(struct package_profile *profile,
			const struct task *task, struct error *err)
{
	char *name =
		name_template_of_task(profile->name, task->feature_code, err);

	if (!name)
		return -1;
	free(profile->name);
	profile->name = name;
	return 0;
}

static int run_package_build(struct command_run *run, struct error *err);

const struct command cmd_package_build = {
	.noun = "package",
	.verb = "build",
	.summary = N_("zip and manifest of the approved cases"),
	.operands = N_("[NUMBER…]"),
	.max_operands = -1,
	.flags = COMMAND_STORE | COMMAND_WRITES | COMMAND_TASK | COMMAND_FILTER,
	.options = options,
	.options_size = sizeof(struct build_options),
	.run = run_package_build,
};

static int build_finish(struct command_run *run,
			const struct package_result *result)
{
	struct json *files = json_new_array();
	size_t i;

	for (i = 0; i < result->n_files; i++) {
		json_add_str(files, result->files[i].path);
		if (run->globals->dry_run)
			output_fact(run->output,
				    P_("%s: %ld photo would be packed",
				       "%s: %ld photos would be packed",
				       result->files[i].count),
				    result->files[i].path,
				    result->files[i].count);
		else
			output_line(run->output,
				    P_("%s: %ld photo, %.*f MB",
				       "%s: %ld photos, %.*f MB",
				       result->files[i].count),
				    result->files[i].path,
				    result->files[i].count,
				    cmd_package_work_decimals(
					    (long long)result->files[i].bytes),
				    (double)result->files[i].bytes / 1e6);
	}
	output_field(run->output, "files", files);
	output_count(run->output, "total",
		     (long)(result->packed + result->refused));
	output_count(run->output, "packed", (long)result->packed);
	output_count(run->output, "left_out", (long)result->refused);
	if (result->manifest)
		output_line(run->output, _("manifest: %s"), result->manifest);
	return exit_status_refused(!result->packed && result->by_policy > 0 &&
					   result->by_policy == result->refused,
				   false,
				   exit_status_of(false, result->refused > 0));
}

/*
 * -o FILE.zip or a path stem, with {feature} for the task's feature code; else
 * the task's name here.
 */
static char *build_choose_stem(const struct command_run *run,
			       const struct task *task, struct error *err)
{
	const char *out = run->globals->out;
	char *clean, *stem;

	if (!out) {
		clean = path_clean_name(task->name);
		return clean;
	}
	stem = name_template_of_task(out, task->feature_code, err);
	if (stem && path_has_extension(stem, ".zip"))
		stem[strlen(stem) - 4] = '\0';
	return stem;
}

static int build_tell(struct command_run *run,
		      const struct cmd_package_work *work,
		      const struct package_result *result, struct error *err)
{
	int status = cmd_context_set_anchor(run, work->ctx, err);

	if (status == 0)
		status = build_finish(run, result);
	/* Other photos are packed; of these somebody changed the store. */
	if (status >= 0 && work->damaged)
		status = EXIT_STATUS_STORE;
	return status;
}

static int build_run(struct command_run *run, struct cmd_context *ctx,
		     const struct package_profile *profile, struct error *err)
{
	const struct build_options *o = run->options;
	struct buf password = BUF_INIT;
	struct package_result result = {NULL};
	char *stem = build_choose_stem(run, &ctx->task, err);
	struct cmd_package_work work = {run, ctx, profile, {NULL}};
	struct package_run how = {
		.session = &ctx->session,
		.profile = profile,
		.filter = &ctx->filter,
		.stem = stem,
		/* As the recipient counts them, the stricter reading. */
		.max_bytes = o->max_mb * 1000000,
		.max_count = o->max_count,
		.thumbnails = o->thumbnails,
		.again = o->again,
		.deliver = cmd_package_work_deliver,
		.show = cmd_package_work_show,
		.ctx = &work,
	};
	int status = stem ? 0 : -1;

	if (stem && o->password_file) {
		status = file_read_line(o->password_file, &password, err);
		how.password = buf_str(&password);
	}
	if (status == 0)
		status = package_run(&how, &result, err);
	if (status == 0)
		status = build_tell(run, &work, &result, err);
	package_build_release(&result);
	buf_release(&password);
	free(stem);
	return status;
}

static int run_package_build(struct command_run *run, struct error *err)
{
	const struct build_options *o = run->options;
	struct table *t = output_table(run->output);
	struct package_profile profile;
	struct cmd_context ctx;
	int status = -1;

	/* What would be is the answer of a dry run, wherever it would go. */
	if (run->globals->dry_run)
		output_keep_rows(run->output);
	cmd_student_add_columns(t);
	table_add_column(t, "entry", _("package"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
	if (package_profile_load(o->profile ? o->profile : "xuexin", &profile,
				 err) < 0)
		return -1;
	if (cmd_context_open(run, &ctx, err) == 0) {
		if (cmd_filter_read(run, &ctx, err) == 0 &&
		    package_adapt(&profile, &o->wish, err) == 0 &&
		    name_by_task(&profile, &ctx.task, err) == 0)
			status = build_run(run, &ctx, &profile, err);
		cmd_context_close(&ctx);
	}
	package_profile_release(&profile);
	return status;
}
