/* SPDX-License-Identifier: MIT */
/*
 * qctool package verify: prove a package as its recipient could.
 *
 * Needs no store: what the recipient can prove with the zip alone.  The photos
 * are held against the photo profile of the package profile, which is known
 * only once the manifest was read, hence verify_begin().
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "package/package_verify.h"
#include "photo/photo_check.h"
#include "rules/words.h"

struct verify_options {
	const char *profile, *photo_profile, *manifest, *password_file;
	bool no_photos;
};

#define AT(field) offsetof(struct verify_options, field)

static const struct option options[] = {
	{"profile", 'p', OPTION_TEXT, N_("NAME"),
	 N_("the package profile (default: what the manifest says)"),
	 .offset = AT(profile)},
	{"photo-profile", 0, OPTION_TEXT, N_("NAME"),
	 N_("the photo profile (default: the package profile's)"),
	 .offset = AT(photo_profile)},
	{"manifest", 0, OPTION_FILE, N_("FILE"),
	 N_("a manifest that is not in the zip or beside it"),
	 .offset = AT(manifest)},
	{"password-file", 0, OPTION_FILE, N_("FILE"),
	 N_("the first line of this file opens the zip"),
	 .offset = AT(password_file)},
	{"no-photos", 0, OPTION_FLAG, NULL,
	 N_("only entries and manifest, not what the photos show"),
	 .offset = AT(no_photos)},
	OPTION_END};

static int run_package_verify(struct command_run *run, struct error *err);

const struct command cmd_package_verify = {
	.noun = "package",
	.verb = "verify",
	.summary = N_("prove every entry of a package"),
	.operands = N_("FILE"),
	.min_operands = 1,
	.max_operands = 1,
	.flags = COMMAND_FILES,
	.options = options,
	.options_size = sizeof(struct verify_options),
	.run = run_package_verify,
};

struct checker {
	const struct verify_options *options;
	struct photo_engine *engine;
	struct profile profile;
	bool ready;
	date_time now;
};

/*
 * The photo profile: asked for, else the package profile's.  Without either the
 * photos are not judged, only entries, hashes and the manifest.
 */
static int verify_begin(void *ctx, const struct package_profile *profile,
			struct error *err)
{
	struct checker *c = ctx;
	const char *name = c->options->photo_profile;

	if (!name && profile)
		name = profile->photo;
	if (!name || !*name)
		return 0;
	if (photo_engine_open(&c->engine, err) < 0 ||
	    photo_engine_choose(c->engine, name, &c->profile, err) < 0)
		return -1;
	c->ready = true;
	return 0;
}

static int verify_check(void *ctx, const char *entry, const void *bytes,
			size_t n, struct findings *findings)
{
	struct checker *c = ctx;
	const struct photo_input input = {bytes, n, entry, c->now};
	struct photo_check photo;
	int result = 0;

	if (!c->ready)
		return 0;
	photo_check(c->engine, &c->profile, &input, &photo);
	findings_append(findings, &photo.findings);
	if (photo.verdict == PHOTO_ERROR)
		result = -1;
	photo_check_release(&photo);
	return result;
}

static void verify_show(struct command_run *run,
			const struct package_verify_entry *entry)
{
	struct table *t = output_table(run->output);
	struct buf texts = BUF_INIT;
	struct json *item;

	findings_texts(&entry->findings, &texts);
	/* Sound entries are counted; a person wants the others. */
	if (!entry->ok || entry->findings.n) {
		table_add_row(t);
		table_set(t, 0, entry->entry);
		table_set(t, 1, words_show(entry->ok ? "ok" : "bad"));
		table_set(t, 2, buf_str(&texts));
		if (!entry->ok)
			table_set_row_style(t, TABLE_ERROR);
	}
	buf_release(&texts);
	if (!output_wants_json(run->output))
		return;
	item = json_new_object();
	json_set_str(item, "entry", entry->entry);
	json_set_str(item, "status", entry->ok ? "ok" : "bad");
	json_set(item, "findings", findings_json(&entry->findings));
	output_item(run->output, item);
}

static int verify_finish(struct command_run *run,
			 const struct package_verify_result *result,
			 struct error *err)
{
	size_t i;

	for (i = 0; i < result->n; i++)
		verify_show(run, &result->entries[i]);
	output_count(run->output, "total", (long)result->n);
	output_count(run->output, "ok", (long)(result->n - result->bad));
	output_count(run->output, "bad", (long)result->bad);
	output_line(run->output,
		    P_("%zu entry, %zu bad (%s)", "%zu entries, %zu bad (%s)",
		       result->n),
		    result->n, result->bad,
		    result->profile ? result->profile : "-");
	return cmd_context_list(run, _("package verify"),
				exit_status_of(false, result->bad > 0), err);
}

static void verify_add_columns(struct table *t)
{
	table_add_column(t, "entry", _("entry"), TABLE_LEFT);
	table_add_column(t, "status", _("result"), TABLE_LEFT);
	table_add_column(t, "findings", _("findings"), TABLE_LEFT);
}

static int verify_run(struct command_run *run,
		      const struct package_verify_options *how,
		      struct error *err)
{
	struct package_verify_result result;
	int status;

	if (package_verify(run->operands[0], how, &result, err) < 0)
		return -1;
	status = verify_finish(run, &result, err);
	package_verify_release(&result);
	return status;
}

static int run_package_verify(struct command_run *run, struct error *err)
{
	const struct verify_options *o = run->options;
	struct checker checker = {.options = o, .now = run->now};
	struct package_profile profile = {NULL};
	struct buf password = BUF_INIT;
	struct package_verify_options how = {
		.manifest = o->manifest,
		.profile = o->profile ? &profile : NULL,
		/* Who says what it should be may have it from somebody else. */
		.manifest_optional = o->profile || o->photo_profile,
		.jobs = (int)run->globals->jobs,
		.begin = verify_begin,
		.check = o->no_photos ? NULL : verify_check,
		.ctx = &checker,
	};
	int status = 0;

	verify_add_columns(output_table(run->output));
	if (cmd_context_hide(run, err) < 0)
		return -1;
	if (o->password_file)
		status = file_read_line(o->password_file, &password, err);
	if (o->password_file)
		how.password = buf_str(&password);
	if (status == 0 && o->profile)
		status = package_profile_load(o->profile, &profile, err);
	if (status == 0)
		status = verify_run(run, &how, err);
	package_profile_release(&profile);
	photo_engine_close(checker.engine);
	buf_release(&password);
	return status;
}
