/* SPDX-License-Identifier: MIT */
#include "codec/xls_read.h"
#include <stdlib.h>
#include "base/i18n.h"

char *xls_read_convert(const char *path, struct error *err)
{
	(void)path;
	error_set(err, ERROR_INPUT, _("old .xls; save it as .xlsx"));
	return NULL;
}

void xls_read_discard(char *path)
{
	free(path);
}
