/* SPDX-License-Identifier: MIT */
#include "photo/photo_profile.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/share.h"
#include "base/text.h"
#include "codec/config/ini.h"
#include "rules/finding.h"

enum { MAX_PROFILES = 500 };

enum kind { TEXT, NAME, RANGE, REAL, WHOLE, FLAG, COLOUR };

struct key {
	const char *section, *key;
	enum kind kind;
	size_t at;
};

#define KEY(section, key, kind, field)                                         \
	{                                                                      \
		section, key, kind, offsetof(struct profile, field)            \
	}

/*
 * One row a setting: reading, and refusing what is unknown, are look-ups.  The
 * kind says both how the text is read and the type of the field at its place.
 */
static const struct key keys[] = {
	KEY("profile", "zh", TEXT, title_zh),
	KEY("profile", "en", TEXT, title_en),
	KEY("profile", "source", TEXT, source),
	KEY("profile", "name", NAME, file_name),
	KEY("accept", "width", RANGE, accept.width),
	KEY("accept", "height", RANGE, accept.height),
	KEY("accept", "ratio", RANGE, accept.ratio),
	KEY("accept", "kb", RANGE, accept.kb),
	KEY("accept", "dpi", RANGE, accept.dpi),
	KEY("accept", "quality", RANGE, accept.quality),
	KEY("accept", "colour", FLAG, accept.colour),
	KEY("accept", "jpeg", FLAG, accept.jpeg),
	KEY("geometry", "wanted", FLAG, geometry.wanted),
	KEY("geometry", "head_top", RANGE, geometry.head_top),
	KEY("geometry", "eye_line", RANGE, geometry.eye_line),
	KEY("geometry", "face_width", RANGE, geometry.face_width),
	KEY("geometry", "centre", REAL, geometry.centre),
	KEY("geometry", "tilt", REAL, geometry.tilt),
	KEY("face", "yaw", REAL, face.yaw),
	KEY("face", "pitch", REAL, face.pitch),
	KEY("face", "lips_closed", FLAG, face.lips_closed),
	KEY("face", "ears", FLAG, face.ears),
	KEY("face", "brows", FLAG, face.brows),
	KEY("face", "headwear", FLAG, face.headwear),
	KEY("background", "wanted", FLAG, background.wanted),
	KEY("background", "tolerance", REAL, background.tolerance),
	KEY("background", "evenness", REAL, background.evenness),
	KEY("output", "width", WHOLE, output.width),
	KEY("output", "height", WHOLE, output.height),
	KEY("output", "dpi", WHOLE, output.dpi),
	KEY("output", "kb", RANGE, output.kb),
	KEY("output", "min_quality", WHOLE, output.min_quality),
	KEY("output", "max_quality", WHOLE, output.max_quality),
	KEY("output", "subsampling", WHOLE, output.subsampling),
	KEY("output", "background", COLOUR, output.background),
	KEY("output", "head_top", REAL, output.head_top),
	KEY("output", "eye_line", REAL, output.eye_line),
	KEY("output", "face_width", REAL, output.face_width),
	KEY("policy", "rotate", REAL, policy.rotate),
	KEY("policy", "matte_confidence", REAL, policy.matte_confidence),
	KEY("policy", "clutter", REAL, policy.clutter),
	KEY("policy", "age_days", WHOLE, policy.age_days),
	KEY("policy", "compare", REAL, policy.compare),
	KEY("policy", "glasses", FLAG, policy.glasses),
	KEY("policy", "need_camera", FLAG, policy.need_camera),
	KEY("policy", "front_camera", FLAG, policy.front_camera),
	KEY("policy", "album", FLAG, policy.album),
};

static int set_flag(bool *flag, const char *value)
{
	if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
		return -1;
	*flag = value[0] == 'y';
	return 0;
}

static int set_text(char *to, size_t size, const char *value)
{
	if (strlen(value) >= size)
		return -1;
	memcpy(to, value, strlen(value) + 1);
	return 0;
}

/* The colour is one of [background]'s by name, or a name of its own with RGB
 * behind it. */
static int set_colour(struct profile *p, const char *value)
{
	int i;

	for (i = 0; i < p->background.count; i++)
		if (strcmp(p->background.colours[i].name, value) == 0) {
			p->output.background = p->background.colours[i];
			return 0;
		}
	return -1;
}

static int set_whole(int *to, const char *value)
{
	long v;

	if (text_to_long(value, 0, 1000000, &v) < 0)
		return -1;
	*to = (int)v;
	return 0;
}

static int set_key(struct profile *p, const struct key *key, const char *value)
{
	char *at = (char *)p + key->at;

	switch (key->kind) {
	case TEXT:
		return set_text(at, PROFILE_TEXT, value);
	case NAME:
		return set_text(at, PROFILE_NAME, value);
	case RANGE:
		return profile_range_parse(value, (void *)at);
	case REAL:
		return text_to_double(value, (void *)at);
	case WHOLE:
		return set_whole((void *)at, value);
	case FLAG:
		return set_flag((void *)at, value);
	case COLOUR:
		return set_colour(p, value);
	}
	return -1;
}

static const struct key *find_key(const char *section, const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++)
		if (strcmp(keys[i].section, section) == 0 &&
		    strcmp(keys[i].key, name) == 0)
			return &keys[i];
	return NULL;
}

/* [colours] name = r g b; the section replaces the built-in ones. */
static int read_colours(const struct ini *ini, struct profile *p,
			struct error *err)
{
	const struct ini_section *s = ini_section(ini, "colours");
	struct profile_colour *c;
	size_t i;

