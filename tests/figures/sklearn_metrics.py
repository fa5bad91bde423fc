"""Figures of metrics in scikit-learn, float64, on rows that are committed beside them.

    /usr/bin/python3 tests/figures/sklearn_metrics.py [--check]

The figures are scikit-learn's own; where its version has none for a case, the script says so and takes the formula."""

import csv
import sys
import warnings

import numpy as np
from sklearn import calibration, metrics

from common import FOLDER

ROW_COLUMNS = ["case", "weight", "target", "outputs"]
VALUE_COLUMNS = ["case", "metric", "value"]
CURVE_COLUMNS = ["case", "curve", "x", "y", "threshold"]
CLASS_COLUMNS = ["case", "figure", "class", "value"]
TOLERANCE = 1e-12  # relative, between versions and machines
BINS = 10
GRID = 64  # scores are multiples of 1 / 64: exact in float32, and often equal


class Numbers:
    """The generator of README.md, as whole numbers below a limit."""

    def __init__(self, seed):
        self._state = seed

    def below(self, limit):
        self._state = (1664525 * self._state + 1013904223) % 2**32
        return (self._state >> 8) % limit


# ---- Cases: (outputs, targets, weights or None) ----------------------------------------------------------------------


def binary(rows, seed):
    """The probability of the second class, larger where it is the true one, and the classes."""
    numbers = Numbers(seed)
    truth = np.array([numbers.below(3) == 0 for _ in range(rows)]).astype(int)
    p = np.array([(1 + numbers.below(40) + 22 * t) / GRID for t in truth])
    return p, truth


def distributions(rows, classes, seed, never_true=()):
    """Probabilities of each class, from GRID parts that are dealt out; the true class gets more."""
    numbers = Numbers(seed)
    possible = [k for k in range(classes) if k not in never_true]
    truth = np.array([possible[numbers.below(len(possible))] for _ in range(rows)])
    parts = np.ones((rows, classes), dtype=int)
    for row, t in zip(parts, truth):
        row[t] += numbers.below(20)
        while row.sum() < GRID:
            row[numbers.below(classes)] += min(1 + numbers.below(20), GRID - row.sum())
    return parts / GRID, truth


def quarters(rows, seed):
    """Weights of 0, 1/4, ..., 7/4."""
    numbers = Numbers(seed)
    return np.array([numbers.below(8) / 4 for _ in range(rows)])


def labels(rows, count, seed):
    numbers = Numbers(seed)
    truth = np.array([[numbers.below(3 + j) == 0 for j in range(count)] for _ in range(rows)]).astype(int)
    p = np.array([[(1 + numbers.below(40) + 22 * t) / GRID for t in row] for row in truth])
    return p, truth


def amounts(rows, outputs, seed, noise=16):
    numbers = Numbers(seed)
    targets = np.array([[numbers.below(200) / 8 - 10 for _ in range(outputs)] for _ in range(rows)])
    errors = np.array([[(numbers.below(2 * noise) - noise + 3 * j) / 16 for j in range(outputs)] for _ in range(rows)])
    return targets + errors, targets


def column(name, file):
    with open(FOLDER.parent / "data" / file, newline="", encoding="utf-8") as lines:
        return [line[name] for line in csv.DictReader(lines)]


# ---- Figures ---------------------------------------------------------------------------------------------------------


def decision_values(truth, guess, weights, second_class):
    values = {
        "accuracy": metrics.accuracy_score(truth, guess, sample_weight=weights),
        "balanced_accuracy": metrics.balanced_accuracy_score(truth, guess, sample_weight=weights),
        "cohen_kappa": metrics.cohen_kappa_score(truth, guess, sample_weight=weights),
        "matthews_correlation": metrics.matthews_corrcoef(truth, guess, sample_weight=weights),
    }
    values.update(averages(truth, guess, weights, ["binary"] if second_class else []))
    return values


def averages(truth, guess, weights, more):
    values = {}
    for name, function in (
        ("precision", metrics.precision_score),
        ("recall", metrics.recall_score),
        ("f1", metrics.f1_score),
    ):
        for average in ["macro", "micro", "weighted"] + more:
            full = name if average == "binary" else name + "_" + average
            values[full] = function(truth, guess, average=average, sample_weight=weights, zero_division=0)
    return values


