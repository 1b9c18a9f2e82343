/* SPDX-License-Identifier: MIT */
#include "codec/picture/icc.h"

#include <string.h>

#include <lcms2.h>

enum {
	HEADER = 128,	       /* bytes every profile begins with */
	MAX_PROFILE = 4 << 20, /* bytes */
};

/*
 * By name: every sRGB profile in the wild says so in its description.  To
 * convert from one of them would only add the rounding of one more step.
 */
static bool is_srgb(cmsHPROFILE profile)
{
	char name[128] = "";

	cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", name,
			       sizeof(name));
	return strstr(name, "sRGB") != NULL;
}

/* One row's pixels from and to other colours. */
struct change {
	cmsUInt32Number format, flags;
	const struct image *from;
	struct image *to;
};

static bool transform(cmsContext context, cmsHPROFILE from,
		      const struct change *change)
{
	cmsHPROFILE to = cmsCreate_sRGBProfileTHR(context);
	cmsHTRANSFORM t;
	int y;

	if (!to)
		return false;
	t = cmsCreateTransformTHR(context, from, change->format, to, TYPE_RGB_8,
				  INTENT_RELATIVE_COLORIMETRIC, change->flags);
	cmsCloseProfile(to);
	if (!t)
		return false;
	for (y = 0; y < change->to->height; y++)
		cmsDoTransform(t, image_row(change->from, y),
			       image_row(change->to, y),
			       (cmsUInt32Number)change->to->width);
	cmsDeleteTransform(t);
	return true;
}

/* Broken profiles are common; lcms would print to stderr. */
static void say_nothing(cmsContext context, cmsUInt32Number code,
			const char *text)
{
	(void)context;
	(void)code;
	(void)text;
}

static bool apply(cmsContext context, cmsHPROFILE from,
		  const struct change *change)
{
	cmsColorSpaceSignature space = cmsGetColorSpace(from);

	if (change->from->channels == 4)
		return space == cmsSigCmykData &&
		       transform(context, from, change);
	return space == cmsSigRgbData && !is_srgb(from) &&
	       transform(context, from, change);
}

static bool convert(const void *profile, size_t n, const struct change *change)
{
	cmsContext context;
	cmsHPROFILE from;
	bool done = false;

	if (!profile || n < HEADER || n > MAX_PROFILE)
		return false;
	context = cmsCreateContext(NULL, NULL);
	if (!context)
		return false;
	cmsSetLogErrorHandlerTHR(context, say_nothing);
	from = cmsOpenProfileFromMemTHR(context, profile, (cmsUInt32Number)n);
	if (from) {
		done = apply(context, from, change);
		cmsCloseProfile(from);
	}
	cmsDeleteContext(context);
	return done;
}

bool icc_to_srgb(const void *profile, size_t n, struct image *rgb)
{
	struct change change = {TYPE_RGB_8, 0, rgb, rgb};

	return rgb->channels == 3 && convert(profile, n, &change);
}

bool icc_inks_to_srgb(const void *profile, size_t n, const struct image *inks,
		      struct image *rgb)
{
	/* A press's black is lighter than a screen's and would come out grey.
	 */
	struct change change = {TYPE_CMYK_8_REV,
				cmsFLAGS_BLACKPOINTCOMPENSATION, inks, rgb};
	struct error err = ERROR_INIT;

	*rgb = (struct image)IMAGE_INIT;
	if (inks->channels != 4 ||
	    image_init(rgb, inks->width, inks->height, 3, &err) < 0)
		return false;
	if (convert(profile, n, &change))
		return true;
	image_release(rgb);
	return false;
}
