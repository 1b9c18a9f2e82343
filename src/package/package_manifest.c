/* SPDX-License-Identifier: MIT */
#include "package/package_manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "codec/table/xlsx_write.h"
#include "package/package_names.h"
#include "rules/identity.h"
#include "rules/name_template.h"
#include "rules/national_code.h"

enum { HASH_WIDTH = 66, TEXT_WIDTH = 50, DAY_TEXT = 40 };

/*
 *   文件名   columns of the profile …   (数据包)   字节数   SHA-256
 *   a.jpg    2022010101  张三           p-01.zip   30512    9f86d0…
 *
 * The zip is a column of the list beside the zips only.
 */
static void init_photos(struct package_manifest *m)
{
	const struct package_profile *p = m->profile;
	struct table *t = &m->photos;
	size_t i, hash;

	table_add_column(t, "file", PACKAGE_MANIFEST_FILE, TABLE_LEFT);
	for (i = 0; i < p->n_columns; i++)
		table_add_column(t, p->columns[i].field, p->columns[i].title,
				 TABLE_LEFT);
	if (m->with_zip)
		table_add_column(t, "zip", PACKAGE_MANIFEST_ZIP, TABLE_LEFT);
	table_add_column(t, "bytes", PACKAGE_MANIFEST_BYTES, TABLE_RIGHT);
	hash = table_add_column(t, "sha256", PACKAGE_MANIFEST_SHA256,
				TABLE_LEFT);
	table_set_width(t, hash, HASH_WIDTH);
}

static void init_codes(struct package_manifest *m)
{
	struct table *t = &m->codes;

	table_add_column(t, "file", PACKAGE_MANIFEST_FILE, TABLE_LEFT);
	if (m->with_zip)
		table_add_column(t, "zip", PACKAGE_MANIFEST_ZIP, TABLE_LEFT);
	table_add_column(t, "bytes", PACKAGE_MANIFEST_BYTES, TABLE_RIGHT);
	table_set_width(t,
			table_add_column(t, "sha256", PACKAGE_MANIFEST_SHA256,
					 TABLE_LEFT),
			HASH_WIDTH);
}

/*
 * Whose problem a row is, is told by the fields the file names are made of: in
 * a package without identity these are codes, and the list tells no more than
 * the photos do.
 */
static int add_key_column(void *ctx, const char *field, struct error *err)
{
	enum student_field id = student_field_find(field);

	(void)err;
	table_add_column(ctx, field,
			 id == STUDENT_FIELD_COUNT ? "采集码"
						   : student_field_title(id),
			 TABLE_LEFT);
	return 0;
}

static void init_problems(struct package_manifest *m)
{
	struct table *t = &m->problems;
	size_t i;

	table_add_column(t, "number", "序号", TABLE_RIGHT);
	name_template_each(m->profile->name, add_key_column, t, NULL);
	if (m->profile->identity && table_find_column(t, "xh") == t->n_columns)
		add_key_column(t, "xh", NULL);
	if (m->profile->identity && table_find_column(t, "xm") == t->n_columns)
		add_key_column(t, "xm", NULL);
	table_add_column(t, "finding", "问题代码", TABLE_LEFT);
	i = table_add_column(t, "text", "问题", TABLE_LEFT);
	table_set_width(t, i, TEXT_WIDTH);
	i = table_add_column(t, "advice", "处理办法", TABLE_LEFT);
	table_set_width(t, i, TEXT_WIDTH);
}

void package_manifest_init(struct package_manifest *m,
			   const struct package_profile *profile, bool with_zip)
{
	memset(m, 0, sizeof(*m));
	m->profile = profile;
	m->with_zip = with_zip;
	init_photos(m);
	init_codes(m);
	init_problems(m);
	table_add_column(&m->about, "what", "项目", TABLE_LEFT);
	table_add_column(&m->about, "value", "内容", TABLE_LEFT);
}

void package_manifest_release(struct package_manifest *m)
{
	size_t i;

	for (i = 0; i < m->n_colleges; i++)
		free(m->colleges[i].name);
	free(m->colleges);
	table_release(&m->photos);
	table_release(&m->codes);
	table_release(&m->problems);
	table_release(&m->about);
}

/* A value that has no code, and a day that is none, stand as they are. */
static const char *show(const struct package_profile_column *c,
			const struct package_item *item, char day[DAY_TEXT])
{
	const char *value = package_names_value(item, c->field);
	const char *code = NULL;
	struct date date;

	if (c->form == PACKAGE_PROFILE_CODE)
		code = national_code(student_field_find(c->field), value);
	if (c->form == PACKAGE_PROFILE_DAY8 && date_parse(value, &date) == 0) {
		snprintf(day, DAY_TEXT, "%04d%02d%02d", date.year, date.month,
			 date.day);
		code = day;
	}
	return code ? code : value;
}

void package_manifest_add_photo(struct package_manifest *m,
				const struct package_item *item,
				const struct package_entry *entry,
				const char *zip, const struct buf *thumb)
{
	const struct package_profile *p = m->profile;
	struct table *t = &m->photos;
	size_t i, column = 0;
	char day[DAY_TEXT];

	table_add_row(t);
	table_set(t, column++, entry->name);
	for (i = 0; i < p->n_columns; i++)
		table_set(t, column++, show(&p->columns[i], item, day));
	if (m->with_zip)
		table_set(t, column++, zip);
	table_setf(t, column++, "%ld", entry->bytes);
	table_set(t, column, item->sha256);
	if (thumb && thumb->size)
		table_set_thumb(t, thumb->data, thumb->size);
}

