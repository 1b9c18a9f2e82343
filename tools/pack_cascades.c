/* SPDX-License-Identifier: MIT */
/*
 * pack_cascades OUT: OpenCV's cascades, from where the program finds them, as
 * the file that codec/config/cascade_file.h draws.
 */
#include <stdio.h>

#include "base/file.h"
#include "codec/config/cascade.h"

int main(int argc, char **argv)
{
	struct buf out = BUF_INIT;
	struct error err = ERROR_INIT;
	int result = 1;

	if (argc != 2) {
		fprintf(stderr, "usage: pack_cascades OUT\n");
		return 2;
	}
	if (cascade_models_pack(&out, &err) < 0 ||
	    file_write(argv[1], out.data, out.size, 0644, &err) < 0)
		fprintf(stderr, "pack_cascades: %s\n", err.text);
	else
		result = 0;
	buf_release(&out);
	return result;
}
