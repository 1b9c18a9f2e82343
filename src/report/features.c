/* SPDX-License-Identifier: MIT */
#include "report/features.h"

#include "codec/config/cascade.h"
#include "codec/table/xls_read.h"

bool features_faces(void)
{
	struct error ignored = ERROR_INIT;
	struct face_models models = {0};

	if (cascade_models_load(&models, &ignored) < 0)
		return false;
	cascade_models_release(&models);
	return true;
}

const char *features_xls(void)
{
	return xls_read_program();
}
