/* SPDX-License-Identifier: MIT */
#include "codec/config/cascade.h"

#include <stdlib.h>
#include <string.h>

#include <expat.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/share.h"
#include "codec/config/cascade_file.h"

/* Against files that are none of OpenCV's. */
enum {
	MAX_BYTES = 4 << 20,
	MAX_TEXT = 4096,   /* bytes of one element's text */
	MAX_PARTS = 20000, /* features, nodes, trees or stages */
	MAX_DEPTH = 16,
	MAX_NAME = 24,	/* bytes of an element's name */
	MIN_WINDOW = 4, /* pixels a side */
};

/*
 * The parts of a cascade file that are read:
 *
 *   <opencv_storage><cascade>
 *     <featureType>HAAR</featureType> <width>20</width> <height>20</height>
 *     <stages>
 *       <_><stageThreshold>3.51</stageThreshold>
 *          <weakClassifiers>
 *            <_><internalNodes>0 1 0 4.3e-3  -1 -2 1 1.3e-2</internalNodes>
 *               <leafValues>3.8e-2 9.0e-1 2.6e-1</leafValues></_>   a tree
 *     <features>
 *       <_><rects><_>6 4 12 9 -1.</_><_>…</_></rects><tilted>0</tilted></_>
 *
 * A node of a Haar tree is "left right feature threshold", of an LBP tree
 * "left right feature" and eight words of 32 bits, the set of codes that goes
 * left.  A way greater than 0 is a node, the others are minus a leaf: above,
 * node 0 leads to leaf 0 or node 1, node 1 to leaf 1 or leaf 2.
 */

struct parser {
	XML_Parser xml;
	struct cascade *c;
	size_t feature_cap, node_cap, tree_cap, stage_cap, leaf_cap;
	char open[MAX_DEPTH][MAX_NAME];
	int depth;
	struct buf text;
	bool bad;
};

static void give_up(struct parser *p)
{
	p->bad = true;
	XML_StopParser(p->xml, XML_FALSE);
}

static bool inside(const struct parser *p, int up, const char *name)
{
	return p->depth >= up && strcmp(p->open[p->depth - up], name) == 0;
}

static void on_open(void *ctx, const char *name, const char **attributes)
{
	struct parser *p = ctx;
	struct cascade *c = p->c;

	(void)attributes;
	if (p->depth == MAX_DEPTH || strlen(name) >= MAX_NAME ||
	    c->feature_count == MAX_PARTS) {
		give_up(p);
		return;
	}
	memcpy(p->open[p->depth++], name, strlen(name) + 1);
	buf_clear(&p->text);
	if (!inside(p, 1, "_") || !inside(p, 2, "features"))
		return;
	MEM_GROW(c->features, c->feature_count, p->feature_cap);
	memset(&c->features[c->feature_count++], 0, sizeof(*c->features));
}

static void on_text(void *ctx, const char *s, int n)
{
	struct parser *p = ctx;

	if (p->text.size + (size_t)n > MAX_TEXT)
		give_up(p);
	else
		buf_add(&p->text, s, (size_t)n);
}

static bool next_long(char **at, long *v)
{
	char *end;

	*v = strtol(*at, &end, 10);
	if (end == *at)
		return false;
	*at = end;
	return true;
}

static bool next_float(char **at, float *v)
{
	char *end;

	*v = strtof(*at, &end);
	if (end == *at)
		return false;
	*at = end;
	return true;
}

static void close_stage(struct parser *p)
{
	struct cascade *c = p->c;
	char *at = p->text.data;
	float threshold;

	if (!next_float(&at, &threshold) || c->stage_count == MAX_PARTS) {
		give_up(p);
		return;
	}
	MEM_GROW(c->stages, c->stage_count, p->stage_cap);
	/* As OpenCV reads it: a hair lower against rounding. */
	c->stages[c->stage_count++] = (struct cascade_stage){
		(int)c->tree_count, 0, threshold - 1e-4f};
}

static bool read_node(const struct cascade *c, char **at,
		      struct cascade_node *n)
{
	long left, right, feature, word;
	int i;

	memset(n, 0, sizeof(*n));
	if (!next_long(at, &left) || !next_long(at, &right) ||
	    !next_long(at, &feature))
		return false;
	n->left = (int)left;
	n->right = (int)right;
	n->feature = (int)feature;
	if (!c->lbp)
		return next_float(at, &n->threshold);
	for (i = 0; i < 8; i++) {
		if (!next_long(at, &word))
			return false;
		n->subset[i] = (uint32_t)word;
	}
	return true;
}

