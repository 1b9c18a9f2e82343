#!/usr/bin/python3
"""prints.py FILE.pdf [PHOTO]: the prints of each page as the PDF has them.

A line a page: its size; a line a print: x, y, width, height in mm from the top
left, how its photo stands, and how far the photo reaches beyond it, clipped.
Read from the page's drawing operators, not from our own program.

Then the page is drawn by pdftoppm at ten dots a millimetre and each print's
four edges are looked for in the picture; the worst distance is told when it is
over a dot.  With PHOTO, whether the file's bytes stand in the PDF as they are.
"""
import re
import subprocess
import sys
import zlib

MM = 25.4 / 72


def objects(data):
    for m in re.finditer(rb"(\d+) 0 obj\s*(.*?)endobj", data, re.S):
        yield int(m[1]), m[2]


def stream(data, number):
    at = re.search(rb"(?:^|\n)%d 0 obj" % number, data).end()
    head = data[at:data.index(b"stream", at)]
    start = re.compile(rb"stream\r?\n").search(data, at).end()
    body = data[start:data.index(b"endstream", start)]
    return zlib.decompress(body) if b"FlateDecode" in head else body


def times(a, b):
    """The matrix a, then b."""
    return (a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
            a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
            a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5])


def box(m, x, y, w, h):
    xs = [m[0] * u + m[2] * v + m[4] for u in (x, x + w) for v in (y, y + h)]
    ys = [m[1] * u + m[3] * v + m[5] for u in (x, x + w) for v in (y, y + h)]
    return min(xs), min(ys), max(xs), max(ys)


def prints(operators, high):
    """(clip, photo, matrix) of each image, y downwards."""
    matrix, clip, saved, numbers, shape = (1, 0, 0, 1, 0, 0), None, [], [], None
    for word in operators.split():
        word = word.decode()
        if re.fullmatch(r"[-+.\d]+", word):
            numbers.append(float(word))
            continue
        if word == "q":
            saved.append((matrix, clip))
        elif word == "Q":
            matrix, clip = saved.pop()
        elif word == "cm":
            matrix = times(numbers[-6:], matrix)
        elif word == "re":
            shape = box(matrix, *numbers[-4:])
        elif word == "W":
            clip = shape
        elif word == "Do":
            def down(b):
                return (b[0] * MM, (high - b[3]) * MM, b[2] * MM,
                        (high - b[1]) * MM)
            yield down(clip), down(box(matrix, 0, 0, 1, 1)), matrix
        if not word.startswith("/"):
            numbers = []


def pages(data):
    for number, body in objects(data):
        if re.search(rb"/Type /Page\b", body):
            size = [float(n) for n in
                    re.search(rb"/MediaBox \[([^]]*)\]", body)[1].split()]
            contents = int(re.search(rb"/Contents (\d+)", body)[1])
            yield size[2], size[3], stream(data, contents)


def stands(m):
    if abs(m[1]) + abs(m[2]) < 1e-6:
        return "upright" if m[0] > 0 and m[3] > 0 else "mirrored"
    return "head right" if m[1] < 0 < m[2] else "turned"


def raster(path, page):
    ppm = subprocess.run(["pdftoppm", "-r", "254", "-f", str(page), "-l",
                          str(page), path], stdout=subprocess.PIPE,
                         check=True).stdout
    head = re.match(rb"P6\s(\d+)\s(\d+)\s255\s", ppm)
    return int(head[1]), int(head[2]), ppm[head.end():]


def edge(picture, x, y, dx, dy):
    """How many dots from (x, y) the first coloured dot is, 9 = none near."""
    wide, high, dots = picture
    for step in range(-6, 7):
        u, v = int(x + dx * step), int(y + dy * step)
        if not (0 <= u < wide and 0 <= v < high):
            continue
        at = 3 * (v * wide + u)
        if min(dots[at:at + 3]) < 235:
            return abs(step + .5)
    return 9


def main():
    path = sys.argv[1]
    data = open(path, "rb").read()
    for page, (wide, high, operators) in enumerate(pages(data), 1):
        print(f"page {page}: {wide * MM:.1f} x {high * MM:.1f} mm")
        picture, worst = raster(path, page), 0
        for clip, photo, matrix in prints(operators, high):
            x, y, right, low = clip
            over = [x - photo[0], y - photo[1], photo[2] - right,
                    photo[3] - low]
            print(f"  {x:.1f} {y:.1f} {right - x:.1f} {low - y:.1f} "
                  f"{stands(matrix)}, clipped "
                  + " ".join(f"{abs(o):.1f}" for o in over))
            mid_x, mid_y = 5 * (x + right), 5 * (y + low)
            worst = max(worst,
                        edge(picture, 10 * x, mid_y, 1, 0),
                        edge(picture, 10 * right - 1, mid_y, -1, 0),
                        edge(picture, mid_x, 10 * y, 0, 1),
                        edge(picture, mid_x, 10 * low - 1, 0, -1))
        print("  edges as drawn: " +
              ("within a dot of 0.1 mm" if worst <= 1.6 else f"{worst} dots"))
    if len(sys.argv) > 2:
        photo = open(sys.argv[2], "rb").read()
        print(f"{data.count(photo)} time in the PDF, byte for byte")


main()
