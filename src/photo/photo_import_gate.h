/* SPDX-License-Identifier: MIT */
/*
 * Whether the task accepts a photo at all: its file must suit the task's
 * acceptance profile (size, ratio, KB, kind of file), and its origin the task's
 * policies.  Only the header of the file is read.  Judging is thread-safe; open
 * before and close afterwards.
 */
#ifndef PHOTO_PHOTO_IMPORT_GATE_H
#define PHOTO_PHOTO_IMPORT_GATE_H

#include "codec/picture/photo_decode.h"
#include "photo/photo_input.h"
#include "rules/finding.h"
#include "rules/profile.h"
#include "rules/task.h"

struct photo_import_gate {
	const struct task *task;
	struct profile profile;
	bool wanted; /* false: "source", which leaves the file to making */
};

int photo_import_gate_open(const struct task *task,
			   struct photo_import_gate *out, struct error *err);

/* Adds what is found; an error of a policy's is one that refuses. */
void photo_import_gate_judge(const struct photo_import_gate *gate,
			     const struct photo_decode_info *source,
			     const struct photo_input *input,
			     struct findings *out);

/*
 * The code by which the findings refuse the photo: GATE-PROFILE for the file,
 * PRV-… for its origin; NULL when it is fit.
 */
const char *photo_import_gate_fault(const struct findings *all);

#endif
