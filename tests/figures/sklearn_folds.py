"""Folds as scikit-learn makes them where no randomness is in play: KFold, StratifiedKFold, GroupKFold and
TimeSeriesSplit, for labels drawn with the generator of common.py."""

import sys

import numpy as np
from sklearn.model_selection import GroupKFold, KFold, StratifiedKFold, TimeSeriesSplit

from common import FOLDER, FirstParameters

PATH = FOLDER / "sklearn_folds.txt"
COLUMNS = ["spec", "labels", "fold", "train", "validation"]


def labels(rows, count, skew):
    """Numbers from 0 to count - 1; with a skew above 1, small ones are more frequent."""
    uniform = (FirstParameters().draw(rows, 1) + 1) / 2
    return np.floor(count * uniform**skew).astype(int)


def jobs():
    """(spec, splitter, rows, labels or None)"""
    for rows, folds in [(10, 5), (11, 3), (23, 7), (4, 4)]:
        yield f"plain(folds={folds},shuffle=0)", KFold(folds), rows, None
    for rows, folds, classes, skew in [(30, 3, 3, 1), (31, 5, 2, 2), (50, 7, 4, 1.5)]:
        spec = f"stratified(folds={folds},shuffle=0)"
        yield spec, StratifiedKFold(folds), rows, labels(rows, classes, skew)
    # At most 16 groups: numpy's sort, with which scikit-learn puts the groups in order, is stable for so few.
    for rows, folds, groups, skew in [(20, 2, 5, 1), (40, 3, 9, 2), (60, 5, 16, 1.5)]:
        yield f"grouped(folds={folds})", GroupKFold(folds), rows, labels(rows, groups, skew)
    for rows, folds, gap, validation, most in [(12, 3, 0, 0, 0), (17, 5, 0, 0, 0), (20, 3, 2, 4, 5), (20, 4, 1, 0, 0)]:
        spec = f"time(folds={folds},gap={gap},validation_rows={validation},most_train_rows={most})"
        splitter = TimeSeriesSplit(folds, gap=gap, test_size=validation or None, max_train_size=most or None)
        yield spec, splitter, rows, None


def words(numbers):
    return "-" if numbers is None else ",".join(str(number) for number in numbers)


def table():
    lines = [COLUMNS]
    for spec, splitter, rows, label in jobs():
        x = np.zeros((rows, 1))
        for fold, (train, validation) in enumerate(splitter.split(x, label, label)):
            lines.append([spec, words(label), str(fold), words(train), words(validation)])
    return "".join(" ".join(line) + "\n" for line in lines)


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit("usage: %s [--check]" % sys.argv[0])
    if not check:
        PATH.write_text(table(), encoding="ascii")
    elif PATH.read_text(encoding="ascii") != table():
        sys.exit("%s: the folds are others now" % PATH)
    print("%s %s" % ("checked" if check else "wrote", PATH.name))


main()
