/* SPDX-License-Identifier: MIT */
/*
 * sitter_sheet FOLDER FIRST COUNT: writes COUNT sitters as PNG with their
 * exact alpha, as PGM, and truth.tsv, for looking at and for detectors.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "codec/png.h"
#include "support/sitter.h"

static int write_png(const char *folder, const char *kind, uint64_t seed,
		     const struct image *im, struct error *err)
{
	struct buf png = BUF_INIT;
	char *path = mem_xprintf("%s/%s%06" PRIu64 ".png", folder, kind, seed);
	int rc = png_write(im, &png, err);

	if (!rc)
		rc = file_write(path, png.data, png.size, 0644, err);
	buf_release(&png);
	free(path);
	return rc;
}

static int one(const char *folder, uint64_t seed, FILE *tsv, struct error *err)
{
	struct sitter_truth t = SITTER_TRUTH_INIT;
	struct image rgb = IMAGE_INIT;
	struct sitter_person person;
	struct sitter_shot shot;
	int rc = -1;

	sitter_person(seed, &person);
	sitter_shot_default(seed, &shot);
	if (sitter_render(&person, &shot, &rgb, &t, err) ||
	    write_png(folder, "s", seed, &rgb, err) ||
	    write_png(folder, "a", seed, &t.alpha, err))
		goto out;
	fprintf(tsv,
		"%" PRIu64 "\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f"
		"\t%d\t%d\t%.2f\n",
		seed, t.eye_line, t.crown, t.chin, t.face_width, t.left_eye_x,
		t.left_eye_y, t.right_eye_x, t.right_eye_y, (int)shot.wall,
		(int)person.hair, (double)person.skin_tone);
	rc = 0;
out:
	image_release(&rgb);
	sitter_truth_release(&t);
	return rc;
}

int main(int argc, char **argv)
{
	struct error err = ERROR_INIT;
	char *path = NULL;
	FILE *tsv = NULL;
	uint64_t seed, first, count;
	int rc = 1;

	if (argc != 4) {
		fprintf(stderr, "usage: sitter_sheet FOLDER FIRST COUNT\n");
		return 2;
	}
	first = strtoull(argv[2], NULL, 10);
	count = strtoull(argv[3], NULL, 10);
	path = mem_xprintf("%s/truth.tsv", argv[1]);
	if (file_mkdirs(argv[1], 0755, &err) || !(tsv = fopen(path, "w")))
		goto out;
	fprintf(tsv, "seed\teye_line\tcrown\tchin\tface_width\tleft_x\tleft_y"
		     "\tright_x\tright_y\twall\thair\tskin\n");
	for (seed = first; seed < first + count; seed++)
		if (one(argv[1], seed, tsv, &err))
			goto out;
	rc = 0;
out:
	if (rc)
		fprintf(stderr, "%s\n", err.text);
	if (tsv)
		fclose(tsv);
	free(path);
	return rc;
}
