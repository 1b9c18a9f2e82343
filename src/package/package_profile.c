/* SPDX-License-Identifier: MIT */
#include "package/package_profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/share.h"
#include "codec/config/ini.h"
#include "rules/identity.h"
#include "rules/name_template.h"
#include "rules/national_code.h"
#include "rules/student.h"

void package_profile_release(struct package_profile *profile)
{
	size_t i;

	free(profile->id);
	free(profile->title[0]);
	free(profile->title[1]);
	free(profile->source);
	free(profile->name);
	free(profile->photo);
	free(profile->by);
	free(profile->refuse);
	free(profile->free_name);
	for (i = 0; i < profile->n_columns; i++) {
		free(profile->columns[i].field);
		free(profile->columns[i].title);
	}
	memset(profile, 0, sizeof(*profile));
}

static char *text_of(const struct ini_section *s, const char *key)
{
	const char *value = ini_section_get(s, key);

	return mem_xstrdup(value ? value : "");
}

/* The index of the value among words, separated by blanks; the first if none.
 */
static int choice(const struct ini_section *s, const char *key,
		  const char *const words[], int *out, struct error *err)
{
	const char *value = ini_section_get(s, key);
	int i;

	*out = 0;
	for (i = 0; value && words[i]; i++)
		if (strcmp(value, words[i]) == 0) {
			*out = i;
			return 0;
		}
	if (!value)
		return 0;
	return error_set(err, ERROR_USAGE, _("%s = %s: it is %s or %s"), key,
			 value, words[0], words[1]);
}

/*
 * Words of the file by their place in the list; the first is what stands for a
 * key that is not there.
 */
static int read_choices(const struct ini_section *s, struct package_profile *p,
			struct error *err)
{
	static const char *const yes_no[] = {"yes", "no", NULL};
	static const char *const may[] = {"no", "allowed", "required", NULL};
	static const char *const where[] = {"inside", "beside", NULL};
	static const char *const names[] = {"utf-8", "gbk", NULL};
	static const char *const travels[] = {"no", "payload", "picture",
					      "both", NULL};
	int no_identity, password, thumbnails, beside, gbk, code;

	if (choice(s, "identity", yes_no, &no_identity, err) < 0 ||
	    choice(s, "password", may, &password, err) < 0 ||
	    choice(s, "thumbnails", may, &thumbnails, err) < 0 ||
	    choice(s, "manifest", where, &beside, err) < 0 ||
	    choice(s, "zip-names", names, &gbk, err) < 0 ||
	    choice(s, "code", travels, &code, err) < 0)
		return -1;
	p->identity = !no_identity;
	p->password = (enum package_profile_password)password;
	p->thumbnails = thumbnails > 0;
	p->manifest_inside = !beside;
	p->gbk_names = gbk;
	p->code_payload = code & 1;
	p->code_picture = code & 2;
	return 0;
}

/* A KB is 1000 bytes and a MB a million: the stricter reading never fails. */
static int read_limits(const struct ini_section *s, struct package_profile *p,
		       struct error *err)
{
	static const long kb[2] = {0, 100000}, mb[2] = {0, 100000},
			  count[2] = {0, 1000000};

	if (ini_section_long(s, "max-photo-kb", kb, &p->max_photo_bytes, err) <
		    0 ||
	    ini_section_long(s, "max-mb", mb, &p->max_bytes, err) < 0 ||
	    ini_section_long(s, "max-count", count, &p->max_count, err) < 0)
		return -1;
	p->max_photo_bytes *= 1000;
	p->max_bytes *= 1000000;
	return 0;
}

int package_profile_know_field(const char *field, struct error *err)
{
	if (strcmp(field, "code") == 0 || strcmp(field, "code_sha256") == 0 ||
	    strcmp(field, "code_payload") == 0 ||
	    student_field_find(field) != STUDENT_FIELD_COUNT)
		return 0;
	return error_set(err, ERROR_USAGE, _("there is no field %s"), field);
}

