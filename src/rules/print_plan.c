/* SPDX-License-Identifier: MIT */
#include "rules/print_plan.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"

/* Between prints: what there is room for, but of a sheet filled on so much. */
static const double most_gap = 2, least_gap = 1;

/* Lengths are sums of decimals: 4 × 35 may be a hair over 140. */
static const double hair = 1e-6;

/* What prints may cover, and how much below each its caption takes. */
struct room {
	double x, y, width, height, under;
};

/* The rows of one part. */
struct rows {
	double width, height; /* of a print as it lies */
	bool turned;
	int across, down, count;
};

/* One way of laying all parts. */
struct way {
	struct room room;
	struct rows rows[PRINT_PLAN_PARTS];
	double height; /* of all rows */
	int down, prints, turned;
};

static struct room room_of(const struct print_paper *paper)
{
	const double m = paper->margin;

	return (struct room){m, m, paper->size.width - 2 * m,
			     paper->size.height - 2 * m, 0};
}

static int fitting(double room, double each, double gap)
{
	return (int)floor((room + gap) / (each + gap) + hair);
}

/* As many in each row as in the others: 8 where 5 fit are 4 and 4. */
static bool lay_part(const struct room *room, const struct print_part *part,
		     bool turned, struct rows *out)
{
	int most;

	out->turned = turned;
	out->width = turned ? part->size.height : part->size.width;
	out->height = turned ? part->size.width : part->size.height;
	if (!part->count) {
		out->across = fitting(room->width, out->width, least_gap);
		out->down = fitting(room->height, out->height + room->under,
				    least_gap);
		out->count = out->across * out->down;
		return out->count > 0;
	}
	most = fitting(room->width, out->width, 0);
	if (most < 1)
		return false;
	out->count = part->count;
	out->down = (part->count + most - 1) / most;
	out->across = (part->count + out->down - 1) / out->down;
	return true;
}

static bool lay(const struct room *room, const struct print_layout *layout,
		unsigned turned, struct way *out)
{
	size_t i;

	*out = (struct way){.room = *room};
	for (i = 0; i < layout->n; i++) {
		struct rows *rows = &out->rows[i];

		if (!lay_part(room, &layout->parts[i], turned >> i & 1, rows))
			return false;
		out->height += rows->down * (rows->height + room->under);
		out->down += rows->down;
		out->prints += rows->count;
		out->turned += rows->turned;
	}
	return out->prints <= PRINT_PLAN_CELLS &&
	       out->height <= room->height + hair;
}

/* The most prints, of these the fewest turned: people look at sheets, too. */
static bool find_way(const struct room *room, const struct print_layout *layout,
		     struct way *best)
{
	struct way way;
	unsigned turned;
	bool found = false;

	for (turned = 0; turned < 1u << layout->n; turned++) {
		if (!lay(room, layout, turned, &way))
			continue;
		if (!found || way.prints > best->prints ||
		    (way.prints == best->prints && way.turned < best->turned))
			*best = way;
		found = true;
	}
	return found;
}

/* What is left over goes between the prints and around them alike. */
static double gap_of(double room, double used, int count)
{
	double gap = (room - used) / (count + 1);

	return gap > most_gap ? most_gap : gap < 0 ? 0 : gap;
}

/* The last row may have fewer; its prints stand below those of the others. */
static double place_part(const struct way *way, size_t part, double y,
			 double gap, struct print_plan *out)
{
	const struct rows *rows = &way->rows[part];
	double across = gap_of(way->room.width, rows->across * rows->width,
			       rows->across),
	       used = rows->across * (rows->width + across) - across,
	       left = way->room.x + (way->room.width - used) / 2;
	int i;

	out->gap = out->n && out->gap < across ? out->gap : across;
	for (i = 0; i < rows->count; i++) {
		out->cells[out->n++] = (struct print_cell){
			.x = left + i % rows->across * (rows->width + across),
			.y = y,
			.width = rows->width,
			.height = rows->height,
			.turned = rows->turned,
			.part = part};
		if (i % rows->across == rows->across - 1 ||
		    i == rows->count - 1)
			y += rows->height + way->room.under + gap;
	}
	return y;
}

static void place(const struct way *way, const struct print_layout *layout,
		  struct print_plan *out)
{
	const struct room *room = &way->room;
	double gap = gap_of(room->height, way->height, way->down),
	       y = room->y +
		   (room->height - way->height - (way->down - 1) * gap) / 2;
	size_t i;

	out->n = 0;
	for (i = 0; i < layout->n; i++)
		y = place_part(way, i, y, gap, out);
}

static bool try_under(const struct print_paper *paper,
		      const struct print_layout *layout, int lines,
		      struct print_plan *out)
{
	struct room room = room_of(paper);
	struct way way;

	room.under = lines * PRINT_PLAN_LINE + PRINT_PLAN_SPACE;
	if (!find_way(&room, layout, &way))
		return false;
	out->caption = PRINT_CAPTION_UNDER;
	out->lines = lines;
	place(&way, layout, out);
	return true;
}

