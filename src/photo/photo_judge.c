/* SPDX-License-Identifier: MIT */
#include "photo/photo_judge.h"

#include <math.h>
#include <string.h>

#include "image/face/boxes.h"
#include "photo/photo_check_face.h"
#include "photo/photo_check_file.h"

/* Copy the face, converting pixels of the view to pixels of the file. */
static void copy_face(const struct photo_view *v, struct photo_check *out)
{
	double k = 1 / v->scale;
	const struct face *f = &v->face;

	out->face = *f;
	face_boxes_scale(&out->face, k);
	out->head_top = v->head.top * k;
	out->eye_line = v->head.eye_line * k;
	out->chin = v->head.chin * k;
	out->face_width = v->head.width * k;
	out->tilt = v->head.tilt;
}

static void copy_points(const struct photo_view *v, struct photo_check *out)
{
	int i, c;

	out->has_points = v->has_points;
	out->pose = v->pose;
	for (i = 0; v->has_points && i < LANDMARKS; i++)
		for (c = 0; c < 2; c++)
			out->landmarks[i][c] = v->points.at[i][c] / v->scale;
}

static enum photo_verdict verdict_of(const struct findings *all)
{
	switch (findings_worst(all)) {
	case FINDING_ERROR:
		return PHOTO_FAIL;
	case FINDING_WARN:
		return PHOTO_WARN;
	case FINDING_INFO:
		break;
	}
	return PHOTO_PASS;
}

void photo_judge_start(const struct photo_judge *job, struct photo_check *out)
{
	memset(out, 0, sizeof(*out));
	/* Even if it cannot be decoded: the refusal names the hash. */
	sha256_hex(job->input->bytes, job->input->n, out->sha256);
	out->bytes = job->input->n;
}

static void lower(struct findings *all, const char *code)
{
	struct finding *f = findings_find(all, code);

	if (f && f->severity == FINDING_ERROR)
		f->severity = FINDING_WARN;
}

/* Faults that making repairs are reported as warnings and stop nothing. */
static void lower_repaired(const struct photo_judge *job, struct findings *all)
{
	const struct finding *tilt = findings_find(all, "GEO-TILT");

	if (!job->as_source)
		return;
	/*
	 * But not a WebP: it comes from a messenger or a browser, which made it
	 * smaller.
	 */
	if (picture_kind(job->input->bytes, job->input->n) == PICTURE_PNG)
		lower(all, "FIL-TYPE");
	if (tilt && fabs(tilt->value) <= job->profile->policy.rotate)
		lower(all, "GEO-TILT");
}

static void judge(const struct photo_judge *job, const struct photo_view *view,
		  struct photo_check *out)
{
	const struct photo_input *in = job->input;
	struct photo_check_file file = {job->profile, &out->source, in,
					job->as_source};
	struct photo_check_face face = {job->profile, view, job->as_source};

	/*
	 * In the order in which people read a refusal: the file, its origin,
	 * the position of the face, its look.
	 */
	photo_check_file(&file, &out->findings);
	if (!job->as_made)
		photo_check_file_origin(&file, &out->findings);
	if (out->source.twice)
		findings_add(&out->findings, "APP-DOUBLE-JPEG");
	photo_check_face_geometry(&face, &out->findings);
	photo_check_face_look(&face, &out->findings);
	findings_weigh(&out->findings, job->profile);
	lower_repaired(job, &out->findings);
}

void photo_judge_view(const struct photo_judge *job,
		      const struct photo_view *view, struct photo_check *out)
{
	out->source = view->source;
	out->width = view->source.width;
	out->height = view->source.height;
	out->faces = view->faces;
	out->has_face = view->faces == 1;
	if (out->has_face)
		copy_face(view, out);
	copy_points(view, out);
	judge(job, view, out);
	out->verdict = verdict_of(&out->findings);
}

/* ERROR_INPUT and ERROR_LIMIT are the file's fault, other errors are not. */
void photo_judge_broken(const struct photo_judge *job, const struct error *err,
			struct photo_check *out)
{
	/* From its first bytes, because decoding failed before it was known. */
	out->source.kind = picture_kind(job->input->bytes, job->input->n);
	if (err->kind != ERROR_INPUT && err->kind != ERROR_LIMIT) {
		out->error = *err;
		out->verdict = PHOTO_ERROR;
		return;
	}
	photo_check_file_broken(&out->source, job->input->name, err,
				&out->findings);
	/* Whatever the profile says, because there is no picture to judge. */
	out->verdict = PHOTO_FAIL;
}
