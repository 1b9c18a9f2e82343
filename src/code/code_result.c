/* SPDX-License-Identifier: MIT */
#include "code/code_result.h"

#include <stdlib.h>

void code_result_release(struct code_result *r)
{
	int i;

	for (i = 0; i < r->count; i++) {
		free(r->payloads[i].bytes);
		free(r->payloads[i].text);
	}
	free(r->payloads);
	r->payloads = NULL;
	r->count = 0;
	findings_release(&r->findings);
}

const char *code_result_how_name(enum code_how how)
{
	return how == CODE_DIRECT ? "direct" : "rebuilt";
}
