/* SPDX-License-Identifier: MIT */
/*
 * The profiles of share/profiles/ and of files the user wrote.
 * A list is read-only after loading and may be shared between threads.
 */
#ifndef PHOTO_PHOTO_PROFILE_H
#define PHOTO_PHOTO_PROFILE_H

#include <stddef.h>

#include "base/error.h"
#include "rules/profile.h"

struct photo_profiles {
	struct profile *list; /* in order of the name */
	size_t n, cap;
};

#define PHOTO_PROFILES_INIT                                                    \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

/* Read one file; the name is the file's stem. */
int photo_profile_read(const char *path, struct profile *out,
		       struct error *err);

/* All *.ini of a folder, NULL = share/profiles. */
int photo_profile_load(const char *folder, struct photo_profiles *out,
		       struct error *err);
void photo_profile_release(struct photo_profiles *all);

/*
 * A profile by name, or by the path of a file of the user's (a name that ends
 * in ".ini"), copied to out.  -1 with err that lists the names there are.
 */
int photo_profile_choose(const struct photo_profiles *all, const char *name,
			 struct profile *out, struct error *err);

/* NULL when there is none of that name. */
const struct profile *photo_profile_find(const struct photo_profiles *all,
					 const char *name);

#endif