def calibration_error(p, truth, weights):
    """Unweighted, the points are calibration_curve's, which has no weights: weighted, the formula."""
    index = np.searchsorted(np.linspace(0, 1, BINS + 1)[1:-1], p)
    if weights is None:
        share, mean = calibration.calibration_curve(truth, p, n_bins=BINS)
        return np.sum(np.unique(index, return_counts=True)[1] * np.abs(share - mean)) / len(p)
    bins = [index == b for b in range(BINS)]
    return sum(abs(np.sum((weights * (truth - p))[each])) for each in bins) / weights.sum()


def score_values(truth, p, weights):
    return {
        "roc_auc": metrics.roc_auc_score(truth, p, sample_weight=weights),
        "pr_auc": metrics.average_precision_score(truth, p, sample_weight=weights),
    }


def binary_values(p, truth, weights):
    values = decision_values(truth, (p > 0.5).astype(int), weights, True)
    values["log_loss"] = metrics.log_loss(truth, p, sample_weight=weights, labels=[0, 1])
    values["brier"] = metrics.brier_score_loss(truth, p, sample_weight=weights, pos_label=1)
    values["calibration_error"] = calibration_error(p, truth, weights)
    if len(set(truth)) == 2:
        values.update(score_values(truth, p, weights))
    else:
        values["roc_auc"] = np.nan  # scikit-learn refuses
    return values


def class_values(p, truth, weights):
    classes = p.shape[1]
    one_hot = np.eye(classes)[truth]
    guess = np.argmax(p, axis=1)
    values = decision_values(truth, guess, weights, False)
    # scikit-learn gives equal outputs to the later class, glia to the earlier: so the classes are turned round.
    values["top_k_accuracy(k=2)"] = metrics.top_k_accuracy_score(
        classes - 1 - truth, p[:, ::-1], k=2, sample_weight=weights, labels=range(classes)
    )
    values["log_loss"] = metrics.log_loss(truth, p, sample_weight=weights, labels=range(classes))
    # scikit-learn 1.2 has Brier's score for two classes only.
    values["brier"] = np.average(np.sum((p - one_hot) ** 2, axis=1), weights=weights)
    values["calibration_error"] = calibration_error(p.max(axis=1), (guess == truth).astype(int), weights)
    # One-vs-rest, which scikit-learn refuses where a class is absent: such classes are left out.
    present = [k for k in range(classes) if np.any(truth == k)]
    areas = [score_values(one_hot[:, k], p[:, k], weights) for k in present]
    if len(present) == classes and weights is None:
        ovr = metrics.roc_auc_score(truth, p, multi_class="ovr", average="macro")
        assert abs(ovr - np.mean([each["roc_auc"] for each in areas])) < 1e-14
    for name in ("roc_auc", "pr_auc"):
        values[name] = np.mean([each[name] for each in areas])
    return values


def label_values(p, truth, weights):
    guess = (p > 0.5).astype(int)
    flat = [array.reshape(-1) for array in (truth, guess, p)]
    repeated = None if weights is None else np.repeat(weights, p.shape[1])
    values = averages(truth, guess, weights, [])
    values["accuracy"] = metrics.accuracy_score(flat[0], flat[1], sample_weight=repeated)
    values["log_loss"] = metrics.log_loss(flat[0], flat[2], sample_weight=repeated)
    values["brier"] = metrics.brier_score_loss(flat[0], flat[2], sample_weight=repeated)
    values["calibration_error"] = calibration_error(flat[2], flat[0], repeated)
    values["roc_auc"] = metrics.roc_auc_score(truth, p, average="macro", sample_weight=weights)
    values["pr_auc"] = metrics.average_precision_score(truth, p, average="macro", sample_weight=weights)
    return values


