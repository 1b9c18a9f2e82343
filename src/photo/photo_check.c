/* SPDX-License-Identifier: MIT */
#include "photo/photo_check.h"

#include "base/clock.h"
#include "photo/photo_iso.h"
#include "photo/photo_judge.h"

void photo_check_judge(const struct photo_engine *engine,
		       const struct photo_judge *job, struct photo_check *out)
{
	/* As many as the geometry is written for; more would only cost time. */
	static const int whole[2] = {PROFILE_WIDTH, PROFILE_HEIGHT};
	struct error err = ERROR_INIT;
	struct photo_view view;
	double start = clock_thread_ms();

	photo_judge_start(job, out);
	if (photo_view_open(engine, job->input, whole, &view, &err) == 0) {
		photo_judge_view(job, &view, out);
		if (job->iso && photo_iso(&view, &out->iso, &err) < 0)
			photo_judge_broken(job, &err, out);
		photo_view_release(&view);
	} else {
		photo_judge_broken(job, &err, out);
	}
	out->ms = clock_thread_ms() - start;
}

void photo_check(const struct photo_engine *engine,
		 const struct profile *profile, const struct photo_input *input,
		 struct photo_check *out)
{
	struct photo_judge job = {.profile = profile, .input = input};

	photo_check_judge(engine, &job, out);
}

void photo_check_source(const struct photo_engine *engine,
			const struct profile *profile,
			const struct photo_input *input,
			struct photo_check *out)
{
	struct photo_judge job = {
		.profile = profile, .input = input, .as_source = true};

	photo_check_judge(engine, &job, out);
}

void photo_check_release(struct photo_check *check)
{
	findings_release(&check->findings);
}

const char *photo_check_verdict_name(enum photo_verdict verdict)
{
	static const char *const names[] = {"pass", "warn", "fail", "error"};

	return names[verdict];
}
