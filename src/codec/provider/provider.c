/* SPDX-License-Identifier: MIT */
#include "codec/provider/provider.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/cancel.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "codec/provider/child.h"

enum {
	POLL_MS = 200,	    /* how often time limits and Ctrl-C are looked at */
	READ_BYTES = 65536, /* at once; as much as a pipe holds */
	ENDING_MS = 300,    /* left to a program that has answered all */
};

/*
 *   ours  {"id":1,…}⏎{"id":2,…}⏎ …   out: what the pipe did not take yet
 *   its   {"provider":"x","version":"1"}⏎{"id":2,…}⏎{"id":1,…}⏎{"i
 *         \_ greeted                     in: without a line feed so far _/
 */
enum stage { STAGE_TO_ASK, STAGE_OPEN, STAGE_DONE };

struct talk {
	struct provider_batch *batch;
	struct child child;
	struct buf out; /* to be written */
	size_t written; /* of out */
	struct buf in;
	size_t searched; /* of in, without a line feed */
	size_t next;	 /* the first request that may not be asked yet */
	size_t open;	 /* asked and not answered */
	bool greeted;
	bool dead; /* it ended or is silent: another start may help */
	unsigned char *stage; /* enum stage, of each request */
	double started, last; /* seconds */
};

static const char *program(const struct talk *t)
{
	return t->batch->setup->program;
}

/* Names go into the log and into a layout's name. */
static void copy_name(char out[PROVIDER_NAME], const char *text)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "0123456789-._+";
	size_t n = 0;

	for (; text && *text && n + 1 < PROVIDER_NAME; text++)
		out[n++] = strchr(good, *text) ? *text : '_';
	out[n] = '\0';
}

static int greet(struct talk *t, const struct json *object, struct error *err)
{
	copy_name(t->batch->name, json_get_str(object, "provider"));
	copy_name(t->batch->version, json_get_str(object, "version"));
	if (!t->batch->name[0])
		return error_set(err, ERROR_PROVIDER,
				 _("provider %s does not say its name in its "
				   "first line"),
				 program(t));
	t->greeted = true;
	return 0;
}

static int take_answer(struct talk *t, const struct json *object,
		       struct error *err)
{
	/* Answered twice, or never asked: the program mixes up its cases. */
	long long id = json_get_int(object, "id", -1);

	if (id < 1 || (size_t)id > t->batch->n ||
	    t->stage[id - 1] != STAGE_OPEN)
		return error_set(err, ERROR_PROVIDER,
				 _("provider %s answers id %lld, which is not "
				   "asked"),
				 program(t), id);
	t->stage[id - 1] = STAGE_DONE;
	t->open--;
	t->batch->answered++;
	return t->batch->answer(t->batch->ctx, (size_t)id - 1, object, err);
}

static int take_line(struct talk *t, const char *line, size_t n,
		     struct error *err)
{
	struct json *object = json_parse(line, n, NULL);
	int result;

	if (!object || !json_get(object, t->greeted ? "id" : "provider"))
		result = error_set(err, ERROR_PROVIDER,
				   _("provider %s answers with a line that is "
				     "none of ours"),
				   program(t));
	else if (!t->greeted)
		result = greet(t, object, err);
	else
		result = take_answer(t, object, err);
	json_free(object);
	t->last = clock_seconds();
	return result;
}

/*
 * Each byte is searched once, however small the pieces are that a line comes
 * in: `searched` remembers how far.
 */
static int take_lines(struct talk *t, struct error *err)
{
	char *data = t->in.data, *end;
	size_t from = 0;
	int result = 0;

	while (result == 0 && t->batch->answered < t->batch->n &&
	       (end = memchr(data + t->searched, '\n',
			     t->in.size - t->searched))) {
		result = take_line(t, data + from, (size_t)(end - data) - from,
				   err);
		from = (size_t)(end + 1 - data);
		t->searched = from;
	}
	memmove(data, data + from, t->in.size - from);
	t->in.size -= from;
	t->searched = t->in.size;
	if (result == 0 && t->in.size > PROVIDER_LINE_LIMIT)
		return error_set(err, ERROR_PROVIDER,
				 _("provider %s answers with a line of more "
				   "than %d bytes"),
				 program(t), PROVIDER_LINE_LIMIT);
	return result;
}

static int ended(struct talk *t, struct error *err)
{
	t->dead = true;
	return error_set(err, ERROR_PROVIDER,
			 _("provider %s ended after %zu of %zu answers"),
			 program(t), t->batch->answered, t->batch->n);
}

static int read_some(struct talk *t, struct error *err)
{
	ssize_t got;

	buf_reserve(&t->in, READ_BYTES);
	got = read(t->child.out, t->in.data + t->in.size, READ_BYTES);
	if (got < 0)
		return errno == EAGAIN || errno == EINTR
			       ? 0
			       : error_set_errno(err, "%s", program(t));
	if (got == 0)
		return ended(t, err);
	t->in.size += (size_t)got;
	return take_lines(t, err);
}

