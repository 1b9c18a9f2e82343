/* SPDX-License-Identifier: MIT */
#include "support/unit.h"

#include <math.h>
#include <qrencode.h>

#include "code/code_ladder.h"
#include "image/qr/spec.h"

/* How a code is seen: every number 0 gives a straight, clean picture. */
struct scene {
	const char *name;
	int version;
	double module; /* pixels */
	double turn;   /* degrees */
	double slant;  /* far side smaller by this share */
	double bend;   /* modules */
	double shadow; /* darkest share of light lost */
	double blur;   /* modules */
};

/* Module coordinates of a picture point; the bend is put on top. */
static void module_at(const struct scene *s, double side, double x, double y,
		      double *u, double *v)
{
	double a = s->turn * M_PI / 180, c = cos(a), d = sin(a), w;
	double p = c * x + d * y, q = -d * x + c * y;

	/* p, q in units of the code's side, centre 0 */
	w = 1 - s->slant * q;
	p /= w;
	q /= w;
	*u = (p + 0.5) * side;
	*v = (q + 0.5) * side;
	*u += s->bend * sin(q * 4 + 1);
	*v += s->bend * cos(p * 5);
}

static double shade(const struct scene *s, const QRcode *code, double x,
		    double y)
{
	double u, v;
	int i, j;

	module_at(s, code->width, x, y, &u, &v);
	i = (int)floor(u);
	j = (int)floor(v);
	if (i < 0 || j < 0 || i >= code->width || j >= code->width)
		return 1;
	return code->data[j * code->width + i] & 1 ? 0 : 1;
}

/* Mean of 4 x 4 points within the pixel, widened by the blur. */
static struct image render(const struct scene *s, const QRcode *code)
{
	int n = (int)((code->width + 12) * s->module * 1.5), x, y, i, j;
	double unit = code->width * s->module, spread;
	struct error err = ERROR_INIT;
	struct image im;

	spread = 1 + s->blur * s->module;
	assert_int_equal(image_init(&im, n, n, 1, &err), 0);
	for (y = 0; y < n; y++)
		for (x = 0; x < n; x++) {
			double sum = 0, light;

			for (j = 0; j < 4; j++)
				for (i = 0; i < 4; i++)
					sum += shade(s, code,
						     (x + 0.5 +
						      (i - 1.5) / 4 * spread -
						      n / 2.0) /
							     unit,
						     (y + 0.5 +
						      (j - 1.5) / 4 * spread -
						      n / 2.0) /
							     unit);
			light = x + y > n ? 1 : 1 - s->shadow;
			image_row(&im, y)[x] =
				(uint8_t)(light * (30 + sum / 16 * 200));
		}
	return im;
}

static size_t fill(unsigned char *bytes, int version)
{
	struct qr_spec_blocks b = qr_spec_blocks(version, QR_SPEC_M);
	size_t n = (size_t)(b.data * b.count + b.longer) - 4, i;

	for (i = 0; i < n; i++)
		bytes[i] = (unsigned char)('A' + i * 7 % 26);
	return n;
}

static void check_scene(const struct scene *s)
{
	unsigned char bytes[2400];
	size_t n = fill(bytes, s->version);
	QRcode *code =
		QRcode_encodeData((int)n, bytes, s->version, QR_ECLEVEL_M);
	struct image im = render(s, code);
	struct code_ladder ladder;

	code_ladder_run(&im, 0, &ladder);
	if (ladder.found.n != 1 || ladder.found.list[0].size != n ||
	    memcmp(ladder.found.list[0].bytes, bytes, n) != 0)
		fail_msg("%s: %d codes", s->name, ladder.found.n);
	assert_false(ladder.found.list[0].direct);
	assert_true(fabs(ladder.found.list[0].module / s->module - 1) < 0.4);
	code_ladder_release(&ladder);
	image_release(&im);
	QRcode_free(code);
}

