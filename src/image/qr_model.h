/* SPDX-License-Identifier: MIT */
/* The modules of a version whose colour is known beforehand.  Pure. */
#ifndef IMAGE_QR_MODEL_H
#define IMAGE_QR_MODEL_H

#include <stdint.h>

enum { QR_MODEL_POINTS = 1800 };

struct qr_model {
	int version, side;
	int count; /* points in all */
	int inner; /* the first so many are timing and alignment */
	float u[QR_MODEL_POINTS], v[QR_MODEL_POINTS]; /* centres, modules */
	int8_t dark[QR_MODEL_POINTS];
};

void qr_model_init(struct qr_model *model, int version);

#endif
