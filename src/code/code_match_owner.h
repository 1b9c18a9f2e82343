/* SPDX-License-Identifier: MIT */
/*
 * Finding the owner of one code: by the fields of its payload; if these do not
 * tell, by the file's name, and then by a photo with the same stem or in the
 * same folder.  Sets owner, by, confidence and findings of the code.
 */
#ifndef CODE_CODE_MATCH_OWNER_H
#define CODE_CODE_MATCH_OWNER_H

#include "code/code_match_set.h"

/* fields: what the payload exposes, JSON as stored. */
void code_match_owner(const struct code_match_set *set, const char *fields,
		      struct code_match_code *code);

#endif
