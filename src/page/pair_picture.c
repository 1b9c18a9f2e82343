/* SPDX-License-Identifier: MIT */
#include "page/pair_picture.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "codec/picture/jpeg_write.h"
#include "codec/picture/photo_decode.h"
#include "image/align/show.h"
#include "image/pixel/resize.h"

/* Rows of a whole photo, and pixels a side that are enough to align. */
enum { HEIGHT = 320, ENOUGH = 640, QUALITY = 82, DPI = 96 };

/* A photo opened: its pixels and the face in them. */
struct opened {
	struct image rgb, grey;
	struct image_box box;
	struct align_face *face;
};

static struct image_box scaled(struct image_box box, double by)
{
	return (struct image_box){
		(int)lround(box.x * by), (int)lround(box.y * by),
		(int)lround(box.width * by), (int)lround(box.height * by)};
}

/* Decoded no larger than aligning needs: what is drawn is for the eye. */
static int open_photo(const struct pair_picture_source *source,
		      struct opened *o, struct error *err)
{
	struct photo_decode_info info;

	if (photo_decode(source->bytes, source->size,
			 &(struct photo_decode){.min_width = ENOUGH,
						.min_height = ENOUGH,
						.info = &info},
			 &o->rgb, err) < 0 ||
	    image_to_grey(&o->rgb, &o->grey, err) < 0)
		return -1;
	o->box = scaled(source->face, (double)o->rgb.width / info.width);
	o->face = align_prepare(&o->grey, o->box, err);
	return o->face ? 0 : -1;
}

static void close_photo(struct opened *o)
{
	align_free(o->face);
	image_release(&o->grey);
	image_release(&o->rgb);
}

/* Frame b as a's box frames the face, when that shows more. */
static void frame_again(const struct opened *a, struct opened *b,
			struct align_result *r)
{
	struct align_face *framed;
	struct align_result second;
	struct image_box box;

	if (!align_box(a->face, b->face, r, &box))
		return;
	framed = align_prepare(&b->grey, box, NULL);
	if (!framed)
		return;
	align_compare_framed(a->face, b->face, r, framed, &second);
	if (second.measure > r->measure) {
		align_free(b->face);
		b->face = framed;
		*r = second;
	} else {
		align_free(framed);
	}
}

static int encode(const struct image *im, struct pair_picture_jpeg *out,
		  struct error *err)
{
	static const struct jpeg_write how = {QUALITY, 420, DPI};

	out->width = im->width;
	out->height = im->height;
	return jpeg_write(im, &how, &out->bytes, err);
}

static int draw_whole(const struct opened *o, struct pair_picture_jpeg *out,
		      struct image_box *face, struct error *err)
{
	struct image small = IMAGE_INIT;
	double by = fmin(1, (double)HEIGHT / o->rgb.height);
	int width = (int)fmax(1, lround(o->rgb.width * by));
	int height = (int)fmax(1, lround(o->rgb.height * by));
	int result = resize_to(&o->rgb, width, height, &small, err);

	*face = scaled(o->box, by);
	if (result == 0)
		result = encode(&small, out, err);
	image_release(&small);
	return result;
}

static int draw_pair(const struct opened two[2], const struct align_result *r,
		     struct pair_picture *out, struct error *err)
{
	struct align_shown shown;
	int result =
		align_show((struct align_show_side){two[0].face, &two[0].rgb},
			   (struct align_show_side){two[1].face, &two[1].rgb},
			   r, &shown, err);

	if (result < 0)
		return -1;
	if (encode(&shown.first, &out->first, err) < 0 ||
	    encode(&shown.second, &out->second, err) < 0 ||
	    encode(&shown.agreement, &out->agreement, err) < 0)
		result = -1;
	align_show_release(&shown);
	return result;
}

/*
 * The registration of the verdict, made again: few pairs are ever looked at,
 * and those of all would have to be stored.
 */
int pair_picture_make(const struct pair_picture_source sources[2],
		      struct pair_picture *out, struct error *err)
{
	struct opened two[2] = {{IMAGE_INIT}, {IMAGE_INIT}};
	struct align_result r;
	int i, result = 0;

	memset(out, 0, sizeof(*out));
	for (i = 0; i < 2 && result == 0; i++)
		result = open_photo(&sources[i], &two[i], err);
	for (i = 0; i < 2 && result == 0; i++)
		result =
			draw_whole(&two[i], &out->whole[i], &out->face[i], err);
	if (result == 0) {
		align_compare(two[0].face, two[1].face, &r);
		frame_again(&two[0], &two[1], &r);
		result = draw_pair(two, &r, out, err);
	}
	close_photo(&two[0]);
	close_photo(&two[1]);
	if (result < 0)
		pair_picture_release(out);
	return result;
}

void pair_picture_release(struct pair_picture *p)
{
	buf_release(&p->whole[0].bytes);
	buf_release(&p->whole[1].bytes);
	buf_release(&p->first.bytes);
	buf_release(&p->second.bytes);
	buf_release(&p->agreement.bytes);
}

/* The three pictures of the faces stand before those of the whole photos. */
enum { FACES = 3 };

static struct contact_picture plain(const struct pair_picture_jpeg *jpeg,
				    const char *caption)
{
	return (struct contact_picture){
		.jpeg = jpeg->bytes.data,
		.size = jpeg->bytes.size,
		.width = jpeg->width,
		.height = jpeg->height,
		.caption = caption,
	};
}

static void lay_whole(const struct pair_picture *drawn, int i,
		      struct pair_picture_row *row)
{
	const struct image_box *f = &drawn->face[i];
	struct contact_picture *out = &row->pictures[FACES + i];

	*out = plain(&drawn->whole[i],
		     i ? _("the other photo") : _("this photo"));
	row->marks[i] = contact_sheet_face(f->x, f->y, f->width, f->height);
	out->marks = &row->marks[i];
	out->n_marks = f->width > 0;
}

size_t pair_picture_row(const struct pair_picture *drawn,
			struct pair_picture_row *out)
{
	if (!drawn->first.bytes.size)
		return 0;
	out->pictures[0] = plain(&drawn->first, _("this face"));
	out->pictures[1] =
		plain(&drawn->second, _("the other, turned onto it"));
	out->pictures[2] =
		plain(&drawn->agreement, _("green agrees, red differs"));
	lay_whole(drawn, 0, out);
	lay_whole(drawn, 1, out);
	return PAIR_PICTURE_ROW;
}

size_t pair_picture_beside(const struct pair_picture *drawn,
			   struct pair_picture_row *out)
{
	size_t n = pair_picture_row(drawn, out);

	if (n == 0)
		return 0;
	out->pictures[FACES] = out->pictures[FACES + 1];
	return n - 1;
}
