/* SPDX-License-Identifier: MIT */
#include "photo/photo_engine.h"

#include <stdlib.h>

#include "base/mem.h"
#include "codec/config/cascade.h"

int photo_engine_open(struct photo_engine **out, struct error *err)
{
	struct photo_engine *engine = mem_xcalloc(1, sizeof(*engine));

	*out = NULL;
	if (cascade_models_load(&engine->models, err) < 0 ||
	    landmark_file_open(&engine->landmarks, err) < 0 ||
	    photo_profile_load(NULL, &engine->profiles, err) < 0) {
		photo_engine_close(engine);
		return -1;
	}
	*out = engine;
	return 0;
}

void photo_engine_close(struct photo_engine *take_engine)
{
	if (!take_engine)
		return;
	cascade_models_release(&take_engine->models);
	landmark_file_close(&take_engine->landmarks);
	photo_profile_release(&take_engine->profiles);
	free(take_engine);
}

int photo_engine_landmarks(struct error *err)
{
	struct landmark_file file;
	bool there;

	if (landmark_file_open(&file, err) < 0)
		return -1;
	there = file.map != NULL;
	landmark_file_close(&file);
	return there ? LANDMARKS : 0;
}

const struct profile *photo_engine_profile(const struct photo_engine *engine,
					   const char *name)
{
	return photo_profile_find(&engine->profiles, name);
}

const struct profile *photo_engine_profile_at(const struct photo_engine *engine,
					      size_t i)
{
	return i < engine->profiles.n ? &engine->profiles.list[i] : NULL;
}

int photo_engine_choose(const struct photo_engine *engine, const char *name,
			struct profile *out, struct error *err)
{
	return photo_profile_choose(&engine->profiles, name, out, err);
}
