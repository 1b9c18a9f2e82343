/* SPDX-License-Identifier: MIT */
#include "photo/photo_engine.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "codec/config/cascade.h"

int photo_engine_open(struct photo_engine **out, struct error *err)
{
	struct photo_engine *engine = mem_xcalloc(1, sizeof(*engine));

	*out = NULL;
	if (cascade_models_load(&engine->models, err) < 0 ||
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
	photo_profile_release(&take_engine->profiles);
	free(take_engine);
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

static int unknown(const struct photo_engine *engine, const char *name,
		   struct error *err)
{
	struct buf names = BUF_INIT;
	size_t i;

	/* The list saves a look into the manual. */
	for (i = 0; i < engine->profiles.n; i++)
		buf_addf(&names, " %s", engine->profiles.list[i].name);
	error_set(err, ERROR_USAGE, _("no profile %s; there are:%s"), name,
		  buf_str(&names));
	buf_release(&names);
	return -1;
}

int photo_engine_choose(const struct photo_engine *engine, const char *name,
			struct profile *out, struct error *err)
{
	const struct profile *found;

	/* No profile of ours ends so; a path of the user's always does. */
	if (path_has_extension(name, ".ini"))
		return photo_profile_read(name, out, err);
	found = photo_engine_profile(engine, name);
	if (!found)
		return unknown(engine, name, err);
	*out = *found;
	return 0;
}
