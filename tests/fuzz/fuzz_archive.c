/* SPDX-License-Identifier: MIT */
/* An archive of any kind, its names and its entries. */
#include "fuzz/target.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "codec/archive/archive_in.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const struct archive_in_limits limits = {
		.entry_bytes = 1 << 20, .total_bytes = 4 << 20, .entries = 50};
	struct error err = ERROR_INIT;
	struct archive_in *in =
		archive_in_open_bytes(data, n, ARCHIVE_IN_ANY, &limits, &err);
	struct archive_in_entry entry;
	const char *piece;
	size_t got;

	while (in && archive_in_next(in, &entry, &err) == 1) {
		if (!text_is_utf8(entry.name, strlen(entry.name)))
			abort();
		while (archive_in_read(in, &piece, &got, &err) == 1)
			;
	}
	archive_in_close(in);
	return 0;
}
