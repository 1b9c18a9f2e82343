/* SPDX-License-Identifier: MIT */
/*
 * What reading one picture file gave: payloads byte for byte, findings, or
 * the reason why the file is no picture.  Plain values; one owner.
 */
#ifndef CODE_CODE_RESULT_H
#define CODE_CODE_RESULT_H

#include <stddef.h>

#include "base/error.h"
#include "base/sha256.h"
#include "rules/finding.h"

/* libzbar read the picture as it is, or our rectification was needed. */
enum code_how { CODE_DIRECT, CODE_REBUILT };

struct code_payload {
	unsigned char *bytes; /* verbatim */
	size_t size;
	char *text;	      /* UTF-8; NULL for binary */
	const char *encoding; /* "utf-8", "gb18030", "shift_jis", …, "binary" */
	char sha256[SHA256_HEX];
	enum code_how how;
	double module_px; /* pixels a module; 0 unknown */
	/* x and y of its corners in the upright picture, from the code's own
	 * top left one on, clockwise */
	double place[4][2];
};

enum code_status { CODE_OK, CODE_NONE, CODE_ERROR };

/* How the picture came to be, by how the code lies in it (code_origin.h). */
enum code_look { CODE_LOOK_SAVED, CODE_LOOK_SCREENSHOT, CODE_LOOK_PHOTO };

struct code_result {
	enum code_status status;
	/* line by line from the top down, each from the left */
	struct code_payload *payloads;
	int count;
	enum code_look look; /* the poorest of the codes */
	struct findings findings;
	struct error error; /* with CODE_ERROR */
	double ms;	    /* CPU of this thread, for statistics alone */
};

void code_result_release(struct code_result *r);

/* "direct", "rebuilt". */
const char *code_result_how_name(enum code_how how);

#endif
