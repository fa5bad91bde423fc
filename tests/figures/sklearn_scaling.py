"""Columns scaled by scikit-learn: StandardScaler, MinMaxScaler, RobustScaler, SimpleImputer and OneHotEncoder.

    /usr/bin/python3 tests/figures/sklearn_scaling.py [--check]
"""

import sys

import numpy as np
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, RobustScaler, StandardScaler

from common import FOLDER

FILE = FOLDER / "sklearn_scaling.txt"
COLUMNS = ["job", "row", "column", "value"]
TOLERANCE = 1e-13  # relative, for values that are not small

SCALERS = {
    "standardize": StandardScaler(),
    "min_max": MinMaxScaler(),
    "min_max(low=-1,high=3)": MinMaxScaler(feature_range=(-1, 3)),
    "robust": RobustScaler(),
}

# The columns: spread out, far from 0 for their size, heavy-tailed, mostly the same, constant. Every number is exact in
# float32. NaN is not known.
NUMBERS = np.array([
    [0.5, 4096.25, 1, 7, -3],
    [-1.25, 4096.5, 2, 7, -3],
    [3.75, np.nan, 4, 7, -3],
    [2, 4096.125, 8, np.nan, -3],
    [np.nan, 4096.75, 16, 7, -3],
    [-0.5, 4096.0, 1024, 9, -3],
    [1.5, 4096.375, np.nan, 7, np.nan],
    [0.25, 4096.875, 65536, 7, -3],
])
TRAINING_ROWS = 6  # what is fitted to; the others are only transformed

COLOURS = np.array([["red"], ["green"], ["red"], ["blue"], ["red"], ["green"], ["blue"], ["blue"]])
ORDER = ["red", "green", "blue"]


def figures():
    rows = []

    def add(job, table):
        for i, values in enumerate(table):
            for j, value in enumerate(values):
                rows.append([job, str(i), str(j), "%.17g" % value])

    for job, scaler in SCALERS.items():
        # What is not known is passed over by the fit, kept by transform, and then filled by the mean of what is known.
        scaler.fit(NUMBERS[:TRAINING_ROWS])
        imputer = SimpleImputer(strategy="mean").fit(scaler.transform(NUMBERS[:TRAINING_ROWS]))
        add(job, imputer.transform(scaler.transform(NUMBERS)))
    encoder = OneHotEncoder(categories=[ORDER], sparse_output=False).fit(COLOURS[:TRAINING_ROWS])
    add("one_hot", encoder.transform(COLOURS))
    # A missing category, as the mean of its one-hot columns in the training rows.
    encoded = encoder.transform(COLOURS[:TRAINING_ROWS])
    imputer = SimpleImputer(strategy="mean").fit(encoded)
    add("missing_category", imputer.transform(np.full((1, len(ORDER)), np.nan)))
    return rows


def check(committed, fresh):
    if len(committed) != len(fresh):
        sys.exit("%s: %d lines, expected %d" % (FILE, len(committed), len(fresh)))
    for number, (old, new) in enumerate(zip(committed, fresh), start=1):
        near = old == new or old[:-1] == new[:-1] and np.isclose(float(old[-1]), float(new[-1]), TOLERANCE, TOLERANCE)
        if not near:
            sys.exit("%s:%d: '%s', expected '%s'" % (FILE, number, " ".join(old), " ".join(new)))


def main():
    table = [COLUMNS] + figures()
    if sys.argv[1:] == ["--check"]:
        check([line.split() for line in FILE.read_text(encoding="ascii").splitlines()], table)
    elif sys.argv[1:]:
        sys.exit("usage: %s [--check]" % sys.argv[0])
    else:
        FILE.write_text("".join(" ".join(row) + "\n" for row in table), encoding="ascii")
    print("%s: %d lines" % (FILE.name, len(table)))


if __name__ == "__main__":
    main()
