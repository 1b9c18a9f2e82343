/* SPDX-License-Identifier: MIT */
#include "code/code_ladder.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "codec/qr.h"
#include "image/plane.h"
#include "image/qr_binary.h"
#include "image/qr_equal.h"
#include "image/qr_mesh.h"
#include "image/qr_settle.h"
#include "image/resize.h"

enum {
	TRIED_MAX = 512,
	TRIPLES_A_LOOK = 8,
	BASE_PIXELS = 4200000, /* larger pictures are looked at reduced first */
	SMALL_PIXELS = 160000,
	MIDDLE_PIXELS = 520000, /* above, libzbar gets a reduced copy */
	PAD = 8,
	ZBAR_FINDERS = 60,
};

/* Nominal nanoseconds a pixel. */
/* Triples that look better than this are worth a fit. */
#define LOOKS_SURE 0.4

/* Noise that was climbed in its own frame stays below this. */
#define FRAME_SURE 0.72

static const double binary_cost = 6, resize_cost = 8, zbar_cost = 40;

/* A picture made from the original: original = (here - offset) / scale. */
struct view {
	const struct image *grey;
	double scale, offset;
};

struct tried {
	double at[6];
};

/* A triple and how much it looks like one, -1..1. */
struct choice {
	double looks;
	int triple;
};

struct run {
	const struct image *grey;
	struct qr_work work;
	struct code_ladder *out;
	struct tried tried[TRIED_MAX];
	int tried_n;
	double best, looks; /* of the poses and triples seen */
	int most_finders;   /* in one picture */
	struct qr_sample sample;
	struct qr_grid grid;
	struct qr_decoded decoded;
	struct qr_mesh mesh;
	struct qr_finder finders[QR_FINDER_MAX];
	struct qr_triple triples[QR_FINDER_TRIPLES];
	struct choice choices[QR_FINDER_TRIPLES];
};

static struct qr_point to_original(const struct view *v, double x, double y)
{
	return (struct qr_point){(x - v->offset) / v->scale,
				 (y - v->offset) / v->scale};
}

static bool is_known(const struct run *r, const void *bytes, size_t size)
{
	int i;

	for (i = 0; i < r->out->n; i++)
		if (r->out->found[i].size == size &&
		    memcmp(r->out->found[i].bytes, bytes, size) == 0)
			return true;
	return false;
}

static struct code_found *add_found(struct run *r, const void *bytes,
				    size_t size)
{
	struct code_found *f;

	if (r->out->n == CODE_LADDER_MAX || is_known(r, bytes, size))
		return NULL;
	f = &r->out->found[r->out->n++];
	memset(f, 0, sizeof(*f));
	f->bytes = mem_xmalloc(size);
	memcpy(f->bytes, bytes, size);
	f->size = size;
	return f;
}

static double distance(struct qr_point a, struct qr_point b)
{
	return hypot(a.x - b.x, a.y - b.y);
}

static void keep(struct run *r, const struct view *v,
		 const struct qr_pose *pose)
{
	struct code_found *f = add_found(r, r->decoded.bytes, r->decoded.size);
	int i, side = qr_spec_side(pose->version);

	if (!f)
		return;
	for (i = 0; i < 4; i++)
		f->corner[i] =
			to_original(v, pose->corner[i].x, pose->corner[i].y);
	f->module = (distance(f->corner[0], f->corner[1]) +
		     distance(f->corner[0], f->corner[2])) /
		    2 / (side - 7);
	f->score = pose->score;
}

static bool try_grid(struct run *r, bool thorough)
{
	double area = (double)r->mesh.side * r->mesh.side;

	qr_work_spend(&r->work, area * (thorough ? 250 : 60));
	return qr_decode_grid(&r->grid, thorough, &r->decoded) == 0;
}

/* The modules of the mesh under every rule until one of them decodes. */
static bool try_rules(struct run *r, const struct qr_pixels *px, bool thorough)
{
	double area = (double)r->mesh.side * r->mesh.side;
	int rule;

	qr_sample_read(px, &r->mesh, &r->sample);
	qr_work_spend(&r->work, area * 45);
	for (rule = 0; rule < QR_SAMPLE_RULES && r->work.left > 0; rule++) {
		qr_sample_split(&r->sample, rule, &r->grid);
		if (try_grid(r, thorough))
			return true;
		if (!thorough || rule != 1)
			continue;
		qr_equal_split(&r->sample, &r->grid);
		qr_work_spend(&r->work, area * 1200);
		if (try_grid(r, true))
			return true;
	}
	return false;
}

static bool read_plane(struct run *r, const struct qr_pixels *px,
		       const struct qr_pose *pose, bool thorough)
{
	qr_sample_mesh(pose, &r->mesh);
	return try_rules(r, px, thorough);
}

