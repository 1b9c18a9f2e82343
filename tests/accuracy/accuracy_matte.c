/* SPDX-License-Identifier: MIT */
/*
 * How good the matte is: alpha against the truth of the composites.
 *
 *   accuracy_matte [--faces FILE] [--only TEXT] [--dump DIR] [--grow PERCENT]
 *
 * Reads $QCTOOL_TESTDATA/portraits.  --faces gives boxes instead of the
 * detector's ("stem x y width height" a line, for 480 x 640); --grow makes
 * every box so much larger and moves it, to see what a poor box does;
 * --dump writes alpha and colour as PNG.  Exit status 1 when an aim is
 * missed.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "codec/jpeg.h"
#include "codec/png.h"
#include "image/matte.h"
#include "image/resize.h"

enum { WIDTH = 480, HEIGHT = 640 };

struct options {
	const char *faces, *only, *dump;
	double grow;
};

struct score {
	double sad, mse, iou; /* thousands; thousandths; 0..1 */
	double confidence, ms;
	bool refused;
};

struct total {
	int n, refused, poor_kept;
	double sad, sad_kept, mse, iou, iou_kept, least_kept, ms, most_ms;
};

static double cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int read_scaled(const char *path, int channels, struct image *out,
		       struct error *err)
{
	struct jpeg_read how = {.channels = channels};
	struct jpeg_info info;
	struct image full = IMAGE_INIT;
	struct buf bytes = BUF_INIT;
	int status = file_read(path, 1 << 26, &bytes, err);

	if (status == 0)
		status = png_is(bytes.data, bytes.size)
				 ? png_read(bytes.data, bytes.size, channels,
					    &full, err)
				 : jpeg_read(bytes.data, bytes.size, &how,
					     &full, &info, err);
	if (status == 0)
		status = resize_to(&full, WIDTH, HEIGHT, out, err);
	image_release(&full);
	buf_release(&bytes);
	return status;
}

static void compare(const struct image *alpha, const struct image *truth,
		    struct score *s)
{
	size_t i, n = (size_t)alpha->width * (size_t)alpha->height;
	size_t both = 0, any = 0;

	for (i = 0; i < n; i++) {
		double d = (alpha->data[i] - truth->data[i]) / 255.0;
		int a = alpha->data[i] > 127, b = truth->data[i] > 127;

		s->sad += fabs(d);
		s->mse += d * d;
		both += (size_t)(a & b);
		any += (size_t)(a | b);
	}
	s->sad /= 1000;
	s->mse *= 1000.0 / (double)n;
	s->iou = any ? (double)both / (double)any : 1;
}

static int write_png(const struct image *im, const char *folder,
		     const char *stem, const char *what)
{
	struct error err = ERROR_INIT;
	struct buf bytes = BUF_INIT;
	char path[1024];
	int status;

	snprintf(path, sizeof(path), "%s/%s.%s.png", folder, stem, what);
	status = png_write(im, &bytes, &err);
	if (status == 0)
		status = file_write(path, bytes.data, bytes.size, 0644, &err);
	if (status)
		fprintf(stderr, "%s: %s\n", path, err.text);
	buf_release(&bytes);
	return status;
}

static bool face_from_file(const char *path, const char *stem,
			   struct image_box *box)
{
	FILE *f = fopen(path, "r");
	char line[512], name[300];
	bool found = false;

	while (f && !found && fgets(line, sizeof(line), f))
		found = sscanf(line, "%299s %d %d %d %d", name, &box->x,
			       &box->y, &box->width, &box->height) == 5 &&
			strcmp(name, stem) == 0;
	if (f)
		fclose(f);
	return found;
}

static void add(struct total *t, const struct score *s)
{
	t->n++;
	t->sad += s->sad;
	t->mse += s->mse;
	t->iou += s->iou;
	t->ms += s->ms;
	t->most_ms = fmax(t->most_ms, s->ms);
	t->refused += s->refused;
	if (s->refused)
		return;
	t->sad_kept += s->sad;
	t->iou_kept += s->iou;
	t->least_kept = fmin(t->least_kept, s->iou);
	t->poor_kept += s->iou < 0.98;
}

