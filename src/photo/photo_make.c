/* SPDX-License-Identifier: MIT */
#include "photo/photo_make.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "image/pixel/edge_line.h"
#include "photo/photo_compose.h"
#include "photo/photo_encode.h"
#include "photo/photo_judge.h"

/* How often the frame is solved again when the edges slant. */
enum { EDGE_STEPS = 12 };

/*
 * Degrees by which the second measurement of the eyes' angle must differ from
 * the first for the photo to be turned again.
 */
static const double exact = 0.15;

/* What one making works on, together, so that its steps take few arguments. */
struct job {
	const struct photo_engine *engine;
	struct profile profile; /* with the background that was chosen */
	struct photo_make_options options;
	struct photo_judge judge;
	struct photo_view view;	  /* of the source */
	struct photo_view turned; /* the same straightened, when is_turned */
	bool is_turned;
	struct photo_edges edges; /* all 0 unless is_turned */
	struct frame frame;
	struct photo_cutout cut;
	bool has_cut;
	struct photo_made *out;
};

/*
 * The steps that a photo goes through in this file:
 *
 *   view ── judge ── straighten ── cut_out ── report ── encode ── check
 *             │                                   │
 *             └───────────► refused ◄─────────────┘
 *
 * Every step that may refuse the photo comes before encode(), which is slow: in
 * its search for a quality it encodes the picture several times.
 */

/* The colour with this name; NULL when the profile has none. */
static const struct profile_colour *find_colour(const struct profile *p,
						const char *name)
{
	const struct profile_background *b = &p->background;
	int i;

	for (i = 0; i < b->count; i++)
		if (strcmp(b->colours[i].name, name) == 0)
			return &b->colours[i];
	return NULL;
}

int photo_make_check(const struct profile *profile,
		     const struct photo_make_options *options,
		     struct error *err)
{
	const char *name = options ? options->background : NULL;
	struct buf words = BUF_INIT;
	int i;

	if (!name || find_colour(profile, name))
		return 0;
	for (i = 0; i < profile->background.count; i++)
		buf_add_word(&words, profile->background.colours[i].name);
	error_set(err, ERROR_USAGE,
		  _("profile %s has no background %s; there are: %s"),
		  profile->name, name, buf_str(&words));
	buf_release(&words);
	return -1;
}

static int choose_background(struct job *job, struct error *err)
{
	const struct profile_colour *colour;

	if (photo_make_check(&job->profile, &job->options, err) < 0)
		return -1;
	if (!job->options.background)
		return 0;
	colour = find_colour(&job->profile, job->options.background);
	job->profile.output.background = *colour;
	return 0;
}

/* The view that the photo is made from: the source, straightened or not. */
static const struct photo_view *view_of(const struct job *job)
{
	return job->is_turned ? &job->turned : &job->view;
}

/* Built anew each time, because straightening the photo changes the view. */
static struct photo_composition composition_of(const struct job *job)
{
	return (struct photo_composition){view_of(job), &job->frame,
					  &job->profile};
}

static void solve_within(struct job *job, double top)
{
	const struct photo_view *v = view_of(job);
	const struct photo_edges *e = &job->edges;
	struct frame_head head = {
		v->source.width - e->left - e->right,
		v->source.height - e->below,
		top,
		v->head.eye_line / v->scale,
		v->head.width / v->scale,
		v->head.centre / v->scale - e->left,
	};

	/* The parts that slanting edges cut off count as outside the source. */
	frame_solve(&job->profile, &head, &job->frame);
	job->frame.x += e->left;
}

/*
 * Find the frame.  The edges of a turned source slant; the lower corners of the
 * frame must stay inside them.
 */
static void solve(struct job *job, double top)
{
	const struct photo_composition what = composition_of(job);
	int i;

	memset(&job->edges, 0, sizeof(job->edges));
	solve_within(job, top);
	/*
	 * How far the corners reach outside depends on the frame, and the frame
	 * depends on how much is cut off there.  photo_compose_edges() only
	 * ever adds to that, so the steps approach a frame that is inside.
	 */
	for (i = 0; i < EDGE_STEPS && job->is_turned; i++) {
		photo_compose_edges(&what, &job->edges);
		solve_within(job, top);
	}
}

