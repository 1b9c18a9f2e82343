/* SPDX-License-Identifier: MIT */
/*
 * The workbook that goes with the photos: the list of the photos, the
 * problems of those left out, and what the package is.  Its own titles are
 * Chinese in any language of the program, so that the bytes never depend on
 * it; package_verify reads them back.
 */
#ifndef PACKAGE_PACKAGE_MANIFEST_H
#define PACKAGE_PACKAGE_MANIFEST_H

#include "base/table.h"
#include "package/package_build.h"

#define PACKAGE_MANIFEST_PHOTOS	     "照片清单"
#define PACKAGE_MANIFEST_CODES	     "采集码图"
#define PACKAGE_MANIFEST_PROBLEMS    "问题"
#define PACKAGE_MANIFEST_ABOUT	     "说明"
#define PACKAGE_MANIFEST_FILE	     "文件名"
#define PACKAGE_MANIFEST_ZIP	     "数据包"
#define PACKAGE_MANIFEST_BYTES	     "字节数"
#define PACKAGE_MANIFEST_SHA256	     "SHA-256"
#define PACKAGE_MANIFEST_PROFILE     "规格"
#define PACKAGE_MANIFEST_NAMES	     "文件命名"
#define PACKAGE_MANIFEST_ANCHOR	     "日志锚点"
#define PACKAGE_MANIFEST_IDENTITY    "个人身份信息"
#define PACKAGE_MANIFEST_IDENTITY_NO "无"

#define PACKAGE_MANIFEST_COLLEGES "学院统计"

struct package_manifest_college {
	char *name;
	long packed, left_out;
};

struct package_manifest {
	const struct package_profile *profile;
	struct package_manifest_college *colleges; /* as they came */
	size_t n_colleges, cap_colleges;
	struct table photos, codes, problems, about;
	bool with_zip; /* a column that names the zip */
};

void package_manifest_init(struct package_manifest *m,
			   const struct package_profile *profile,
			   bool with_zip);
void package_manifest_release(struct package_manifest *m);

/* thumb NULL or empty = none; zip only used with with_zip. */
void package_manifest_add_photo(struct package_manifest *m,
				const struct package_item *item,
				const struct package_entry *entry,
				const char *zip, const struct buf *thumb);

/* The picture of a code, a row of a sheet that is there when one is. */
void package_manifest_add_code(struct package_manifest *m, const char *name,
			       const struct buf *picture, const char *zip);

/*
 * Counts the item for its college: a sheet with bars and a chart, where the
 * package carries identities (a college may be one student).
 */
void package_manifest_count(struct package_manifest *m,
			    const struct package_item *item, bool packed);

/* Each finding of an item that was not packed; number counts items from 1. */
void package_manifest_add_problem(struct package_manifest *m,
				  const struct package_item *item,
				  size_t number);

void package_manifest_add_about(struct package_manifest *m, const char *what,
				const char *value);

int package_manifest_save(const struct package_manifest *m, const char *path,
			  date_time at, struct error *err);

/*
 * How many bytes one row can take in the finished manifest, never less; and
 * what the empty one takes.
 */
long package_manifest_row_bytes(const struct package_profile *profile,
				const struct package_item *item,
				const char *name);
enum { PACKAGE_MANIFEST_BASE_BYTES = 16384 };

#endif
