/* SPDX-License-Identifier: MIT */
#include "codec/picture/jpeg_write.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "codec/picture/jpeg_stream.h"

static void set_write(struct jpeg_compress_struct *cinfo,
		      const struct image *im, const struct jpeg_write *how)
{
	cinfo->image_width = (JDIMENSION)im->width;
	cinfo->image_height = (JDIMENSION)im->height;
	cinfo->input_components = im->channels;
	cinfo->in_color_space = im->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
	jpeg_set_defaults(cinfo);
	jpeg_set_quality(cinfo, how->quality, TRUE);
	/* Tables made for the picture: smaller, at the price of two passes. */
	cinfo->optimize_coding = TRUE;
	cinfo->dct_method = JDCT_ISLOW;
	cinfo->write_JFIF_header = TRUE;
	cinfo->density_unit = 1; /* dots an inch */
	cinfo->X_density = (UINT16)how->dpi;
	cinfo->Y_density = (UINT16)how->dpi;
	if (im->channels == 3) {
		cinfo->comp_info[0].h_samp_factor =
			how->subsampling == 444 ? 1 : 2;
		cinfo->comp_info[0].v_samp_factor =
			how->subsampling == 444 ? 1 : 2;
	}
}

int jpeg_write(const struct image *im, const struct jpeg_write *how,
	       struct buf *out, struct error *err)
{
	struct jpeg_compress_struct cinfo;
	struct jpeg_stream stream;
	unsigned char *bytes = NULL;
	unsigned long size = 0;
	JSAMPROW rows[1];

	if (im->channels != 1 && im->channels != 3)
		BUG("JPEG wants 1 or 3 channels");
	/* bytes and size live in jpeg_mem_dest()'s hands: freed either way. */
	cinfo.err = jpeg_stream_errors(&stream);
	if (setjmp(stream.leave)) {
		error_set(err, ERROR_SYSTEM, _("cannot make a JPEG: %s"),
			  stream.text);
		jpeg_destroy_compress(&cinfo);
		free(bytes);
		return -1;
	}
	jpeg_create_compress(&cinfo);
	jpeg_mem_dest(&cinfo, &bytes, &size);
	set_write(&cinfo, im, how);
	jpeg_start_compress(&cinfo, TRUE);
	while (cinfo.next_scanline < cinfo.image_height) {
		rows[0] = image_row(im, (int)cinfo.next_scanline);
		jpeg_write_scanlines(&cinfo, rows, 1);
	}
	jpeg_finish_compress(&cinfo);
	jpeg_destroy_compress(&cinfo);
	buf_add(out, bytes, size);
	free(bytes);
	return 0;
}