/* "csrq.8" is the field csrq in another form. */
static bool has_form(enum student_field field, enum package_profile_form form)
{
	if (form == PACKAGE_PROFILE_CODE)
		return national_code_has(field);
	return field != STUDENT_FIELD_COUNT &&
	       student_field_info(field)->form == STUDENT_DAY;
}

static int take_form(struct package_profile_column *c, struct error *err)
{
	char *dot = strchr(c->field, '.');
	bool code = dot && strcmp(dot, ".code") == 0;
	bool day = dot && strcmp(dot, ".8") == 0;

	c->form = code	? PACKAGE_PROFILE_CODE
		  : day ? PACKAGE_PROFILE_DAY8
			: PACKAGE_PROFILE_AS_IT_IS;
	if (!code && !day) /* a dot of no meaning is refused as it stands */
		return package_profile_know_field(c->field, err);
	*dot = '\0';
	if (package_profile_know_field(c->field, err) < 0)
		return -1;
	if (!has_form(student_field_find(c->field), c->form))
		return error_set(err, ERROR_USAGE,
				 _("the field %s has no such form"), c->field);
	return 0;
}

/* A field we do not know is an error now, not an empty column later. */
static int read_columns(const struct ini_section *s, struct package_profile *p,
			struct error *err)
{
	struct package_profile_column *c;
	size_t i;

	for (i = 0; s && i < s->n; i++) {
		if (p->n_columns == PACKAGE_PROFILE_COLUMNS)
			return error_set(err, ERROR_USAGE,
					 _("more than %d columns"),
					 PACKAGE_PROFILE_COLUMNS);
		c = &p->columns[p->n_columns++];
		c->field = mem_xstrdup(s->entries[i].key);
		c->title = mem_xstrdup(s->entries[i].value);
		if (take_form(c, err) < 0)
			return -1;
	}
	return 0;
}

/* The next word of a list with blanks between; false behind the last. */
static bool next_word(const char **at, const char **word, size_t *n)
{
	*word = *at + strspn(*at, " ");
	*n = strcspn(*word, " ");
	*at = *word + *n;
	return *n > 0;
}

/* A code we do not know would refuse nothing and nobody would notice. */
static int check_refused(const struct package_profile *p, struct error *err)
{
	const char *at = p->refuse, *word;
	char code[FINDING_CODE];
	size_t n;

	while (next_word(&at, &word, &n)) {
		snprintf(code, sizeof(code), "%.*s", (int)n, word);
		if (!finding_is_known(code))
			return error_set(err, ERROR_USAGE,
					 _("refuse = %s: there is no such "
					   "finding"),
					 code);
	}
	return 0;
}

bool package_profile_refuses(const struct package_profile *profile,
			     const struct finding *found)
{
	const char *at = profile->refuse, *word;
	size_t n;

	if (found->severity == FINDING_ERROR)
		return true;
	while (next_word(&at, &word, &n))
		if (strlen(found->code) == n &&
		    strncmp(found->code, word, n) == 0)
			return true;
	return false;
}

/*
 * Checked when the profile is loaded, so that no package is ever begun by a
 * profile that would give somebody away.
 */
static int allow_field(void *ctx, const char *field, struct error *err)
{
	const struct package_profile *p = ctx;

	if (p->identity || identity_field_is_free(field))
		return 0;
	return error_set(err, ERROR_POLICY,
			 _("PKG-IDENTITY: a package without personal data may "
			   "not hold the field %s"),
			 field);
}

int package_profile_check(struct package_profile *p, struct error *err)
{
	size_t i;

	if (name_template_check(p->name, err) < 0 || check_refused(p, err) < 0)
		return -1;
	if (*p->by && package_profile_know_field(p->by, err) < 0)
		return -1;
	if (name_template_each(p->name, allow_field, p, err) < 0)
		return -1;
	for (i = 0; i < p->n_columns; i++)
		if (allow_field(p, p->columns[i].field, err) < 0)
			return -1;
	return *p->by ? allow_field(p, p->by, err) : 0;
}

