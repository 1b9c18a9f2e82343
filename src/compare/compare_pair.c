/* SPDX-License-Identifier: MIT */
#include "compare/compare_pair.h"

#include <math.h>

#include "image/align/enlarged.h"

/*
 * A face found in one picture only is worth little: compare with the whole of
 * b too, as it was done with a.
 */
static void compare_with_whole(const struct compare_face *a,
			       const struct compare_face *b,
			       struct align_result *best)
{
	struct image_box none = {0, 0, 0, 0};
	struct align_face *whole;
	struct align_result second;

	if (a->has_face || !b->has_face || b->grey.data == NULL)
		return;
	whole = align_prepare(&b->grey, none, NULL);
	if (whole == NULL)
		return;
	align_compare(a->face, whole, &second);
	if (second.measure > best->measure)
		*best = second;
	align_free(whole);
}

/*
 * Frame b as the registration on a says and compare once more; the better of
 * the two counts.  With boxes of the program's own detector this lifted
 * derived photos that are called the same from .813 to .938 (strong attacks,
 * when it was added).
 */
static void compare_reframed(const struct compare_face *a,
			     const struct compare_face *b,
			     const struct align_result *first,
			     struct align_result *best)
{
	struct align_face *framed;
	struct align_result second;
	struct image_box box;

	if (b->grey.data == NULL || !align_box(a->face, b->face, first, &box))
		return;
	framed = align_prepare(&b->grey, box, NULL);
	if (framed == NULL)
		return;
	align_compare_framed(a->face, b->face, first, framed, &second);
	if (second.measure > best->measure)
		*best = second;
	align_free(framed);
}

/*
 * Bits of the pictures' hashes up to which the frames are taken to be alike:
 * .5 % of strangers and nearly every copy that keeps its frame
 * (tests/bench/same-photo.md).
 */
enum { WHOLE_NEAR = 84 };

/* How the second picture shows the frame of the first. */
enum framing { FRAMED_OTHERWISE, FRAMED_ALIKE, FRAMED_MIRRORED };

static enum framing framing_of(const struct compare_face *a,
			       const struct compare_face *b)
{
	int plain = phash_distance(&a->picture, &b->picture);
	int mirrored = phash_distance_mirrored(&a->picture, &b->picture);

	if (fmin(plain, mirrored) > WHOLE_NEAR)
		return FRAMED_OTHERWISE;
	return plain <= mirrored ? FRAMED_ALIKE : FRAMED_MIRRORED;
}

/* a's box at the same place of b's picture, whatever its size. */
static struct image_box same_place(const struct compare_face *a,
				   const struct compare_face *b,
				   enum framing framing)
{
	double across = (double)b->grey.width / a->grey.width;
	double down = (double)b->grey.height / a->grey.height;
	int x = a->box.x;

	if (framing == FRAMED_MIRRORED)
		x = a->grey.width - a->box.x - a->box.width;
	return (struct image_box){(int)lround(x * across),
				  (int)lround(a->box.y * down),
				  (int)lround(a->box.width * across),
				  (int)lround(a->box.height * down)};
}

/* How far under "same" what only frames agree on must stay. */
#define SUSPICION_MARGIN .005

/* The better of two results, none above a suspicion. */
static void take_suspicion(struct align_result *r, struct align_result *best)
{
	align_cap(r, align_limits_default.same - SUSPICION_MARGIN);
	if (r->measure > best->measure)
		*best = *r;
}

/*
 * A box that is no face leads nowhere, nor does a first guess on a bar over
 * the eyes, but a copy that was not re-cropped has a's face at its place.
 * Never a sure verdict: at most a suspicion.
 */
static void compare_in_place(const struct compare_face *a,
			     const struct compare_face *b, enum framing framing,
			     struct align_result *best)
{
	struct align_face *placed;
	struct align_result r;

	if (!a->has_face)
		return;
	placed = align_prepare(&b->grey, same_place(a, b, framing), NULL);
	if (placed == NULL)
		return;
	align_compare(a->face, placed, &r);
	take_suspicion(&r, best);
	align_compare_placed(a->face, placed, framing == FRAMED_MIRRORED, &r);
	take_suspicion(&r, best);
	align_free(placed);
}

/*
 * Of two whole pictures: strangers have reached .949 there, other photos of
 * one person .940 (accuracy_same --detect).
 */
#define WHOLE_LEAST .951

/* And where no box is a face: the whole pictures, as found without one. */
static void compare_wholes(const struct compare_face *a,
			   const struct compare_face *b,
			   struct align_result *best)
{
	const struct image_box none = {0, 0, 0, 0};
	struct align_face *first, *second;
	struct align_result r;