static bool try_once(const struct print_paper *paper,
		     const struct print_layout *layout,
		     enum print_caption where, struct print_plan *out)
{
	const double take = PRINT_PLAN_LINE + PRINT_PLAN_SPACE;
	struct room room = room_of(paper);
	struct way way;

	if (where == PRINT_CAPTION_SIDE)
		room.width -= take;
	else
		room.height -= take;
	if (!find_way(&room, layout, &way))
		return false;
	out->caption = where;
	out->lines = 1;
	out->x = where == PRINT_CAPTION_SIDE ? room.x + room.width : room.x;
	out->y = where == PRINT_CAPTION_SIDE ? room.y : room.y + room.height;
	out->length = where == PRINT_CAPTION_SIDE ? room.height : room.width;
	place(&way, layout, out);
	return true;
}

/* At the edge where more is left. */
static bool try_edges(const struct print_paper *paper,
		      const struct print_layout *layout, const struct way *bare,
		      struct print_plan *out)
{
	double wide = 0, width;
	bool side;
	size_t i;

	for (i = 0; i < layout->n; i++) {
		width = bare->rows[i].across * bare->rows[i].width;
		wide = width > wide ? width : wide;
	}
	side = bare->room.width - wide > bare->room.height - bare->height;
	return try_once(paper, layout,
			side ? PRINT_CAPTION_SIDE : PRINT_CAPTION_BELOW, out) ||
	       try_once(paper, layout,
			side ? PRINT_CAPTION_BELOW : PRINT_CAPTION_SIDE, out);
}

static bool try_captions(const struct print_paper *paper,
			 const struct print_layout *layout, int lines,
			 const struct way *bare, struct print_plan *out)
{
	int most = lines < 2 ? 2 : lines, n;

	if (try_under(paper, layout, most, out) ||
	    (lines == 1 && try_under(paper, layout, 1, out)) ||
	    try_edges(paper, layout, bare, out))
		return true;
	for (n = most - 1; n > 0; n--)
		if (try_under(paper, layout, n, out))
			return true;
	return false;
}

int print_plan_make(const struct print_paper *paper,
		    const struct print_layout *layout, int lines,
		    struct print_plan *out, struct error *err)
{
	struct room room = room_of(paper);
	struct way bare;

	*out = (struct print_plan){.caption = PRINT_CAPTION_NONE};
	if (!find_way(&room, layout, &bare))
		return error_set(err, ERROR_POLICY,
				 _("the prints do not fit on %s, %gx%g mm; "
				   "take larger paper or fewer prints"),
				 paper->size.name, paper->size.width,
				 paper->size.height);
	if (lines == 0)
		place(&bare, layout, out);
	else if (!try_captions(paper, layout, lines, &bare, out))
		return error_set(err, ERROR_POLICY,
				 _("%s has no room for a caption beside these "
				   "prints; --caption '' leaves it out"),
				 paper->size.name);
	return 0;
}

/* Upright or turned, as more of them fit on a sheet; ERROR_POLICY for none. */
static int begin_row(struct print_flow *flow, const struct print_layout *layout,
		     struct print_cell *cell, struct error *err)
{
	struct print_layout one = {{layout->parts[cell->part]}, 1};
	struct room room = room_of(flow->paper);
	struct way way;
	const struct rows *rows = &way.rows[0];

	one.parts[0].count = 0;
	if (flow->lines)
		room.under = flow->lines * PRINT_PLAN_LINE + PRINT_PLAN_SPACE;
	if (!find_way(&room, &one, &way))
		return error_set(err, ERROR_POLICY,
				 _("the prints do not fit on %s, %gx%g mm; "
				   "take larger paper or fewer prints"),
				 flow->paper->size.name,
				 flow->paper->size.width,
				 flow->paper->size.height);
	flow->gap =
		gap_of(room.width, rows->across * rows->width, rows->across);
	flow->x = room.x +
		  (room.width - rows->across * (rows->width + flow->gap) +
		   flow->gap) /
			  2;
	flow->y +=
		flow->begun ? flow->cell.height + flow->under + least_gap : 0;
	flow->under = room.under;
	flow->left = rows->across;
	flow->cell = (struct print_cell){.width = rows->width,
					 .height = rows->height,
					 .turned = rows->turned,
					 .part = cell->part};
	return 0;
}

int print_plan_next(struct print_flow *flow, const struct print_layout *layout,
		    struct print_cell *cell, bool *fresh, struct error *err)
{
	const struct print_paper *paper = flow->paper;
	double top = paper->margin > 0 ? paper->margin : least_gap;

	*fresh = !flow->begun;
	if (!flow->left || flow->cell.part != cell->part) {
		if (begin_row(flow, layout, cell, err) < 0)
			return -1;
		*fresh = !flow->begun ||
			 flow->y + flow->cell.height + flow->under >
				 paper->size.height - paper->margin + hair;
		if (*fresh)
			flow->y = top;
		flow->begun = true;
	}
	*cell = flow->cell;
	cell->x = flow->x;
	cell->y = flow->y;
	flow->x += cell->width + flow->gap;
	flow->left--;
	return 0;
}
