/* SPDX-License-Identifier: MIT */
#include "compare/compare_face.h"

#include <string.h>

#include "codec/picture/jpeg.h"
#include "codec/picture/png.h"

/*
 * A face decoded this wide has twice the pixels of patch and hash: more
 * would only be averaged away, and a JPEG decodes faster smaller.
 */
enum { FACE_WIDTH = 240 };

/*
 * Least width and height to decode so that the face is still FACE_WIDTH: the
 * JPEG's own halvings (image sizes / 2, / 4, / 8) are taken down to there.
 */
static struct jpeg_read decode_plan(const struct jpeg_info *info,
				    const struct compare_source *s)
{
	struct jpeg_read how = {.channels = 1};

	if (s->face.width <= FACE_WIDTH)
		return how;
	how.min_width = (int)((double)info->width * FACE_WIDTH / s->face.width);
	how.min_height =
		(int)((double)info->height * FACE_WIDTH / s->face.width);
	how.min_width += how.min_width == 0;
	how.min_height += how.min_height == 0;
	return how;
}

static int read_bytes(const struct compare_source *s, struct image *grey,
		      double *scale, struct error *err)
{
	struct jpeg_info info;
	struct jpeg_read how;

	*scale = 1;
	if (png_is(s->bytes, s->size))
		return png_read(s->bytes, s->size, 1, grey, err);
	if (jpeg_peek(s->bytes, s->size, &info, err) < 0)
		return -1;
	how = decode_plan(&info, s);
	if (jpeg_read(s->bytes, s->size, &how, grey, err) < 0)
		return -1;
	*scale = (double)grey->width / info.width;
	return 0;
}

static int rounded(double v)
{
	return (int)(v < 0 ? v - .5 : v + .5);
}

/* Box of the full picture -> box of one decoded smaller. */
static struct image_box scaled(struct image_box box, double scale)
{
	return (struct image_box){
		rounded(box.x * scale), rounded(box.y * scale),
		rounded(box.width * scale), rounded(box.height * scale)};
}

/* The grey picture in own, or what the source has; box in its pixels. */
static const struct image *read_grey(const struct compare_source *s,
				     struct image *own, struct image_box *box,
				     struct error *err)
{
	double scale;

	*box = s->face;
	if (s->grey != NULL)
		return s->grey;
	if (read_bytes(s, own, &scale, err) < 0)
		return NULL;
	if (s->orientation > 1 && image_orient(own, s->orientation, err) < 0)
		return NULL;
	*box = scaled(s->face, scale);
	return own;
}

/* own: taken when it is what was decoded, else what the caller has is copied.
 */
static int keep_grey(struct compare_face *f, const struct image *grey,
		     struct image *own, struct error *err)
{
	if (grey != own)
		return image_copy(grey, &f->grey, err);
	f->grey = *own;
	*own = (struct image)IMAGE_INIT;
	return 0;
}

int compare_face_open(struct compare_face *f,
		      const struct compare_source *source, struct error *err)
{
	struct image own = IMAGE_INIT;
	const struct image *grey;
	int result = -1;

	*f = (struct compare_face){.grey = IMAGE_INIT};
	grey = read_grey(source, &own, &f->box, err);
	if (grey == NULL)
		goto out;
	f->has_face = f->box.width > 0;
	f->face = align_prepare(grey, f->box, err);
	if (f->face == NULL)
		goto out;
	phash_make(grey,
		   phash_square(grey, (struct image_box){0}, PHASH_PICTURE),
		   &f->picture);
	result = keep_grey(f, grey, &own, err);
out:
	if (result < 0)
		compare_face_release(f);
	image_release(&own);
	return result;
}

void compare_face_release(struct compare_face *f)
{
	align_free(f->face);
	image_release(&f->grey);
	f->face = NULL;
}

int compare_face_signatures(
	const struct compare_source *source,
	struct align_signature signatures[ALIGN_SIGNATURE_MOST],
	struct error *err)
{
	struct image_box box, boxes[ALIGN_SIGNATURE_MOST];
	struct image own = IMAGE_INIT;
	const struct image *grey = read_grey(source, &own, &box, err);
	int i, n = -1;

	if (grey != NULL)
		n = align_signature_boxes(grey, box, boxes);
	for (i = 0; i < n; i++)
		align_signature_make(grey, boxes[i], &signatures[i]);
	image_release(&own);
	return n;
}

int compare_face_query(const struct compare_face *f, struct compare_query *out,
		       struct error *err)
{
	struct image_box boxes[ALIGN_SIGNATURE_MOST];
	int n = align_signature_boxes(&f->grey, f->box, boxes);

	for (out->n = 0; out->n < n; out->n++)
		if (align_search_query_init(&out->list[out->n], &f->grey,
					    boxes[out->n], err) < 0)
			return -1;
	return 0;
}

void compare_face_query_release(struct compare_query *q)
{
	while (q->n > 0)
		align_search_query_release(&q->list[--q->n]);
}

void compare_face_query_keep(const struct compare_query *q, struct buf *out)
{
	int i;

	for (i = 0; i < q->n; i++)
		buf_add(out, &q->list[i].kept, sizeof(q->list[i].kept));
}

bool compare_face_query_open(const struct buf *bytes, struct compare_query *out)
{
	const size_t one = sizeof(out->list[0].kept);
	size_t n = bytes->size / one, i;

	out->n = 0;
	if (n < 1 || n > ALIGN_SIGNATURE_MOST || bytes->size % one)
		return false;
	for (i = 0; i < n; i++, out->n++) {
		memcpy(&out->list[i].kept, bytes->data + i * one, one);
		align_search_query_open(&out->list[i]);
	}
	return true;
}
