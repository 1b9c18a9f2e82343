/* SPDX-License-Identifier: MIT */
/*
 * Photos with one fault each: a sitter, a file or a profile turned by an
 * amount, so that a finding code is due at one end and not at the other.
 * Tables end with a NULL code.
 */
#ifndef SUPPORT_FAULTS_H
#define SUPPORT_FAULTS_H

#include "base/buf.h"
#include "photo/photo_make.h"
#include "support/sitter.h"

enum fault_job { FAULT_CHECK, FAULT_SOURCE, FAULT_MAKE };

/* One photo on its way from a sitter to bytes; what is set is not made. */
struct fault_photo {
	struct sitter_person person;
	struct sitter_shot shot;
	struct sitter_exif exif;
	struct profile profile;
	struct photo_make_options options;
	struct image rgb;
	struct buf bytes;
	int quality;
	const char *name;
	const struct photo_engine *engine;
};

struct fault {
	const char *code;
	void (*turn)(struct fault_photo *p, double amount);
	double bad, good;
	enum fault_job job;
};

extern const struct fault faults_file[], faults_face[], faults_quality[],
	faults_make[];

/* A photo without fault, nothing drawn yet. */
void faults_start(struct fault_photo *p, const struct photo_engine *engine);

/* Draw and encode what the turn left to do; turns may call them too. */
void faults_draw(struct fault_photo *p);
void faults_encode(struct fault_photo *p);

/* All that is found; releases the photo. */
void faults_find(struct fault_photo *p, enum fault_job job,
		 struct findings *out);

#endif