static void codes_are_read_however_they_lie(void **state)
{
	static const struct scene scenes[] = {
		{"straight", 3, 4, 0, 0, 0, 0, 0},
		{"small", 5, 2, 0, 0, 0, 0, 0.3},
		{"turned", 4, 4, 33, 0, 0, 0, 0},
		{"diagonal", 7, 4, 45, 0, 0, 0, 0.3},
		{"upside down", 10, 3, 178, 0, 0, 0, 0},
		{"aslant", 6, 5, 10, 0.5, 0, 0, 0},
		{"aslant, large", 14, 4, -20, 0.4, 0, 0, 0.2},
		{"very aslant, version 1", 1, 9, 5, 0.7, 0, 0, 0},
		{"bent", 8, 5, 4, 0, 1.2, 0, 0},
		{"bent in shadow", 13, 5, 3, 0.1, 1, 0.4, 0.2},
		{"bent, large", 25, 4, 0, 0, 2, 0, 0},
		{"crumpled", 10, 6, 0, 0, 1.2, 0, 0},
		{"crumpled, turned", 12, 6, 3, 0.1, 1.5, 0, 0},
		{"crumpled, larger", 16, 6, 3, 0.1, 2.1, 0, 0},
		{"in shadow", 9, 4, 0, 0, 0, 0.8, 0},
		{"spilled over", 14, 3.1, 2, 0.1, 0, 0, 1.4},
		{"spilled over, tiny", 10, 2.1, 2, 0.1, 0, 0, 1.2},
		{"blurred", 10, 4, 2, 0.1, 0, 0, 0.9},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(scenes) / sizeof(*scenes); i++)
		check_scene(&scenes[i]);
}

static void a_nested_code_is_read_too(void **state)
{
	struct scene outer = {"outer", 16, 6, 0, 0, 0, 0, 0};
	unsigned char bytes[600];
	size_t n = fill(bytes, 6) / 2;
	QRcode *large = QRcode_encodeData((int)n, bytes, 16, QR_ECLEVEL_H);
	QRcode *small = QRcode_encodeData(5, (const unsigned char *)"inner", 1,
					  QR_ECLEVEL_L);
	struct image im = render(&outer, large);
	int side = (small->width + 2) * 4, x, y;
	struct code_ladder ladder;

	(void)state;
	for (y = 0; y < side; y++)
		for (x = 0; x < side; x++) {
			int u = x / 4 - 1, v = y / 4 - 1;
			bool dark = u >= 0 && v >= 0 && u < small->width &&
				    v < small->width &&
				    (small->data[v * small->width + u] & 1);

			image_row(&im, im.height / 2 - side / 2 +
					       y)[im.width / 2 - side / 2 + x] =
				dark ? 0 : 255;
		}
	code_ladder_run(&im, 0, &ladder);
	assert_int_equal(ladder.found.n, 2);
	code_ladder_release(&ladder);
	image_release(&im);
	QRcode_free(large);
	QRcode_free(small);
}

/* Cut to its modules, a pixel each; and smaller than any code. */
static void what_is_smaller_than_a_code_costs_nothing(void **state)
{
	QRcode *code = QRcode_encodeString("A1", 1, QR_ECLEVEL_L, QR_MODE_8, 1);
	struct code_ladder ladder;
	struct image im, part = IMAGE_INIT;
	struct error err = ERROR_INIT;
	int x, y;

	(void)state;
	assert_int_equal(image_init(&im, code->width, code->width, 1, &err), 0);
	for (y = 0; y < code->width; y++)
		for (x = 0; x < code->width; x++)
			image_row(&im, y)[x] =
				code->data[y * code->width + x] & 1 ? 0 : 255;
	code_ladder_run(&im, 0, &ladder);
	assert_int_equal(ladder.found.n, 1);
	assert_true(ladder.spent > 0);
	code_ladder_release(&ladder);
	assert_int_equal(image_crop(&im,
				    (struct image_box){0, 0, code->width - 1,
						       code->width},
				    &part, &err),
			 0);
	code_ladder_run(&part, 0, &ladder);
	assert_int_equal(ladder.found.n, 0);
	assert_true(ladder.spent == 0);
	code_ladder_release(&ladder);
	image_release(&part);
	image_release(&im);
	QRcode_free(code);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_are_read_however_they_lie),
		cmocka_unit_test(a_nested_code_is_read_too),
		cmocka_unit_test(what_is_smaller_than_a_code_costs_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