/* Report which limit of the profile the frame misses, and by how much. */
static void report_miss(struct job *job)
{
	const struct frame *f = &job->frame;
	struct findings *all = &job->out->findings;
	struct finding *found;
	double width = view_of(job)->head.width / view_of(job)->scale;

	if (f->miss == FRAME_FITS)
		return;
	if (f->miss == FRAME_SMALL) {
		found = findings_add_below(all, "MAT-SMALL", round(width),
					   ceil(width + f->by), "px");
		found->fix = ceil(f->by);
		return;
	}
	if (f->miss == FRAME_BOTTOM) {
		found = findings_add(all, "MAT-CUT-BOTTOM");
	} else {
		found = findings_add(all, f->miss == FRAME_FACE
						  ? "MAT-FRAME-FACE"
						  : "MAT-FRAME-HEAD");
	}
	memcpy(found->unit, "px", 3);
	found->fix = ceil(f->by);
}

static void report_sides(struct job *job)
{
	const struct photo_composition what = composition_of(job);
	struct finding *found;
	double missing;

	if (!job->has_cut)
		return;
	missing = photo_compose_missing(&what, &job->cut);
	/* A single row is due to rounding and is no missing shoulder. */
	if (missing < 2)
		return;
	found = findings_add(&job->out->findings, "MAT-CUT-SIDES");
	memcpy(found->unit, "px", 3);
	found->fix = ceil(missing);
}

static void report_tilt(struct job *job)
{
	/* The tilt that is left: the policy may forbid to straighten it. */
	double tilt = view_of(job)->head.tilt;

	if (job->is_turned)
		findings_add_above(&job->out->findings, "MAT-ROTATED",
				   job->turned.turned,
				   job->profile.policy.rotate, "°");
	if (fabs(tilt) > job->profile.geometry.tilt)
		findings_add_above(&job->out->findings, "MAT-TILT", tilt,
				   job->profile.geometry.tilt, "°");
}

static void report_doubt(struct job *job)
{
	double least = job->profile.policy.matte_confidence;

	if (job->out->confidence < least)
		findings_add_below(&job->out->findings, "MAT-UNSURE",
				   job->out->confidence, least, "");
}

/* In front of a street or a shelf, parts of it would stay with the person. */
static void report_clutter(struct job *job)
{
	double clutter = backdrop_clutter(&view_of(job)->wall);
	double most = job->profile.policy.clutter;

	if (job->has_cut && clutter > most)
		findings_add_above(&job->out->findings, "MAT-CLUTTER",
				   round(10 * clutter) / 10, most, "");
}

/*
 * The decoded source must have at least so many pixels across for each pixel of
 * the output.  If it has fewer, because the frame is a small part of the
 * picture, the file is decoded again at a larger size.
 */
static const double sharp = 1.2;

static int refine(struct job *job, struct error *err)
{
	const struct photo_decode_info *source = &job->view.source;
	double k = fmin(1, sharp * job->frame.scale);
	const int size[2] = {(int)ceil(k * source->width - 1e-6),
			     (int)ceil(k * source->height - 1e-6)};

	if (job->view.full.width >= size[0])
		return 0;
	if (photo_view_refine(&job->view, job->judge.input, size, err) < 0)
		return -1;
	edge_line_remove(&job->view.full);
	job->turned.full = job->view.full;
	job->turned.full_scale = job->view.full_scale;
	return 0;
}

/* Find the frame from the colours, then again with the crown of the matte. */
static int cut_out(struct job *job, struct error *err)
{
	const struct photo_composition what = composition_of(job);
	const struct photo_view *v = what.view;
	double top = v->head.top / v->scale;

	solve(job, top);
	if (refine(job, err) < 0)
		return -1;
	job->out->confidence = 1;
	if (job->options.keep_background)
		return 0;
	if (photo_compose_cut(&what, &job->cut, err) < 0)
		return -1;
	job->has_cut = true;
	job->out->confidence = job->cut.matte.confidence;
	/*
	 * By its colours the head ends where the hair clearly differs from the
	 * wall; the matte also has the fine hair above that.  The first frame
	 * is only kept when the matte shows no crown.
	 */
	top = photo_compose_top(v, &job->cut);
	if (top >= 0)
		solve(job, top);
	return 0;
}

