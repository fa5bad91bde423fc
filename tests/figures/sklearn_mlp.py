"""Test accuracy of scikit-learn's MLPClassifier as it comes, on four data sets, over ten seeds.

A seed is a split, stratified, of 80 % to train and 20 % to test, and the classifier's random_state. Features are taken
as they are (raw), or standardized by mean and deviation of the training rows."""

import csv
import sys
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

from common import DIGITS, FOLDER, finish_table

DATA = ["digits", "iris", "wine", "breast_cancer"]
SEEDS = range(10)
SPLITS = FOLDER / "sklearn_mlp_splits.txt"

# Another BLAS rounds differently, and training ends elsewhere: of 30 test rows, one may be another.
TOLERANCE = 0.034


def read(name):
    with open(DIGITS.with_name(name + ".csv"), newline="", encoding="utf-8") as file:
        lines = csv.reader(file)
        next(lines)  # names of the columns
        rows = list(lines)
    return np.array([[float(field) for field in row[:-1]] for row in rows]), np.array([row[-1] for row in rows])


def test_rows(classes, seed):
    _, rows = train_test_split(np.arange(len(classes)), test_size=0.2, stratify=classes, random_state=seed)
    return np.sort(rows)


def write_splits(data):
    table = ["data seed test_rows\n"]
    for name, (_, classes) in data.items():
        for seed in SEEDS:
            table.append("%s %d %s\n" % (name, seed, ",".join(map(str, test_rows(classes, seed)))))
    if sys.argv[1:] != ["--check"]:
        SPLITS.write_text("".join(table), encoding="ascii")
    elif SPLITS.read_text(encoding="ascii") != "".join(table):
        sys.exit("%s: the splits are others now" % SPLITS)


def accuracy(x, classes, features, seed):
    test = test_rows(classes, seed)
    train = np.setdiff1d(np.arange(len(classes)), test)
    if features == "standardized":
        x = StandardScaler().fit(x[train]).transform(x)
    classifier = MLPClassifier(random_state=seed).fit(x[train], classes[train])
    return classifier.score(x[test], classes[test])


def main():
    warnings.simplefilter("ignore", ConvergenceWarning)  # 200 epochs are what it comes with
    data = {name: read(name) for name in DATA}
    write_splits(data)
    table = [["data", "features", "seed", "accuracy"]]
    for name, (x, classes) in data.items():
        for features in ["raw", "standardized"]:
            for seed in SEEDS:
                score = accuracy(x, classes, features, seed)
                table.append([name, features, str(seed), "%.17g" % score])
    finish_table("sklearn_mlp", table, TOLERANCE)


if __name__ == "__main__":
    main()
