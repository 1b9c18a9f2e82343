/* SPDX-License-Identifier: MIT */
/*
 * How one recipient wants a package: share/packages/<id>.ini.
 *
 *   [package]  title.zh, title.en, source
 *              name          file names by a template (name_template.h)
 *              name.no-identity  the same where --no-identity is asked for
 *              folder        a template of folders before the names
 *              photo         the photo profile the entries must meet; photos
 *                            are made again for it where it is not the task's
 *              refuse        codes of findings with blanks between: a photo
 *                            with one is not packed, although its profile
 *                            only warns
 *              max-photo-kb  of one photo; a KB is 1000 bytes here, the
 *                            stricter reading (0 = no limit)
 *              max-mb        of one zip; a MB is 1,000,000 bytes
 *              max-count     photos in one zip
 *              by            a field; each of its values has zips of its own
 *              identity      no: nothing personal may be in it (identity.h)
 *              zip-names     utf-8, gbk (without the flag, for old Windows)
 *              code          whether the collection code goes along: no,
 *                            payload (for the column code_payload), picture
 *                            (drawn anew, codes/NAME.png), both
 *              password      no, allowed, required
 *              thumbnails    no, allowed
 *              manifest      inside (and beside), beside
 *   [columns]  field = title in the manifest, in this order; beside the
 *              fields of a student (xb.code, mz.code as national codes, a
 *              day with .8 as 20040612) code (the serial, else the start of the
 *              hash: what names are made of), code_sha256 and code_payload
 *              (base64)
 *
 * Owned texts; read-only after loading, then any thread.
 */
#ifndef PACKAGE_PACKAGE_PROFILE_H
#define PACKAGE_PACKAGE_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/i18n.h"
#include "rules/finding.h"

enum { PACKAGE_PROFILE_COLUMNS = 40 };

enum package_profile_password {
	PACKAGE_PROFILE_NO_PASSWORD,
	PACKAGE_PROFILE_MAY_PASSWORD,
	PACKAGE_PROFILE_MUST_PASSWORD,
};

/* How a value is written. */
enum package_profile_form {
	PACKAGE_PROFILE_AS_IT_IS,
	PACKAGE_PROFILE_CODE, /* "xb.code": rules/national_code.h */
	PACKAGE_PROFILE_DAY8, /* "csrq.8": 20040612 */
};

struct package_profile_column {
	char *field; /* of struct student, or "code…" */
	char *title;
	enum package_profile_form form;
};

struct package_profile {
	char *id, *title[2];		  /* by enum i18n_lang */
	char *source, *name, *photo, *by; /* by "" = none */
	char *refuse;			  /* codes with blanks between */
	char *free_name;		  /* name.no-identity; "" = none */
	struct package_profile_column columns[PACKAGE_PROFILE_COLUMNS];
	size_t n_columns;
	long max_photo_bytes, max_bytes, max_count; /* 0 = no limit */
	bool identity, thumbnails, manifest_inside, gbk_names;
	bool code_payload, code_picture;
	enum package_profile_password password;
};

/*
 * id names share/packages/<id>.ini, or is itself the path of an .ini file.
 * ERROR_USAGE lists the profiles there are, or names the key that is wrong;
 * ERROR_POLICY (PKG-IDENTITY) when a package without identity would carry a
 * personal field.  *out is empty after a failure.
 */
int package_profile_load(const char *id, struct package_profile *out,
			 struct error *err);
void package_profile_release(struct package_profile *profile);

/*
 * For package_adapt.h: a field that columns and groups may name; the template
 * of folders before the file's name; whether the profile holds what it says of
 * identities and names things that there are.
 */
int package_profile_know_field(const char *field, struct error *err);
void package_profile_set_folder(struct package_profile *profile,
				const char *folder);
int package_profile_check(struct package_profile *profile, struct error *err);

/* Whether a photo with the finding stays out of the package. */
bool package_profile_refuses(const struct package_profile *profile,
			     const struct finding *found);

/* Each shipped profile, in the order of the ids. */
typedef int (*package_profile_fn)(void *ctx,
				  const struct package_profile *profile,
				  struct error *err);
int package_profile_each(package_profile_fn fn, void *ctx, struct error *err);

#endif