def class_by_class(truth, guess, weights, classes):
    """[(figure, class, value), ...]; confusion_P is how many rows of the class are predicted as P."""
    figures = metrics.precision_recall_fscore_support(
        truth, guess, labels=range(classes), sample_weight=weights, zero_division=0
    )
    rows = []
    for name, values in zip(("precision", "recall", "f1", "support"), figures):
        rows += [(name, k, value) for k, value in enumerate(values)]
    matrix = metrics.confusion_matrix(truth, guess, labels=range(classes))
    for k in range(classes):
        rows += [("confusion_%d" % p, k, count) for p, count in enumerate(matrix[k])]
    return rows


def median_absolute_error(targets, y, weights):
    """scikit-learn 1.2 takes the lower of two medians where there are weights; so rows are repeated by theirs."""
    times = None if weights is None else (weights * 4).astype(int)
    if times is None:
        return metrics.median_absolute_error(targets, y)
    return metrics.median_absolute_error(np.repeat(targets, times, axis=0), np.repeat(y, times, axis=0))


def amount_values(y, targets, weights):
    return {
        "mae": metrics.mean_absolute_error(targets, y, sample_weight=weights),
        "mse": metrics.mean_squared_error(targets, y, sample_weight=weights),
        "rmse": metrics.mean_squared_error(targets, y, sample_weight=weights, squared=False),
        "mape": metrics.mean_absolute_percentage_error(targets, y, sample_weight=weights),
        "r2": metrics.r2_score(targets, y, sample_weight=weights),
        "explained_variance": metrics.explained_variance_score(targets, y, sample_weight=weights),
        "median_absolute_error": median_absolute_error(targets, y, weights),
    }


def curves(p, truth, weights):
    """[(curve, x, y, threshold), ...], thresholds falling."""
    fall_out, recall, thresholds = metrics.roc_curve(truth, p, sample_weight=weights, drop_intermediate=False)
    points = [("roc", *point) for point in zip(fall_out, recall, thresholds)]
    points[0] = ("roc", 0.0, 0.0, np.inf)  # as scikit-learn has it from 1.3 on
    precision, recall, thresholds = metrics.precision_recall_curve(truth, p, sample_weight=weights)
    falling = list(zip(recall, precision, list(thresholds) + [np.inf]))[::-1]
    points += [("precision_recall", *point) for point in falling]
    if weights is None:
        share, mean = calibration.calibration_curve(truth, p, n_bins=BINS)
        points += [("calibration", x, y, np.nan) for x, y in zip(mean, share)]
    return points


# ---- The tables ------------------------------------------------------------------------------------------------------


class Tables:
    def __init__(self):
        self.rows = [ROW_COLUMNS]
        self.values = [VALUE_COLUMNS]
        self.curves = [CURVE_COLUMNS]
        self.classes = [CLASS_COLUMNS]

    def add(self, case, y, targets, weights, values):
        for i, row in enumerate(y.reshape(len(y), -1)):
            weight = 1 if weights is None else weights[i]
            target = ",".join("%.17g" % t for t in np.atleast_1d(targets[i]))
            self.rows.append([case, "%.17g" % weight, target, ",".join("%.17g" % each for each in row)])
        for name, value in values.items():
            self.values.append([case, name, "%.17g" % value])

    def add_curves(self, case, points):
        for curve, *numbers in points:
            self.curves.append([case, curve] + ["%.17g" % number for number in numbers])


    def add_classes(self, case, p, truth, weights=None):
        one = p.ndim == 1
        guess = (p > 0.5).astype(int) if one else np.argmax(p, axis=1)
        for figure, k, value in class_by_class(truth, guess, weights, 2 if one else p.shape[1]):
            self.classes.append([case, figure, str(k), "%.17g" % value])


