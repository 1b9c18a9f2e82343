/* SPDX-License-Identifier: MIT */
/*
 * A profile: what one destination accepts, and what we make for it.
 *
 * profile_init() gives the numbers of 教毕指[2017]99号; a profile file changes
 * what differs.  Geometry windows are written for 480 x 640 and scaled to
 * other sizes.  Plain values, copied by assignment; read-only once loaded.
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

/* The size that geometry windows and aims are written for. */
enum { PROFILE_WIDTH = 480, PROFILE_HEIGHT = 640 };

struct profile_range {
	double min, max; /* NAN = open */
};

struct profile_colour {
	char name[16];
	uint8_t rgb[3];
};

/* What is asked of a file. */
struct profile_accept {
	struct profile_range width, height; /* pixels */
	struct profile_range ratio;	    /* width / height */
	struct profile_range kb;	    /* see profile_bytes() */
	struct profile_range dpi;
	struct profile_range quality; /* JPEG, as IJG counts */
	bool colour;		      /* 24 bit; grey is refused */
	bool jpeg;		      /* nothing else is accepted */
};

/* Where head and eyes are, in pixels of 480 x 640 from the top. */
struct profile_geometry {
	bool wanted; /* false: the source is framed later */
	struct profile_range head_top, eye_line, face_width;
	double centre; /* face's distance from the middle, pixels */
	double tilt;   /* degrees between the eyes' line and level */
};

/* How the person is to look; judged where there are landmarks. */
struct profile_face {
	double yaw, pitch; /* degrees */
	bool lips_closed;
	bool ears, brows; /* both must be seen */
	bool headwear;	  /* is allowed */
};

struct profile_background {
	bool wanted;
	struct profile_colour colours[PROFILE_COLOURS];
	int count;
	double tolerance; /* CIE Lab distance to the nearest colour */
	double evenness;  /* Lab distance between parts of the wall */
};

struct profile_output {
	int width, height, dpi;
	struct profile_range kb;
	int min_quality, max_quality;
	int subsampling; /* 444, 420, or 0: whichever reaches the window */
	struct profile_colour background;
	double head_top, eye_line, face_width; /* aims, pixels of 480 x 640 */
};

struct profile_policy {
	double rotate;		 /* degrees that may be straightened */
	double matte_confidence; /* least, 0..1 */
	double clutter;		 /* most of backdrop_clutter() */
	int age_days;		 /* oldest photo; 0 = any */
	struct date age_until;	 /* … on that day; year 0 = today */
	double compare;	  /* same-photo score for "suspect", 0 = default */
	bool glasses;	  /* worn ones are allowed */
	bool need_camera; /* a camera must be named by EXIF */
	bool front_camera, album; /* allowed */
};

/* A finding this destination weighs otherwise than the catalogue. */
struct profile_severity {
	char code[PROFILE_CODE];
	enum finding_severity severity;
};

struct profile {
	char name[PROFILE_NAME];
	char title_zh[PROFILE_TEXT], title_en[PROFILE_TEXT];
	char source[PROFILE_TEXT];
	char file_name[PROFILE_NAME]; /* usual name, as "{zjhm}"; "" = free */
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
 * "20..40", "..60", "30..", "480", "any"; 0, or -1 when it is none of them or
 * the wrong way round.
 */
int profile_range_parse(const char *text, struct profile_range *r);

/* "100 197 255" or "#64c5ff"; 0, or -1. */
int profile_colour_parse(const char *text, uint8_t rgb[3]);

/*
 * KB as bytes, so that a file passes whether its reader counts 1000 or 1024:
 * min x 1024 .. max x 1000; open ends become 0 and SIZE_MAX.
 */
struct profile_bytes {
	size_t min, max;
};
struct profile_bytes profile_bytes(const struct profile_range *kb);

/*
 * SHA-256 of all that the profile says and of the program's version, for
 * telling whether a photo was judged by it as it is today.
 */
void profile_digest(const struct profile *p, char hex[SHA256_HEX]);

/*
 * Bytes as the KB they are told in beside that window: above it as whoever
 * counts 1000 sees them, else as who counts 1024, so that a number and its
 * limit never contradict each other.
 */
double profile_kb(const struct profile_range *kb, size_t bytes);

/* What is wrong with the profile itself; NULL when nothing is. */
const char *profile_problem(const struct profile *p);

#endif
