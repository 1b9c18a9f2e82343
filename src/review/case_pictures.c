/* SPDX-License-Identifier: MIT */
#include "review/case_pictures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/batch.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "review/case_sheet.h"
#include "rules/pair_finding.h"
#include "rules/roster_row.h"
#include "store/file_store.h"

/* Rows of a picture on the sheet and of a thumbnail. */
enum { HEIGHT = 400, THUMB = 96 };

/*
 * Filled in two steps: entries while the store is read, pictures when it is
 * closed.  A list (.xlsx, .pdf) gets thumbnails into its rows, a sheet is a
 * page.
 */
struct case_pictures {
	struct case_pictures_options options;
	struct store *store; /* while gathering */
	int jobs;
	struct case_entry *entries;
	size_t n, cap, given;
	long drawn;
	bool is_sheet;
	struct contact_sheet *sheet;
	struct table *table;
};

struct case_pictures *
case_pictures_new(const struct session *session,
		  const struct case_pictures_options *options)
{
	const char *path = options->path;
	struct case_pictures *p;
	bool sheet = path && contact_sheet_knows(path);

	/* CSV and HTML lists hold no pictures, so none are drawn for them. */
	if (!sheet && !(path && (path_has_extension(path, ".xlsx") ||
				 path_has_extension(path, ".pdf"))))
		return NULL;
	p = mem_xcalloc(1, sizeof(*p));
	p->options = *options;
	p->store = session->store;
	p->jobs = session->jobs;
	p->is_sheet = sheet;
	return p;
}

bool case_pictures_is_sheet(const struct case_pictures *p)
{
	return p && p->is_sheet;
}

size_t case_pictures_on_sheet(const struct case_pictures *p)
{
	return case_pictures_is_sheet(p) ? p->n : 0;
}

static char *shown(const struct case_pictures *p, const struct student *s,
		   enum student_field field)
{
	struct buf room = BUF_INIT;

	roster_row_show(&room, field, student_get(s, field), p->options.unmask);
	return buf_detach(&room, NULL);
}

static char *path_of(struct store *store, enum file_store_room room,
		     const char *sha256)
{
	return *sha256 ? file_store_path(store, room, sha256) : NULL;
}

/*
 * Paths now, bytes later: the store's handle belongs to this thread, the files
 * are read by the workers.
 */
static void take_pairs(struct case_entry *e, const struct case_view *view,
		       struct store *store)
{
	size_t i;

	e->pairs = case_view_copy_pairs(view);
	e->n_pairs = view->n_pairs;
	for (i = 0; i < e->n_pairs && i < CASE_SHEET_PAIRS; i++)
		e->other_path[i] = path_of(store, FILE_STORE_ORIGINAL,
					   e->pairs[i].other.sha256);
}

static char *status_of(const struct case_view *view)
{
	struct buf text = BUF_INIT;

	buf_adds(&text, case_state_show(view->row->state));
	if (view->note.size)
		buf_addf(&text, " · %s", buf_str(&view->note));
	return buf_detach(&text, NULL);
}

void case_pictures_add(struct case_pictures *p, const struct case_view *view,
		       size_t row)
{
	struct case_entry *e;

	if (!p)
		return;
	MEM_GROW(p->entries, p->n, p->cap);
	e = &p->entries[p->n++];
	memset(e, 0, sizeof(*e));
	e->title = shown(p, &view->row->student, STUDENT_xm);
	e->number = shown(p, &view->row->student, STUDENT_xh);
	e->group = mem_xprintf("%s %s",
			       student_get(&view->row->student, STUDENT_fy),
			       student_get(&view->row->student, STUDENT_bh));
	e->status = status_of(view);
	findings_append(&e->findings, &view->findings);
	e->worst = view->findings.n ? findings_worst(&view->findings)
				    : FINDING_INFO;
	e->photo = view->photo;
	e->head_top = view->head_top;
	e->eye_line = view->eye_line;
	e->photo_path =
		path_of(p->store, FILE_STORE_ORIGINAL, view->photo.sha256);
	e->made_path = path_of(p->store, FILE_STORE_MADE, view->made_sha256);
	e->row = row;
	take_pairs(e, view, p->store);
}

static int next(void *ctx, void *item, struct error *err)
{
	struct case_pictures *p = ctx;
	struct case_item *it = item;

	(void)err;
	if (p->given == p->n)
		return 0;
	*it = (struct case_item){.entry = &p->entries[p->given++],
				 .is_sheet = p->is_sheet};
	return 1;
}

static struct image_box face_of(const struct case_photo *photo)
{
	return (struct image_box){
		(int)lround(photo->face[0]), (int)lround(photo->face[1]),
		(int)lround(photo->face[2]), (int)lround(photo->face[3])};
}

