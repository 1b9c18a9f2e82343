/* SPDX-License-Identifier: MIT */
/*
 * Whether a picture is the code as it was saved, a screenshot, a photo of a
 * screen or print, or a much reduced copy.  Judged by how much of the picture
 * the code takes, how many pixels a module has, how straight and how clean it
 * is. Pure.
 */
#ifndef CODE_CODE_ORIGIN_H
#define CODE_CODE_ORIGIN_H

#include <stdbool.h>

#include "code/code_ladder.h"
#include "code/code_result.h"

struct code_origin {
	double module;	 /* pixels; 0 unknown */
	double share;	 /* of the picture's longer side that the code takes */
	double rotation; /* degrees off the next right angle */
	double slant;	 /* departure from a square, share of a side */
	double score;	 /* of the fit */
	bool poor;
	enum code_look look;
};

void code_origin_measure(const struct code_found *found, int width, int height,
			 struct code_origin *out);

/* Set how the picture looks, and add CODE-LOWQ when it is poor. */
bool code_origin_add(const struct code_found *found, int width, int height,
		     struct code_result *out);

#endif
