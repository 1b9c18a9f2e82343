/* SPDX-License-Identifier: MIT */
/*
 * Payload bytes through every shipped layout; and, when the input begins with
 * a zero byte, module bits through the QR decoder.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "code/code_layout.h"
#include "code/code_payload.h"
#include "fuzz/target.h"
#include "image/qr/decode.h"

static void decode_grid(const uint8_t *data, size_t size)
{
	struct qr_decoded *out = mem_xcalloc(1, sizeof(*out));
	struct qr_grid *grid = mem_xcalloc(1, sizeof(*grid));
	size_t i;

	grid->version = 1 + data[0] % 40;
	for (i = 1; i < size && i <= sizeof(grid->dark); i++) {
		grid->dark[i - 1] = data[i] & 1;
		grid->sure[i - 1] = data[i];
	}
	qr_decode_grid(grid, true, out);
	free(out);
	free(grid);
}

static void parse_payload(const uint8_t *data, size_t size)
{
	struct error err = ERROR_INIT;
	struct code_layouts *layouts = code_layout_load(NULL, &err);
	struct code_payload payload = {.size = size};
	struct code_fields fields;

	if (!layouts)
		abort();
	payload.encoding = code_payload_decode(data, size, NULL, &payload.text);
	code_layout_parse(layouts, &payload, &fields);
	code_layout_fields_release(&fields);
	code_layout_free(layouts);
	free(payload.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 40000)
		return 0;
	if (size > 1 && data[0] == 0)
		decode_grid(data + 1, size - 1);
	else
		parse_payload(data, size);
	return 0;
}
