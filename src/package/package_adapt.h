/* SPDX-License-Identifier: MIT */
/*
 * Adapting a package profile to the options of one package: other names,
 * folders or groups, or no identities.  Any thread, on the caller's own
 * profile.
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
 * Without identity, names are made by name.no-identity (or the option), and
 * columns that identify a person are dropped.  ERROR_POLICY (PKG-IDENTITY) when
 * a template would still identify one, ERROR_USAGE when it cannot be read.
 */
int package_adapt(struct package_profile *profile,
		  const struct package_adapt_wish *wish, struct error *err);

#endif
