/* SPDX-License-Identifier: MIT */
/*
 * How one recipient wants a package: share/packages/<id>.ini.
 *
 *   [package]  title.zh, title.en, source
 *              name          file names by a template (name_template.h)
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
 *              password      no, allowed, required
 *              thumbnails    no, allowed
 *              manifest      inside (and beside), beside
 *   [columns]  field = title in the manifest, in this order
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

struct package_profile_column {
	char *field; /* of struct student, or "code" */
	char *title;
};

struct package_profile {
	char *id, *title[2];		  /* by enum i18n_lang */
	char *source, *name, *photo, *by; /* by "" = none */
	char *refuse;			  /* codes with blanks between */
	struct package_profile_column columns[PACKAGE_PROFILE_COLUMNS];
	size_t n_columns;
	long max_photo_bytes, max_bytes, max_count; /* 0 = no limit */
	bool identity, thumbnails, manifest_inside;
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

/* Whether a photo with the finding stays out of the package. */
bool package_profile_refuses(const struct package_profile *profile,
			     const struct finding *found);

/* Each shipped profile, in the order of the ids. */
typedef int (*package_profile_fn)(void *ctx,
				  const struct package_profile *profile,
				  struct error *err);
int package_profile_each(package_profile_fn fn, void *ctx, struct error *err);

#endif
