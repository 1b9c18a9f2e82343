/* SPDX-License-Identifier: MIT */
/* Things people put over a photo.  Each draws into im in place. */
#ifndef SUPPORT_SITTER_MARKS_H
#define SUPPORT_SITTER_MARKS_H

#include "support/sitter.h"
#include "support/sitter_random.h"

void sitter_marks_bar(struct image *im, const struct sitter_truth *t,
		      struct sitter_random *r); /* black, over the eyes */
void sitter_marks_seal(struct image *im, const struct sitter_truth *t,
		       struct sitter_random *r); /* red ring at a corner */
void sitter_marks_border(struct image *im, struct sitter_random *r);
void sitter_marks_text(struct image *im, struct sitter_random *r);
void sitter_marks_watermark(struct image *im, struct sitter_random *r);
void sitter_marks_moire(struct image *im, struct sitter_random *r);

#endif
