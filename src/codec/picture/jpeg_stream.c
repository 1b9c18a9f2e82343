/* SPDX-License-Identifier: MIT */
#include "codec/picture/jpeg_stream.h"

#include <string.h>

#include <jerror.h>

#include "base/cancel.h"
#include "base/i18n.h"

enum {
	MAX_WARNINGS = 1000, /* of a file before it counts as damaged */
	MAX_SCANS = 100,     /* libjpeg itself writes ten */
};

static void on_error(j_common_ptr cinfo)
{
	struct jpeg_stream *stream = (struct jpeg_stream *)(void *)cinfo->err;

	stream->mgr.format_message(cinfo, stream->text);
	longjmp(stream->leave, 1);
}

static void on_message(j_common_ptr cinfo, int level)
{
	struct jpeg_stream *stream = (struct jpeg_stream *)(void *)cinfo->err;

	if (level >= 0)
		return;
	stream->guessed |= stream->mgr.msg_code == JWRN_HIT_MARKER;
	if (++stream->warnings > MAX_WARNINGS)
		on_error(cinfo);
}

static void no_output(j_common_ptr cinfo)
{
	(void)cinfo;
}

struct jpeg_error_mgr *jpeg_stream_errors(struct jpeg_stream *stream)
{
	memset(stream, 0, sizeof(*stream));
	jpeg_std_error(&stream->mgr);
	stream->mgr.error_exit = on_error;
	stream->mgr.emit_message = on_message;
	stream->mgr.output_message = no_output;
	return &stream->mgr;
}

/* Scans cost the size of the picture, but hardly any bytes. */
static void on_progress(j_common_ptr cinfo)
{
	struct jpeg_stream *stream = (struct jpeg_stream *)(void *)cinfo->err;
	const struct jpeg_decompress_struct *in = (const void *)cinfo;

	if (in->input_scan_number <= MAX_SCANS && !cancel_cut())
		return;
	snprintf(stream->text, sizeof(stream->text), "over %d scans",
		 MAX_SCANS);
	longjmp(stream->leave, 1);
}

void jpeg_stream_watch(struct jpeg_decompress_struct *cinfo)
{
	struct jpeg_stream *stream = (struct jpeg_stream *)(void *)cinfo->err;

	stream->progress.progress_monitor = on_progress;
	cinfo->progress = &stream->progress;
}

static void source_nothing(j_decompress_ptr cinfo)
{
	(void)cinfo;
}

/* The data ended: hand out an end-of-image mark and remember it. */
static boolean source_refill(j_decompress_ptr cinfo)
{
	static const JOCTET end[2] = {0xff, JPEG_EOI};
	struct jpeg_stream *stream = (struct jpeg_stream *)(void *)cinfo->err;

	stream->ended_early = true;
	cinfo->src->next_input_byte = end;
	cinfo->src->bytes_in_buffer = 2;
	return TRUE;
}

static void source_skip(j_decompress_ptr cinfo, long n)
{
	if (n <= 0)
		return;
	if ((size_t)n > cinfo->src->bytes_in_buffer) {
		source_refill(cinfo);
		return;
	}
	cinfo->src->next_input_byte += n;
	cinfo->src->bytes_in_buffer -= (size_t)n;
}

static void open_bytes(struct jpeg_stream *stream,
		       struct jpeg_decompress_struct *cinfo, const void *bytes,
		       size_t n)
{
	struct jpeg_source_mgr *src = &stream->src;

	jpeg_create_decompress(cinfo);
	src->init_source = source_nothing;
	src->fill_input_buffer = source_refill;
	src->skip_input_data = source_skip;
	src->resync_to_restart = jpeg_resync_to_restart;
	src->term_source = source_nothing;
	src->next_input_byte = bytes;
	src->bytes_in_buffer = n;
	cinfo->src = src;
	jpeg_read_header(cinfo, TRUE);
}

int jpeg_stream_read(const void *bytes, size_t n, jpeg_stream_fn fn, void *ctx,
		     struct error *err)
{
	struct jpeg_decompress_struct cinfo;
	struct jpeg_stream stream;
	volatile int result = -1;

	if (n < 4 || memcmp(bytes, "\xff\xd8\xff", 3) != 0)
		return error_set(err, ERROR_INPUT, _("not a JPEG file"));
	memset(&cinfo, 0, sizeof(cinfo));
	cinfo.err = jpeg_stream_errors(&stream);
	if (setjmp(stream.leave) == 0) {
		open_bytes(&stream, &cinfo, bytes, n);
		result = fn(&cinfo, ctx, err);
	} else {
		result = error_set(err, ERROR_INPUT, _("damaged JPEG: %s"),
				   stream.text);
	}
	jpeg_destroy_decompress(&cinfo);
	return result;
}

/*
 * Files often lack the last two bytes, the end mark, and miss no pixel; those
 * pass.  libjpeg warns when it had to make up pixels of a baseline file; of a
 * progressive one whole scans may be gone without a word.
 */
bool jpeg_stream_is_truncated(const struct jpeg_decompress_struct *cinfo)
{
	const struct jpeg_stream *stream = (const void *)cinfo->err;

	return stream->ended_early &&
	       (stream->guessed || cinfo->progressive_mode);
}
