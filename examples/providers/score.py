#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A sample provider program for face scores.

A real one holds a licence for the platform's comparison.  This one cannot see:
it counts what the bytes of the two files have in common, so that the way the
two programs talk can be seen and tested.  Its scores are marked as advisory,
which qctool shows and never decides by.

    qctool.ini of the store:  [provider.score]
                              program = /path/to/examples/providers/score.py
                              timeout_item = 30

    qctool compare score --provider

First line to qctool: who we are.  Then a JSON object a line comes in,
{"id":7,"a":"/path/of/submission","b":"/path/of/enrollment"}, and one goes out
for each, in any order: {"id":7,"score":86.2}, {"id":7,"outcome":"suspect"} or
{"id":7,"error":"..."}.
"""

import json
import sys
from collections import Counter


def histogram(path):
    with open(path, "rb") as file:
        data = file.read()
    return Counter(data), max(len(data), 1)


def answer(request):
    try:
        a, a_size = histogram(request["a"])
        b, b_size = histogram(request["b"])
    except OSError as error:
        return {"id": request["id"], "error": error.strerror}
    common = sum(min(a[byte] / a_size, b[byte] / b_size) for byte in range(256))
    return {"id": request["id"], "score": round(100 * common, 1),
            "advisory": True}


def main():
    print(json.dumps({"provider": "sample-score", "version": "1"}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
