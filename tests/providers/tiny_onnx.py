#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""tiny_onnx.py FILE: the smallest network there is, x -> Relu -> y, as ONNX.

Written by hand as protobuf (fields of onnx.proto3, in order of their numbers),
so that no package is needed and no model of others comes with the tests.
"""
import sys


def varint(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def number(field, n):
    return varint(field << 3) + varint(n)


def text(field, value):
    value = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(value)) + value


def tensor(name, dims):
    shape = b"".join(text(1, number(1, d)) for d in dims)       # dim_value
    kind = text(1, number(1, 1) + text(2, shape))               # float, shape
    return text(1, name) + text(2, kind)


def model():
    node = text(1, "x") + text(2, "y") + text(3, "relu") + text(4, "Relu")
    graph = (text(1, node) + text(2, "tiny") +
             text(11, tensor("x", (1, 3, 112, 112))) +
             text(12, tensor("y", (1, 3, 112, 112))))
    opset = text(1, "") + number(2, 11)
    return number(1, 7) + text(2, "qctool tests") + text(7, graph) + text(8, opset)


if __name__ == "__main__":
    with open(sys.argv[1], "wb") as file:
        file.write(model())
