/* SPDX-License-Identifier: MIT */
/*
 * Seeded numbers and small float helpers for the synthetic sitter.  Only
 * exactly rounded operations (+ - * / sqrt), so that a seed gives the same
 * picture everywhere.
 */
#ifndef SUPPORT_SITTER_RANDOM_H
#define SUPPORT_SITTER_RANDOM_H

#include <math.h>
#include <stdint.h>

/* splitmix64 (Steele, Lea, Flood 2014). */
static inline uint64_t sitter_random_mix(uint64_t x)
{
	x += 0x9e3779b97f4a7c15u;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	return x ^ (x >> 31);
}

struct sitter_random {
	uint64_t state;
};

static inline struct sitter_random sitter_random_seed(uint64_t seed,
						      uint64_t stream)
{
	struct sitter_random r = {
		sitter_random_mix(seed ^ sitter_random_mix(stream))};

	return r;
}

static inline uint64_t sitter_random_next(struct sitter_random *r)
{
	r->state += 0x9e3779b97f4a7c15u;
	return sitter_random_mix(r->state);
}

/* 0 <= x < 1 */
static inline float sitter_random_unit(struct sitter_random *r)
{
	return (float)(sitter_random_next(r) >> 40) * 0x1p-24f;
}

static inline float sitter_random_in(struct sitter_random *r, float lo,
				     float hi)
{
	return lo + (hi - lo) * sitter_random_unit(r);
}

/* Nearly normal, |x| < 3.5, mean 0 and deviation 1. */
static inline float sitter_random_normal(struct sitter_random *r)
{
	uint64_t b = sitter_random_next(r);
	float sum = (float)(b & 0xffff) + (float)((b >> 16) & 0xffff) +
		    (float)((b >> 32) & 0xffff) + (float)(b >> 48);

	return (sum * 0x1p-16f - 2.0f) * 1.7320508f;
}

static inline int sitter_random_below(struct sitter_random *r, int n)
{
	return (int)(sitter_random_next(r) % (uint64_t)n);
}

static inline float sitter_clamp(float x, float lo, float hi)
{
	return x < lo ? lo : x > hi ? hi : x;
}

/* 0 below a, 1 above b, smooth between; a > b turns it round. */
static inline float sitter_step(float a, float b, float x)
{
	float t = sitter_clamp((x - a) / (b - a), 0, 1);

	return t * t * (3 - 2 * t);
}

/* 0 <= x < m */
static inline float sitter_mod(float x, float m)
{
	return x - m * floorf(x / m);
}

static inline float sitter_mix(float a, float b, float t)
{
	return a + (b - a) * t;
}

/* A bell of height 1 that ends at r2 = 1 (like a Gaussian of sigma .38). */
static inline float sitter_bell(float r2)
{
	float t = r2 < 1 ? 1 - r2 : 0;

	return t * t * t;
}

static inline float sitter_bell_at(float u, float v, float ru, float rv)
{
	u /= ru;
	v /= rv;
	return sitter_bell(u * u + v * v);
}

/* A lattice value -1..1. */
static inline float sitter_lattice(uint32_t seed, int x, int y)
{
	uint32_t h = seed ^ ((uint32_t)x * 0x8da6b343u) ^
		     ((uint32_t)y * 0xd8163841u);

	h = (h ^ (h >> 15)) * 0x2c1b3c6du;
	h = (h ^ (h >> 12)) * 0x297a2d39u;
	h ^= h >> 15;
	return (float)(h >> 8) * 0x1p-23f - 1.0f;
}

/* Smooth noise -1..1 with period 1 between lattice points. */
static inline float sitter_noise(uint32_t seed, float x, float y)
{
	int ix = (int)x - (x < 0), iy = (int)y - (y < 0);
	float tx = x - (float)ix, ty = y - (float)iy;
	float a = sitter_lattice(seed, ix, iy);
	float b = sitter_lattice(seed, ix + 1, iy);
	float c = sitter_lattice(seed, ix, iy + 1);
	float d = sitter_lattice(seed, ix + 1, iy + 1);

	tx = tx * tx * (3 - 2 * tx);
	ty = ty * ty * (3 - 2 * ty);
	a += (b - a) * tx;
	c += (d - c) * tx;
	return a + (c - a) * ty;
}

#endif
