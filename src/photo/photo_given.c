/* SPDX-License-Identifier: MIT */
#include "photo/photo_given.h"

#include <ctype.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/path.h"
#include "codec/picture/picture.h"

/* Wider than any picture that is opened. */
enum { PIXELS_MOST = 1 << 20 };

/*
 *   {"status":"made","verdict":"pass","width":…,"height":…,"bytes":…,
 *    "face":{"x":BITS,…}|absent,"found":[…],
 *    "jpeg":SHA-256|absent,"quality":…,"head_top":BITS,…,
 *    "making":[…],"result":[…],"error":TEXT|absent}
 *
 * BITS are json_set_bits(); the three lists are the findings of the source, of
 * the making and of the made JPEG.  finding_json() would not do: it rounds,
 * and has its text in the language of whoever writes it.
 */
static struct json *write_finding(const struct finding *f)
{
	struct json *object = json_new_object();

	json_set_str(object, "code", f->code);
	json_set_str(object, "sev", finding_severity_name(f->severity));
	json_set_bits(object, "value", f->value);
	json_set_bits(object, "min", f->min);
	json_set_bits(object, "max", f->max);
	json_set_bits(object, "fix", f->fix);
	json_set_str(object, "unit", f->unit);
	json_set_str(object, "detail", f->detail);
	return object;
}

static struct json *write_findings(const struct findings *all)
{
	struct json *array = json_new_array();
	size_t i;

	for (i = 0; i < all->n; i++)
		json_add(array, write_finding(&all->list[i]));
	return array;
}

static void write_source(const struct photo_check *c, struct json *object)
{
	struct json *face;

	json_set_str(object, "verdict", photo_check_verdict_name(c->verdict));
	json_set_int(object, "width", c->width);
	json_set_int(object, "height", c->height);
	json_set_int(object, "bytes", (long long)c->bytes);
	if (c->has_face) {
		face = json_new_object();
		json_set_bits(face, "x", c->face.x);
		json_set_bits(face, "y", c->face.y);
		json_set_bits(face, "w", c->face.width);
		json_set_bits(face, "h", c->face.height);
		json_set(object, "face", face);
	}
	json_set(object, "found", write_findings(&c->findings));
}

static void write_jpeg(const struct photo_made *made, struct json *object)
{
	char sha256[SHA256_HEX];

	if (made->status != PHOTO_MADE)
		return;
	sha256_hex(buf_str(&made->jpeg), made->jpeg.size, sha256);
	json_set_str(object, "jpeg", sha256);
}

struct json *photo_given_json(const struct photo_made *made)
{
	struct json *object = json_new_object();

	json_set_str(object, "status", photo_make_status_name(made->status));
	write_source(&made->source, object);
	write_jpeg(made, object);
	json_set_int(object, "quality", made->quality);
	json_set_bits(object, "head_top", made->head_top);
	json_set_bits(object, "eye_line", made->eye_line);
	json_set_bits(object, "face_width", made->face_width);
	json_set_bits(object, "confidence", made->confidence);
	json_set(object, "making", write_findings(&made->findings));
	json_set(object, "result", write_findings(&made->result.findings));
	if (made->error.kind != ERROR_NONE)
		json_set_str(object, "error", made->error.text);
	return object;
}

static void copy_text(const struct json *object, const char *key, char *to,
		      size_t size)
{
	const char *text = json_get_str(object, key);

	snprintf(to, size, "%s", text ? text : "");
}

/* A code that is none of ours is no result of this program's. */
static int read_finding(const struct json *object, struct findings *all)
{
	const char *code = json_get_str(object, "code");
	const char *sev = json_get_str(object, "sev");
	struct finding *f;

	if (!code || !finding_is_known(code) || !sev)
		return -1;
	f = findings_add(all, code);
	f->value = json_get_bits(object, "value");
	f->min = json_get_bits(object, "min");
	f->max = json_get_bits(object, "max");
	f->fix = json_get_bits(object, "fix");
	copy_text(object, "unit", f->unit, sizeof(f->unit));
	copy_text(object, "detail", f->detail, sizeof(f->detail));
	return finding_severity_parse(sev, &f->severity);
}

static int read_findings(const struct json *array, struct findings *all)
{
	size_t i;

	for (i = 0; i < json_count(array); i++)
		if (read_finding(json_at(array, i), all) < 0)
			return -1;
	return array ? 0 : -1;
}

