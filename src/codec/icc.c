/* SPDX-License-Identifier: MIT */
#include "codec/icc.h"

#include <string.h>

#include <lcms2.h>

enum { MAX_PROFILE = 4 << 20 };

/* Every sRGB profile in the wild names itself so. */
static bool is_srgb(cmsHPROFILE profile)
{
	char name[128] = "";

	cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", name,
			       sizeof(name));
	return strstr(name, "sRGB") != NULL;
}

static bool transform(cmsContext context, cmsHPROFILE from, struct image *rgb)
{
	cmsHPROFILE to = cmsCreate_sRGBProfileTHR(context);
	cmsHTRANSFORM t;
	int y;

	if (!to)
		return false;
	t = cmsCreateTransformTHR(context, from, TYPE_RGB_8, to, TYPE_RGB_8,
				  INTENT_RELATIVE_COLORIMETRIC, 0);
	cmsCloseProfile(to);
	if (!t)
		return false;
	for (y = 0; y < rgb->height; y++)
		cmsDoTransform(t, image_row(rgb, y), image_row(rgb, y),
			       (cmsUInt32Number)rgb->width);
	cmsDeleteTransform(t);
	return true;
}

static void say_nothing(cmsContext context, cmsUInt32Number code,
			const char *text)
{
	(void)context;
	(void)code;
	(void)text;
}

bool icc_to_srgb(const void *profile, size_t n, struct image *rgb)
{
	cmsContext context;
	cmsHPROFILE from;
	bool done = false;

	if (!profile || n < 128 || n > MAX_PROFILE || rgb->channels != 3)
		return false;
	context = cmsCreateContext(NULL, NULL);
	if (!context)
		return false;
	cmsSetLogErrorHandlerTHR(context, say_nothing);
	from = cmsOpenProfileFromMemTHR(context, profile, (cmsUInt32Number)n);
	if (from) {
		if (cmsGetColorSpace(from) == cmsSigRgbData && !is_srgb(from))
			done = transform(context, from, rgb);
		cmsCloseProfile(from);
	}
	cmsDeleteContext(context);
	return done;
}
