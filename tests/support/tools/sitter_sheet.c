/* SPDX-License-Identifier: MIT */
/*
 * sitter_sheet FOLDER FIRST COUNT: writes COUNT sitters (s000001.ppm) with
 * their exact alpha (a000001.pgm) and truth.tsv, for looking at and for
 * detectors.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "support/sitter.h"

static int write_pnm(const char *folder, const char *kind, uint64_t seed,
		     const struct image *im, struct error *err)
{
	bool grey = im->channels == 1;
	struct buf out = BUF_INIT;
	char *path = mem_xprintf("%s/%s%06" PRIu64 ".%s", folder, kind, seed,
				 grey ? "pgm" : "ppm");
	int rc;

	buf_addf(&out, "P%d\n%d %d\n255\n", grey ? 5 : 6, im->width,
		 im->height);
	buf_add(&out, im->data,
		(size_t)im->width * (size_t)im->height * (size_t)im->channels);
	rc = file_write(path, out.data, out.size, 0644, err);
	buf_release(&out);
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
	    write_pnm(folder, "s", seed, &rgb, err) ||
	    write_pnm(folder, "a", seed, &t.alpha, err))
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