static void close_nodes(struct parser *p)
{
	struct cascade *c = p->c;
	char *at = p->text.data;
	struct cascade_node node;
	struct cascade_tree *tree;

	if (!c->stage_count || c->tree_count == MAX_PARTS) {
		give_up(p);
		return;
	}
	MEM_GROW(c->trees, c->tree_count, p->tree_cap);
	tree = &c->trees[c->tree_count++];
	*tree = (struct cascade_tree){.first_node = (int)c->node_count,
				      .first_leaf = (int)c->leaf_count};
	c->stages[c->stage_count - 1].trees++;
	while (c->node_count < MAX_PARTS && read_node(c, &at, &node)) {
		MEM_GROW(c->nodes, c->node_count, p->node_cap);
		c->nodes[c->node_count++] = node;
		if (++tree->nodes > c->max_nodes)
			c->max_nodes = tree->nodes;
	}
}

static void close_leaves(struct parser *p)
{
	struct cascade *c = p->c;
	char *at = p->text.data;
	float leaf;

	while (c->tree_count && c->leaf_count < 2 * MAX_PARTS &&
	       next_float(&at, &leaf)) {
		MEM_GROW(c->leaves, c->leaf_count, p->leaf_cap);
		c->leaves[c->leaf_count++] = leaf;
		c->trees[c->tree_count - 1].leaves++;
	}
}

static void close_rect(struct parser *p)
{
	struct cascade *c = p->c;
	struct cascade_feature *f;
	char *at = p->text.data;
	long v[4];
	float weight = 0;
	int i;

	f = c->feature_count ? &c->features[c->feature_count - 1] : NULL;
	if (!f || f->rects == CASCADE_RECTS) {
		give_up(p);
		return;
	}
	for (i = 0; i < 4; i++)
		if (!next_long(&at, &v[i]) || v[i] < 0 ||
		    v[i] > CASCADE_MAX_WINDOW) {
			give_up(p);
			return;
		}
	next_float(&at, &weight);
	f->rect[f->rects++] = (struct cascade_rect){
		(int)v[0], (int)v[1], (int)v[2], (int)v[3], weight};
}

static void close_tilted(struct parser *p)
{
	struct cascade *c = p->c;

	if (c->feature_count && strchr(p->text.data, '1'))
		c->tilted = c->features[c->feature_count - 1].tilted = true;
}

static void close_header(struct parser *p, const char *name)
{
	if (strcmp(name, "featureType") == 0)
		p->c->lbp = strstr(p->text.data, "LBP") != NULL;
	else if (strcmp(name, "width") == 0)
		p->c->width = (int)strtol(p->text.data, NULL, 10);
	else if (strcmp(name, "height") == 0)
		p->c->height = (int)strtol(p->text.data, NULL, 10);
}

static void on_close(void *ctx, const char *name)
{
	struct parser *p = ctx;

	if (p->bad)
		return;
	buf_adds(&p->text, "");
	if (p->depth == 3)
		close_header(p, name);
	else if (strcmp(name, "stageThreshold") == 0)
		close_stage(p);
	else if (strcmp(name, "internalNodes") == 0)
		close_nodes(p);
	else if (strcmp(name, "leafValues") == 0)
		close_leaves(p);
	else if (strcmp(name, "rect") == 0 ||
		 (strcmp(name, "_") == 0 && inside(p, 2, "rects")))
		close_rect(p);
	else if (strcmp(name, "tilted") == 0)
		close_tilted(p);
	p->depth--;
	buf_clear(&p->text);
}

static bool is_within(int value, int least, int most)
{
	return value >= least && value <= most;
}

/* No number is so large that a sum of them overflows. */
static bool rect_is_sane(const struct cascade_rect *r)
{
	return is_within(r->x, 0, CASCADE_MAX_WINDOW) &&
	       is_within(r->y, 0, CASCADE_MAX_WINDOW) &&
	       is_within(r->width, 1, CASCADE_MAX_WINDOW) &&
	       is_within(r->height, 1, CASCADE_MAX_WINDOW);
}

/*
 * A tilted rectangle hangs from its top corner: its height runs down to the
 * left, its width down to the right.  LBP compares 3 x 3 such rectangles.
 */
