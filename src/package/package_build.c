/* SPDX-License-Identifier: MIT */
#include "package/package_build.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cancel.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "codec/archive/zip.h"
#include "package/package_manifest.h"
#include "package/package_names.h"
#include "package/package_plan.h"
#include "rules/identity.h"

enum { MAX_MANIFEST = 1 << 30, MAX_NUMBER = 100000 };

/*
 * What is written, with groups (`by = bh`) and without:
 *
 *   stem-01.zip  stem-02.zip …     or  stem-GROUP-01.zip …  stem-OTHER-01.zip
 *   |-- photos by their names
 *   `-- manifest.xlsx              of its own photos, where the profile wants
 *                                  it inside
 *   stem.xlsx                      beside: all photos with the zip of each,
 *                                  the problems, what the package is
 *
 * All names, sizes and places are decided in package_plan.h before the first
 * byte; here photos are read once more, and one that is not the one planned
 * stops the build: a package must never hold what its manifest does not.
 */
struct build {
	const struct package_job *job;
	struct package_plan plan;
	struct package_result *out;
	struct package_manifest all, one; /* beside; of the zip in work */
	struct zip *zip;
	size_t file; /* of the zip in work */
};

void package_build_release(struct package_result *result)
{
	size_t i;

	for (i = 0; i < result->n_files; i++)
		free(result->files[i].path);
	for (i = 0; i < result->n_entries; i++) {
		free(result->entries[i].name);
		free(result->entries[i].code);
	}
	free(result->files);
	free(result->entries);
	free(result->manifest);
	memset(result, 0, sizeof(*result));
}

static int check_password(const struct package_job *job, struct error *err)
{
	bool given = job->password && *job->password;

	if (given && job->profile->password == PACKAGE_PROFILE_NO_PASSWORD)
		return error_set(err, ERROR_POLICY,
				 _("the recipient of %s takes no password"),
				 job->profile->id);
	if (!given && job->profile->password == PACKAGE_PROFILE_MUST_PASSWORD)
		return error_set(err, ERROR_POLICY,
				 _("a package %s needs a password"),
				 job->profile->id);
	return 0;
}

/*
 * The name of the files is outside of every template, and of what a person
 * types anything may be a student's.
 */
static int check_stem(const struct package_job *job, struct error *err)
{
	const char *name = path_name(job->stem);
	bool tells = identity_number_in(name);
	size_t i;

	for (i = 0; i < job->n && !job->profile->identity && !tells; i++)
		tells = identity_leak(job->items[i].student, name) !=
			STUDENT_FIELD_COUNT;
	if (job->profile->identity || !tells)
		return 0;
	return error_set(err, ERROR_POLICY,
			 _("PKG-IDENTITY: the name of a package without "
			   "personal data tells who somebody is; choose "
			   "another with -o"));
}

static char *name_file(const char *stem, const char *group, int number)
{
	char *clean, *path;

	if (!*group)
		return mem_xprintf("%s-%02d.zip", stem, number);
	clean = path_clean_name(group);
	path = mem_xprintf("%s-%s-%02d.zip", stem, clean, number);
	free(clean);
	return path;
}

/* Counting goes on in that case, so that neither overwrites the other. */
/* Two groups can look the same once they are file names. */
static bool is_taken(const struct package_result *out, size_t zip)
{
	size_t i;

	for (i = 0; i < zip; i++)
		if (strcmp(out->files[i].path, out->files[zip].path) == 0)
			return true;
	return false;
}

/* "stem-01.zip"; with groups "stem-GROUP-01.zip", counted in each group. */
static void name_files(struct build *b)
{
	const struct package_plan *plan = &b->plan;
	const char *by = b->job->profile->by, *group, *last = "";
	struct package_file *file;
	size_t i, zip, done = 0;
	int number = 0;

	b->out->files = mem_xcalloc(plan->n_zips + 1, sizeof(*file));
	b->out->n_files = plan->n_zips;
	for (i = 0; i < plan->n_order; i++) {
		zip = plan->zip[plan->order[i]];
		file = &b->out->files[zip];
		file->count++;
		if (zip < done)
			continue;
		done = zip + 1;
		group = *by ? package_names_value(
				      &b->job->items[plan->order[i]], by)
			    : "";
		number = strcmp(group, last) == 0 ? number + 1 : 1;
		last = group;
		do {
			free(file->path);
			file->path = name_file(b->job->stem, group, number);
		} while (is_taken(b->out, zip) && number++ < MAX_NUMBER);
	}
}

/* "a/b.jpg" gives "codes/a/b.png": as unlike the others' as the photo's is. */
static char *name_code(const char *photo)
{
	const char *dot = strrchr(photo, '.'), *slash = strrchr(photo, '/');
	size_t n = dot && (!slash || dot > slash) ? (size_t)(dot - photo)
						  : strlen(photo);

	return mem_xprintf("%s%.*s.png", PACKAGE_NAMES_CODES, (int)n, photo);
}

