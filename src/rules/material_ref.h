/* SPDX-License-Identifier: MIT */
/*
 * How people name one photo or one code of the task: by its file as a list
 * shows it or by the file's name alone, or by the start of its SHA-256.  Row
 * numbers of the store are nobody's business.  Pure.
 */
#ifndef RULES_MATERIAL_REF_H
#define RULES_MATERIAL_REF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* Fewer digits are a file name and no hash. */
enum { MATERIAL_REF_LEAST = 8 };

bool material_ref_fits(const char *ref, const char *sha256, const char *file);

/* After all were asked: 0 when exactly one fits, else -1 with ERROR_USAGE. */
int material_ref_one(const char *ref, size_t fits, struct error *err);

#endif
