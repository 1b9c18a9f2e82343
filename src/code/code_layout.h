/* SPDX-License-Identifier: MIT */
/* stand-in */
#ifndef CODE_CODE_LAYOUT_H
#define CODE_CODE_LAYOUT_H
#include "code/code_result.h"
#include "rules/student.h"
struct code_layouts;
static inline int code_layout_load(const char *f, struct code_layouts **out, struct error *err)
{ (void)f; (void)err; *out = NULL; return 0; }
static inline void code_layout_free(struct code_layouts *l) { (void)l; }
static inline const char *code_layout_parse(const struct code_layouts *l, const struct code_payload *p, struct student *s)
{ (void)l; (void)p; (void)s; return "opaque"; }
#endif
