/* SPDX-License-Identifier: MIT */
/*
 * make_examples FOLDER: writes the roster, codes, photos and enrollment
 * photos of the made-up college.  The bytes are the same each time.
 */
#include <stdio.h>

#include "support/example_college.h"

int main(int argc, char **argv)
{
	struct error err = ERROR_INIT;

	if (argc != 2) {
		fprintf(stderr, "usage: make_examples FOLDER\n");
		return 2;
	}
	if (example_roster_make(argv[1], &err) ||
	    example_codes_make(argv[1], &err) ||
	    example_photos_make(argv[1], &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	return 0;
}
