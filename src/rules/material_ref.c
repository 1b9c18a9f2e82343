/* SPDX-License-Identifier: MIT */
#include "rules/material_ref.h"

#include <string.h>

#include "base/i18n.h"
#include "base/path.h"

bool material_ref_fits(const char *ref, const char *sha256, const char *file)
{
	size_t n = strlen(ref);

	if (n >= MATERIAL_REF_LEAST && strspn(ref, "0123456789abcdef") == n &&
	    strncmp(sha256, ref, n) == 0)
		return true;
	return strcmp(ref, file) == 0 || strcmp(ref, path_name(file)) == 0;
}

int material_ref_one(const char *ref, size_t fits, struct error *err)
{
	if (fits == 1)
		return 0;
	if (fits == 0)
		return error_set(err, ERROR_USAGE,
				 _("no file or SHA-256 %s in the list (of the "
				   "latter at least %d digits)"),
				 ref, MATERIAL_REF_LEAST);
	return error_set(err, ERROR_USAGE,
			 _("%zu fit %s; give the whole path as --unmask shows "
			   "it"),
			 fits, ref);
}