/* Turn the photo; false when the face is not found in it afterwards. */
static bool turn_by(struct job *job, double degrees, struct error *err)
{
	if (job->is_turned)
		photo_view_turn_release(&job->turned);
	job->is_turned = photo_view_turn(job->engine, &job->view, degrees,
					 &job->turned, err) == 0;
	if (!job->is_turned)
		return false;
	/* Without eyes the angle cannot be trusted: leave the photo tilted. */
	if (job->turned.faces == 1 && job->turned.face.has_eyes)
		return true;
	photo_view_turn_release(&job->turned);
	job->is_turned = false;
	return false;
}

/*
 * Straighten a tilted head if the policy allows so large a turn, and measure
 * the angle again when the eyes are level.  A photo that keeps its wall is not
 * turned, because the wall in the corners would have to be invented.
 */
static void straighten(struct job *job, struct error *err)
{
	const struct profile *p = &job->profile;
	double tilt = job->view.head.tilt, again;
	bool wanted = job->view.face.has_eyes &&
		      !job->options.keep_background &&
		      fabs(tilt) > p->geometry.tilt;

	if (!wanted || fabs(tilt) > p->policy.rotate ||
	    !turn_by(job, tilt, err))
		return;
	/* Eyes are found more exactly when they are level. */
	again = tilt + job->turned.head.tilt;
	if (fabs(again - tilt) > exact && fabs(again) <= p->policy.rotate)
		turn_by(job, again, err);
}

static int encode(struct job *job, struct error *err)
{
	const struct photo_composition what = composition_of(job);
	struct photo_made *out = job->out;
	struct image rgb = IMAGE_INIT;
	struct photo_encoded e;
	struct finding *found;
	int result;

	if (photo_compose(&what, job->has_cut ? &job->cut : NULL, &rgb, err) <
	    0)
		return -1;
	result = photo_encode(&rgb, &job->profile, &e, err);
	image_release(&rgb);
	if (result < 0)
		return -1;
	out->jpeg = e.jpeg;
	out->quality = e.quality;
	out->subsampling = e.subsampling;
	if (!e.fits) {
		found = findings_add_outside(
			&out->findings, "MAT-KB",
			profile_kb(&job->profile.accept.kb, e.jpeg.size),
			&job->profile.accept.kb, "KB");
		/* Always an error, because the photo cannot be handed over. */
		found->severity = FINDING_ERROR;
	}
	return 0;
}

/* Check the made photo by its own profile. */
static void check_result(struct job *job)
{
	struct photo_made *out = job->out;
	const struct photo_input made = {.bytes = out->jpeg.data,
					 .n = out->jpeg.size,
					 .now = job->judge.input->now};
	const struct photo_judge judge = {
		.profile = &job->profile, .input = &made, .as_made = true};
	size_t i;

	/*
	 * The file is read as the recipient will read it, so that a mistake in
	 * any step above is found here and not by the recipient.
	 */
	photo_check_judge(job->engine, &judge, &out->result);
	if (out->result.verdict != PHOTO_FAIL)
		return;
	for (i = 0; i < out->result.findings.n; i++)
		if (out->result.findings.list[i].severity == FINDING_ERROR) {
			findings_add_detail(&out->findings, "MAT-CHECK",
					    out->result.findings.list[i].code);
			return;
		}
}

/* Trace the outline in the cutout and convert it to the source. */
static void trace_outline(struct job *job)
{
	const struct photo_cutout *cut = &job->cut;
	struct photo_outline *o = &job->out->outline;
	size_t i;

	if (!job->options.outline || !job->has_cut)
		return;
	/* A contact sheet draws it over the source. */
	photo_outline_trace(&cut->matte.alpha, o);
	for (i = 0; i < o->n; i++)
		photo_view_back(view_of(job),
				cut->x + o->points[2 * i] / cut->scale,
				cut->y + o->points[2 * i + 1] / cut->scale,
				&o->points[2 * i]);
}

static void fill_frame(struct job *job)
{
	const struct frame *f = &job->frame;
	struct photo_made *out = job->out;

	out->width = job->profile.output.width;
	out->height = job->profile.output.height;
	out->head_top = f->head_top;
	out->eye_line = f->eye_line;
	out->face_width = f->face_width;
	out->frame = (struct photo_frame){f->x, f->y, f->scale,
					  view_of(job)->turned};
}

