/* SPDX-License-Identifier: MIT */
#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/text.h"
#include "cli/table_print.h"

static const double WARM_UP = 2; /* seconds */

void progress_start(struct progress *p, const struct command_globals *globals,
		    const char *label, long total)
{
	*p = (struct progress){.label = label, .total = total};
	/* In a log file the line would be rubbish. */
	p->on = !globals->quiet && isatty(STDERR_FILENO);
	p->started = clock_seconds();
}

/* The time left is that of the mean speed so far. */
static void draw(const struct progress *p, double now)
{
	double used = now - p->started;
	double rate = used > 0 ? (double)p->done / used : 0;
	struct buf line = BUF_INIT, cut = BUF_INIT;
	long left = 0;
	int columns;

	if (rate > 0 && p->total > p->done)
		left = (long)((double)(p->total - p->done) / rate + 0.5);
	buf_addf(&line, p->total > 0 ? "%s %ld/%ld" : "%s %ld", p->label,
		 p->done, p->total);
	/* The first items hold the start of everything: no rate of them. */
	if (used > WARM_UP && p->done > 1)
		buf_addf(&line, _("  %.1f a second, %ld:%02ld left"), rate,
			 left / 60, left % 60);
	if (p->pass + p->refused + p->failed)
		buf_addf(&line, _(", %ld passed, %ld refused, %ld failed"),
			 p->pass, p->refused, p->failed);
	/* A line that wraps would scroll: "\r" goes back one line only. */
	columns = table_print_screen(stderr) - 1;
	text_fit(&cut, buf_str(&line), columns > 0 ? columns : 79, false);
	fprintf(stderr, "\r%s\033[K", buf_str(&cut));
	fflush(stderr);
	buf_release(&line);
	buf_release(&cut);
}

void progress_step(struct progress *p)
{
	double now;

	if (!p->on)
		return;
	now = clock_seconds();
	/*
	 * A terminal over a slow line must not hold up the work, and nobody
	 * reads faster.
	 */
	if (now - p->drawn < 0.1)
		return;
	p->drawn = now;
	draw(p, now);
}

void progress_end(struct progress *p)
{
	if (p->on && p->drawn > 0)
		fputs("\r\033[K", stderr);
	p->on = false;
}
