/* SPDX-License-Identifier: MIT */
#include "compare/compare_file.h"

#include "codec/picture/photo_decode.h"
#include "image/face/orientation.h"

/*
 * Faces are found at 640; a JPEG decoded with its own halvings is between that
 * and twice that, which keeps detail for registration.
 */
enum { LEAST_SIDE = 640 };

int compare_file_read(const void *bytes, size_t n, struct compare_file *out,
		      struct error *err)
{
	struct photo_decode_info info;
	int result;

	*out = (struct compare_file){.grey = IMAGE_INIT};
	result = photo_decode(bytes, n,
			      &(struct photo_decode){.min_width = LEAST_SIDE,
						     .min_height = LEAST_SIDE,
						     .grey = true,
						     .info = &info},
			      &out->grey, err);
	if (result == 0)
		out->scale = (double)info.width / out->grey.width;
	return result;
}

void compare_file_look(const struct face_models *models, struct compare_file *f)
{
	struct face *face = &f->seen;

	f->face = (struct image_box){0};
	if (face_find_largest(models, &f->grey, face))
		f->face = image_box_round(face->x, face->y, face->width,
					  face->height);
}

int compare_file_turn(const struct face_models *models, struct compare_file *f,
		      struct error *err)
{
	int orientation = face_orientation_find(
		models, &f->grey, f->face.width > 0 ? &f->seen : NULL);

	if (orientation == 1)
		return 0;
	if (image_orient(&f->grey, orientation, err) < 0)
		return -1;
	compare_file_look(models, f);
	return 0;
}

int compare_file_open(const struct face_models *models, const void *bytes,
		      size_t n, struct compare_file *out, struct error *err)
{
	if (compare_file_read(bytes, n, out, err) < 0)
		return -1;
	compare_file_look(models, out);
	return 0;
}

void compare_file_release(struct compare_file *f)
{
	image_release(&f->grey);
}
