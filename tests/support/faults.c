/* SPDX-License-Identifier: MIT */
#include "support/faults.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"

static const date_time now = 1779940800; /* 2026-05-28, noon in China */

void faults_start(struct fault_photo *p, const struct photo_engine *engine)
{
	memset(p, 0, sizeof(*p));
	p->engine = engine;
	p->profile = *photo_engine_profile(engine, "chsi-99");
	p->profile.accept.kb = (struct profile_range){NAN, NAN};
	sitter_person(1, &p->person);
	sitter_shot_default(1, &p->shot);
	p->shot.tilt = 0;
	p->exif = (struct sitter_exif){.make = "Canon",
				       .model = "EOS R6",
				       .date = "2026:04:12 09:30:11"};
	p->quality = 92;
	p->name = "a.jpg";
}

/*
 * Most faults are of the file or of what is asked, of one and the same photo:
 * the last few drawn are kept, for drawing takes longer than judging.
 */
struct drawn {
	struct sitter_person person;
	struct sitter_shot shot;
	struct image rgb;
};

static const struct image *drawn(const struct fault_photo *p)
{
	static struct drawn kept[3];
	static size_t next;
	struct error err = ERROR_INIT;
	struct drawn *d;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kept); i++)
		if (kept[i].rgb.data &&
		    !memcmp(&kept[i].person, &p->person, sizeof(p->person)) &&
		    !memcmp(&kept[i].shot, &p->shot, sizeof(p->shot)))
			return &kept[i].rgb;
	d = &kept[next++ % ARRAY_SIZE(kept)];
	image_release(&d->rgb);
	memcpy(&d->person, &p->person, sizeof(p->person));
	memcpy(&d->shot, &p->shot, sizeof(p->shot));
	if (sitter_render(&d->person, &d->shot, &d->rgb, NULL, &err) < 0)
		BUG(err.text);
	return &d->rgb;
}

void faults_draw(struct fault_photo *p)
{
	struct error err = ERROR_INIT;

	if (!p->rgb.data && image_copy(drawn(p), &p->rgb, &err) < 0)
		BUG(err.text);
}

void faults_encode(struct fault_photo *p)
{
	struct error err = ERROR_INIT;

	faults_draw(p);
	if (!p->bytes.size &&
	    sitter_jpeg(&p->rgb, p->quality, &p->exif, &p->bytes, &err) < 0)
		BUG(err.text);
}

static void check(const struct fault_photo *p, bool as_source,
		  struct findings *out)
{
	const struct photo_input input = {p->bytes.data, p->bytes.size, p->name,
					  now};
	struct photo_check c;

	if (as_source)
		photo_check_source(p->engine, &p->profile, &input, &c);
	else
		photo_check(p->engine, &p->profile, &input, &c);
	findings_append(out, &c.findings);
	photo_check_release(&c);
}

static void make(const struct fault_photo *p, struct findings *out)
{
	const struct photo_input input = {p->bytes.data, p->bytes.size, p->name,
					  now};
	struct photo_made made;

	photo_make(p->engine, &p->profile, &p->options, &input, &made);
	findings_append(out, &made.source.findings);
	findings_append(out, &made.findings);
	photo_make_release(&made);
}

void faults_find(struct fault_photo *p, enum fault_job job,
		 struct findings *out)
{
	if (!p->bytes.size)
		faults_encode(p);
	if (job == FAULT_MAKE)
		make(p, out);
	else
		check(p, job == FAULT_SOURCE, out);
	image_release(&p->rgb);
	buf_release(&p->bytes);
}