	if (!s)
		return 0;
	/* All or none: a school's own blue must not stand beside ours. */
	p->background.count = 0;
	for (i = 0; i < s->n; i++) {
		c = &p->background.colours[p->background.count];
		if (p->background.count == PROFILE_COLOURS ||
		    set_text(c->name, sizeof(c->name), s->entries[i].key) < 0 ||
		    profile_colour_parse(s->entries[i].value, c->rgb) < 0)
			return error_set(err, ERROR_USAGE,
					 _("line %d: not a colour as "
					   "\"blue = 100 197 255\""),
					 s->entries[i].line);
		p->background.count++;
	}
	p->output.background = p->background.colours[0];
	return 0;
}

static int read_section(const struct ini_section *s, struct profile *p,
			struct error *err)
{
	const struct key *key;
	size_t i;

	for (i = 0; i < s->n; i++) {
		const struct ini_entry *e = &s->entries[i];

		key = find_key(s->name, e->key);
		/* A misspelt limit that is ignored would let photos pass. */
		if (!key)
			return error_set(err, ERROR_USAGE,
					 _("line %d: no setting [%s] %s"),
					 e->line, s->name, e->key);
		if (set_key(p, key, e->value) < 0)
			return error_set(err, ERROR_USAGE,
					 _("line %d: %s = %s does not fit"),
					 e->line, e->key, e->value);
	}
	return 0;
}

/* [severity] CODE = error, warn or info. */
static int read_severities(const struct ini *ini, struct profile *p,
			   struct error *err)
{
	const struct ini_section *section = ini_section(ini, "severity");
	struct profile_severity *s;
	size_t i;

	for (i = 0; section && i < section->n; i++) {
		const struct ini_entry *e = &section->entries[i];

		s = &p->severities[p->severity_count];
		if (p->severity_count == PROFILE_SEVERITIES ||
		    !finding_is_known(e->key) ||
		    set_text(s->code, sizeof(s->code), e->key) < 0 ||
		    finding_severity_parse(e->value, &s->severity) < 0)
			return error_set(err, ERROR_USAGE,
					 _("line %d: not a finding's code and "
					   "error, warn or info"),
					 e->line);
		p->severity_count++;
	}
	return 0;
}

/* Sections whose keys are names of the user's, not settings of ours. */
static bool is_list(const struct ini_section *s)
{
	return strcmp(s->name, "colours") == 0 ||
	       strcmp(s->name, "severity") == 0;
}

static int read_profile(const struct ini *ini, struct profile *p,
			struct error *err)
{
	const char *problem;
	size_t i;

	if (read_colours(ini, p, err) < 0 || read_severities(ini, p, err) < 0)
		return -1;
	for (i = 0; i < ini->n; i++)
		if (!is_list(&ini->sections[i]) &&
		    read_section(&ini->sections[i], p, err) < 0)
			return -1;
	problem = profile_problem(p);
	if (problem)
		return error_set(err, ERROR_USAGE, "%s", problem);
	return 0;
}

int photo_profile_read(const char *path, struct profile *out, struct error *err)
{
	struct ini ini = INI_INIT;
	char *stem = path_stem(path);
	int result = -1;

	/* A file says what differs from the national numbers. */
	profile_init(out, stem);
	free(stem);
	if (ini_read_file(path, &ini, err) < 0)
		return -1;
	result = read_profile(&ini, out, err);
	if (result < 0)
		error_context(err, "%s", path);
	ini_release(&ini);
	return result;
}

static int add_file(void *ctx, const char *path, struct error *err)
{
	struct photo_profiles *all = ctx;

	if (!path_has_extension(path, ".ini"))
		return 0;
	if (all->n == MAX_PROFILES)
		return error_set(err, ERROR_LIMIT, _("more than %d profiles"),
				 MAX_PROFILES);
	MEM_GROW(all->list, all->n, all->cap);
	if (photo_profile_read(path, &all->list[all->n], err) < 0)
		return -1;
	all->n++;
	return 0;
}

int photo_profile_load(const char *folder, struct photo_profiles *out,
		       struct error *err)
{
	char *path = folder ? mem_xstrdup(folder) : share_path("profiles");
	int result;

	*out = (struct photo_profiles)PHOTO_PROFILES_INIT;
	result = file_walk(path, add_file, out, err);
	if (result < 0)
		photo_profile_release(out);
	free(path);
	return result;
}

void photo_profile_release(struct photo_profiles *all)
{
	free(all->list);
	*all = (struct photo_profiles)PHOTO_PROFILES_INIT;
}

const struct profile *photo_profile_find(const struct photo_profiles *all,
					 const char *name)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if (strcmp(all->list[i].name, name) == 0)
			return &all->list[i];
	return NULL;
}

static int unknown(const struct photo_profiles *all, const char *name,
		   struct error *err)
{
	struct buf names = BUF_INIT;
	size_t i;

	/* The list saves a look into the manual. */
	for (i = 0; i < all->n; i++)
		buf_add_word(&names, all->list[i].name);
	error_set(err, ERROR_USAGE, _("no profile %s; there are: %s"), name,
		  buf_str(&names));
	buf_release(&names);
	return -1;
}

int photo_profile_choose(const struct photo_profiles *all, const char *name,
			 struct profile *out, struct error *err)
{
	const struct profile *found;

	/* No profile of ours ends so; a path of the user's always does. */
	if (path_has_extension(name, ".ini"))
		return photo_profile_read(name, out, err);
	found = photo_profile_find(all, name);
	if (!found)
		return unknown(all, name, err);
	*out = *found;
	return 0;
}
