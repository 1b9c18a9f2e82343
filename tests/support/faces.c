/* SPDX-License-Identifier: MIT */
#include "support/faces.h"

#include <string.h>

#include "image/face/others.h"

struct face_models faces_models;

int faces_load(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	return cascade_models_load(&faces_models, &err);
}

int faces_unload(void **state)
{
	(void)state;
	cascade_models_release(&faces_models);
	return 0;
}

int faces_shoot(struct faces_picture *p, uint64_t who,
		const struct sitter_shot *shot, struct error *err)
{
	struct sitter_person person;

	memset(p, 0, sizeof(*p));
	sitter_person(who, &person);
	if (sitter_render(&person, shot, &p->rgb, &p->truth, err) < 0 ||
	    image_to_grey(&p->rgb, &p->grey, err) < 0)
		return -1;
	p->n = face_others_find(&faces_models, &p->grey, p->faces);
	return 0;
}

void faces_release(struct faces_picture *p)
{
	image_release(&p->rgb);
	image_release(&p->grey);
	sitter_truth_release(&p->truth);
}