static void fill_entries(struct build *b)
{
	struct package_result *out = b->out;
	struct package_entry *entry;
	size_t i;

	out->n_entries = b->job->n;
	out->entries = mem_xcalloc(b->job->n + 1, sizeof(*out->entries));
	for (i = 0; i < b->job->n; i++) {
		entry = &out->entries[i];
		entry->name = mem_xstrdup(b->plan.names[i]);
		if (!entry->name) {
			out->refused++;
			continue;
		}
		entry->file = b->plan.zip[i];
		entry->bytes = b->plan.sizes[i];
		if (b->plan.codes[i].size)
			entry->code = name_code(entry->name);
		out->packed++;
		out->bytes += entry->bytes;
	}
}

static void add_number(struct package_manifest *m, const char *what,
		       long long value)
{
	char text[32];

	snprintf(text, sizeof(text), "%lld", value);
	package_manifest_add_about(m, what, text);
}

static void add_about(struct build *b, struct package_manifest *m)
{
	const struct package_profile *p = b->job->profile;
	char when[26];

	date_time_format(b->job->at, when);
	package_manifest_add_about(m, PACKAGE_MANIFEST_PROFILE, p->id);
	package_manifest_add_about(m, "规格名称", p->title[I18N_ZH]);
	package_manifest_add_about(m, "依据", p->source);
	package_manifest_add_about(m, PACKAGE_MANIFEST_NAMES, p->name);
	package_manifest_add_about(m, "照片规格", p->photo);
	package_manifest_add_about(m, PACKAGE_MANIFEST_IDENTITY,
				   p->identity ? "有"
					       : PACKAGE_MANIFEST_IDENTITY_NO);
	package_manifest_add_about(m, "生成时间", when);
	add_number(m, "照片总数", (long long)b->out->packed);
	add_number(m, "照片总字节数", b->out->bytes);
	add_number(m, "未装入人数", (long long)b->out->refused);
	add_number(m, "压缩包数", (long long)b->out->n_files);
}

/*
 * Who was left out, and why, is told to the recipient too, unless he is to know
 * nobody: not even by the code that did not come.
 */
static void add_problems(struct build *b, struct package_manifest *m)
{
	size_t i;

	if (!b->job->profile->identity)
		return;
	for (i = 0; i < b->job->n; i++)
		if (!b->out->entries[i].name)
			package_manifest_add_problem(m, &b->job->items[i],
						     i + 1);
}

/* The manifest of one zip goes through a file: the library wants one. */
static int add_manifest(struct build *b, struct error *err)
{
	struct buf bytes = BUF_INIT;
	char *temp = NULL;
	int result;

	if (file_temp(b->job->stem, &temp, err) < 0)
		return -1;
	result = package_manifest_save(&b->one, temp, b->job->at, err);
	if (result == 0)
		result = file_read(temp, MAX_MANIFEST, &bytes, err);
	if (result == 0)
		result = zip_add(b->zip, PACKAGE_NAMES_MANIFEST, bytes.data,
				 bytes.size, err);
	file_abandon(&temp);
	buf_release(&bytes);
	return result;
}

static int begin_zip(struct build *b, size_t file, struct error *err)
{
	struct package_file *f = &b->out->files[file];
	const struct zip_options how = {
		.at = b->job->at,
		.password = b->job->password,
		.gbk = b->job->profile->gbk_names,
	};

	b->file = file;
	b->zip = zip_open(f->path, &how, err);
	if (!b->zip)
		return -1;
	package_manifest_init(&b->one, b->job->profile, false);
	if (!*b->job->profile->by)
		add_problems(b, &b->one);
	add_about(b, &b->one);
	add_number(&b->one, "本包序号", (long long)file + 1);
	add_number(&b->one, "本包照片数", f->count);
	return 0;
}

static int end_zip(struct build *b, struct error *err)
{
	struct package_file *file = &b->out->files[b->file];
	struct zip_sum sum;
	struct zip *zip;
	int result = 0;

	if (b->job->profile->manifest_inside)
		result = add_manifest(b, err);
	package_manifest_release(&b->one);
	zip = b->zip;
	b->zip = NULL;
	if (result < 0) {
		zip_abandon(zip);
		return -1;
	}
	if (zip_close(zip, 0600, &sum, err) < 0)
		return -1;
	memcpy(file->sha256, sum.sha256, SHA256_HEX);
	file->bytes = sum.bytes;
	return 0;
}

static int pack_code(struct build *b, size_t i, const char *zip,
		     struct error *err)
{
	const struct package_entry *entry = &b->out->entries[i];
	const struct buf *picture = &b->plan.codes[i];

