/* SPDX-License-Identifier: MIT */
/*
 * A profile: which photos one destination accepts, and how photos are made for
 * it.
 *
 * profile_init() sets the numbers of 教毕指[2017]99号; a profile file only says
 * what differs.  Geometry windows are given for 480 x 640 pixels and are scaled
 * to other sizes.  Plain values, copied by assignment; read-only once loaded.
 */
#ifndef RULES_PROFILE_H
#define RULES_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/sha256.h"
#include "rules/severity.h"

enum {
	PROFILE_NAME = 32,
	PROFILE_TEXT = 160,
	PROFILE_COLOURS = 4,
	PROFILE_CODE = 28,
	PROFILE_SEVERITIES = 40
};

/* The size for which geometry windows and aims are given. */
enum { PROFILE_WIDTH = 480, PROFILE_HEIGHT = 640 };

struct profile_range {
	double min, max; /* NAN = open */
};

struct profile_colour {
	char name[16];
	uint8_t rgb[3];
};

/* What the file must be like. */
struct profile_accept {
	struct profile_range width, height; /* pixels */
	struct profile_range ratio;	    /* width / height */
	struct profile_range kb;	    /* see profile_bytes() */
	struct profile_range dpi;
	struct profile_range quality; /* JPEG quality, 1..100 as in libjpeg */
	bool colour;		      /* must have colours; grey is refused */
	bool jpeg;		      /* must be a JPEG file */
};

/* Where head and eyes must be, in pixels of 480 x 640 from the top. */
struct profile_geometry {
	bool wanted; /* false: not judged, the photo will be cropped later */
	struct profile_range head_top, eye_line, face_width;
	double centre; /* most the face may be off the middle, pixels */
	double tilt;   /* most the line of the eyes may slope, degrees */
};

/* How the person must look; judged where face landmarks were found. */
struct profile_face {
	double yaw, pitch; /* most the head may be turned, degrees */
	bool lips_closed;
	bool ears, brows; /* both of them must be visible */
	bool headwear;	  /* allowed */
};

struct profile_background {
	bool wanted;
	struct profile_colour colours[PROFILE_COLOURS];
	int count;
	double tolerance; /* most CIE Lab distance to the nearest colour */
	double evenness;  /* most Lab distance between parts of the wall */
};

struct profile_output {
	int width, height, dpi;
	struct profile_range kb;
	int min_quality, max_quality;
	int subsampling; /* 444, 420, or 0: whichever fits the KB window */
	struct profile_colour background;
	double head_top, eye_line, face_width; /* aims, pixels of 480 x 640 */
};

struct profile_policy {
	double rotate;		 /* most degrees we may straighten by */
	double matte_confidence; /* least, 0..1 */
	double clutter;		 /* most, of backdrop_clutter() */
	int age_days;		 /* most days since taken; 0 = any */
	struct date age_until;	 /* … counted to this day; year 0 = today */
	double compare;	  /* same-photo score for "suspect", 0 = default */
	bool glasses;	  /* may be worn */
	bool need_camera; /* EXIF must name a camera */
	bool front_camera, album; /* allowed */
};

/* A finding whose severity differs from the catalogue's. */
struct profile_severity {
	char code[PROFILE_CODE];
	enum finding_severity severity;
};

struct profile {
	char name[PROFILE_NAME];
	char title_zh[PROFILE_TEXT], title_en[PROFILE_TEXT];
	char source[PROFILE_TEXT];
	char file_name[PROFILE_NAME]; /* template, "{zjhm}"; "" = any name */
	struct profile_accept accept;
	struct profile_geometry geometry;
	struct profile_face face;
	struct profile_background background;
	struct profile_output output;
	struct profile_policy policy;
	struct profile_severity severities[PROFILE_SEVERITIES];
	int severity_count;
};

void profile_init(struct profile *p, const char *name);

bool profile_range_has(const struct profile_range *r, double v);

/*
 * Read "20..40", "..60", "30..", "480" or "any": 0, or -1 for anything else and
 * for a range whose end is before its start.
 */
int profile_range_parse(const char *text, struct profile_range *r);

/* Read "100 197 255" or "#64c5ff": 0, or -1. */
int profile_colour_parse(const char *text, uint8_t rgb[3]);

/*
 * A KB window in bytes, such that a file in it passes whether the recipient
 * counts a KB as 1000 or as 1024 bytes: min x 1024 .. max x 1000.  Open ends
 * become 0 and SIZE_MAX.
 */
struct profile_bytes {
	size_t min, max;
};
struct profile_bytes profile_bytes(const struct profile_range *kb);

/*
 * SHA-256 of everything in the profile and of the program's version: when it
 * differs, a photo was judged by another profile than today's.
 */
void profile_digest(const struct profile *p, char hex[SHA256_HEX]);

/*
 * A size in KB, to be shown beside this window.  A KB is 1000 bytes when the
 * file is too large and 1024 otherwise, so that the number shown is outside the
 * window exactly when the file is.
 */
double profile_kb(const struct profile_range *kb, size_t bytes);

/* What is wrong with the profile itself, for people; NULL = nothing. */
const char *profile_problem(const struct profile *p);

#endif