static bool rect_fits(const struct cascade *c, const struct cascade_feature *f,
		      const struct cascade_rect *r)
{
	int cells = c->lbp ? 3 : 1;

	if (!rect_is_sane(r))
		return false;
	if (f->tilted)
		return r->x - r->height >= 0 && r->x + r->width <= c->width &&
		       r->y + r->width + r->height <= c->height;
	return r->x + cells * r->width <= c->width &&
	       r->y + cells * r->height <= c->height;
}

static bool feature_is_valid(const struct cascade *c,
			     const struct cascade_feature *f)
{
	int i;

	if (c->lbp ? f->rects != 1 || f->tilted
		   : f->rects < 2 || f->rects > CASCADE_RECTS)
		return false;
	if (f->tilted && !c->tilted)
		return false;
	for (i = 0; i < f->rects; i++)
		if (!rect_fits(c, f, &f->rect[i]))
			return false;
	return true;
}

/* A way out leads to a leaf or strictly onwards, so every walk ends. */
static bool way_is_valid(const struct cascade_tree *t, int from, int to)
{
	return to > 0 ? to > from && to < t->nodes : -to < t->leaves;
}

/* Whether an array's part lies in it. */
static bool part_fits(int first, int n, size_t count)
{
	return first >= 0 && n >= 0 && (size_t)first + (size_t)n <= count;
}

static bool node_is_valid(const struct cascade *c, const struct cascade_tree *t,
			  int i)
{
	const struct cascade_node *n = &c->nodes[t->first_node + i];

	return n->feature >= 0 && (size_t)n->feature < c->feature_count &&
	       n->left >= -MAX_PARTS && n->right >= -MAX_PARTS &&
	       way_is_valid(t, i, n->left) && way_is_valid(t, i, n->right);
}

static bool tree_is_valid(const struct cascade *c, const struct cascade_tree *t)
{
	int i;

	if (!part_fits(t->first_node, t->nodes, c->node_count) ||
	    !part_fits(t->first_leaf, t->leaves, c->leaf_count) ||
	    t->nodes > c->max_nodes)
		return false;
	for (i = 0; i < t->nodes; i++)
		if (!node_is_valid(c, t, i))
			return false;
	return t->nodes > 0;
}

static bool window_is_valid(const struct cascade *c)
{
	return c->width >= MIN_WINDOW && c->height >= MIN_WINDOW &&
	       c->width <= CASCADE_MAX_WINDOW &&
	       c->height <= CASCADE_MAX_WINDOW;
}

/* The evaluation of a window checks nothing: all of it is checked here. */
static bool is_valid(const struct cascade *c)
{
	size_t i;

	if (!window_is_valid(c) || !c->stage_count || !c->tree_count ||
	    !c->leaf_count)
		return false;
	for (i = 0; i < c->feature_count; i++)
		if (!feature_is_valid(c, &c->features[i]))
			return false;
	for (i = 0; i < c->tree_count; i++)
		if (!tree_is_valid(c, &c->trees[i]))
			return false;
	for (i = 0; i < c->stage_count; i++)
		if (!part_fits(c->stages[i].first_tree, c->stages[i].trees,
			       c->tree_count))
			return false;
	return true;
}

void cascade_free(struct cascade *take_cascade)
{
	struct cascade *c = take_cascade;

	if (!c)
		return;
	free(c->features);
	free(c->nodes);
	free(c->trees);
	free(c->stages);
	free(c->leaves);
	free(c);
}

struct cascade *cascade_parse(const void *xml, size_t n, struct error *err)
{
	struct parser p = {.xml = XML_ParserCreate(NULL)};
	bool ok;

	if (!p.xml)
		BUG("out of memory");
	p.c = mem_xcalloc(1, sizeof(*p.c));
	XML_SetUserData(p.xml, &p);
	XML_SetElementHandler(p.xml, on_open, on_close);
	XML_SetCharacterDataHandler(p.xml, on_text);
	ok = n <= MAX_BYTES &&
	     XML_Parse(p.xml, xml, (int)n, 1) == XML_STATUS_OK && !p.bad &&
	     is_valid(p.c);
	XML_ParserFree(p.xml);
	buf_release(&p.text);
	if (ok) {
		face_cascade_tabulate(p.c);
		return p.c;
	}
	cascade_free(p.c);
	error_set(err, ERROR_INPUT, _("not a cascade of OpenCV"));
	return NULL;
}

