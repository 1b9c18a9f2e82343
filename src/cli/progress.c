/* SPDX-License-Identifier: MIT */
#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/table_print.h"

static const double WARM_UP = 2; /* seconds */

/* A terminal that can go back to the line's begin and clear the rest. */
static bool can_draw(void)
{
	const char *term = getenv("TERM");

	/* In a log file the line would be rubbish. */
	return isatty(STDERR_FILENO) && term && *term &&
	       strcmp(term, "dumb") != 0;
}

void progress_start(struct progress *p, const struct command_globals *globals,
		    const char *label, long total)
{
	*p = (struct progress){.label = label, .total = total};
	p->on = !globals->quiet && can_draw();
}

void progress_count(struct progress *p, const struct progress_words *words)
{
	p->words = *words;
}

static void add_count(struct buf *out, const char *words, long n)
{
	if (!words || !n)
		return;
	buf_adds(out, _(", "));
	buf_addf(out, _(words), n);
}

static void add_left(struct buf *out, long seconds)
{
	long minutes = seconds / 60;

	if (minutes < 60)
		buf_addf(out, _(", %ld:%02ld left"), minutes, seconds % 60);
	else
		buf_addf(out, _(", %ld:%02ld:%02ld left"), minutes / 60,
			 minutes % 60, seconds % 60);
}

/*
 * The speed since the first item was done: what comes before is the opening of
 * models and tables and no speed of items.  0 = too early to say.
 */
static double rate_of(const struct progress *p, double now)
{
	long n = p->done - p->first_done;

	if (!(p->first > 0) || now - p->first < WARM_UP || n < 2)
		return 0;
	return (double)n / (now - p->first);
}

/* What the line is made of, in the order in which it goes when room is short.
 */
enum part { SPEED = 1, LEFT = 2, COUNTS = 4 };

static void compose(const struct progress *p, double now, int parts,
		    struct buf *out)
{
	double rate = rate_of(p, now);

	buf_clear(out);
	buf_addf(out, p->total > 0 ? "%s %ld/%ld" : "%s %ld", p->label, p->done,
		 p->total);
	if (parts & COUNTS) {
		add_count(out, p->words.pass, p->pass);
		add_count(out, p->words.refused, p->refused);
		add_count(out, p->words.failed, p->failed);
	}
	if (parts & SPEED && rate > 0)
		buf_addf(out, _(", %.1f a second"), rate);
	if (parts & LEFT && rate > 0 && p->total > p->done)
		add_left(out, (long)((double)(p->total - p->done) / rate + .5));
}

static void draw(const struct progress *p, double now)
{
	static const int choices[] = {COUNTS | SPEED | LEFT, COUNTS | LEFT,
				      COUNTS, LEFT, 0};
	struct buf line = BUF_INIT, cut = BUF_INIT;
	/* The last column stays free: there some terminals wrap at once. */
	int columns = table_print_screen(stderr) - 1;
	size_t i;

	columns = columns > 0 ? columns : 79;
	for (i = 0; i < ARRAY_SIZE(choices); i++) {
		compose(p, now, choices[i], &line);
		if (text_width(buf_str(&line)) <= columns)
			break;
	}
	text_fit(&cut, buf_str(&line), columns, false);
	while (cut.size && cut.data[cut.size - 1] == ' ')
		cut.data[--cut.size] = '\0';
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
	if (!(p->first > 0) && p->done > 0) {
		p->first = now;
		p->first_done = p->done;
	}
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
