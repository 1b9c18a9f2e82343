/* SPDX-License-Identifier: MIT */
#include "codec/table/html_tree.h"

#include <setjmp.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"

#define TREE_BYTES (2ULL << 30) /* a table of 60 MiB takes about half of it */
enum {
	CPU_MS = 20000, /* for the parsing: it is quadratic in the levels */
	LOOK = 1024,	/* allocations between two looks at the clock */
};

/*
 * Each piece of memory gumbo has, in a ring, so that all of it can be freed
 * without walking the tree:
 *
 *   | before | after | size | … what gumbo sees …
 */
struct link {
	struct link *before, *after;
};
struct block {
	struct link link; /* first, so that a link is its block */
	size_t size;
	max_align_t bytes[];
};

struct html_tree {
	struct buf text;
	struct link ring;
	unsigned long long live;
	unsigned calls;
	double end; /* of the thread's time */
	enum { FINE, TOO_LARGE, TOO_SLOW } why;
	jmp_buf leave;
	GumboOutput *output;
};

static void leave(struct html_tree *tree, int why)
{
	tree->why = why;
	longjmp(tree->leave, 1);
}

/* gumbo takes NULL for memory, so a refusal cannot come back to it. */
static void *allocate(void *ctx, size_t size)
{
	struct html_tree *tree = ctx;
	struct block *b;

	if (tree->live + size > TREE_BYTES)
		leave(tree, TOO_LARGE);
	if (++tree->calls % LOOK == 0 && clock_thread_ms() > tree->end)
		leave(tree, TOO_SLOW);
	b = malloc(sizeof(*b) + size);
	if (!b)
		leave(tree, TOO_LARGE);
	b->size = size;
	b->link.before = &tree->ring;
	b->link.after = tree->ring.after;
	b->link.after->before = &b->link;
	tree->ring.after = &b->link;
	tree->live += size;
	return b->bytes;
}

static void deallocate(void *ctx, void *bytes)
{
	struct html_tree *tree = ctx;
	struct block *b;

	if (!bytes)
		return;
	b = (struct block *)((char *)bytes - offsetof(struct block, bytes));
	b->link.before->after = b->link.after;
	b->link.after->before = b->link.before;
	tree->live -= b->size;
	free(b);
}

static void parse(struct html_tree *tree)
{
	GumboOptions options = kGumboDefaultOptions;

	options.allocator = allocate;
	options.deallocator = deallocate;
	options.userdata = tree;
	options.max_errors = 0; /* every page has some; nobody asks for them */
	tree->end = clock_thread_ms() + CPU_MS;
	if (setjmp(tree->leave) == 0)
		tree->output = gumbo_parse_with_options(
			&options, buf_str(&tree->text), tree->text.size);
}

struct html_tree *html_tree_parse(struct buf *text, struct error *err)
{
	struct html_tree *tree = mem_xcalloc(1, sizeof(*tree));

	tree->text = *text;
	*text = (struct buf)BUF_INIT;
	tree->ring.before = tree->ring.after = &tree->ring;
	parse(tree);
	if (tree->why == FINE)
		return tree;
	if (tree->why == TOO_LARGE)
		error_set(err, ERROR_LIMIT,
			  _("the page takes more than %llu MiB of memory; "
			    "save the list as .xlsx"),
			  TREE_BYTES >> 20);
	else
		error_set(err, ERROR_LIMIT,
			  _("the page takes more than %d seconds to read; "
			    "save the list as .xlsx"),
			  CPU_MS / 1000);
	html_tree_free(tree);
	return NULL;
}

void html_tree_free(struct html_tree *tree)
{
	struct link *link, *after;

	if (!tree)
		return;
	for (link = tree->ring.after; link != &tree->ring; link = after) {
		after = link->after;
		free(link);
	}
	buf_release(&tree->text);
	free(tree);
}

const GumboNode *html_tree_root(const struct html_tree *tree)
{
	return tree->output->document;
}

static const GumboVector *children_of(const GumboNode *node)
{
	static const GumboVector none;

	if (node->type == GUMBO_NODE_DOCUMENT)
		return &node->v.document.children;
	if (node->type == GUMBO_NODE_ELEMENT ||
	    node->type == GUMBO_NODE_TEMPLATE)
		return &node->v.element.children;
	return &none;
}

/* By the way up, not by recursion: levels are as many as the file wants. */
const GumboNode *html_tree_next(const GumboNode *node, const GumboNode *top,
				bool into)
{
	const GumboVector *children = children_of(node);

	if (into && children->length)
		return children->data[0];
	for (; node != top; node = node->parent) {
		children = children_of(node->parent);
		if (node->index_within_parent + 1 < children->length)
			return children->data[node->index_within_parent + 1];
	}
	return NULL;
}

bool html_tree_is(const GumboNode *node, GumboTag tag)
{
	return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag;
}

const char *html_tree_attribute(const GumboNode *node, const char *name)
{
	GumboAttribute *found;

	if (node->type != GUMBO_NODE_ELEMENT)
		return NULL;
	found = gumbo_get_attribute(&node->v.element.attributes, name);
	return found ? found->value : NULL;
}