/* A code that is not plane. */
static bool read_bent(struct run *r, const struct qr_pixels *px,
		      const struct qr_frame frame[3],
		      const struct qr_pose *base, bool *known)
{
	struct qr_grown grown =
		qr_mesh_grow(px, frame, base, &r->work, &r->mesh);

	*known = grown.wanted == 0 || grown.found * 2 >= grown.wanted;
	return *known && try_rules(r, px, false);
}

/* Every help there is, on the mesh that was grown last. */
static bool read_hard(struct run *r, const struct qr_pixels *px)
{
	qr_settle(px, &r->work, &r->mesh);
	return try_rules(r, px, true);
}

/* A pose without perspective, for a version that is only supposed. */
static void flat_pose(const struct qr_frame frame[3], int version,
		      struct qr_pose *pose)
{
	int i;

	for (i = 0; i < 3; i++)
		pose->corner[i] = frame[i].at;
	pose->corner[3].x = frame[1].at.x + frame[2].at.x - frame[0].at.x;
	pose->corner[3].y = frame[1].at.y + frame[2].at.y - frame[0].at.y;
	pose->version = version;
	pose->warp = qr_warp_from(pose->corner, qr_spec_side(version));
}

/* The grown mesh as it is, settled, and last the plane with all helps. */
static bool read_good(struct run *r, const struct qr_pixels *px,
		      const struct qr_frame frame[3],
		      const struct qr_pose *pose)
{
	bool known;

	return read_bent(r, px, frame, pose, &known) ||
	       (known && read_hard(r, px)) || read_plane(r, px, pose, true);
}

/* Finders beyond doubt, but no plane fits: strongly bent. */
static bool read_warped(struct run *r, const struct qr_pixels *px,
			const struct qr_frame frame[3],
			const struct qr_versions *versions,
			struct qr_pose *pose)
{
	static const int tries[] = {0, 1, -1};
	int i, version;
	bool known;

	for (i = 0; i < 3 && r->work.left > 0; i++) {
		version = versions->told ? versions->told
					 : versions->nearest + tries[i];
		if (version < 2 || version > QR_SPEC_VERSIONS)
			continue;
		flat_pose(frame, version, pose);
		if (read_bent(r, px, frame, pose, &known) ||
		    (known && read_hard(r, px)))
			return true;
		if (versions->told)
			break;
	}
	return false;
}

static bool read_code(struct run *r, const struct qr_pixels *px,
		      const struct qr_frame frame[3], struct qr_pose *pose)
{
	struct qr_versions versions;
	double least = fmin(frame[0].contrast,
			    fmin(frame[1].contrast, frame[2].contrast));

	qr_fit_versions(px, frame, &versions);
	qr_fit(px, frame, &versions, &r->work, pose);
	if (pose->score > r->best)
		r->best = pose->score;
	if (pose->score > 0.35 && read_plane(r, px, pose, false))
		return true;
	if (pose->score > 0.75 || (pose->score > 0.6 && least > FRAME_SURE))
		return read_good(r, px, frame, pose);
	return least > FRAME_SURE && read_warped(r, px, frame, &versions, pose);
}

/* Whether these finders were fitted before, at whatever scale. */
static bool was_tried(struct run *r, const struct view *v,
		      const struct qr_finder f[3])
{
	double m = f[0].module / v->scale;
	struct tried t;
	int i, k;

	for (i = 0; i < 3; i++) {
		struct qr_point p = to_original(v, f[i].x, f[i].y);

		t.at[2 * i] = p.x;
		t.at[2 * i + 1] = p.y;
	}
	for (i = 0; i < r->tried_n; i++) {
		for (k = 0; k < 6; k++)
			if (fabs(r->tried[i].at[k] - t.at[k]) > m * 0.3)
				break;
		if (k == 6)
			return true;
	}
	if (r->tried_n < TRIED_MAX)
		r->tried[r->tried_n++] = t;
	return false;
}

/* Whether a finder is one of those of a code already read. */
static bool is_used(const struct run *r, const struct view *v,
		    const struct qr_finder *f)
{
	struct qr_point p = to_original(v, f->x, f->y);
	int i, k;

	for (i = 0; i < r->out->n; i++)
		for (k = 0; k < 3; k++)
			if (distance(p, r->out->found[i].corner[k]) <
			    3 * r->out->found[i].module)
				return true;
	return false;
}

static void try_triple(struct run *r, const struct view *v,
		       const struct qr_finder f[3])
{
	struct qr_pixels px = {v->grey, f[0].inverted};
	struct qr_frame frame[3];
	struct qr_pose pose;

	if (was_tried(r, v, f))
		return;
	qr_frame_measure(&px, f, &r->work, frame);
	if (read_code(r, &px, frame, &pose))
		keep(r, v, &pose);
}

