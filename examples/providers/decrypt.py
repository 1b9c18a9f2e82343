#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A sample provider program for collection codes.

A real one holds the platform's licence and decrypts the payload.  This one
looks the begin of the payload's SHA-256 up in a small table beside it, so that the way the
two programs talk can be seen and tested:

    qctool.ini of the store:  [provider]
                              code = /path/to/examples/providers/decrypt.py

First line to qctool: who we are.  Then a JSON object a line comes in,
{"id":7,"sha256":"...","base64":"..."}, and one goes out for each, in any
order, {"id":7,"fields":{"xh":"...","xm":"..."}} or {"id":7,"error":"..."}.
"""

import base64
import hashlib
import json
import os
import sys


def answer(request, table):
    payload = base64.b64decode(request["base64"])
    digest = hashlib.sha256(payload).hexdigest()
    if digest != request["sha256"]:
        return {"id": request["id"], "error": "payload damaged"}
    fields = table.get(digest[:12])
    if fields is None:
        return {"id": request["id"], "error": "unknown code"}
    return {"id": request["id"], "fields": fields}


def main():
    folder = os.path.dirname(os.path.abspath(__file__))
    table_path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(
        folder, "decrypt.json")
    with open(table_path, encoding="utf-8") as file:
        table = json.load(file)
    print(json.dumps({"provider": "sample", "version": "1"}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), table)), flush=True)


if __name__ == "__main__":
    main()