static void draw_pair(const struct case_entry *e, size_t i,
		      const struct buf *photo, struct case_item *it)
{
	struct buf other = BUF_INIT;
	struct pair_picture_source two[2] = {
		{.bytes = buf_str(photo),
		 .size = photo->size,
		 .face = face_of(&e->photo)},
		{.face = face_of(&e->pairs[i].other)}};

	if (e->other_path[i] &&
	    stored_thumb_read(e->other_path[i], &other, &it->lost[i]) == 0) {
		two[1].bytes = buf_str(&other);
		two[1].size = other.size;
		pair_picture_make(two, &it->pairs[i], &it->lost[i]);
	}
	buf_release(&other);
}

/*
 * This photo is read once for all its pairs.  Where it cannot be, that is said
 * once, in its own place.
 */
static void draw_pairs(struct case_item *it)
{
	const struct case_entry *e = it->entry;
	struct buf photo = BUF_INIT;

	it->n_pairs =
		e->n_pairs < CASE_SHEET_PAIRS ? e->n_pairs : CASE_SHEET_PAIRS;
	if (it->n_pairs && e->photo_path &&
	    it->before.lost.kind == ERROR_NONE &&
	    stored_thumb_read(e->photo_path, &photo, &it->before.lost) == 0)
		for (size_t i = 0; i < it->n_pairs; i++)
			draw_pair(e, i, &photo, it);
	buf_release(&photo);
}

/*
 * A list wants one small picture, best the made one; a sheet both, and the
 * evidence of each comparison.
 */
static void work(void *item, void *scratch)
{
	struct case_item *it = item;

	(void)scratch;
	if (!it->is_sheet) {
		stored_thumb_draw(it->entry->made_path ? it->entry->made_path
						       : it->entry->photo_path,
				  THUMB, &it->before);
		return;
	}
	stored_thumb_draw(it->entry->photo_path, HEIGHT, &it->before);
	stored_thumb_draw(it->entry->made_path, HEIGHT, &it->after);
	draw_pairs(it);
}

static void tell_lost(const struct case_pictures *p, const struct case_item *it)
{
	const struct stored_thumb_tell *tell = &p->options.lost;
	const struct case_entry *e = it->entry;
	size_t i;

	stored_thumb_tell(tell, e->number,
			  it->is_sheet || !e->made_path ? _("before")
							: _("after"),
			  &it->before.lost);
	stored_thumb_tell(tell, e->number, _("after"), &it->after.lost);
	for (i = 0; i < it->n_pairs; i++)
		stored_thumb_tell(tell, e->number,
				  pair_finding_role(e->pairs[i].role),
				  &it->lost[i]);
}

static int done(void *ctx, void *item, struct error *err)
{
	struct case_pictures *p = ctx;
	struct case_item *it = item;

	tell_lost(p, it);
	p->drawn++;
	if (p->options.step)
		p->options.step(p->options.ctx, p->drawn, (long)p->n);
	if (p->is_sheet)
		return case_sheet_add(p->sheet, it, err);
	table_set_row_thumb(p->table, it->entry->row, it->before.jpeg.data,
			    it->before.jpeg.size);
	return 0;
}

static void discard(void *item)
{
	struct case_item *it = item;
	size_t i;

	stored_thumb_release(&it->before);
	stored_thumb_release(&it->after);
	for (i = 0; i < it->n_pairs; i++)
		pair_picture_release(&it->pairs[i]);
}

static int draw_all(struct case_pictures *p, struct error *err)
{
	static const struct batch batch = {
		.next = next,
		.work = work,
		.done = done,
		.discard = discard,
		.item_size = sizeof(struct case_item),
	};

	return batch_run(&batch, p, p->jobs, err);
}

int case_pictures_draw(struct case_pictures *p, struct table *table,
		       struct error *err)
{
	struct contact_sheet *sheet;

	if (!p)
		return 0;
	p->table = table;
	if (!p->is_sheet)
		return draw_all(p, err);
	p->sheet = contact_sheet_open(p->options.path, &p->options.about,
				      CONTACT_PHOTOS, err);
	if (!p->sheet || draw_all(p, err) < 0)
		return -1;
	sheet = p->sheet;
	p->sheet = NULL;
	return contact_sheet_close(sheet, err);
}

static void release_entry(struct case_entry *e)
{
	size_t i;

	for (i = 0; i < CASE_SHEET_PAIRS; i++)
		free(e->other_path[i]);
	case_view_free_pairs(e->pairs, e->n_pairs);
	findings_release(&e->findings);
	free(e->made_path);
	free(e->photo_path);
	free(e->status);
	free(e->number);
	free(e->title);
	free(e->group);
}

void case_pictures_free(struct case_pictures *take_pictures)
{
	struct case_pictures *p = take_pictures;
	size_t i;

	if (!p)
		return;
	contact_sheet_abandon(p->sheet);
	for (i = 0; i < p->n; i++)
		release_entry(&p->entries[i]);
	free(p->entries);
	free(p);
}
