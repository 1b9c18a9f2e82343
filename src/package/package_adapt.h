/* SPDX-License-Identifier: MIT */
/*
 * A package profile as one package wants it: other names, folders, groups, or
 * no identities.  Main thread or any, on a profile of the caller's own.
 */
#ifndef PACKAGE_PACKAGE_ADAPT_H
#define PACKAGE_PACKAGE_ADAPT_H

#include "package/package_profile.h"

/* NULL = as the profile has it. */
struct package_adapt_wish {
	const char *name, *folder; /* templates */
	const char *by; /* a field by name or title, college, class, level */
	const char *zip_names; /* utf-8, gbk */
	bool no_identity;
};

/*
 * Without identity the names come from name.no-identity (or the wish), and
 * columns that tell who somebody is go.  ERROR_POLICY (PKG-IDENTITY) when a
 * template would still tell it, ERROR_USAGE for what cannot be read.
 */
int package_adapt(struct package_profile *profile,
		  const struct package_adapt_wish *wish, struct error *err);

#endif
