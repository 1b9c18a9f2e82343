/* SPDX-License-Identifier: MIT */
#include "review/board.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/batch.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "page/board_page.h"
#include "review/board_case.h"
#include "review/board_texts.h"
#include "store/file_store.h"
#include "store/log_store.h"

/* Rows of a picture on the board. */
enum { HEIGHT = 400 };

const char board_event[] = "board";

/* A case and where its pictures lie. */
struct entry {
	struct json *facts;
	struct board_case_key key;
	char *before, *after, *enrollment, *others[BOARD_CASE_OTHERS];
	size_t n_others;
};

/*
 * What becomes of the cases while the page is written:
 *
 *    store ──gather──▶ entries ──log──▶ hash ──seal──▶ facts + "seal"
 *                         │ paths                         │
 *                         └──batch, threads──▶ pictures ──┴─▶ page, in order
 *
 * The store is the main thread's, so paths and facts are all read before the
 * threads begin; they see files alone.
 */
struct writer {
	struct board *board;
	struct entry *entries;
	size_t n, cap, given, done;
	char hash[SHA256_HEX];
	struct board_page *page;
};

struct item {
	const struct entry *entry;
	struct stored_thumb before, after, enrollment,
		others[BOARD_CASE_OTHERS];
};

/*
 * The page shows the id, and whoever has the hash could seal what he likes:
 * hence the id is the hash of the hash and leads not back to it.
 */
void board_id(const char *hash, char out[BOARD_ID])
{
	char hex[SHA256_HEX];

	sha256_hex(hash, strlen(hash), hex);
	memcpy(out, hex, BOARD_ID - 1);
	out[BOARD_ID - 1] = '\0';
}

/*
 * One fact a line, or two facts could trade characters between them and keep
 * the seal.  The order is the format: board_import seals again by this very
 * function, and a board that is out with a reviewer has to come back.
 */
void board_seal(const char *hash, const struct board_facts *f,
		char out[BOARD_SEAL])
{
	struct buf text = BUF_INIT;
	char hex[SHA256_HEX];

	buf_addf(&text, "%s\n%lld\n%s\n%s\n%s\n%s", hash, f->student_id,
		 f->state, f->since, f->photo, f->made);
	sha256_hex(buf_str(&text), text.size, hex);
	memcpy(out, hex, BOARD_SEAL - 1);
	out[BOARD_SEAL - 1] = '\0';
	buf_release(&text);
}

/* A case may lack any of its pictures; the board says so in its place. */
static char *path_of(const struct writer *w, enum file_store_room room,
		     const char *sha256)
{
	return *sha256 ? file_store_path(w->board->session->store, room, sha256)
		       : NULL;
}

static int take_case(void *ctx, const struct case_view *view, struct error *err)
{
	struct writer *w = ctx;
	struct board_case c;
	struct entry *e;
	size_t i;

	if (board_case_read(w->board->session, view, w->board->unmask, &c,
			    err) < 0)
		return -1;
	MEM_GROW(w->entries, w->n, w->cap);
	e = &w->entries[w->n++];
	memset(e, 0, sizeof(*e));
	e->facts = c.facts;
	e->key = c.key;
	e->before = path_of(w, FILE_STORE_ORIGINAL, c.key.photo);
	e->after = path_of(w, FILE_STORE_MADE, c.key.made);
	e->enrollment = path_of(w, FILE_STORE_ORIGINAL, c.enrollment);
	e->n_others = c.n_others;
	for (i = 0; i < c.n_others; i++)
		e->others[i] = path_of(w, FILE_STORE_ORIGINAL, c.others[i]);
	return 0;
}

/* The row of the log, and its hash. */
static int log_board(struct writer *w, struct error *err)
{
	const struct session *session = w->board->session;
	struct case_detail detail = {.n = (long)w->n};
	struct buf text = BUF_INIT;
	char anchor[LOG_STORE_ANCHOR];
	int result;

	case_detail_write(&detail, &text);
	result = log_store_note(session, 0, board_event, buf_str(&text), err);
	if (result == 0)
		result = log_store_anchor(session->store, anchor, err);
	if (result == 0)
		snprintf(w->hash, sizeof(w->hash), "%s",
			 strchr(anchor, ':') + 1);
	buf_release(&text);
	return result;
}

static void seal_all(struct writer *w)
{
	char seal[BOARD_SEAL];
	size_t i;

	for (i = 0; i < w->n; i++) {
		const struct board_case_key *k = &w->entries[i].key;
		const struct board_facts facts = {k->student_id, k->state,
						  k->since, k->photo, k->made};

		board_seal(w->hash, &facts, seal);
		json_set_str(w->entries[i].facts, "seal", seal);
	}
}

