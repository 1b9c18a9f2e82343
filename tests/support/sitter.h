/* SPDX-License-Identifier: MIT */
/*
 * The synthetic sitter: seeded portraits of people who do not exist, with the
 * exact truth of every picture.
 *
 * A person (sitter_person) is who; a shot (sitter_shot) is one exposure:
 * picture size, pose, light, wall, camera.  sitter_render() draws it.  Equal
 * input gives equal bytes; nothing depends on time, thread or address.  All
 * lengths of a person are in half face widths, origin between the pupils, u
 * to the picture's right, v down.  Images and truths are the caller's to
 * release.  Any number of threads may render at once.
 */
#ifndef SUPPORT_SITTER_H
#define SUPPORT_SITTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "image/pixel/image.h"

enum sitter_hair {
	SITTER_HAIR_CROP,   /* short, upright at the edge */
	SITTER_HAIR_PARTED, /* short, parted, lying flat */
	SITTER_HAIR_FRINGE, /* short with a fringe */
	SITTER_HAIR_BOB,    /* to the chin */
	SITTER_HAIR_LONG,   /* over or behind the shoulders */
	SITTER_HAIR_TIED,   /* combed back, ears free, a bun or tail */
	SITTER_HAIR_CURLY,  /* a round curly mass */
	SITTER_HAIR_COUNT
};

enum sitter_clothes {
	SITTER_CLOTHES_SHIRT,
	SITTER_CLOTHES_TSHIRT,
	SITTER_CLOTHES_SUIT,
	SITTER_CLOTHES_SWEATER,
	SITTER_CLOTHES_COUNT
};

enum sitter_glasses {
	SITTER_GLASSES_NONE,
	SITTER_GLASSES_THIN,
	SITTER_GLASSES_THICK,
	SITTER_GLASSES_HALF,
};

struct sitter_person {
	uint64_t seed;
	bool female;
	float skin_tone; /* 0 lightest .. 1 darkest of the human range */
	float skin[3], lips[3], hair_colour[3], brow_colour[3], iris[3];
	float clothes_colour[3], inner_colour[3]; /* sRGB 0..1 */
	/* face */
	float chin, jaw, taper, cheek, skull; /* lengths and exponents */
	float brow_ridge, cheekbone, eye_socket, smile_line;
	/* eyes and brows */
	float eye_gap, eye_width, eye_open, eye_slant, lid_fold, iris_size;
	float brow_height, brow_thick, brow_arch, brow_slant, brow_inner,
		brow_outer;
	/* nose and mouth */
	float nose_length, nose_width, nose_bridge, nostril;
	float mouth_height, mouth_width, lip_upper, lip_lower, lip_bow;
	float ear_size, ear_out, beard, freckles;
	enum sitter_glasses glasses;
	float glass_width, glass_height, glass_round, glass_drop,
		glass_colour[3];
	/* hair */
	enum sitter_hair hair;
	float hair_top, hair_side, hairline, hair_part, fringe, hair_end,
		hair_wave;
	bool hair_front; /* long hair lies over the shoulders */
	/* body */
	float neck, shoulder, slope;
	enum sitter_clothes clothes;
	int pattern; /* 0 plain, 1 stripes, 2 checks, 3 knit */
	float mole_u[4], mole_v[4], mole_size[4]; /* size 0: none */
	float uneven; /* how far the two halves of the face differ */
	float bags, wrinkles, moustache; /* 0..1 */
};

enum sitter_wall {
	SITTER_WALL_WHITE,
	SITTER_WALL_CREAM,
	SITTER_WALL_BLUE,
	SITTER_WALL_GREY,
	SITTER_WALL_RED,
	SITTER_WALL_DARK,
	SITTER_WALL_COUNT
};

