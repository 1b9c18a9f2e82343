/* SPDX-License-Identifier: MIT */
/*
 * One code belongs to one 学籍.  Findings that need all codes of a task
 * together, after each was given to its owner.
 */
#ifndef CODE_CODE_MATCH_CROSS_H
#define CODE_CODE_MATCH_CROSS_H

#include "code/code_match_set.h"

/*
 * CODE-DUP (one code, two students: neither gets it until a person decides),
 * CODE-DUP-FILE (sent twice), CODE-SUPERSEDED (a later code of the student;
 * an old one sent again does not come back into force).
 */
void code_match_cross(struct code_match_set *set);

#endif
