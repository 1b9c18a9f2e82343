/* SPDX-License-Identifier: MIT */
#include "photo/photo_report.h"

const char *photo_report_status(const struct photo_batch_item *item)
{
	bool unsure = findings_worst(&item->matte.findings) == FINDING_ERROR;

	if (item->error.kind != ERROR_NONE)
		return "error";
	if (item->batch->job == PHOTO_BATCH_MAKE)
		return photo_make_status_name(item->made.status);
	if (item->batch->job == PHOTO_BATCH_MATTE)
		return unsure ? "refused" : "made";
	return photo_check_verdict_name(item->check.verdict);
}

static struct json *face_json(const struct face *face)
{
	struct json *box = json_new_object();

	json_set_real(box, "x", face->x, 1);
	json_set_real(box, "y", face->y, 1);
	json_set_real(box, "w", face->width, 1);
	json_set_real(box, "h", face->height, 1);
	return box;
}

static void set_error(struct json *item, const struct error *error)
{
	if (error->kind != ERROR_NONE)
		json_set_str(item, "error", error->text);
}

static void set_timing(struct json *item, double ms,
		       const struct photo_report_options *options)
{
	if (options->timing)
		json_set_real(item, "ms", ms, 1);
}

static struct json *pose_json(const struct pose *pose)
{
	struct json *o = json_new_object();

	json_set_real(o, "yaw", pose->yaw, 1);
	json_set_real(o, "pitch", pose->pitch, 1);
	json_set_real(o, "roll", pose->roll, 1);
	return o;
}

static struct json *landmarks_json(const struct photo_check *check)
{
	struct json *all = json_new_array(), *one;
	int i;

	for (i = 0; i < LANDMARKS; i++) {
		one = json_new_array();
		json_add_real(one, check->landmarks[i][0], 1);
		json_add_real(one, check->landmarks[i][1], 1);
		json_add(all, one);
	}
	return all;
}

static struct json *iso_json(const struct photo_check *check)
{
	struct json *all = json_new_object(), *one;
	int i;

	for (i = 0; i < check->iso.n; i++) {
		one = json_new_object();
		json_set_real(one, "raw", check->iso.of[i].raw, 4);
		json_set_real(one, "score", check->iso.of[i].score, 0);
		json_set(all, check->iso.of[i].name, one);
	}
	return all;
}

static void set_points(struct json *item, const struct photo_check *check,
		       const struct photo_report_options *options)
{
	if (check->has_points)
		json_set(item, "pose", pose_json(&check->pose));
	else
		json_set_null(item, "pose");
	if (options->landmarks && check->has_points)
		json_set(item, "landmarks", landmarks_json(check));
	else if (options->landmarks)
		json_set_null(item, "landmarks");
	if (options->iso && check->iso.n)
		json_set(item, "iso", iso_json(check));
	else if (options->iso)
		json_set_null(item, "iso");
}

static struct json *check_json(const char *file,
			       const struct photo_check *check,
			       const struct photo_report_options *options)
{
	struct json *item = json_new_object();

	json_set_str(item, "file", file);
	json_set_str(item, "sha256", check->sha256);
	json_set_str(item, "profile", options->profile);
	json_set_str(item, "verdict", photo_check_verdict_name(check->verdict));
	json_set_int(item, "width", check->width);
	json_set_int(item, "height", check->height);
	json_set_int(item, "bytes", (long long)check->bytes);
	if (check->has_face) {
		json_set(item, "face", face_json(&check->face));
		json_set_real(item, "head_top", check->head_top, 1);
		json_set_real(item, "eye_line", check->eye_line, 1);
		json_set_real(item, "face_width", check->face_width, 1);
	} else {
		json_set_null(item, "face");
	}
	set_points(item, check, options);
	json_set(item, "findings", findings_json(&check->findings));
	set_error(item, &check->error);
	set_timing(item, check->ms, options);
	return item;
}

