/* SPDX-License-Identifier: MIT */
/*
 * The corpus of photo pairs below $QCTOOL_TESTDATA/pairs: its photos with
 * their face boxes, and its labelled pairs.  Everything is kept until
 * pairs_release().
 */
#ifndef SUPPORT_PAIRS_H
#define SUPPORT_PAIRS_H

#include <stdbool.h>
#include <stddef.h>

#include "image/align/align.h"

struct pairs_photo {
	char name[64]; /* orig/NAME.jpg or derived/NAME.jpg */
	int person;    /* of the name: PPP, or 1000 + SS of the burst set */
	bool burst;    /* orl_*, low resolution */
	struct image_box box;
};

struct pairs_pair {
	int a, b; /* photos */
	bool same;
	char transform[48];
};

struct pairs {
	char folder[400];
	struct pairs_photo *photos;
	size_t photo_count;
	struct pairs_pair *pairs;
	size_t pair_count;
};

/* 0, or -1 when the corpus is not there or not readable. */
int pairs_load(struct pairs *p);
void pairs_release(struct pairs *p);

/* The grey pixels of a photo, at least min pixels wide and high (0: all). */
int pairs_grey(const struct pairs *p, int photo, int min, struct image *grey);

#endif
