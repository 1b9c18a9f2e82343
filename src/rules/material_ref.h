/* SPDX-License-Identifier: MIT */
/*
 * How people name one photo or one code of the task: by its path as lists show
 * it, by its file name alone, or by the first digits of its SHA-256.  Never by
 * row numbers of the store, which they do not see.  Pure.
 */
#ifndef RULES_MATERIAL_REF_H
#define RULES_MATERIAL_REF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* A text with fewer digits is taken for a file name, not for a hash. */
enum { MATERIAL_REF_LEAST = 8 };

/* Whether ref names the material with this hash and file. */
bool material_ref_fits(const char *ref, const char *sha256, const char *file);

/* 0 when fits, the number of matches of ref, is 1; else ERROR_USAGE. */
int material_ref_one(const char *ref, size_t fits, struct error *err);

#endif