static void take_finders(const struct run *r, const struct qr_triple *t,
			 struct qr_finder f[3])
{
	f[0] = r->finders[t->corner];
	f[1] = r->finders[t->right];
	f[2] = r->finders[t->down];
}

static int by_looks(const void *a, const void *b)
{
	const struct choice *p = a, *q = b;

	if (p->looks != q->looks)
		return p->looks > q->looks ? -1 : 1;
	return p->triple - q->triple;
}

/* Triples by how much they look like finders, the likely ones first. */
static int rank(struct run *r, const struct view *v, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		struct qr_finder f[3];
		struct qr_pixels px = {v->grey, false};

		take_finders(r, &r->triples[i], f);
		px.inverted = f[0].inverted;
		r->choices[i].triple = i;
		r->choices[i].looks = qr_frame_plausible(&px, f);
	}
	qr_work_spend(&r->work, n * 2500.0);
	qsort(r->choices, (size_t)n, sizeof(*r->choices), by_looks);
	return n;
}

/* How many finders are left over that may belong to another code. */
static int try_finders(struct run *r, const struct view *v,
		       const struct image *binary)
{
	int n, count, i, strong = 0, tries = TRIPLES_A_LOOK, doubtful;
	struct qr_finder f[3];

	/* in small pictures a fit costs little beside what it may find */
	doubtful = binary->width * binary->height < SMALL_PIXELS;

	n = qr_finder_scan(binary, r->finders);
	if (n > r->most_finders)
		r->most_finders = n;
	for (i = count = 0; i < n; i++)
		if (!is_used(r, v, &r->finders[i]))
			r->finders[count++] = r->finders[i];
	n = rank(r, v, qr_finder_triples(r->finders, count, r->triples));
	for (i = 0; i < n && tries > 0 && r->work.left > 0; i++) {
		double looks = r->choices[i].looks;

		take_finders(r, &r->triples[r->choices[i].triple], f);
		if (looks < LOOKS_SURE && (r->out->n || doubtful-- <= 0))
			break;
		if (is_used(r, v, &f[0]) || is_used(r, v, &f[1]) ||
		    is_used(r, v, &f[2]))
			continue;
		if (looks > r->looks)
			r->looks = looks;
		try_triple(r, v, f);
		tries--;
	}
	for (i = 0; i < count; i++)
		strong += r->finders[i].crossings == 2 &&
			  r->finders[i].hits > 1.5 * r->finders[i].module &&
			  !is_used(r, v, &r->finders[i]);
	return strong;
}

/* One picture under four thresholds. */
static void look(struct run *r, const struct view *v)
{
	int w = v->grey->width, h = v->grey->height, i;
	int least = w < h ? w : h, left = 0;
	const int radius[4] = {least / 12 + 4, least / 32 + 4, 12, 0};
	struct image binary = IMAGE_INIT;

	for (i = 0; i < 4 && r->work.left > 0; i++) {
		if (r->out->n && left == 0)
			break;
		if (radius[i] ? qr_binary_local(v->grey, radius[i],
						i == 2 ? 5 : 2, &binary, NULL)
			      : qr_binary_global(v->grey, &binary, NULL))
			return;
		qr_work_spend(&r->work, binary_cost * w * h);
		left = try_finders(r, v, &binary);
		image_release(&binary);
	}
}

static bool scaled(struct run *r, const struct image *from, double scale,
		   struct image *to)
{
	int w = (int)(from->width * scale + 0.5);
	int h = (int)(from->height * scale + 0.5);

	if (w < 16 || h < 16 || r->work.left <= 0)
		return false;
	qr_work_spend(&r->work,
		      resize_cost * (from->width * (double)from->height +
				     w * (double)h));
	return resize_to(from, w, h, to, NULL) == 0;
}

static void look_scaled(struct run *r, const struct image *from, double scale,
			double whole)
{
	struct image small = IMAGE_INIT;
	struct view v = {&small, whole, 0};

	if (scaled(r, from, scale, &small))
		look(r, &v);
	image_release(&small);
}

/* White all round and every pixel four by four, for modules of one pixel. */
static bool magnify(const struct image *from, struct image *to)
{
	int x, y;

	if (image_init(to, 4 * (from->width + 2 * PAD),
		       4 * (from->height + 2 * PAD), 1, NULL) < 0)
		return false;
	memset(to->data, 255, (size_t)to->width * (size_t)to->height);
	for (y = 0; y < 4 * from->height; y++)
		for (x = 0; x < 4 * from->width; x++)
			image_row(to, y + 4 * PAD)[x + 4 * PAD] =
				image_row(from, y / 4)[x / 4];
	return true;
}

