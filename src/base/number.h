/* SPDX-License-Identifier: MIT */
/*
 * Clamp v to low..high.  Inline, because pixel loops call these.  NaN becomes
 * low, because the result is often used as an index.  Pure.
 */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

static inline int number_clamp(int v, int low, int high)
{
	return v < low ? low : v > high ? high : v;
}

static inline float number_clamp_float(float v, float low, float high)
{
	return v > low ? (v < high ? v : high) : low;
}

static inline double number_clamp_double(double v, double low, double high)
{
	return v > low ? (v < high ? v : high) : low;
}

#endif