/* Called after the source was judged, and again after the frame was found. */
static bool is_refused(const struct job *job)
{
	return !job->options.force &&
	       (job->out->source.verdict == PHOTO_FAIL ||
		findings_worst(&job->out->findings) == FINDING_ERROR);
}

static int make(struct job *job, struct error *err)
{
	edge_line_remove(&job->view.full);
	straighten(job, err);
	if (cut_out(job, err) < 0)
		return -1;
	fill_frame(job);
	trace_outline(job);
	report_miss(job);
	report_sides(job);
	report_tilt(job);
	report_doubt(job);
	report_clutter(job);
	findings_weigh(&job->out->findings, &job->profile);
	if (is_refused(job))
		return 0;
	if (encode(job, err) < 0)
		return -1;
	check_result(job);
	return 0;
}

static void finish(struct job *job, int result, const struct error *err)
{
	struct photo_made *out = job->out;

	if (result < 0) {
		out->status = PHOTO_MAKE_ERROR;
		out->error = *err;
	} else {
		out->status = is_refused(job) || out->jpeg.size == 0
				      ? PHOTO_REFUSED
				      : PHOTO_MADE;
	}
	/* Nobody must get the file of a photo that may not be used. */
	if (out->status != PHOTO_MADE)
		buf_release(&out->jpeg);
}

/*
 * The source is decoded at one and a half times the size of the output or more,
 * which for most photos leaves enough room to crop.  A 12 MP photo is decoded
 * at a quarter of its size, for which libjpeg has fast code, and no more pixels
 * than that have to be resized.
 */
static int run(struct job *job, struct error *err)
{
	const int size[2] = {job->profile.output.width * 3 / 2,
			     job->profile.output.height * 3 / 2};
	struct photo_made *out = job->out;
	int result = 0;

	photo_judge_start(&job->judge, &out->source);
	if (choose_background(job, err) < 0)
		return -1;
	/* A file that cannot be decoded gets a finding; the batch goes on. */
	if (photo_view_open(job->engine, job->judge.input, size, &job->view,
			    err) < 0) {
		photo_judge_broken(&job->judge, err, &out->source);
		return out->source.verdict == PHOTO_ERROR ? -1 : 0;
	}
	photo_judge_view(&job->judge, &job->view, &out->source);
	if (out->source.has_face && !is_refused(job))
		result = make(job, err);
	if (job->has_cut)
		photo_compose_release(&job->cut);
	if (job->is_turned)
		photo_view_turn_release(&job->turned);
	photo_view_release(&job->view);
	return result;
}

void photo_make(const struct photo_engine *engine,
		const struct profile *profile,
		const struct photo_make_options *options,
		const struct photo_input *input, struct photo_made *out)
{
	struct job job = {.engine = engine, .profile = *profile, .out = out};
	struct error err = ERROR_INIT;
	double start = clock_thread_ms();
	int result;

	memset(out, 0, sizeof(*out));
	if (options)
		job.options = *options;
	job.judge = (struct photo_judge){
		.profile = &job.profile, .input = input, .as_source = true};
	result = run(&job, &err);
	finish(&job, result, &err);
	out->ms = clock_thread_ms() - start;
}

void photo_make_findings(const struct photo_made *made, struct findings *all)
{
	findings_append(all, &made->findings);
	findings_append(all, &made->result.findings);
}

void photo_make_tell(const struct photo_made *made, struct findings *all)
{
	findings_append_new(all, &made->source.findings);
	findings_append_new(all, &made->findings);
	findings_append_new(all, &made->result.findings);
}

void photo_make_source(const struct photo_made *made, double x, double y,
		       double at[2])
{
	const struct photo_frame *f = &made->frame;
	struct rotation turn = {f->rotate, made->source.width / 2.0,
				made->source.height / 2.0};

	rotate_back(&turn, f->x + x / f->scale, f->y + y / f->scale, at);
}

void photo_make_release(struct photo_made *made)
{
	photo_check_release(&made->source);
	photo_check_release(&made->result);
	findings_release(&made->findings);
	photo_outline_release(&made->outline);
	buf_release(&made->jpeg);
}

const char *photo_make_status_name(enum photo_made_status status)
{
	static const char *const names[] = {"made", "refused", "error"};

	return names[status];
}