static int run_one(const char *folder, const char *stem,
		   const struct options *o, struct total *t)
{
	struct image rgb = IMAGE_INIT, truth = IMAGE_INIT;
	struct image_box face;
	struct error err = ERROR_INIT;
	struct matte m = {0};
	struct score s = {0};
	char path[1024];

	if (!face_from_file(o->faces, stem, &face))
		return 0;
	face.x -= (int)(face.width * o->grow / 200 * 1.5);
	face.y -= (int)(face.height * o->grow / 200 * 0.5);
	face.width += (int)(face.width * o->grow / 100);
	face.height += (int)(face.height * o->grow / 100);
	snprintf(path, sizeof(path), "%s/%s.jpg", folder, stem);
	if (read_scaled(path, 3, &rgb, &err))
		goto out;
	snprintf(path, sizeof(path), "%s/alpha/%s.png", folder, stem);
	if (read_scaled(path, 1, &truth, &err))
		goto out;
	s.ms = cpu_ms();
	if (matte_make(&rgb, face, &m, &err))
		goto out;
	s.ms = cpu_ms() - s.ms;
	compare(&m.alpha, &truth, &s);
	s.confidence = m.confidence;
	s.refused = m.confidence < MATTE_CONFIDENCE_MIN;
	add(t, &s);
	printf("%-30s %6.2f %6.2f %7.4f %6.2f %-7s %5.1f  %.3f %.3f %.3f\n",
	       stem, s.sad, s.mse, s.iou, s.confidence,
	       s.refused ? "refused" : "", s.ms, m.disagree, m.weak_edge,
	       m.soft_edge);
	if (o->dump) {
		write_png(&m.alpha, o->dump, stem, "alpha");
		write_png(&m.colour, o->dump, stem, "colour");
		write_png(&truth, o->dump, stem, "truth");
		write_png(&rgb, o->dump, stem, "rgb");
	}
out:
	if (err.kind)
		fprintf(stderr, "%s: %s\n", path, err.text);
	image_release(&rgb);
	image_release(&truth);
	matte_release(&m);
	return err.kind ? -1 : 0;
}

static bool aim(const char *what, double value, double limit, bool at_most)
{
	bool met = at_most ? value <= limit : value >= limit;

	printf("%-44s %8.4f  aim %s %.4g  %s\n", what, value,
	       at_most ? "<=" : ">=", limit, met ? "met" : "MISSED");
	return met;
}

static bool report(const struct total *t)
{
	double n = t->n ? t->n : 1;
	double kept = t->n - t->refused ? t->n - t->refused : 1;
	bool ok = true;

	printf("\n%d composites with a face, MSE mean %.2f\n", t->n,
	       t->mse / n);
	ok &= aim("SAD mean, thousands", t->sad / n, 1.2, true);
	ok &= aim("SAD mean of those not refused", t->sad_kept / kept, 1.2,
		  true);
	ok &= aim("IoU mean", t->iou / n, 0.995, false);
	ok &= aim("IoU mean of those not refused", t->iou_kept / kept, 0.995,
		  false);
	ok &= aim("IoU least of those not refused", t->least_kept, 0.98, false);
	ok &= aim("share refused", t->refused / n, 0.1, true);
	ok &= aim("kept below IoU .98", t->poor_kept, 0, true);
	ok &= aim("ms CPU, mean", t->ms / n, 30, true);
	printf("ms CPU, most %.1f\n", t->most_ms);
	return ok;
}

struct walk {
	const struct options *options;
	struct total *total;
	char *folder;
};

static int each(void *ctx, const char *path, struct error *err)
{
	struct walk *w = ctx;
	char *stem;
	int status = 0;

	(void)err;
	if (strstr(path, "/comp") && path_has_extension(path, ".jpg") &&
	    (!w->options->only || strstr(path, w->options->only))) {
		stem = path_stem(path);
		status = run_one(w->folder, stem, w->options, w->total);
		free(stem);
	}
	return status;
}

static int usage(void)
{
	fprintf(stderr, "usage: accuracy_matte [--faces FILE] [--only TEXT] "
			"[--dump DIR] [--grow PERCENT]\n");
	return 2;
}

int main(int argc, char **argv)
{
	const char *data = getenv("QCTOOL_TESTDATA");
	struct total total = {.least_kept = 1};
	struct options o = {0};
	struct error err = ERROR_INIT;
	struct walk w = {&o, &total, NULL};
	int i, status;

	for (i = 1; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], "--faces") == 0)
			o.faces = argv[i + 1];
		else if (strcmp(argv[i], "--only") == 0)
			o.only = argv[i + 1];
		else if (strcmp(argv[i], "--dump") == 0)
			o.dump = argv[i + 1];
		else if (strcmp(argv[i], "--grow") == 0)
			o.grow = strtod(argv[i + 1], NULL);
		else
			return usage();
	}
	if (i != argc)
		return usage();
	if (!data) {
		printf("composites skipped: QCTOOL_TESTDATA is not set\n");
		return 0;
	}
	printf("%-30s %6s %6s %7s %6s %-7s %5s  %s\n", "composite", "SAD",
	       "MSE", "IoU", "conf", "", "ms", "disagree weak soft");
	w.folder = path_join(data, "portraits");
	status = file_walk(w.folder, each, &w, &err);
	free(w.folder);
	if (status)
		return 1;
	return report(&total) ? 0 : 1;
}