def fill(tables):
    weights = quarters(300, 5)
    p, truth = binary(200, 1)
    tables.add("binary", p, truth, None, binary_values(p, truth, None))
    tables.add_curves("binary", curves(p, truth, None))
    tables.add_classes("binary", p, truth)
    tables.add("binary_weighted", p, truth, weights[:200], binary_values(p, truth, weights[:200]))
    tables.add_classes("binary_weighted", p, truth, weights[:200])
    # Rows without weight would be thresholds of their own in scikit-learn's curves.
    heavy = weights[:200] > 0
    tables.add_curves("binary_weighted", curves(p[heavy], truth[heavy], weights[:200][heavy]))
    two = np.stack([1 - p, p], axis=1)
    values = binary_values(p, truth, None)
    tables.add("two_outputs", two, truth, None, values)

    p, truth = binary(40, 2)
    ones = np.ones(40, dtype=int)
    tables.add("one_class", p, ones, None, binary_values(p, ones, None))

    # Sure and right, sure and wrong: scikit-learn takes 0 and 1 as the nearest float64 that is neither.
    p, truth = np.array([1.0, 0.0, 0.0, 1.0, 0.25]), np.array([1, 0, 1, 0, 0])
    tables.add("certain", p, truth, None, binary_values(p, truth, None))

    p, truth = distributions(300, 4, 3)
    tables.add("classes", p, truth, None, class_values(p, truth, None))
    tables.add_classes("classes", p, truth)
    tables.add("classes_weighted", p, truth, weights, class_values(p, truth, weights))
    tables.add_classes("classes_weighted", p, truth, weights)

    p, truth = distributions(120, 5, 4, never_true=(3, 4))
    p[np.argmax(p, axis=1) == 4] = np.array([2, 8, 4, 1, 1]) / 16  # the last class is never predicted either
    tables.add("absent_classes", p, truth, None, class_values(p, truth, None))
    tables.add_classes("absent_classes", p, truth)

    p, truth = labels(150, 3, 6)
    tables.add("labels", p, truth, None, label_values(p, truth, None))
    tables.add("labels_weighted", p, truth, weights[:150], label_values(p, truth, weights[:150]))

    y, targets = amounts(180, 1, 7)
    tables.add("amounts", y, targets, None, amount_values(y, targets, None))
    tables.add("amounts_weighted", y, targets, weights[:180], amount_values(y, targets, weights[:180]))
    y, targets = amounts(90, 3, 8)
    tables.add("three_amounts", y, targets, None, amount_values(y, targets, None))
    tables.add("three_amounts_weighted", y, targets, weights[:90], amount_values(y, targets, weights[:90]))
    y, targets = amounts(30, 2, 9)
    targets[:, 0] = 1.5
    tables.add("constant_target", y, targets, None, amount_values(y, targets, None))
    tables.add("constant_target_met", targets, targets, None, amount_values(targets, targets, None))

    # Real data: a measure as a score, and a line through the flowers' petals.
    radius = np.array(column("mean_radius", "breast_cancer.csv"), dtype=float)
    malignant = np.array([name == "malignant" for name in column("diagnosis", "breast_cancer.csv")]).astype(int)
    tables.add("breast_cancer", radius, malignant, None, score_values(malignant, radius, None))
    length = np.array(column("petal_length", "iris.csv"), dtype=float)
    width = np.array(column("petal_width", "iris.csv"), dtype=float)[:, None]
    line = (0.4375 * length - 0.375)[:, None]
    tables.add("iris", line, width, None, amount_values(line, width, None))


def near(old, new):
    """Equal but for numbers in their last digits."""
    for a, b in zip(old, new):
        if a == b:
            continue
        try:
            if abs(float(a) - float(b)) > TOLERANCE * max(1.0, abs(float(b))):
                return False
        except ValueError:
            return False
    return len(old) == len(new)


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit("usage: %s [--check]" % sys.argv[0])
    warnings.simplefilter("ignore")  # of absent classes, which are meant
    tables = Tables()
    fill(tables)
    for name in ("rows", "values", "curves", "classes"):
        table = getattr(tables, name)
        path = FOLDER / ("sklearn_metrics_%s.txt" % name)
        if not check:
            path.write_text("".join(" ".join(row) + "\n" for row in table), encoding="ascii")
        elif not all(map(near, (line.split() for line in path.read_text(encoding="ascii").splitlines()), table)):
            sys.exit("%s differs" % path)
        print("%s %s: %d lines" % ("checked" if check else "wrote", path.name, len(table)))


main()
