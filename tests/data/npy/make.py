#!/usr/bin/python3
"""Writes the NPY files of this folder with NumPy: python3 make.py"""
import pathlib

import numpy
from numpy.lib import format as npy

FOLDER = pathlib.Path(__file__).resolve().parent
# Whole numbers that every type but bool holds, and a negative one where there is a sign.
COUNTS = numpy.array([[0, 1, 2], [3, 40, 127]])


def write(name, array, version=(1, 0)):
    with open(FOLDER / (name + ".npy"), "wb") as file:
        npy.write_array(file, array, version=version, allow_pickle=True)


def main():
    for order, word in (("<", "little"), (">", "big")):
        for kind in ("u2", "u4", "u8"):
            write("%s_%s" % (kind, word), COUNTS.astype(order + kind))
        for kind in ("i2", "i4", "i8", "f4", "f8"):
            write("%s_%s" % (kind, word), (COUNTS - 2).astype(order + kind))
    write("u1", COUNTS.astype("u1"))
    write("i1", (COUNTS - 2).astype("i1"))
    write("bool", COUNTS > 1)
    write("version_2", (COUNTS - 2).astype("<f4"), (2, 0))
    write("version_3", (COUNTS - 2).astype("<f4"), (3, 0))
    write("images", numpy.arange(12, dtype="u1").reshape(3, 2, 2))
    write("vector", numpy.array([0.5, -1.5, 2.5]))
    write("no_rows", numpy.zeros((0, 4), "<f4"))
    write("labels", numpy.array([2, 0, 2]))
    write("label_column", numpy.array([[2], [0], [2]], "u1"))
    write("amounts", numpy.array([[0.5, 1], [-2, 1e-3], [3, 4]]))
    # What is refused.
    write("fortran", numpy.asfortranarray((COUNTS - 2).astype("<f4")))
    write("objects", numpy.array([[1, None]], dtype=object))
    write("structured", numpy.zeros(2, [("a", "<f4"), ("b", "<i4")]))
    write("text", numpy.array([["a", "bc"]]))
    write("bytes", numpy.array([[b"a", b"bc"]]))
    write("complex", numpy.zeros((2, 2), "<c8"))
    write("half", numpy.zeros((2, 2), "<f2"))
    write("dates", numpy.array([["2020-01-01"]], "datetime64[D]"))
    write("scalar", numpy.array(1.5, "<f4"))
    write("nan", numpy.array([[1, 2], [3, numpy.nan]], "<f4"))
    write("huge", numpy.array([[1, 2], [1e300, 4]], "<f8"))


if __name__ == "__main__":
    main()