/* A brace holds no slash, so what is behind the last one is the file's name. */
void package_profile_set_folder(struct package_profile *p, const char *folder)
{
	size_t n = strlen(folder);
	char *name;

	while (n && folder[n - 1] == '/')
		n--;
	name = mem_xprintf("%.*s%s%s", (int)n, folder, n ? "/" : "",
			   path_name(p->name));
	free(p->name);
	p->name = name;
}

static int fill(const struct ini *ini, struct package_profile *p,
		struct error *err)
{
	const struct ini_section *s = ini_section(ini, "package");
	const char *folder;

	if (!s)
		return error_set(err, ERROR_USAGE,
				 _("there is no [package] section"));
	p->title[I18N_EN] = text_of(s, "title.en");
	p->title[I18N_ZH] = text_of(s, "title.zh");
	p->source = text_of(s, "source");
	p->name = text_of(s, "name");
	p->photo = text_of(s, "photo");
	p->by = text_of(s, "by");
	p->refuse = text_of(s, "refuse");
	p->free_name = text_of(s, "name.no-identity");
	folder = ini_section_get(s, "folder");
	if (folder && *folder)
		package_profile_set_folder(p, folder);
	if (read_choices(s, p, err) < 0 || read_limits(s, p, err) < 0 ||
	    read_columns(ini_section(ini, "columns"), p, err) < 0)
		return -1;
	return package_profile_check(p, err);
}

static int read_profile(const char *path, struct package_profile *out,
			struct error *err)
{
	struct ini ini = INI_INIT;
	int result;

	memset(out, 0, sizeof(*out));
	if (ini_read_file(path, &ini, err) < 0)
		return -1;
	out->id = path_stem(path);
	result = fill(&ini, out, err);
	ini_release(&ini);
	if (result < 0) {
		error_context(err, "%s", path);
		package_profile_release(out);
	}
	return result;
}

static int add_id(void *ctx, const char *path, struct error *err)
{
	char *stem = path_stem(path);

	(void)err;
	if (path_has_extension(path, ".ini"))
		buf_add_word(ctx, stem);
	free(stem);
	return 0;
}

static int no_such(const char *id, struct error *err)
{
	char *folder = share_path("packages");
	struct buf all = BUF_INIT;

	file_walk(folder, add_id, &all, NULL);
	error_set(err, ERROR_USAGE, _("no package profile %s; there are: %s"),
		  id, buf_str(&all));
	buf_release(&all);
	free(folder);
	return -1;
}

int package_profile_load(const char *id, struct package_profile *out,
			 struct error *err)
{
	char *name, *path;
	int result;

	memset(out, 0, sizeof(*out));
	if (path_has_extension(id, ".ini"))
		return read_profile(id, out, err);
	if (!path_is_safe(id) || strchr(id, '/'))
		return no_such(id, err);
	name = mem_xprintf("packages/%s.ini", id);
	path = share_path(name);
	result = file_exists(path) ? read_profile(path, out, err)
				   : no_such(id, err);
	free(path);
	free(name);
	return result;
}

struct each {
	package_profile_fn fn;
	void *ctx;
};

static int visit(void *ctx, const char *path, struct error *err)
{
	const struct each *each = ctx;
	struct package_profile p;
	int result;

	if (!path_has_extension(path, ".ini"))
		return 0;
	if (read_profile(path, &p, err) < 0)
		return -1;
	result = each->fn(each->ctx, &p, err);
	package_profile_release(&p);
	return result;
}

int package_profile_each(package_profile_fn fn, void *ctx, struct error *err)
{
	struct each each = {fn, ctx};
	char *folder = share_path("packages");
	int result = file_walk(folder, visit, &each, err);

	free(folder);
	return result;
}
