/* SPDX-License-Identifier: MIT */
#include "report/features.h"

#include "codec/config/cascade.h"
#include "codec/table/xls_read.h"

int features_faces(struct error *err)
{
	struct face_models models = {0};

	if (cascade_models_load(&models, err) < 0)
		return err->kind == ERROR_SYSTEM ? -1 : 0;
	cascade_models_release(&models);
	return 1;
}

const char *features_xls(void)
{
	return xls_read_program();
}
