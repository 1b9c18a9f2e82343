/* SPDX-License-Identifier: MIT */
#include "codec/config/landmark_file.h"

#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/share.h"

/* The numbers of the head, in their order. */
struct file_head {
	uint32_t stages, trees, pixels, points, depth;
	float unit;
	uint64_t size;
};

/* No box is so large, so far away. */
static const float far_away = 100;

static size_t behind(size_t at, size_t n)
{
	return (at + n + 63) / 64 * 64;
}

struct landmark_layout landmark_file_layout(size_t stages, size_t trees,
					    size_t pixels)
{
	struct landmark_layout l = {.mean = LANDMARK_FILE_HEAD};
	size_t all = stages * trees;

	l.pixel = behind(l.mean, LANDMARKS_VALUES * sizeof(float));
	l.split = behind(l.pixel,
			 stages * pixels * sizeof(struct landmark_pixel));
	l.leaf = behind(l.split,
			all * LANDMARKS_SPLITS * sizeof(struct landmark_split));
	l.size = l.leaf + all * LANDMARKS_LEAVES * sizeof(struct landmark_leaf);
	return l;
}

static bool head_is_valid(const struct file_head *h)
{
	return h->points == LANDMARKS && h->depth == LANDMARKS_DEPTH &&
	       h->stages >= 1 && h->stages <= LANDMARKS_MAX_STAGES &&
	       h->trees >= 1 && h->trees <= LANDMARKS_MAX_TREES &&
	       h->pixels >= 1 && h->pixels <= LANDMARKS_MAX_PIXELS &&
	       h->unit > 0 && h->unit < 1;
}

static bool mean_is_valid(const float *mean)
{
	int i;

	for (i = 0; i < LANDMARKS_VALUES; i++)
		if (!(fabsf(mean[i]) < far_away))
			return false;
	return true;
}

static bool pixels_are_valid(const struct landmark_model *m)
{
	size_t n = (size_t)m->stages * (size_t)m->pixels, i;

	for (i = 0; i < n; i++)
		if (m->pixel[i].point >= LANDMARKS ||
		    !(fabsf(m->pixel[i].dx) < far_away) ||
		    !(fabsf(m->pixel[i].dy) < far_away))
			return false;
	return true;
}

static bool splits_are_valid(const struct landmark_model *m)
{
	size_t n = (size_t)m->stages * (size_t)m->trees * LANDMARKS_SPLITS, i;

	for (i = 0; i < n; i++)
		if (m->split[i].a >= m->pixels || m->split[i].b >= m->pixels)
			return false;
	return true;
}

/*
 * Leaves are not looked through, which would read the whole file: any value is
 * a valid one, and LANDMARKS_MAX_TREES of the largest fit the sum.
 */
int landmark_file_parse(const void *bytes, size_t n, struct landmark_model *out,
			struct error *err)
{
	const char *at = bytes;
	struct landmark_layout l;
	struct file_head h;

	if (n < LANDMARK_FILE_HEAD || memcmp(at, LANDMARK_FILE_MAGIC, 8) != 0)
		goto out;
	memcpy(&h, at + 8, sizeof(h));
	if (!head_is_valid(&h))
		goto out;
	l = landmark_file_layout(h.stages, h.trees, h.pixels);
	if (h.size != n || l.size != n)
		goto out;
	*out = (struct landmark_model){
		.stages = (int)h.stages,
		.trees = (int)h.trees,
		.pixels = (int)h.pixels,
		.unit = h.unit,
		.mean = (const void *)(at + l.mean),
		.pixel = (const void *)(at + l.pixel),
		.split = (const void *)(at + l.split),
		.leaf = (const void *)(at + l.leaf),
	};
	if (mean_is_valid(out->mean) && pixels_are_valid(out) &&
	    splits_are_valid(out))
		return 0;
out:
	return error_set(err, ERROR_INPUT,
			 _("not a file of face landmarks as \"make models\" "
			   "writes it"));
}

static int map_file(const char *path, struct landmark_file *out,
		    struct error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), result = -1;
	struct stat st;
	void *map;

	if (fd < 0)
		return error_set_errno(err, _("cannot open"));
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size <= 0) {
		result = error_set(err, ERROR_INPUT, _("not a regular file"));
		goto out;
	}
	map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (map == MAP_FAILED) {
		error_set_errno(err, _("cannot map"));
		goto out;
	}
	out->map = map;
	out->size = (size_t)st.st_size;
	result = landmark_file_parse(map, out->size, &out->model, err);
out:
	close(fd);
	return result;
}

int landmark_file_open(struct landmark_file *out, struct error *err)
{
	const char *chosen = getenv("QCTOOL_LANDMARKS");
	char *path;
	int result = 0;

	memset(out, 0, sizeof(*out));
	path = chosen ? mem_xstrdup(chosen)
		      : share_model_path("landmarks68.bin");
	/* Set to nothing: wanted without. */
	if (*path && (chosen || file_exists(path)))
		result = map_file(path, out, err);
	if (result < 0) {
		error_context(err, "%s", path);
		landmark_file_close(out);
	}
	free(path);
	return result;
}

void landmark_file_close(struct landmark_file *file)
{
	if (file->map)
		munmap(file->map, file->size);
	memset(file, 0, sizeof(*file));
}
