/* SPDX-License-Identifier: MIT */
#include "compare/compare_spool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"

struct compare_spool {
	FILE *file; /* opened with the first entry of an archive */
	long long size;
};

struct compare_spool *compare_spool_open(void)
{
	return mem_xcalloc(1, sizeof(struct compare_spool));
}

void compare_spool_close(struct compare_spool *take_spool)
{
	if (take_spool == NULL)
		return;
	if (take_spool->file != NULL)
		fclose(take_spool->file);
	free(take_spool);
}

int compare_spool_keep(struct compare_spool *spool,
		       const struct intake_item *item,
		       struct compare_spool_place *place, struct error *err)
{
	*place = (struct compare_spool_place){
		.path = item->path ? mem_xstrdup(item->path) : NULL,
		.offset = spool->size,
		.size = item->bytes.size};
	if (place->path != NULL)
		return 0;
	/*
	 * tmpfile() has no name: whatever ends the program, no photo of a
	 * student stays behind.
	 */
	if (spool->file == NULL)
		spool->file = tmpfile();
	if (spool->file == NULL ||
	    fwrite(item->bytes.data, 1, place->size, spool->file) !=
		    place->size ||
	    fflush(spool->file) != 0)
		return error_set_errno(err, _("cannot write a temporary file"));
	spool->size += (long long)place->size;
	return 0;
}

void compare_spool_place_release(struct compare_spool_place *place)
{
	free(place->path);
	place->path = NULL;
}

int compare_spool_read(const struct compare_spool *spool,
		       const struct compare_spool_place *place,
		       struct buf *bytes, struct error *err)
{
	ssize_t got;

	if (place->path != NULL)
		return file_read(place->path, FILE_MAX_PICTURE, bytes, err);
	buf_reserve(bytes, place->size);
	/* pread, not a file position: threads share the descriptor */
	while (bytes->size < place->size) {
		got = pread(fileno(spool->file), bytes->data + bytes->size,
			    place->size - bytes->size,
			    place->offset + (long long)bytes->size);
		if (got <= 0)
			return error_set_errno(
				err, _("cannot read a temporary file"));
		bytes->size += (size_t)got;
	}
	return 0;
}
