"""Test accuracy of scikit-learn's MLPClassifier as it comes, on four data sets, over ten splits.

A split is stratified, of 80 % to train and 20 % to test. Its accuracy is the mean over several starts, each with a
random_state of its own: other first parameters, and other mini-batches. Features are taken as they are (raw), or
standardized by mean and deviation of the training rows."""

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
SPLIT_SEEDS = range(10)
STARTS = {"digits": 5, "iris": 20, "wine": 20, "breast_cancer": 20}  # those of digits differ least, and take longest
SPLITS = FOLDER / "sklearn_mlp_splits.txt"

# Another BLAS rounds differently, and training ends elsewhere: of 30 test rows, one may be another at every start.
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
        for seed in SPLIT_SEEDS:
            table.append("%s %d %s\n" % (name, seed, ",".join(map(str, test_rows(classes, seed)))))
    if sys.argv[1:] != ["--check"]:
        SPLITS.write_text("".join(table), encoding="ascii")
    elif SPLITS.read_text(encoding="ascii") != "".join(table):
        sys.exit("%s: the splits are others now" % SPLITS)


def accuracy(x, classes, features, seed, starts):
    test = test_rows(classes, seed)
    train = np.setdiff1d(np.arange(len(classes)), test)
    if features == "standardized":
        x = StandardScaler().fit(x[train]).transform(x)
    scores = []
    for start in range(starts):
        classifier = MLPClassifier(random_state=seed * starts + start).fit(x[train], classes[train])
        scores.append(classifier.score(x[test], classes[test]))
    return np.mean(scores)


def main():
    warnings.simplefilter("ignore", ConvergenceWarning)  # 200 epochs are what it comes with
    data = {name: read(name) for name in DATA}
    write_splits(data)
    table = [["data", "features", "split", "accuracy"]]
    for name, (x, classes) in data.items():
        for features in ["raw", "standardized"]:
            for seed in SPLIT_SEEDS:
                score = accuracy(x, classes, features, seed, STARTS[name])
                table.append([name, features, str(seed), "%.17g" % score])
    finish_table("sklearn_mlp", table, TOLERANCE)


if __name__ == "__main__":
    main()