	if (!a->has_face || !b->has_face)
		return;
	first = align_prepare(&a->grey, none, NULL);
	second = align_prepare(&b->grey, none, NULL);
	if (first != NULL && second != NULL) {
		align_compare(first, second, &r);
		if (r.measure >= WHOLE_LEAST)
			take_suspicion(&r, best);
	}
	align_free(second);
	align_free(first);
}

/*
 * Where no alignment of the boxes says anything but the pictures' frames are
 * alike; the same whichever of the two comes first.
 */
static void compare_by_frame(const struct compare_face *a,
			     const struct compare_face *b,
			     struct align_result *best)
{
	enum framing framing;

	if (a->grey.data == NULL || b->grey.data == NULL ||
	    best->measure >= align_limits_default.suspect)
		return;
	framing = framing_of(a, b);
	if (framing == FRAMED_OTHERWISE)
		return;
	compare_in_place(a, b, framing, best);
	compare_in_place(b, a, framing, best);
	if (best->measure < align_limits_default.suspect)
		compare_wholes(a, b, best);
}

/*
 * What even a small face must reach to be the same: measures of two shots of
 * one sitting at 70 pixels end at .97, copies of one such shot are at 1.
 */
#define CERTAIN .985

/* One of the two alone may be a blurred copy of a sharp photo. */
static bool both_enlarged(const struct compare_face *a,
			  const struct compare_face *b)
{
	return a->grey.data != NULL && b->grey.data != NULL && a->has_face &&
	       b->has_face && align_enlarged(&a->grey, a->box) &&
	       align_enlarged(&b->grey, b->box);
}

void compare_pair(const struct compare_face *a, const struct compare_face *b,
		  const struct align_limits *limits,
		  struct compare_verdict *out)
{
	struct align_result there, back;

	align_compare(a->face, b->face, &there);
	out->evidence = there;
	compare_reframed(a, b, &there, &out->evidence);
	if (a->grey.data != NULL && align_may_gain(&there)) {
		/* and in the other order, so that it does not matter */
		align_turn(&there, &back);
		compare_reframed(b, a, &back, &out->evidence);
	}
	compare_with_whole(a, b, &out->evidence);
	compare_with_whole(b, a, &out->evidence);
	compare_by_frame(a, b, &out->evidence);
	if (out->evidence.measure >= align_limits_default.same &&
	    out->evidence.measure < CERTAIN && both_enlarged(a, b))
		out->evidence.native_width =
			fmin(out->evidence.native_width, ALIGN_ENLARGED_WIDTH);
	out->weak = align_is_weak(&out->evidence);
	out->verdict =
		align_verdict(&out->evidence,
			      limits != NULL ? limits : &align_limits_default);
	/*
	 * Two shots of one sitting are alike at 92 x 112 pixels, whatever they
	 * were enlarged to: what would tell them apart is not in the file.
	 */
	if (out->weak && out->verdict == ALIGN_SAME &&
	    out->evidence.measure < CERTAIN)
		out->verdict = ALIGN_SUSPECT;
	out->score = out->evidence.score;
}

int compare_pair_photos(const struct compare_source *a,
			const struct compare_source *b,
			const struct align_limits *limits,
			struct compare_verdict *out, struct error *err)
{
	struct compare_face first = {0}, second = {0};
	int status = -1;

	if (compare_face_open(&first, a, err) == 0 &&
	    compare_face_open(&second, b, err) == 0) {
		compare_pair(&first, &second, limits, out);
		status = 0;
	}
	compare_face_release(&second);
	compare_face_release(&first);
	return status;
}

static struct json *block_rows(const struct align_result *r)
{
	struct json *rows = json_new_array();
	int x, y;

	for (y = 0; y < r->blocks_down; y++) {
		struct json *row = json_new_array();

		for (x = 0; x < r->blocks_across; x++) {
			float v = r->blocks[y * r->blocks_across + x];

			json_add_int(row, v < -1 ? -1 : lrintf(v * 100));
		}
		json_add(rows, row);
	}
	return rows;
}

struct json *compare_pair_json(const struct compare_verdict *v)
{
	struct json *object = json_new_object(), *map = json_new_array();
	int i;

	json_set_real(object, "score", v->score, 1);
	json_set_str(object, "verdict", align_verdict_name(v->verdict));
	json_set_bool(object, "weak", v->weak);
	json_set_real(object, "measure", v->evidence.measure, 4);
	json_set_bool(object, "mirrored", v->evidence.mirrored);
	for (i = 0; i < 6; i++)
		json_add_int(map, lrint(v->evidence.map[i] * 10000));
	json_set(object, "map_e4", map);
	json_set(object, "blocks", block_rows(&v->evidence));
	return object;
}
