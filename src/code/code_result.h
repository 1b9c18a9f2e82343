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

enum code_encoding { CODE_UTF8, CODE_GB18030, CODE_BINARY };

/* libzbar read the picture as it is, or our rectification was needed. */
enum code_how { CODE_DIRECT, CODE_REBUILT };

struct code_payload {
	unsigned char *bytes; /* verbatim */
	size_t size;
	char *text; /* UTF-8; NULL for binary */
	enum code_encoding encoding;
	char sha256[SHA256_HEX];
	enum code_how how;
	double module_px; /* pixels a module; 0 unknown */
};

enum { CODE_MAX_PER_IMAGE = 16 };

enum code_status { CODE_OK, CODE_NONE, CODE_ERROR };

/* How the picture came to be, by how the code lies in it (code_origin.h). */
enum code_look { CODE_LOOK_SAVED, CODE_LOOK_SCREENSHOT, CODE_LOOK_PHOTO };

struct code_result {
	enum code_status status;
	/* from the top down, then from the left */
	struct code_payload payloads[CODE_MAX_PER_IMAGE];
	int count;
	enum code_look look; /* the poorest of the codes */
	struct findings findings;
	struct error error; /* with CODE_ERROR */
	double ms;	    /* CPU of this thread, for statistics alone */
};

void code_result_release(struct code_result *r);

/* "utf-8", "gb18030", "binary"; "direct", "rebuilt". */
const char *code_result_encoding_name(enum code_encoding encoding);
const char *code_result_how_name(enum code_how how);

#endif
