/* SPDX-License-Identifier: MIT */
/* qctool photo profiles: which there are. */
#include <math.h>
#include <stdio.h>

#include "base/i18n.h"
#include "cmd/cmd_context.h"
#include "cmd/cmd_list.h"
#include "photo/photo_profile.h"

static int run_photo_profiles(struct command_run *run, struct error *err);

const struct command cmd_photo_profiles = {
	.noun = "photo",
	.verb = "profiles",
	.summary = N_("the photo profiles, with sizes and sources"),
	.flags = COMMAND_FILES,
	.example = "photo profiles",
	.run = run_photo_profiles,
};

static void range_text(const struct profile_range *r, char *out, size_t size)
{
	if (isnan(r->min) && isnan(r->max))
		snprintf(out, size, "-");
	else if (isnan(r->max))
		snprintf(out, size, "≥%g", r->min);
	else if (isnan(r->min))
		snprintf(out, size, "≤%g", r->max);
	else if (r->min == r->max)
		snprintf(out, size, "%g", r->min);
	else
		snprintf(out, size, "%g…%g", r->min, r->max);
}

/*
 * What is accepted and what is made are told apart: a profile takes a range
 * and aims at one point of it.  The source says which document asks for it.
 */
static void profile_row(struct command_run *run, const struct profile *p)
{
	struct table *t = output_table(run->output);
	char w[40], h[40], kb[40], out_kb[40];
	struct json *item;

	range_text(&p->accept.width, w, sizeof(w));
	range_text(&p->accept.height, h, sizeof(h));
	range_text(&p->accept.kb, kb, sizeof(kb));
	range_text(&p->output.kb, out_kb, sizeof(out_kb));
	table_add_row(t);
	table_set(t, 0, p->name);
	table_set(t, 1, i18n_lang() == I18N_ZH ? p->title_zh : p->title_en);
	table_setf(t, 2, "%s × %s", w, h);
	table_set(t, 3, kb);
	table_setf(t, 4, "%d × %d, %d dpi", p->output.width, p->output.height,
		   p->output.dpi);
	table_set(t, 5, out_kb);
	table_setf(t, 6, "%s %d,%d,%d", p->output.background.name,
		   p->output.background.rgb[0], p->output.background.rgb[1],
		   p->output.background.rgb[2]);
	table_set(t, 7, p->source);
	if (!output_wants_json(run->output))
		return;
	item = json_new_object();
	json_set_str(item, "profile", p->name);
	json_set_str(item, "title_zh", p->title_zh);
	json_set_str(item, "title_en", p->title_en);
	json_set_str(item, "source", p->source);
	json_set_int(item, "width", p->output.width);
	json_set_int(item, "height", p->output.height);
	json_set_int(item, "dpi", p->output.dpi);
	json_set_real(item, "kb_min", p->output.kb.min, 1);
	json_set_real(item, "kb_max", p->output.kb.max, 1);
	output_item(run->output, item);
}

static int run_photo_profiles(struct command_run *run, struct error *err)
{
	struct photo_profiles all = PHOTO_PROFILES_INIT;
	struct table *t = output_table(run->output);
	size_t i;

	table_add_column(t, "profile", _("profile"), TABLE_LEFT);
	table_add_column(t, "title", _("for"), TABLE_LEFT);
	table_add_column(t, "accepts", _("accepts px"), TABLE_LEFT);
	table_add_column(t, "kb", _("KB"), TABLE_RIGHT);
	table_add_column(t, "makes", _("makes"), TABLE_LEFT);
	table_add_column(t, "out_kb", _("KB"), TABLE_RIGHT);
	table_add_column(t, "background", _("background"), TABLE_LEFT);
	table_add_column(t, "source", _("source"), TABLE_LEFT);
	if (photo_profile_load(NULL, &all, err) < 0)
		return -1;
	for (i = 0; i < all.n; i++)
		profile_row(run, &all.list[i]);
	photo_profile_release(&all);
	output_count(run->output, "total", (long)t->n_rows);
	return cmd_context_list(run, _("profiles"), EXIT_STATUS_DONE, err);
}