static int add_request(struct talk *t, struct error *err)
{
	struct json *object = t->batch->ask(t->batch->ctx, t->next);
	size_t before = t->out.size;

	json_set_int(object, "id", (long long)t->next + 1);
	json_write(object, &t->out);
	json_free(object);
	if (t->out.size - before > PROVIDER_LINE_LIMIT)
		return error_set(err, ERROR_LIMIT,
				 _("a request of more than %d bytes"),
				 PROVIDER_LINE_LIMIT);
	buf_addc(&t->out, '\n');
	t->stage[t->next++] = STAGE_OPEN;
	t->open++;
	return 0;
}

/*
 * No more than PROVIDER_WINDOW open requests and READ_BYTES ahead: a program
 * that answers only at the end of its input would else fill our memory, and
 * both pipes full at once would stop both sides for ever.
 */
/* Answers of an earlier start stand. */
static bool has_next(struct talk *t)
{
	while (t->next < t->batch->n && t->stage[t->next] == STAGE_DONE)
		t->next++;
	return t->next < t->batch->n;
}

static int fill(struct talk *t, struct error *err)
{
	if (t->written == t->out.size) {
		buf_clear(&t->out);
		t->written = 0;
	}
	while (t->greeted && has_next(t) && t->out.size < READ_BYTES &&
	       t->open < PROVIDER_WINDOW)
		if (add_request(t, err) < 0)
			return -1;
	if (!has_next(t) && t->written == t->out.size)
		child_close_in(&t->child);
	return 0;
}

/* A program that reads no more shows in what it answers, or does not. */
static void write_some(struct talk *t)
{
	ssize_t put = write(t->child.in, t->out.data + t->written,
			    t->out.size - t->written);

	if (put > 0)
		t->written += (size_t)put;
	else if (put < 0 && errno != EAGAIN && errno != EINTR)
		child_close_in(&t->child);
}

static int check_time(struct talk *t, struct error *err)
{
	const struct provider_setup *s = t->batch->setup;
	double now = clock_seconds();

	t->dead = now - t->last > (double)s->timeout_item;
	if (t->dead)
		return error_set(err, ERROR_PROVIDER,
				 _("provider %s is silent for more than %ld "
				   "s, after %zu of %zu answers"),
				 program(t), s->timeout_item,
				 t->batch->answered, t->batch->n);
	if (now - t->started > (double)s->timeout_batch)
		return error_set(err, ERROR_PROVIDER,
				 _("provider %s is not done after %ld s, with "
				   "%zu of %zu answers"),
				 program(t), s->timeout_batch,
				 t->batch->answered, t->batch->n);
	return cancel_check(err);
}

static int step(struct talk *t, struct error *err)
{
	struct pollfd fds[2];

	if (fill(t, err) < 0)
		return -1;
	fds[0] = (struct pollfd){.fd = t->child.out, .events = POLLIN};
	fds[1] = (struct pollfd){.fd = t->written < t->out.size ? t->child.in
								: -1,
				 .events = POLLOUT};
	if (poll(fds, 2, POLL_MS) < 0 && errno != EINTR)
		return error_set_errno(err, "poll");
	/* Written before read: what it answers may end the batch. */
	if (fds[1].revents)
		write_some(t);
	if (fds[0].revents && read_some(t, err) < 0)
		return -1;
	return t->batch->answered < t->batch->n ? check_time(t, err) : 0;
}

static int talk_on(struct talk *t, struct error *err)
{
	int result = 0;

	while (result == 0 && t->batch->answered < t->batch->n)
		result = step(t, err);
	child_end(&t->child, result == 0 ? ENDING_MS : 0);
	return result;
}

/* What was asked and not answered is asked again. */
static int start_again(struct talk *t, struct error *err)
{
	size_t i;

	for (i = 0; i < t->batch->n; i++)
		if (t->stage[i] == STAGE_OPEN)
			t->stage[i] = STAGE_TO_ASK;
	t->next = t->open = t->written = t->searched = 0;
	t->greeted = t->dead = false;
	buf_clear(&t->out);
	buf_clear(&t->in);
	if (err)
		err->kind = ERROR_NONE;
	t->batch->restarts++;
	t->last = clock_seconds();
	if (child_start(&t->child, program(t), err) < 0)
		return -1;
	return talk_on(t, err);
}

int provider_run(struct provider_batch *batch, struct error *err)
{
	struct talk t = {.batch = batch};
	int result;

	batch->name[0] = batch->version[0] = '\0';
	batch->answered = batch->restarts = 0;
	if (batch->n == 0)
		return 0;
	t.stage = mem_try_calloc(batch->n, 1);
	if (!t.stage)
		return error_set(err, ERROR_LIMIT, _("no memory"));
	if (child_start(&t.child, program(&t), err) < 0) {
		free(t.stage);
		return -1;
	}
	t.started = t.last = clock_seconds();
	result = talk_on(&t, err);
	if (result < 0 && t.dead)
		result = start_again(&t, err);
	buf_release(&t.out);
	buf_release(&t.in);
	free(t.stage);
	return result;
}
