/* SPDX-License-Identifier: MIT */
#include "code/code_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "code/code_origin.h"
#include "code/code_ladder.h"
#include "code/code_payload.h"
#include "codec/picture/jpeg.h"
#include "codec/picture/picture.h"
#include "codec/picture/png.h"
#include "codec/picture/webp.h"

static int read_pixels(const void *bytes, size_t n, struct image *grey,
		       struct error *err)
{
	static const struct jpeg_read how = {.channels = 1};

	/* by the bytes: chat programs rename what they forward */
	switch (picture_kind(bytes, n)) {
	case PICTURE_JPEG:
		return jpeg_read(bytes, n, &how, grey, err);
	case PICTURE_PNG:
		return png_read(bytes, n, 1, grey, err);
	case PICTURE_WEBP:
		return webp_read(bytes, n, 1, grey, err);
	default:
		return error_set(err, ERROR_INPUT,
				 _("not a picture we read (JPEG, PNG or "
				   "WebP)"));
	}
}

static void fill_payload(struct code_found *f, struct code_payload *to)
{
	to->bytes = f->bytes;
	to->size = f->size;
	f->bytes = NULL;
	to->encoding = code_payload_decode(to->bytes, to->size, &to->text);
	sha256_hex(to->bytes, to->size, to->sha256);
	to->how = f->direct ? CODE_DIRECT : CODE_REBUILT;
	to->module_px = f->module;
}

/* As a person reads a page; equal results for equal pixels. */
static int by_place(const void *a, const void *b)
{
	const struct code_found *p = a, *q = b;

	if (p->corner[0].y != q->corner[0].y)
		return p->corner[0].y < q->corner[0].y ? -1 : 1;
	return (p->corner[0].x > q->corner[0].x) -
	       (p->corner[0].x < q->corner[0].x);
}

/* What a registrar should know about the picture as a whole. */
static void add_findings(const struct code_ladder *ladder,
			 const struct image *grey, struct code_result *out)
{
	int i;

	if (!ladder->found.n)
		findings_add(&out->findings,
			     ladder->seen ? "CODE-UNDECODED" : "CODE-NOQR");
	if (ladder->found.n > 1)
		findings_add_above(&out->findings, "CODE-MULTI",
				   ladder->found.n, 1, "");
	for (i = 0; i < ladder->found.n; i++)
		/* once: it is the picture that is to be sent again */
		if (code_origin_add(&ladder->found.list[i], grey->width,
				    grey->height, out))
			break;
}

static void fill_result(struct code_ladder *ladder, const struct image *grey,
			struct code_result *out)
{
	int i;

	qsort(ladder->found.list, (size_t)ladder->found.n,
	      sizeof(*ladder->found.list), by_place);
	add_findings(ladder, grey, out);
	for (i = 0; i < ladder->found.n; i++)
		fill_payload(&ladder->found.list[i], &out->payloads[i]);
	out->count = ladder->found.n;
	out->status = ladder->found.n ? CODE_OK : CODE_NONE;
}

void code_read(const void *bytes, size_t n, const struct code_read_options *opt,
	       struct code_result *out)
{
	struct image grey = IMAGE_INIT;
	struct code_ladder ladder;
	double start = clock_thread_ms();

	memset(out, 0, sizeof(*out));
	if (read_pixels(bytes, n, &grey, &out->error) < 0) {
		out->status = CODE_ERROR;
		findings_add_detail(&out->findings,
				    out->error.kind == ERROR_LIMIT
					    ? "FIL-LIMIT"
					    : "FIL-CORRUPT",
				    out->error.text);
	} else {
		code_ladder_run(&grey, opt ? opt->budget_ms : 0, &ladder);
		fill_result(&ladder, &grey, out);
		code_ladder_release(&ladder);
	}
	image_release(&grey);
	out->ms = clock_thread_ms() - start;
}
