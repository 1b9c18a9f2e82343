/* SPDX-License-Identifier: MIT */
#include "support/pairs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "codec/picture/jpeg.h"

enum { MOST_BYTES = 1 << 25 };

static int person_of(const char *name)
{
	const char *slash = strchr(name, '/'), *under;
	int base = 0;

	if (slash != NULL && strncmp(slash, "/orl_", 5) == 0)
		base = 1000;
	under = slash != NULL ? strchr(slash, '_') : NULL;
	return under != NULL ? base + (int)strtol(under + 1, NULL, 10) : -1;
}

static FILE *open_table(const struct pairs *p, const char *name, char line[512])
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", p->folder, name);
	f = fopen(path, "r");
	if (f != NULL && fgets(line, 512, f) == NULL) {
		fclose(f);
		f = NULL;
	}
	return f;
}

static int load_photos(struct pairs *p)
{
	char line[512];
	FILE *f = open_table(p, "faces.tsv", line);
	size_t cap = 0;
	double x, y, w, h;

	if (f == NULL)
		return -1;
	while (fgets(line, sizeof(line), f) != NULL) {
		struct pairs_photo photo = {.burst = false};

		if (sscanf(line, "%63s %lf %lf %lf %lf", photo.name, &x, &y, &w,
			   &h) != 5)
			continue;
		photo.person = person_of(photo.name);
		photo.burst = photo.person >= 1000;
		if (x >= 0)
			photo.box = (struct image_box){(int)x, (int)y, (int)w,
						       (int)h};
		MEM_GROW(p->photos, p->photo_count, cap);
		p->photos[p->photo_count++] = photo;
	}
	fclose(f);
	return 0;
}

static int find(const struct pairs *p, const char *name)
{
	size_t i;

	for (i = 0; i < p->photo_count; i++)
		if (strcmp(p->photos[i].name, name) == 0)
			return (int)i;
	return -1;
}

static int load_pairs(struct pairs *p)
{
	char line[512], a[64], b[64], label[32];
	FILE *f = open_table(p, "pairs.tsv", line);
	size_t cap = 0;

	if (f == NULL)
		return -1;
	while (fgets(line, sizeof(line), f) != NULL) {
		struct pairs_pair pair;

		if (sscanf(line, "%63s %63s %31s %47s", a, b, label,
			   pair.transform) != 4)
			continue;
		pair.a = find(p, a);
		pair.b = find(p, b);
		pair.same = strcmp(label, "same_photo") == 0;
		if (pair.a < 0 || pair.b < 0)
			continue;
		MEM_GROW(p->pairs, p->pair_count, cap);
		p->pairs[p->pair_count++] = pair;
	}
	fclose(f);
	return 0;
}

int pairs_load(struct pairs *p)
{
	const char *root = getenv("QCTOOL_TESTDATA");

	memset(p, 0, sizeof(*p));
	if (root == NULL)
		return -1;
	snprintf(p->folder, sizeof(p->folder), "%s/pairs", root);
	return load_photos(p) == 0 && load_pairs(p) == 0 ? 0 : -1;
}

void pairs_release(struct pairs *p)
{
	free(p->photos);
	free(p->pairs);
	memset(p, 0, sizeof(*p));
}

int pairs_grey(const struct pairs *p, int photo, int min, struct image *grey)
{
	struct jpeg_read how = {1, min, min};
	struct buf bytes = BUF_INIT;
	char path[512];
	int status;

	snprintf(path, sizeof(path), "%s/%s", p->folder, p->photos[photo].name);
	status = file_read(path, MOST_BYTES, &bytes, NULL);
	if (status == 0)
		status = jpeg_read(bytes.data, bytes.size, &how, grey, NULL);
	buf_release(&bytes);
	return status;
}
