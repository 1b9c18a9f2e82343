/* SPDX-License-Identifier: MIT */
/*
 * qctool version: with -v also what it was built with and what it finds here,
 * the first thing that whoever looks into a fault wants to know.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/sandbox.h"
#include "base/share.h"
#include "cli/output.h"
#include "cmd/cmd_list.h"
#include "photo/photo_engine.h"
#include "report/features.h"

static int run_version(struct command_run *run, struct error *err);

const struct command cmd_version = {
	.noun = "version",
	.summary = N_("the version of this program; -v: what it is made of"),
	.run = run_version,
};

static const struct {
	const char *name, *version;
} libraries[] = {
#include "libraries.inc"
};

static struct json *version_libraries(struct command_run *run)
{
	struct json *all = json_new_object();
	size_t i;

	output_line(run->output, "%s", _("libraries:"));
	for (i = 0; i < ARRAY_SIZE(libraries); i++) {
		json_set_str(all, libraries[i].name, libraries[i].version);
		output_line(run->output, "  %s %s", libraries[i].name,
			    libraries[i].version);
	}
	return all;
}

static struct json *version_models(struct command_run *run, bool faces,
				   int landmarks)
{
	struct json *all = json_new_object();

	json_set_bool(all, "faces", faces);
	json_set_int(all, "landmarks", landmarks);
	output_line(run->output, "%s", _("models:"));
	output_line(run->output, "  %s",
		    faces ? _("face cascades")
			  : _("no face cascades: install opencv-data"));
	if (landmarks)
		output_line(run->output, _("  face landmarks: %d points"),
			    landmarks);
	else
		output_line(
			run->output,
			_("  no face landmarks: how a head is turned, lips, "
			  "brows, ears, headwear and tinted glasses are "
			  "not judged; install libdlib-data and run "
			  "\"make models\""));
	return all;
}

static struct json *version_features(struct command_run *run,
				     struct sandbox_rights rights)
{
	struct json *all = json_new_object();
	char *data = share_path("");
	const char *xls = features_xls();

	json_set_bool(all, "landlock", rights.landlock);
	json_set_bool(all, "seccomp", rights.seccomp);
	json_set_str(all, "data", data);
	json_set_str(all, "xls", xls ? xls : "");
	output_line(run->output, "%s", _("features:"));
	output_line(run->output, _("  data in %s"), data);
	output_line(run->output,
		    xls ? _("  old .xls workbooks are read; those that break "
			    "off, through %s")
			: _("  old .xls workbooks are read"),
		    xls);
	output_line(
		run->output,
		rights.landlock
			? _("  pictures, tables and archives are read without "
			    "the right "
			    "to write files (Landlock)")
			: _("  no Landlock: strangers' files are read with all "
			    "rights to files"));
	output_line(run->output,
		    rights.seccomp
			    ? _("  and without network and programs (seccomp)")
			    : _("  no seccomp: network and programs are not "
				"shut off while decoding"));
	free(data);
	return all;
}

static int run_version(struct command_run *run, struct error *err)
{
	struct json *item = json_new_object();
	struct sandbox_rights rights = {false, false};
	struct error why = ERROR_INIT;
	int landmarks = photo_engine_landmarks(err);
	int faces = run->globals->verbose ? features_faces(&why) : 0;

	if (faces >= 0 && run->globals->verbose && sandbox_try(&rights) < 0)
		faces = sandbox_lacks_thread(&why);
	if (faces < 0)
		*err = why;
	if (landmarks < 0 || faces < 0) {
		json_free(item);
		return -1;
	}
	json_set_str(item, "version", QCTOOL_VERSION);
	json_set_int(item, "landmarks", landmarks);
	output_line(run->output, "qctool " QCTOOL_VERSION);
	if (run->globals->verbose) {
		json_set(item, "libraries", version_libraries(run));
		json_set(item, "models", version_models(run, faces, landmarks));
		json_set(item, "features", version_features(run, rights));
	}
	output_item(run->output, item);
	return EXIT_STATUS_DONE;
}