/*
 * One transaction: what is sealed is one state of the store.  The seals need
 * the hash of a row that is kept, so a dry run, which undoes it, ends with a
 * count.
 */
static int gather(struct writer *w, struct error *err)
{
	const struct session *session = w->board->session;
	int result = store_begin(session->store, err);

	if (result < 0)
		return -1;
	result = case_view_each(session, w->board->filter, take_case, w, err);
	if (result == 0)
		result = log_board(w, err);
	result = store_end(session->store, result, session->dry_run, err);
	if (result == 0)
		seal_all(w);
	return result;
}

static int next(void *ctx, void *item, struct error *err)
{
	struct writer *w = ctx;

	(void)err;
	if (w->given == w->n)
		return 0;
	((struct item *)item)->entry = &w->entries[w->given++];
	return 1;
}

static void work(void *item, void *scratch)
{
	struct item *it = item;
	size_t i;

	(void)scratch;
	stored_thumb_draw(it->entry->before, HEIGHT, &it->before);
	stored_thumb_draw(it->entry->after, HEIGHT, &it->after);
	stored_thumb_draw(it->entry->enrollment, HEIGHT, &it->enrollment);
	for (i = 0; i < it->entry->n_others; i++)
		stored_thumb_draw(it->entry->others[i], HEIGHT, &it->others[i]);
}

/* As the page has it, and told where the store has to answer for it. */
static struct board_page_picture show(const struct writer *w,
				      const struct item *it, const char *what,
				      const struct stored_thumb *thumb)
{
	const char *number = json_get_str(it->entry->facts, "number");

	stored_thumb_tell(&w->board->lost, number, what, &thumb->lost);
	return (struct board_page_picture){&thumb->jpeg,
					   stored_thumb_lost(&thumb->lost)};
}

static int done(void *ctx, void *item, struct error *err)
{
	struct writer *w = ctx;
	const struct item *it = item;
	struct board_page_pictures pictures = {
		.before = show(w, it, _("before"), &it->before),
		.after = show(w, it, _("after"), &it->after),
		.enrollment =
			show(w, it, _("the enrollment photo"), &it->enrollment),
		.n_others = it->entry->n_others,
	};
	size_t i;

	for (i = 0; i < pictures.n_others; i++)
		pictures.others[i] =
			show(w, it, _("compared with"), &it->others[i]);
	w->done++;
	if (w->board->step)
		w->board->step(w->board->ctx, (long)w->done, (long)w->n);
	json_set_int(it->entry->facts, "made_height", it->after.height);
	return board_page_add(w->page, it->entry->facts, &pictures, err);
}

static void discard(void *item)
{
	struct item *it = item;
	size_t i;

	stored_thumb_release(&it->before);
	stored_thumb_release(&it->after);
	stored_thumb_release(&it->enrollment);
	for (i = 0; i < BOARD_CASE_OTHERS; i++)
		stored_thumb_release(&it->others[i]);
}

static int write_page(struct writer *w, struct error *err)
{
	/*
	 * Pictures are what takes time here, and they are drawn side by side;
	 * done() is called in the order of the cases, which is the reviewer's.
	 */
	static const struct batch batch = {
		.next = next,
		.work = work,
		.done = done,
		.discard = discard,
		.item_size = sizeof(struct item),
	};
	struct board *b = w->board;
	struct json *head = board_texts_head(b->session, b->id);
	int result;

	w->page = board_page_open(b->path, _("review board"), head, err);
	json_free(head);
	if (!w->page)
		return -1;
	result = batch_run(&batch, w, b->session->jobs, err);
	if (result == 0)
		result = board_page_close(w->page, err);
	else
		board_page_abandon(w->page);
	return result;
}

static void release_entry(struct entry *e)
{
	size_t i;

	json_free(e->facts);
	free(e->before);
	free(e->after);
	free(e->enrollment);
	for (i = 0; i < BOARD_CASE_OTHERS; i++)
		free(e->others[i]);
}

int board_write(struct board *board, struct error *err)
{
	struct writer w = {.board = board};
	int result = gather(&w, err);
	size_t i;

	board->n = w.n;
	board->id[0] = '\0';
	/*
	 * The page is written when the store is closed to it again: nobody
	 * waits for a lock while thousands of pictures are drawn.
	 */
	if (result == 0 && !board->session->dry_run) {
		board_id(w.hash, board->id);
		result = write_page(&w, err);
	}
	for (i = 0; i < w.n; i++)
		release_entry(&w.entries[i]);
	free(w.entries);
	return result;
}
