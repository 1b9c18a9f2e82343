/* SPDX-License-Identifier: MIT */
#include "compare/compare_prints.h"

#include <math.h>
#include <string.h>

#include "base/base64.h"
#include "base/i18n.h"
#include "compare/compare_file.h"

static void set_face(const struct compare_file *file,
		     struct compare_prints *out)
{
	const struct image_box *face = &file->face;
	double scale = file->scale;

	out->has_face = face->width > 0;
	out->face =
		(struct photo_face){face->x * scale, face->y * scale,
				    face->width * scale, face->height * scale};
}

void compare_prints_make(const struct face_models *models, const void *bytes,
			 size_t n, struct compare_prints *out)
{
	struct compare_file file;
	struct compare_source source = {.grey = &file.grey};
	int made;

	memset(out, 0, sizeof(*out));
	if (compare_file_open(models, bytes, n, &file, &out->error) < 0)
		return;
	source.face = file.face;
	set_face(&file, out);
	made = compare_face_signatures(&source, out->list, &out->error);
	out->n = made > 0 ? made : 0;
	compare_file_release(&file);
}

int compare_prints_version(void)
{
	return PHASH_VERSION;
}

const struct photo_face *compare_prints_face(const struct compare_prints *p)
{
	return p->n > 0 && p->has_face ? &p->face : NULL;
}

struct json *compare_prints_json(const struct compare_prints *p)
{
	struct json *object = json_new_object();
	struct buf text = BUF_INIT;

	if (p->has_face) {
		json_set_bits(object, "x", p->face.x);
		json_set_bits(object, "y", p->face.y);
		json_set_bits(object, "w", p->face.width);
		json_set_bits(object, "h", p->face.height);
	}
	if (p->error.kind != ERROR_NONE)
		json_set_str(object, "error", p->error.text);
	base64_encode(p->list, (size_t)p->n * sizeof(p->list[0]), &text);
	json_set_str(object, "list", buf_str(&text));
	buf_release(&text);
	return object;
}

static bool read_face(const struct json *object, struct compare_prints *out)
{
	out->has_face = json_get(object, "w") != NULL;
	if (!out->has_face)
		return true;
	out->face.x = json_get_bits(object, "x");
	out->face.y = json_get_bits(object, "y");
	out->face.width = json_get_bits(object, "w");
	out->face.height = json_get_bits(object, "h");
	return isfinite(out->face.x) && isfinite(out->face.y) &&
	       isfinite(out->face.width) && isfinite(out->face.height);
}

int compare_prints_read(const struct json *object, struct compare_prints *out,
			struct error *err)
{
	const char *text = json_get_str(object, "list");
	const char *error = json_get_str(object, "error");
	struct buf bytes = BUF_INIT;

	memset(out, 0, sizeof(*out));
	if (text)
		base64_decode(text, strlen(text), &bytes);
	if (!text || !read_face(object, out) ||
	    bytes.size % sizeof(out->list[0]) ||
	    bytes.size > sizeof(out->list)) {
		buf_release(&bytes);
		return error_set(err, ERROR_INPUT,
				 _("a result of comparing is damaged"));
	}
	if (bytes.size)
		memcpy(out->list, bytes.data, bytes.size);
	out->n = (int)(bytes.size / sizeof(out->list[0]));
	if (error)
		error_set(&out->error, ERROR_INPUT, "%s", error);
	buf_release(&bytes);
	return 0;
}