static struct cascade *load(const char *path, struct error *err)
{
	struct buf xml = BUF_INIT;
	struct cascade *c = NULL;

	if (file_read(path, MAX_BYTES, &xml, err) == 0)
		c = cascade_parse(xml.data, xml.size, err);
	if (!c)
		error_context(err, "%s", path);
	buf_release(&xml);
	return c;
}

/* Where a cascade is: NULL when nowhere. */
static char *find(const char *name)
{
	static const char *const folders[] = {
		"/usr/share/opencv4/haarcascades",
		"/usr/share/opencv4/lbpcascades",
		"/usr/share/opencv/haarcascades",
		"/usr/share/opencv/lbpcascades",
	};
	const char *chosen = getenv("QCTOOL_CASCADES");
	char *path;
	size_t i;

	if (chosen && *chosen)
		return path_join(chosen, name);
	for (i = 0; i < ARRAY_SIZE(folders); i++) {
		path = path_join(folders[i], name);
		if (file_exists(path))
			return path;
		free(path);
	}
	return NULL;
}

/* The four in the order of struct face_models and of the packed file. */
enum { MODELS = 4 };
static const char *const names[MODELS] = {
	"haarcascade_frontalface_alt2.xml",
	"lbpcascade_frontalface_improved.xml",
	"haarcascade_eye_tree_eyeglasses.xml",
	"haarcascade_eye.xml",
};

/* Where a cascade is: NULL with err when nowhere. */
static char *find_or_say(const char *name, struct error *err)
{
	char *path = find(name);

	if (!path)
		error_set(err, ERROR_USAGE,
			  _("%s is missing: install the package "
			    "opencv-data or set QCTOOL_CASCADES"),
			  name);
	return path;
}

/* The next packed one while it is as good as its XML, else NULL. */
static struct cascade *packed_next(struct cascade_file_reader *packed,
				   const char *path)
{
	struct cascade_stamp stamp;
	struct cascade *c;

	if (!packed->at || !cascade_file_stamp(path, &stamp))
		return NULL;
	c = cascade_file_next(packed, &stamp);
	if (!c || is_valid(c))
		return c;
	cascade_free(c);
	return NULL;
}

static int load_one(const char *name, struct cascade_file_reader *packed,
		    struct cascade **out, struct error *err)
{
	char *path = find_or_say(name, err);

	if (!path)
		return -1;
	*out = packed_next(packed, path);
	if (!*out)
		*out = load(path, err);
	free(path);
	return *out ? 0 : -1;
}

/* Empty when there is no packed file, or other cascades are wanted. */
static void read_packed(struct buf *out)
{
	const char *chosen = getenv("QCTOOL_CASCADES");
	struct error ignored = ERROR_INIT;
	char *path;

	if (chosen && *chosen)
		return;
	path = share_model_path("cascades.bin");
	if (file_exists(path) && file_read(path, MAX_BYTES, out, &ignored) < 0)
		buf_clear(out);
	free(path);
}

int cascade_models_load(struct face_models *out, struct error *err)
{
	struct cascade **const models[MODELS] = {&out->face, &out->face_lbp,
						 &out->eyes, &out->eyes_bare};
	struct cascade_file_reader packed;
	struct buf bytes = BUF_INIT;
	int i, result = 0;

	memset(out, 0, sizeof(*out));
	read_packed(&bytes);
	packed = cascade_file_open(bytes.data, bytes.size);
	for (i = 0; i < MODELS && result == 0; i++)
		result = load_one(names[i], &packed, models[i], err);
	buf_release(&bytes);
	if (result < 0)
		cascade_models_release(out);
	return result;
}

int cascade_models_pack(struct buf *out, struct error *err)
{
	struct cascade_stamp stamp;
	struct cascade *c;
	char *path;
	int i;

	cascade_file_begin(out);
	for (i = 0; i < MODELS; i++) {
		path = find_or_say(names[i], err);
		if (!path)
			return -1;
		c = cascade_file_stamp(path, &stamp) ? load(path, err) : NULL;
		free(path);
		if (!c)
			return -1;
		cascade_file_add(out, c, &stamp);
		cascade_free(c);
	}
	return 0;
}

void cascade_models_release(struct face_models *models)
{
	cascade_free(models->face);
	cascade_free(models->face_lbp);
	cascade_free(models->eyes);
	cascade_free(models->eyes_bare);
	memset(models, 0, sizeof(*models));
}
