/* SPDX-License-Identifier: MIT */
#include "codec/dbf_read.h"
bool dbf_read_sniff(const void *bytes, size_t n)
{
	(void)bytes, (void)n;
	return false;
}
struct dbf_read *dbf_read_open(const char *path, const void *bytes, size_t n,
			       const struct sheet_options *options,
			       struct error *err)
{
	(void)path, (void)bytes, (void)n, (void)options;
	error_set(err, ERROR_INPUT, "x");
	return NULL;
}
void dbf_read_close(struct dbf_read *dbf)
{
	(void)dbf;
}
const char *dbf_read_charset(const struct dbf_read *dbf)
{
	(void)dbf;
	return "";
}
int dbf_read_rows(struct dbf_read *dbf, sheet_row_fn fn, void *ctx,
		  struct error *err)
{
	(void)dbf, (void)fn, (void)ctx, (void)err;
	return -1;
}
