/* SPDX-License-Identifier: MIT */
/*
 * A mixture of five colour Gaussians, learnt from samples; GrabCut uses one for
 * each side (Rother, Kolmogorov and Blake 2004, who split as Orchard and Bouman
 * 1991).  Here the parts come from k-means (Lloyd 1982), which starts from
 * colours far apart (Gonzalez 1985), and each sample belongs to one part,
 * without expectation-maximisation.  Nothing is random.  Pure, deterministic.
 */
#ifndef IMAGE_MATTE_GMM_H
#define IMAGE_MATTE_GMM_H

#include <stddef.h>

enum { GMM_PARTS = 5 };

struct gmm {
	int n; /* parts in use */
	struct gmm_part {
		float mean[3];
		float inverse[6]; /* covariance: 00 01 02 11 12 22 */
		float offset;	  /* log weight - log sqrt(det) */
	} parts[GMM_PARTS];
};

/*
 * Learn from n colours (3 floats each); n = 0 gives one broad Gaussian.
 * softening: a variance added to every part (levels squared, > 0), because the
 * samples do not show all colours.
 */
void gmm_learn(struct gmm *g, const float *colours, size_t n, double softening);

/* -log of the best part's weighted density, up to a common constant. */
float gmm_cost(const struct gmm *g, const float colour[3]);

#endif
