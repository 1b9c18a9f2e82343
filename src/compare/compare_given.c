/* SPDX-License-Identifier: MIT */
#include "compare/compare_given.h"

#include <math.h>
#include <string.h>

#include "base/base64.h"
#include "base/i18n.h"

static struct json *write_box(struct image_box box)
{
	struct json *array = json_new_array();

	json_add_int(array, box.x);
	json_add_int(array, box.y);
	json_add_int(array, box.width);
	json_add_int(array, box.height);
	return array;
}

static bool is_box(const struct json *array, struct image_box box)
{
	const int wanted[4] = {box.x, box.y, box.width, box.height};
	int i;

	if (json_count(array) != 4)
		return false;
	for (i = 0; i < 4; i++)
		if (json_int(json_at(array, (size_t)i)) != wanted[i])
			return false;
	return true;
}

struct json *compare_given_json(const struct compare_given_pair *pair,
				const struct compare_verdict *v)
{
	struct json *object = json_new_object();

	json_set(object, "face", write_box(pair->a_face));
	json_set(object, "other_face", write_box(pair->b_face));
	json_set_str(object, "verdict", align_verdict_name(v->verdict));
	json_set_bits(object, "score", v->score);
	json_set_bits(object, "measure", v->evidence.measure);
	json_set_bits(object, "width", v->evidence.native_width);
	json_set_int(object, "mirrored", v->evidence.mirrored);
	json_set_int(object, "weak", v->weak);
	return object;
}

/* 1, or 0 when it could not be judged, or -1. */
static int read_verdict(const struct json *object, struct compare_verdict *out,
			struct error *err)
{
	const char *word = json_get_str(object, "verdict");
	int v;

	memset(out, 0, sizeof(*out));
	if (!word)
		return 0;
	for (v = ALIGN_SAME; v >= ALIGN_DIFFERENT; v--)
		if (strcmp(align_verdict_name((enum align_verdict)v), word) ==
		    0)
			break;
	out->verdict = (enum align_verdict)v;
	out->score = json_get_bits(object, "score");
	out->evidence.measure = json_get_bits(object, "measure");
	out->evidence.native_width = json_get_bits(object, "width");
	out->evidence.mirrored = json_get_int(object, "mirrored", 0) != 0;
	out->weak = json_get_int(object, "weak", 0) != 0;
	if (v < ALIGN_DIFFERENT || !(out->score >= 0 && out->score <= 100) ||
	    !isfinite(out->evidence.measure) ||
	    !isfinite(out->evidence.native_width))
		return error_set(err, ERROR_INPUT,
				 _("a result of comparing is damaged"));
	return 1;
}

int compare_given_read(const struct json *object,
		       const struct compare_given_pair *pair,
		       struct compare_verdict *out, struct error *err)
{
	int found = read_verdict(object, out, err);

	if (found != 1)
		return found;
	return is_box(json_get(object, "face"), pair->a_face) &&
	       is_box(json_get(object, "other_face"), pair->b_face);
}

int compare_given_check(const struct json *object, struct error *err)
{
	struct compare_verdict verdict;

	return read_verdict(object, &verdict, err) < 0 ? -1 : 0;
}

struct json *compare_given_query_json(const struct image_box *face,
				      const struct buf *query)
{
	struct json *object = json_new_object();
	struct buf text = BUF_INIT;

	base64_encode(buf_str(query), query->size, &text);
	json_set(object, "face", write_box(*face));
	json_set_str(object, "query", buf_str(&text));
	buf_release(&text);
	return object;
}

/* Bytes that are no query are found out by whoever opens them. */
int compare_given_query_read(const struct json *object,
			     const struct image_box *face, struct buf *out)
{
	const char *text = json_get_str(object, "query");

	if (!text || !is_box(json_get(object, "face"), *face))
		return 0;
	base64_decode(text, strlen(text), out);
	return 1;
}