static int find_verdict(const char *word)
{
	int v;

	for (v = PHOTO_PASS; word && v <= PHOTO_ERROR; v++)
		if (strcmp(photo_check_verdict_name((enum photo_verdict)v),
			   word) == 0)
			return v;
	return -1;
}

static int find_status(const char *word)
{
	int s;

	for (s = PHOTO_MADE; word && s <= PHOTO_MAKE_ERROR; s++)
		if (strcmp(photo_make_status_name((enum photo_made_status)s),
			   word) == 0)
			return s;
	return -1;
}

/* Results come from other machines: a number is taken as far as it can be. */
static int read_number(const struct json *object, const char *key,
		       long long most, long long *out)
{
	*out = json_get_int(object, key, -1);
	return *out < 0 || *out > most ? -1 : 0;
}

static bool is_place(double pixels)
{
	return fabs(pixels) <= PIXELS_MOST;
}

static int read_face(const struct json *face, struct photo_check *c)
{
	c->face.x = json_get_bits(face, "x");
	c->face.y = json_get_bits(face, "y");
	c->face.width = json_get_bits(face, "w");
	c->face.height = json_get_bits(face, "h");
	return is_place(c->face.x) && is_place(c->face.y) &&
			       is_place(c->face.width) &&
			       is_place(c->face.height)
		       ? 0
		       : -1;
}

static int read_source(const struct json *object, struct photo_check *c)
{
	int verdict = find_verdict(json_get_str(object, "verdict"));
	const struct json *face = json_get(object, "face");
	long long width, height, bytes;

	if (verdict < 0 ||
	    read_number(object, "width", PIXELS_MOST, &width) < 0 ||
	    read_number(object, "height", PIXELS_MOST, &height) < 0 ||
	    read_number(object, "bytes", LLONG_MAX, &bytes) < 0)
		return -1;
	c->verdict = (enum photo_verdict)verdict;
	c->width = (int)width;
	c->height = (int)height;
	c->bytes = (size_t)bytes;
	c->has_face = face != NULL;
	if (face && read_face(face, c) < 0)
		return -1;
	return read_findings(json_get(object, "found"), &c->findings);
}

/* NaN is what was not measured; there is a JPEG when one was made. */
static int read_made(const struct json *object, struct photo_made *made)
{
	bool jpeg = json_get_str(object, "jpeg") != NULL;
	long long quality;

	if (read_number(object, "quality", 100, &quality) < 0 ||
	    jpeg != (made->status == PHOTO_MADE))
		return -1;
	made->quality = (int)quality;
	made->head_top = json_get_bits(object, "head_top");
	made->eye_line = json_get_bits(object, "eye_line");
	made->face_width = json_get_bits(object, "face_width");
	made->confidence = json_get_bits(object, "confidence");
	if (fabs(made->head_top) > PIXELS_MOST ||
	    fabs(made->eye_line) > PIXELS_MOST ||
	    fabs(made->face_width) > PIXELS_MOST || made->confidence < 0 ||
	    made->confidence > 1)
		return -1;
	return 0;
}

int photo_given_read(const struct json *object, struct photo_made *made,
		     struct error *err)
{
	int status = find_status(json_get_str(object, "status"));

	memset(made, 0, sizeof(*made));
	made->status = (enum photo_made_status)status;
	if (status < 0 || read_made(object, made) < 0 ||
	    read_source(object, &made->source) < 0 ||
	    read_findings(json_get(object, "making"), &made->findings) < 0 ||
	    read_findings(json_get(object, "result"), &made->result.findings) <
		    0)
		return error_set(err, ERROR_INPUT,
				 _("a result of making is damaged"));
	if (json_get(object, "error"))
		made->error.kind = ERROR_SYSTEM;
	copy_text(object, "error", made->error.text, sizeof(made->error.text));
	return 0;
}

void photo_given_name(const char *file, char out[PHOTO_GIVEN_NAME])
{
	const char *extension = path_extension(file);
	char *p;

	if (*extension && !picture_is_extension(extension) &&
	    !picture_fits_extension(PICTURE_PDF, extension))
		extension = ".x";
	snprintf(out, PHOTO_GIVEN_NAME, "x%s", extension);
	for (p = out; *p; p++)
		*p = (char)tolower((unsigned char)*p);
}
