/* SPDX-License-Identifier: MIT */
/*
 * v cut to low..high.  In the header, because pixel loops call them.  Of
 * the floating ones NaN gives low: what follows is often an index.  Pure.
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
