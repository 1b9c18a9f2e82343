/* SPDX-License-Identifier: MIT */
/*
 * One code to one student: by the fields of its payload; where they are
 * silent by the file's name, then by a photo of the same stem or folder.
 * Sets owner, by, confidence and findings of the code.
 */
#ifndef CODE_CODE_MATCH_OWNER_H
#define CODE_CODE_MATCH_OWNER_H

#include "code/code_match_set.h"

/* fields: what the payload exposes, JSON as stored. */
void code_match_owner(const struct code_match_set *set, const char *fields,
		      struct code_match_code *code);

#endif