static struct json *made_json(const char *file, const struct photo_made *made,
			      const char *out,
			      const struct photo_report_options *options)
{
	struct photo_report_options no_timing = *options;
	struct json *item, *matte = json_new_object();
	struct findings after = FINDINGS_INIT;

	/* The whole making's time is told below, once. */
	no_timing.timing = false;
	item = check_json(file, &made->source, &no_timing);
	json_set_str(item, "status", photo_make_status_name(made->status));
	json_set_str(item, "out", out);
	json_set_int(item, "out_bytes", (long long)made->jpeg.size);
	json_set_int(item, "quality", made->quality);
	json_set_real(item, "head_top", made->head_top, 1);
	json_set_real(item, "eye_line", made->eye_line, 1);
	json_set_real(item, "face_width", made->face_width, 1);
	if (made->frame.rotate != 0)
		json_set_real(item, "rotate", made->frame.rotate, 2);
	json_set_real(matte, "confidence", made->confidence, 3);
	json_set(item, "matte", matte);
	photo_make_findings(made, &after);
	json_set(item, "out_findings", findings_json(&after));
	findings_release(&after);
	set_error(item, &made->error);
	set_timing(item, made->ms, options);
	return item;
}

static struct json *matte_json(const struct photo_batch_item *item,
			       const char *out,
			       const struct photo_report_options *options)
{
	struct json *o = json_new_object();

	json_set_str(o, "file", item->file.name);
	json_set_str(o, "out", out);
	json_set_str(o, "status", photo_report_status(item));
	json_set_real(o, "confidence", item->matte.confidence, 3);
	json_set(o, "findings", findings_json(&item->matte.findings));
	set_error(o, &item->error);
	set_timing(o, item->matte.ms, options);
	return o;
}

/* The keys of a check, so that a reader of the list needs no second case. */
static struct json *error_json(const struct photo_batch_item *item,
			       const struct photo_report_options *options)
{
	struct json *o = json_new_object();

	json_set_str(o, "file", item->file.name);
	json_set_null(o, "sha256");
	json_set_str(o, "profile", options->profile);
	json_set_str(o, "verdict", "error");
	json_set_str(o, "status", "error");
	json_set_int(o, "width", 0);
	json_set_int(o, "height", 0);
	json_set_int(o, "bytes", (long long)item->file.bytes.size);
	json_set_null(o, "face");
	json_set(o, "findings",
		 findings_json(item->batch->job == PHOTO_BATCH_MAKE
				       ? &item->made.source.findings
				       : &item->check.findings));
	set_error(o, &item->error);
	return o;
}

struct json *photo_report_item(const struct photo_batch_item *item,
			       const char *out,
			       const struct photo_report_options *options)
{
	enum photo_batch_job job = item->batch->job;

	if (job == PHOTO_BATCH_MATTE)
		return matte_json(item, out, options);
	if (item->error.kind != ERROR_NONE)
		return error_json(item, options);
	if (job == PHOTO_BATCH_MAKE)
		return made_json(item->file.name, &item->made, out, options);
	return check_json(item->file.name, &item->check, options);
}

struct json *photo_report_import(const struct photo_import_result *result)
{
	struct json *item = json_new_object(), *proposals = json_new_array();
	struct buf by = BUF_INIT;
	int i;

	json_set_str(item, "file", result->file);
	json_set_str(item, "sha256", result->sha256);
	json_set_str(item, "status", photo_import_status_name(result->status));
	json_set_null(item, "key"); /* its place among the keys */
	for (i = 0; result->match && i < result->match->count; i++) {
		struct json *one = json_new_object();

		buf_clear(&by);
		file_name_reasons(result->match->list[i].by, &by);
		json_set_str(one, "number", result->match->list[i].number);
		json_set_str(one, "by", buf_str(&by));
		json_set_real(one, "confidence",
			      result->match->list[i].confidence, 2);
		json_add(proposals, one);
	}
	json_set(item, "matches", proposals);
	json_set(item, "findings", findings_json(&result->findings));
	if (result->error)
		json_set_str(item, "error", result->error->text);
	buf_release(&by);
	return item;
}