static void look_magnified(struct run *r)
{
	struct image large = IMAGE_INIT;
	struct view v = {&large, 4, 4 * PAD};

	if (r->work.left > 0 && magnify(r->grey, &large))
		look(r, &v);
	image_release(&large);
}

static bool blurred(struct run *r, float sigma, struct image *to)
{
	struct plane plane = PLANE_INIT;
	size_t i, n = (size_t)r->grey->width * (size_t)r->grey->height;

	if (r->work.left <= 0 ||
	    image_init(to, r->grey->width, r->grey->height, 1, NULL) < 0)
		return false;
	plane_from_image(&plane, r->grey, 0);
	plane_gauss(&plane, &plane, sigma);
	for (i = 0; i < n; i++)
		to->data[i] = (uint8_t)(plane.data[i] + 0.5f);
	plane_release(&plane);
	qr_work_spend(&r->work, resize_cost * 3 * (double)n);
	return true;
}

static void look_blurred(struct run *r)
{
	struct image soft = IMAGE_INIT;
	struct view v = {&soft, 1, 0};

	if (blurred(r, 1.0f, &soft))
		look(r, &v);
	image_release(&soft);
}

static void take_symbols(struct run *r, const struct qr_symbols *symbols,
			 double scale)
{
	int i, k;

	for (i = 0; i < symbols->n; i++) {
		const struct qr_symbol *s = &symbols->list[i];
		struct code_found *f = add_found(r, s->bytes, s->size);

		if (!f)
			continue;
		f->direct = true;
		for (k = 0; k < 4; k++)
			f->corner[k] = (struct qr_point){
				(s->box.x + (k & 1) * s->box.width) / scale,
				(s->box.y + (k / 2) * s->box.height) / scale};
	}
}

/*
 * libzbar's effort grows with the cube of finder-like spots, so a picture
 * with very many is not given to it.
 */
static void ask_zbar(struct run *r, double pixels)
{
	struct image small = IMAGE_INIT;
	const struct image *im = r->grey;
	struct qr_symbols symbols;
	double scale = 1;

	while (pixels * scale * scale > MIDDLE_PIXELS)
		scale /= 2;
	if (r->most_finders > ZBAR_FINDERS ||
	    !qr_work_spend(&r->work, zbar_cost * pixels * scale * scale))
		return;
	if (scale < 1) {
		if (!scaled(r, im, scale, &small))
			return;
		im = &small;
	}
	qr_read(im, true, &symbols);
	take_symbols(r, &symbols, scale);
	qr_symbols_release(&symbols);
	image_release(&small);
}

/* Nothing at first sight and not small: a short second look is all. */
static bool is_barren(const struct run *r, double pixels)
{
	return pixels > SMALL_PIXELS && r->looks < LOOKS_SURE && r->best < 0.5;
}

static void climb(struct run *r, double pixels)
{
	struct view whole = {r->grey, 1, 0};
	double scale = 1;
	bool barren;

	while (pixels * scale * scale > BASE_PIXELS)
		scale /= 2;
	if (scale < 1)
		look_scaled(r, r->grey, scale, scale);
	if (!r->out->n)
		look(r, &whole);
	if (!r->out->n && pixels <= SMALL_PIXELS)
		look_magnified(r);
	if (!r->out->n)
		look_scaled(r, r->grey, scale / 2, scale / 2);
	barren = is_barren(r, pixels);
	/* very many spots may be a screen's raster over a code */
	if (!r->out->n && (!barren || r->most_finders > ZBAR_FINDERS))
		look_blurred(r);
	if (!r->out->n && !barren && pixels < BASE_PIXELS / 4.0)
		look_scaled(r, r->grey, 2, 2);
	if (!r->out->n)
		ask_zbar(r, pixels);
}

void code_ladder_run(const struct image *grey, int budget_ms,
		     struct code_ladder *out)
{
	struct run *r = mem_xcalloc(1, sizeof(*r));
	int64_t budget;

	memset(out, 0, sizeof(*out));
	if (budget_ms <= 0)
		budget_ms = CODE_LADDER_BUDGET;
	budget = (int64_t)budget_ms * 1000000;
	r->grey = grey;
	r->out = out;
	r->work.left = budget;
	climb(r, grey->width * (double)grey->height);
	out->seen = r->best > 0.5 || r->looks > LOOKS_SURE;
	out->spent = budget - r->work.left;
	free(r);
}

void code_ladder_release(struct code_ladder *ladder)
{
	int i;

	for (i = 0; i < ladder->n; i++)
		free(ladder->found[i].bytes);
	ladder->n = 0;
}
