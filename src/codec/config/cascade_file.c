/* SPDX-License-Identifier: MIT */
#include "codec/config/cascade_file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"

#define MAGIC "qctoolhc"
enum { MAGIC_SIZE = 8, MOST = 40000 }; /* of any array */

struct file_feature {
	struct cascade_rect rect[CASCADE_RECTS];
	int32_t rects, tilted;
};

bool cascade_file_stamp(const char *path, struct cascade_stamp *out)
{
	struct stat st;

	if (stat(path, &st) < 0)
		return false;
	*out = (struct cascade_stamp){(uint64_t)st.st_size,
				      (int64_t)st.st_mtime};
	return true;
}

void cascade_file_begin(struct buf *out)
{
	buf_add(out, MAGIC, MAGIC_SIZE);
}

static void add_features(struct buf *out, const struct cascade *c)
{
	size_t i;

	for (i = 0; i < c->feature_count; i++) {
		const struct cascade_feature *f = &c->features[i];
		struct file_feature packed = {.rects = f->rects,
					      .tilted = f->tilted};

		memcpy(packed.rect, f->rect, sizeof(packed.rect));
		buf_add(out, &packed, sizeof(packed));
	}
}

void cascade_file_add(struct buf *out, const struct cascade *c,
		      const struct cascade_stamp *stamp)
{
	struct cascade_file_head h = {
		.stamp = *stamp,
		.lbp = c->lbp,
		.tilted = c->tilted,
		.width = c->width,
		.height = c->height,
		.max_nodes = c->max_nodes,
		.features = (uint32_t)c->feature_count,
		.nodes = (uint32_t)c->node_count,
		.trees = (uint32_t)c->tree_count,
		.stages = (uint32_t)c->stage_count,
		.leaves = (uint32_t)c->leaf_count,
	};

	buf_add(out, &h, sizeof(h));
	add_features(out, c);
	buf_add(out, c->nodes, c->node_count * sizeof(*c->nodes));
	buf_add(out, c->trees, c->tree_count * sizeof(*c->trees));
	buf_add(out, c->stages, c->stage_count * sizeof(*c->stages));
	buf_add(out, c->leaves, c->leaf_count * sizeof(*c->leaves));
}

struct cascade_file_reader cascade_file_open(const void *bytes, size_t n)
{
	struct cascade_file_reader r = {bytes, (const char *)bytes + n};

	if (n < MAGIC_SIZE || memcmp(bytes, MAGIC, MAGIC_SIZE) != 0)
		return (struct cascade_file_reader){NULL, NULL};
	r.at += MAGIC_SIZE;
	return r;
}

static size_t size_of(const struct cascade_file_head *h)
{
	return h->features * sizeof(struct file_feature) +
	       h->nodes * sizeof(struct cascade_node) +
	       h->trees * sizeof(struct cascade_tree) +
	       h->stages * sizeof(struct cascade_stage) +
	       h->leaves * sizeof(float);
}

static bool head_fits(const struct cascade_file_head *h, size_t room)
{
	return h->features <= MOST && h->nodes <= MOST && h->trees <= MOST &&
	       h->stages <= MOST && h->leaves <= MOST && size_of(h) <= room;
}

/* n things of one size; moves on. */
static void *take(const char **at, size_t n, size_t size)
{
	void *out = mem_xcalloc(n ? n : 1, size);

	memcpy(out, *at, n * size);
	*at += n * size;
	return out;
}

static struct cascade_feature *take_features(const char **at, size_t n)
{
	struct cascade_feature *out = mem_xcalloc(n ? n : 1, sizeof(*out));
	struct file_feature packed;
	size_t i;

	for (i = 0; i < n; i++, *at += sizeof(packed)) {
		memcpy(&packed, *at, sizeof(packed));
		memcpy(out[i].rect, packed.rect, sizeof(packed.rect));
		out[i].rects = packed.rects;
		out[i].tilted = packed.tilted != 0;
	}
	return out;
}

static struct cascade *unpack(const struct cascade_file_head *h, const char *at)
{
	struct cascade *c = mem_xcalloc(1, sizeof(*c));

	*c = (struct cascade){
		.lbp = h->lbp != 0,
		.tilted = h->tilted != 0,
		.width = h->width,
		.height = h->height,
		.max_nodes = h->max_nodes,
		.feature_count = h->features,
		.node_count = h->nodes,
		.tree_count = h->trees,
		.stage_count = h->stages,
		.leaf_count = h->leaves,
	};
	c->features = take_features(&at, h->features);
	c->nodes = take(&at, h->nodes, sizeof(*c->nodes));
	c->trees = take(&at, h->trees, sizeof(*c->trees));
	c->stages = take(&at, h->stages, sizeof(*c->stages));
	c->leaves = take(&at, h->leaves, sizeof(*c->leaves));
	return c;
}

struct cascade *cascade_file_next(struct cascade_file_reader *r,
				  const struct cascade_stamp *stamp)
{
	size_t room = (size_t)(r->end - r->at);
	struct cascade_file_head h;
	const char *at = r->at;

	if (!at || room < sizeof(h))
		return NULL;
	memcpy(&h, at, sizeof(h));
	at += sizeof(h);
	if (!head_fits(&h, room - sizeof(h))) {
		r->at = r->end;
		return NULL;
	}
	r->at = at + size_of(&h);
	if (h.stamp.size != stamp->size || h.stamp.time != stamp->time)
		return NULL;
	return unpack(&h, at);
}