void package_manifest_add_code(struct package_manifest *m, const char *name,
			       const struct buf *picture, const char *zip)
{
	struct table *t = &m->codes;
	char hex[SHA256_HEX];
	size_t column = 0;

	sha256_hex(picture->data, picture->size, hex);
	table_add_row(t);
	table_set(t, column++, name);
	if (m->with_zip)
		table_set(t, column++, zip);
	table_setf(t, column++, "%zu", picture->size);
	table_set(t, column, hex);
}

/* Whether the key itself gives the student away. */
static bool tells_who(const struct package_item *item)
{
	const char *key = item->code_key ? item->code_key : "";

	return identity_number_in(key) ||
	       identity_leak(item->student, key) != STUDENT_FIELD_COUNT;
}

static void add_finding(struct package_manifest *m,
			const struct package_item *item, size_t number,
			const struct finding *found)
{
	struct finding shown = *found;
	struct table *t = &m->problems;
	struct buf text = BUF_INIT;
	size_t i;

	/* A detail may be a name or a number. */
	if (!m->profile->identity)
		shown.detail[0] = '\0';
	table_add_row(t);
	table_setf(t, 0, "%zu", number);
	for (i = 1; i + 3 < t->n_columns; i++)
		table_set(t, i, package_names_value(item, t->columns[i].id));
	if (!m->profile->identity && tells_who(item))
		table_set(t, 1, NULL);
	table_set(t, i, shown.code);
	finding_text(&shown, I18N_ZH, &text);
	table_set(t, i + 1, buf_str(&text));
	buf_clear(&text);
	finding_advice(&shown, I18N_ZH, &text);
	table_set(t, i + 2, buf_str(&text));
	table_set_style(t, i,
			found->severity == FINDING_ERROR  ? TABLE_ERROR
			: found->severity == FINDING_WARN ? TABLE_WARN
							  : TABLE_NORMAL);
	buf_release(&text);
}

void package_manifest_add_problem(struct package_manifest *m,
				  const struct package_item *item,
				  size_t number)
{
	size_t i;

	for (i = 0; i < item->findings->n; i++)
		add_finding(m, item, number, &item->findings->list[i]);
}

void package_manifest_count(struct package_manifest *m,
			    const struct package_item *item, bool packed)
{
	const char *name = student_get(item->student, STUDENT_fy);
	struct package_manifest_college *c;
	size_t i;

	for (i = 0; i < m->n_colleges; i++)
		if (strcmp(m->colleges[i].name, name) == 0)
			break;
	if (i == m->n_colleges) {
		MEM_GROW(m->colleges, m->n_colleges, m->cap_colleges);
		m->colleges[m->n_colleges++] =
			(struct package_manifest_college){mem_xstrdup(name)};
	}
	c = &m->colleges[i];
	c->packed += packed;
	c->left_out += !packed;
}

void package_manifest_add_about(struct package_manifest *m, const char *what,
				const char *value)
{
	table_add_row(&m->about);
	table_set(&m->about, 0, what);
	table_set(&m->about, 1, value);
}

/*
 *   学院          装入     未装入
 *   信息工程学院   ▇▇ 120      3
 */
static int save_colleges(const struct package_manifest *m, struct xlsx_write *x,
			 struct error *err)
{
	struct xlsx_write_chart chart = {
		.title = PACKAGE_MANIFEST_COLLEGES,
		.first_value = 1,
		.last_value = 2,
		.last_row = m->n_colleges - 1,
		.stacked = true,
	};
	struct table t = TABLE_INIT;
	size_t i;
	int result;

	if (!m->n_colleges || !m->profile->identity)
		return 0;
	table_add_column(&t, "college", "学院", TABLE_LEFT);
	table_set_bar(&t, table_add_column(&t, "packed", "装入", TABLE_RIGHT));
	table_set_bar(&t,
		      table_add_column(&t, "left_out", "未装入", TABLE_RIGHT));
	for (i = 0; i < m->n_colleges; i++) {
		table_add_row(&t);
		table_set(&t, 0, m->colleges[i].name);
		table_setf(&t, 1, "%ld", m->colleges[i].packed);
		table_setf(&t, 2, "%ld", m->colleges[i].left_out);
	}
	result = xlsx_write_sheet(x, PACKAGE_MANIFEST_COLLEGES, &t, err);
	if (result == 0)
		result = xlsx_write_chart(x, &chart, err);
	table_release(&t);
	return result;
}

int package_manifest_save(const struct package_manifest *m, const char *path,
			  date_time at, struct error *err)
{
	struct xlsx_write *x = xlsx_write_open(path, at, err);

	if (!x)
		return -1;
	if (xlsx_write_sheet(x, PACKAGE_MANIFEST_PHOTOS, &m->photos, err) < 0 ||
	    (m->codes.n_rows &&
	     xlsx_write_sheet(x, PACKAGE_MANIFEST_CODES, &m->codes, err) < 0) ||
	    xlsx_write_sheet(x, PACKAGE_MANIFEST_PROBLEMS, &m->problems, err) <
		    0 ||
	    save_colleges(m, x, err) < 0 ||
	    xlsx_write_sheet(x, PACKAGE_MANIFEST_ABOUT, &m->about, err) < 0) {
		xlsx_write_abandon(x);
		return -1;
	}
	return xlsx_write_close(x, 0600, err);
}

/*
 * An upper bound, since the manifest is inside the zip whose size is limited
 * and is written after the photos; too much costs a zip that is a little
 * smaller.
 */
long package_manifest_row_bytes(const struct package_profile *profile,
				const struct package_item *item,
				const char *name)
{
	/* Deflated XML of a cell takes less than its text and 20 bytes. */
	size_t bytes = strlen(name) + SHA256_HEX + 80, i;

	for (i = 0; i < profile->n_columns; i++)
		bytes += strlen(package_names_value(
				 item, profile->columns[i].field)) +
			 20;
	return (long)bytes;
}
