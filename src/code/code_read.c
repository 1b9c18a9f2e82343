/* SPDX-License-Identifier: MIT */
#include "code/code_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "code/code_colour.h"
#include "code/code_origin.h"
#include "code/code_ladder.h"
#include "code/code_payload.h"
#include "code/code_picture.h"

static void fill_payload(struct code_found *f, struct code_payload *to)
{
	int i;

	to->bytes = f->bytes;
	to->size = f->size;
	f->bytes = NULL;
	to->encoding =
		code_payload_decode(to->bytes, to->size, &f->runs, &to->text);
	sha256_hex(to->bytes, to->size, to->sha256);
	to->how = f->direct ? CODE_DIRECT : CODE_REBUILT;
	to->module_px = f->module;
	for (i = 0; i < 4; i++) {
		to->place[i][0] = f->place[i].x;
		to->place[i][1] = f->place[i].y;
	}
}

static double top(const struct code_found *f)
{
	return fmin(fmin(f->place[0].y, f->place[1].y),
		    fmin(f->place[2].y, f->place[3].y));
}

static double left(const struct code_found *f)
{
	return fmin(fmin(f->place[0].x, f->place[1].x),
		    fmin(f->place[2].x, f->place[3].x));
}

/* Equal results for equal pixels: what is as high goes by its left. */
static int by_top(const void *a, const void *b)
{
	double d = top(a) - top(b);

	if (d == 0)
		d = left(a) - left(b);
	return (d > 0) - (d < 0);
}

static int by_left(const void *a, const void *b)
{
	double d = left(a) - left(b);

	if (d == 0)
		d = top(a) - top(b);
	return (d > 0) - (d < 0);
}

/* As a person reads a page: a line is what begins in the upper half of it. */
static void sort_lines(struct code_found_list *all)
{
	int i, end;

	if (all->n < 2)
		return;
	qsort(all->list, (size_t)all->n, sizeof(*all->list), by_top);
	for (i = 0; i < all->n; i = end) {
		const struct code_found *f = &all->list[i];
		double half = code_found_distance(f->place[0], f->place[2]) /
			      M_SQRT2 / 2;

		for (end = i + 1; end < all->n; end++)
			if (top(&all->list[end]) > top(f) + half)
				break;
		qsort(&all->list[i], (size_t)(end - i), sizeof(*all->list),
		      by_left);
	}
}

/* What a registrar should know about the picture as a whole. */
static void add_findings(const struct code_ladder *ladder,
			 const struct image *grey, struct code_result *out)
{
	int i, n = out->count, more = ladder->unread;

	if (!n)
		findings_add(&out->findings,
			     ladder->seen ? "CODE-UNDECODED" : "CODE-NOQR");
	if (n > 1)
		findings_add_above(&out->findings, "CODE-MULTI", n, 1, "");
	/* one alone that could not be read is what CODE-UNDECODED says */
	if (more > (n ? 0 : 1))
		findings_add_value(&out->findings, "CODE-MORE", more, "");
	for (i = 0; i < ladder->found.n; i++)
		/* once: it is the picture that is to be sent again */
		if (code_origin_add(&ladder->found.list[i], grey->width,
				    grey->height, out))
			break;
}

static void turn_upright(const struct code_picture *picture,
			 struct code_found_list *all)
{
	int i, k;

	for (i = 0; i < all->n; i++)
		for (k = 0; k < 4; k++)
			code_picture_upright(picture, &all->list[i].place[k].x,
					     &all->list[i].place[k].y);
}

static void fill_result(struct code_ladder *ladder,
			const struct code_picture *picture,
			struct code_result *out)
{
	struct code_found_list *all = &ladder->found;
	int i;

	turn_upright(picture, all);
	sort_lines(all);
	out->payloads = mem_xcalloc((size_t)all->n + 1, sizeof(*out->payloads));
	for (i = 0; i < all->n; i++)
		if (!all->list[i].repeated)
			fill_payload(&all->list[i],
				     &out->payloads[out->count++]);
	add_findings(ladder, &picture->grey, out);
	out->status = out->count ? CODE_OK : CODE_NONE;
}

/* "Save it as JPEG" helps with a format we know; "damaged" would not. */
static void add_refusal(const struct code_picture *picture, const char *file,
			struct code_result *out)
{
	char room[PICTURE_EXTENSION];
	const char *foreign;

	out->status = CODE_ERROR;
	if (out->error.kind == ERROR_LIMIT) {
		findings_add_detail(&out->findings, "FIL-LIMIT",
				    out->error.text);
		return;
	}
	foreign = picture_foreign(picture->kind, file, room);
	findings_add_detail(&out->findings,
			    foreign ? "FIL-TYPE" : "FIL-CORRUPT",
			    foreign ? foreign : out->error.text);
}

/* Where grey showed nothing: colours, if there are any worth it. */
static void look_in_colours(const void *bytes, size_t n,
			    struct code_picture *picture, int budget_ms,
			    struct code_ladder *ladder)
{
	struct error err = ERROR_INIT;

	if (ladder->found.n || picture->colourless ||
	    code_picture_glance(bytes, n, picture, &err) < 0 ||
	    !code_colour_may(&picture->colours, ladder) ||
	    code_picture_colours(bytes, n, picture, &err) < 0)
		return;
	code_colour_run(&picture->colours, budget_ms, ladder);
}

void code_read(const void *bytes, size_t n, const struct code_read_options *opt,
	       struct code_result *out)
{
	struct code_picture picture;
	struct code_ladder ladder;
	double start = clock_thread_ms();
	int budget = opt ? opt->budget_ms : 0;

	memset(out, 0, sizeof(*out));
	if (code_picture_read(bytes, n, &picture, &out->error) < 0) {
		add_refusal(&picture, opt ? opt->file : NULL, out);
	} else {
		code_ladder_run(&picture.grey, budget, &ladder);
		look_in_colours(bytes, n, &picture, budget, &ladder);
		fill_result(&ladder, &picture, out);
		code_ladder_release(&ladder);
	}
	code_picture_release(&picture);
	out->ms = clock_thread_ms() - start;
}
