"""Test accuracy of scikit-learn's MLPClassifier as it comes, on four data sets, over ten splits.

A split is stratified, of 80 % to train and 20 % to test. Each is learnt from several starts with a random_state of its
own, 10 * start + split: other first parameters, and other mini-batches. Features are taken as they are (raw), or
standardized by mean and deviation of the training rows; in float32, in which scikit-learn then computes, and in
float64, as it would read them."""

import csv
import os
import sys
import warnings
from multiprocessing import Pool

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a process for each processor, and sums in one order

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

from common import DIGITS, FOLDER, finish_table

DATA = ["digits", "iris", "wine", "breast_cancer"]
FEATURES = ["raw", "standardized"]
PRECISIONS = {"f32": np.float32, "f64": np.float64}
SPLITS = 10
STARTS = {"digits": 5, "iris": 10, "wine": 10, "breast_cancer": 10}  # those of digits differ least, and take longest
SPLIT_TABLE = FOLDER / "sklearn_mlp_splits.txt"
TABLE = FOLDER / "sklearn_mlp.txt"
LOSS_EPOCHS = 20  # recorded, of one start of each

# Another BLAS rounds differently, and what is learnt from raw features ends elsewhere. So much may a mean over all
# splits and starts differ then.
TOLERANCE = 0.02


def read(name):
    """Rows as float32, which glia reads, and their classes."""
    with open(DIGITS.with_name(name + ".csv"), newline="", encoding="utf-8") as file:
        lines = csv.reader(file)
        next(lines)  # names of the columns
        rows = list(lines)
    return np.array([[np.float32(field) for field in row[:-1]] for row in rows]), np.array([row[-1] for row in rows])


def test_rows(classes, split):
    _, rows = train_test_split(np.arange(len(classes)), test_size=0.2, stratify=classes, random_state=split)
    return np.sort(rows)


def finish_splits(data, check):
    table = ["data seed test_rows\n"]
    for name, (_, classes) in data.items():
        for split in range(SPLITS):
            table.append("%s %d %s\n" % (name, split, ",".join(map(str, test_rows(classes, split)))))
    if not check:
        SPLIT_TABLE.write_text("".join(table), encoding="ascii")
    elif SPLIT_TABLE.read_text(encoding="ascii") != "".join(table):
        sys.exit("%s: the splits are others now" % SPLIT_TABLE)


def learn(job):
    """Epochs and test accuracy of one start, and the losses of its first epochs, penalty included."""
    warnings.simplefilter("ignore", ConvergenceWarning)  # 200 epochs are what it comes with
    name, features, precision, split, start = job
    x, classes = read(name)
    test = test_rows(classes, split)
    train = np.setdiff1d(np.arange(len(classes)), test)
    x = x.astype(np.float64)
    if features == "standardized":
        x = StandardScaler().fit(x[train]).transform(x)
    x = x.astype(PRECISIONS[precision])
    classifier = MLPClassifier(random_state=10 * start + split).fit(x[train], classes[train])
    return classifier.n_iter_, classifier.score(x[test], classes[test]), classifier.loss_curve_[:LOSS_EPOCHS]


def means(rows):
    sums = {}
    for *case, _, _, _, accuracy in rows:
        sums.setdefault(" ".join(case), []).append(float(accuracy))
    return {case: np.mean(accuracies) for case, accuracies in sums.items()}


def finish_accuracies(table, check):
    if not check:
        TABLE.write_text("".join(" ".join(row) + "\n" for row in table), encoding="ascii")
        return
    committed = [line.split() for line in TABLE.read_text(encoding="ascii").splitlines()]
    print("of %d lines, %d are the same" % (len(table), sum(map(list.__eq__, committed, table))))
    before, now = means(committed[1:]), means(table[1:])
    for case in before | now:
        if abs(before.get(case, 0) - now.get(case, 0)) > TOLERANCE:
            sys.exit("%s: the mean of %s is %.4f now" % (TABLE, case, now.get(case, 0)))


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit("usage: %s [--check]" % sys.argv[0])
    finish_splits({name: read(name) for name in DATA}, check)
    jobs = [
        (name, features, precision, split, start)
        for name in DATA
        for features in FEATURES
        for precision in PRECISIONS
        for split in range(SPLITS)
        for start in range(STARTS[name])
    ]
    with Pool() as pool:
        found = pool.map(learn, jobs, chunksize=1)
    table = [["data", "features", "precision", "split", "start", "epochs", "accuracy"]]
    curves = [["data", "features", "epoch", "loss"]]
    for job, (epochs, accuracy, losses) in zip(jobs, found):
        name, features, precision, split, start = job
        table.append([name, features, precision, str(split), str(start), str(epochs), "%.17g" % accuracy])
        if (precision, split, start) == ("f32", 0, 0):
            curves += [[name, features, str(epoch), "%.9g" % loss] for epoch, loss in enumerate(losses, start=1)]
    finish_accuracies(table, check)
    finish_table("sklearn_mlp_losses", curves, 1e-3)


if __name__ == "__main__":
    main()