	package_manifest_add_code(&b->one, entry->code, picture, zip);
	package_manifest_add_code(&b->all, entry->code, picture, zip);
	return zip_add(b->zip, entry->code, picture->data, picture->size, err);
}

static int pack_photo(struct build *b, size_t i, struct error *err)
{
	const struct package_item *item = &b->job->items[i];
	const struct package_entry *entry = &b->out->entries[i];
	const char *zip = path_name(b->out->files[entry->file].path);
	struct buf photo = BUF_INIT;
	int result;

	if (cancel_check(err) < 0)
		return -1;
	result = package_plan_read(item, &photo, err);
	if (result != 1) {
		buf_release(&photo);
		if (result < 0)
			return -1;
		return error_set(err, ERROR_SYSTEM,
				 _("%s changed while the package was built; "
				   "build it again"),
				 item->photo_path);
	}
	result = zip_add(b->zip, entry->name, photo.data, photo.size, err);
	buf_release(&photo);
	package_manifest_add_photo(&b->one, item, entry, zip,
				   &b->plan.thumbs[i]);
	package_manifest_add_photo(&b->all, item, entry, zip,
				   &b->plan.thumbs[i]);
	if (result == 0 && entry->code)
		result = pack_code(b, i, zip, err);
	return result;
}

static int pack(struct build *b, struct error *err)
{
	size_t i, item;

	for (i = 0; i < b->plan.n_order; i++) {
		item = b->plan.order[i];
		if (b->zip && b->out->entries[item].file != b->file &&
		    end_zip(b, err) < 0)
			return -1;
		if (!b->zip &&
		    begin_zip(b, b->out->entries[item].file, err) < 0)
			return -1;
		if (pack_photo(b, item, err) < 0)
			return -1;
	}
	return b->zip ? end_zip(b, err) : 0;
}

static int save_beside(struct build *b, struct error *err)
{
	const struct package_file *file;
	char *text;
	size_t i;

	b->out->manifest = mem_xprintf("%s.xlsx", b->job->stem);
	/* A run without a photo must not spoil what was handed over. */
	if (!b->plan.n_zips && file_exists(b->out->manifest)) {
		free(b->out->manifest);
		b->out->manifest = NULL;
		return 0;
	}
	add_problems(b, &b->all);
	for (i = 0; i < b->job->n; i++)
		package_manifest_count(&b->all, &b->job->items[i],
				       b->out->entries[i].name != NULL);
	add_about(b, &b->all);
	if (b->job->anchor)
		package_manifest_add_about(&b->all, PACKAGE_MANIFEST_ANCHOR,
					   b->job->anchor);
	for (i = 0; i < b->out->n_files; i++) {
		file = &b->out->files[i];
		text = mem_xprintf("%ld 张, %lld 字节, SHA-256 %s", file->count,
				   file->bytes, file->sha256);
		package_manifest_add_about(&b->all, path_name(file->path),
					   text);
		free(text);
	}
	return package_manifest_save(&b->all, b->out->manifest, b->job->at,
				     err);
}

/* Zips of a former, longer run would look like part of this one. */
static void remove_former(const struct build *b)
{
	size_t i = b->plan.n_zips;
	char *path;
	bool gone;

	do {
		path = mem_xprintf("%s-%02zu.zip", b->job->stem, ++i);
		gone = *b->job->profile->by || unlink(path) < 0;
		free(path);
	} while (!gone);
}

static int make_folder(const struct build *b, struct error *err)
{
	char *folder = path_folder(b->job->stem);
	int result = file_mkdirs(folder, 0700, err);

	free(folder);
	return result;
}

static int build(struct build *b, struct error *err)
{
	int result;

	fill_entries(b);
	name_files(b);
	if (b->job->dry_run)
		return 0;
	if (make_folder(b, err) < 0)
		return -1;
	package_manifest_init(&b->all, b->job->profile, true);
	result = pack(b, err);
	if (result == 0)
		result = save_beside(b, err);
	if (result == 0 && b->plan.n_zips)
		remove_former(b);
	zip_abandon(b->zip);
	if (b->zip)
		package_manifest_release(&b->one);
	package_manifest_release(&b->all);
	return result;
}

int package_build(const struct package_job *job, struct package_result *out,
		  struct error *err)
{
	struct build b = {.job = job, .out = out};
	int result;

	memset(out, 0, sizeof(*out));
	if (check_password(job, err) < 0 || check_stem(job, err) < 0 ||
	    package_plan_make(job, &b.plan, err) < 0)
		return -1;
	result = build(&b, err);
	package_plan_release(&b.plan);
	if (result < 0)
		package_build_release(out);
	return result;
}