struct sitter_shot {
	uint64_t exposure_seed;
	int width, height;	 /* pixels of the picture */
	double face_width;	 /* cheek to cheek, pixels */
	double eye_line;	 /* row between the pupils, pixels */
	double centre;		 /* column between the pupils, pixels */
	double yaw, pitch, tilt; /* degrees; tilt clockwise in the picture */
	double shoulders;	 /* degrees of their line, clockwise */
	/* light: direction of the lamp, -1..1; the rest 0..1 */
	double light_x, light_y, light_hard, highlight, glare;
	double exposure;				 /* stops, 0 = right */
	double warmth;					 /* -1 cold .. 1 warm */
	double mouth_open, smile, eyes_shut, brow_raise; /* 0..1 */
	double gaze_x, gaze_y;				 /* -1..1 */
	double play; /* of the face's muscles, 0..1 */
	bool red_eye;
	enum sitter_wall wall;
	double wall_rgb[3];    /* 0..255 */
	double wall_gradient;  /* 0..1, .1 visible, .3 strong */
	double wall_shadow;    /* 0..1 of the person's shadow */
	double wall_texture;   /* standard deviation, 0..255 scale */
	bool wall_door;	       /* an edge of a door frame */
	double clothes_rgb[3]; /* 0..255; first < 0: the person's own */
	bool no_person;	       /* the wall alone */
	double noise, blur;    /* sigma, 0..255 scale and pixels */
	int jpeg;	       /* quality of a round trip, 0 = none */
};

struct sitter_truth {
	struct image alpha; /* 1 channel, same size as the picture */
	double eye_line;    /* mean row of the pupils */
	double crown;	    /* first row of hair or skin, see below */
	double chin;	    /* lowest row of the face on its axis */
	double face_width;  /* cheek to cheek at the widest, no ears */
	double left_eye_x, left_eye_y; /* pupils; left = smaller x */
	double right_eye_x, right_eye_y;
	double tilt;	       /* degrees, of the pupils' line */
	struct image_box face; /* cheek to cheek, brow to chin as alt2 */
	double wall_rgb[3];    /* the wall's middle colour, 0..255 */
};

#define SITTER_TRUTH_INIT                                                      \
	{                                                                      \
		.alpha = IMAGE_INIT                                            \
	}

/* Who: every trait follows from the seed. */
void sitter_person(uint64_t seed, struct sitter_person *out);

/*
 * A usual good exposure, 480x640 with a face inside the standard's windows:
 * pose, light, wall and camera vary with the seed within what passes.
 */
void sitter_shot_default(uint64_t seed, struct sitter_shot *out);

/* The same person's framing, other size: face and lines scale along. */
void sitter_shot_scale(struct sitter_shot *shot, int width, int height);

/* Another wall: kind's colour, a little varied by the seed. */
void sitter_shot_wall(struct sitter_shot *shot, enum sitter_wall wall,
		      uint64_t seed);

/*
 * Draw.  rgb: 3 channels.  truth may be NULL.  The crown is the first row
 * where alpha > .5 holds on more than 4 % of the face width within .3 face
 * widths of the centre.  ERROR_LIMIT for sizes outside 64..4608.
 */
int sitter_render(const struct sitter_person *person,
		  const struct sitter_shot *shot, struct image *rgb,
		  struct sitter_truth *truth, struct error *err);
void sitter_truth_release(struct sitter_truth *truth);

/*
 * A picture made from a rendered one, as a person who reuses or edits a
 * photo would.  attack is one of sitter_attacks[].  ERROR_USAGE for others.
 */
extern const char *const sitter_attacks[]; /* NULL at the end */
int sitter_derive(const struct image *rgb, const struct sitter_truth *truth,
		  const char *attack, uint64_t seed, struct image *out,
		  struct error *err);

/* Fields NULL or 0 are left out. */
struct sitter_exif {
	const char *make, *model, *software, *lens;
	const char *date; /* "2026:04:12 09:30:11" */
	int orientation;  /* 1..8 as EXIF counts */
};

/* Append a JPEG (4:2:0, 300 dpi), with an EXIF part when exif is given. */
int sitter_jpeg(const struct image *rgb, int quality,
		const struct sitter_exif *exif, struct buf *out,
		struct error *err);

#endif
