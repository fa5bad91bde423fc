"""Losses of some rows and their gradients with respect to the logits, in PyTorch and scikit-learn, float64.

    /usr/bin/python3 tests/figures/losses.py [--check]

Where one of the two has the loss, the value is its own; else it is the published formula, written out in PyTorch. The
gradients are PyTorch's, by automatic differentiation of that value; where the value is scikit-learn's, the formula's,
after both values were found equal."""

import csv
import sys

import numpy as np
import torch
from sklearn import metrics
from sklearn.utils.class_weight import compute_class_weight
from torch.nn import functional as F

from common import DIGITS, FOLDER, FirstParameters

DATA = DIGITS.parent
ROWS = 7
OUTPUTS = 4
TOLERANCE = 1e-12  # relative, between versions and machines
JOB_COLUMNS = ["job", "loss", "activation", "rows", "outputs", "source"]
VALUE_COLUMNS = ["job", "kind", "row", "column", "value"]
WEIGHT_COLUMNS = ["data", "class", "weight"]

numbers = FirstParameters()


# ---- Numbers on a grid that float32 holds exactly --------------------------------------------------------------------


def logits(outputs):
    return numbers.draw(ROWS * outputs, 4).reshape(ROWS, outputs)


def fractions(outputs):
    """In (0, 1), multiples of 1 / 64."""
    return np.floor((numbers.draw(ROWS * outputs, 1) + 1) * 31 + 1).reshape(ROWS, outputs) / 64


def distributions(outputs):
    """Multiples of 1 / 64 that sum to 1."""
    parts = np.floor((numbers.draw(ROWS * outputs, 1) + 1) * 8).reshape(ROWS, outputs)
    parts[:, -1] = 64 - parts[:, :-1].sum(axis=1)
    return parts / 64


def classes(outputs):
    return np.eye(outputs)[np.arange(ROWS) * 5 % outputs]


def sides(outputs):
    return (np.arange(ROWS * outputs) % 3 == 0).astype(float).reshape(ROWS, outputs)


def counts(outputs):
    return np.floor((numbers.draw(ROWS * outputs, 1) + 1) * 3).reshape(ROWS, outputs)


def weights():
    """Multiples of 1 / 4, of which one is 0."""
    drawn = np.floor((numbers.draw(ROWS, 1) + 1) * 6 + 1) / 4
    drawn[2] = 0
    return drawn


# ---- The loss of each row; z are logits, t targets -------------------------------------------------------------------


def binary_crossentropy(z, t):
    return F.binary_cross_entropy_with_logits(z, t, reduction="none").sum(dim=1)


def categorical_crossentropy(z, t):
    return F.cross_entropy(z, t, reduction="none")


def smoothed_categorical(z, t):
    return F.cross_entropy(z, t, reduction="none", label_smoothing=0.1)


def smoothed_binary(z, t):
    return binary_crossentropy(z, 0.8 * t + 0.1)


def kl_divergence(z, t):
    return F.kl_div(F.log_softmax(z, dim=1), t, reduction="none").sum(dim=1)


def binary_focal(gamma, alpha):
    def loss(z, t):
        p = torch.sigmoid(z)
        yes = -alpha * t * (1 - p) ** gamma * F.logsigmoid(z)
        no = -(1 - alpha) * (1 - t) * p**gamma * F.logsigmoid(-z)
        return (yes + no).sum(dim=1)

    return loss


def categorical_focal(gamma, alpha):
    def loss(z, t):
        log_p = F.log_softmax(z, dim=1)
        return -(alpha * t * (1 - log_p.exp()) ** gamma * log_p).sum(dim=1)

    return loss


def huber(z, t):
    return F.huber_loss(z, t, reduction="none", delta=0.75).mean(dim=1)


def mae(z, t):
    return F.l1_loss(z, t, reduction="none").mean(dim=1)


def mse(z, t):
    return F.mse_loss(z, t, reduction="none").mean(dim=1)


def log_cosh(z, t):
    return torch.log(torch.cosh(z - t)).mean(dim=1)


def poisson(z, t):
    y = F.softplus(z, threshold=1e3)
    return F.poisson_nll_loss(y, t, log_input=False, eps=0, reduction="none").mean(dim=1)


def quantile(z, t):
    return torch.maximum(0.3 * (t - z), 0.7 * (z - t)).mean(dim=1)


def hinge_of_one(z, t):
    return torch.relu(1 - (2 * t - 1) * z).sum(dim=1)


def hinge(z, t):
    true = (z * t).sum(dim=1)
    rival = z.masked_fill(t == 1, -torch.inf).max(dim=1).values
    return torch.relu(1 + rival - true)


# ---- The same mean over rows in scikit-learn; with its weights, a mean that is divided by their sum ------------------


def sklearn_hinge(z, t, weight):
    labels = np.arange(z.shape[1])
    return metrics.hinge_loss(t.argmax(axis=1), z, labels=labels, sample_weight=weight)


def sklearn_hinge_of_one(z, t, weight):
    return metrics.hinge_loss(t[:, 0], z[:, 0], sample_weight=weight)


def sklearn_quantile(z, t, weight):
    return metrics.mean_pinball_loss(t, z, alpha=0.3, sample_weight=weight)


def sklearn_log_loss(z, t, weight):
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    return metrics.log_loss(t.argmax(axis=1), p, labels=np.arange(z.shape[1]), sample_weight=weight, eps=1e-300)


# ---- Jobs ------------------------------------------------------------------------------------------------------------

TORCH = "PyTorch"
FORMULA = "formula"
SKLEARN = "scikit-learn"

# name, glia's spec, output activation, source, loss of rows, scikit-learn's mean, targets, outputs
JOBS = [
    ("soft_labels", "binary_crossentropy", "sigmoid", TORCH, binary_crossentropy, None, fractions, OUTPUTS),
    ("smoothed_labels", "binary_crossentropy(label_smoothing=0.2)", "sigmoid",
     TORCH, smoothed_binary, None, fractions, OUTPUTS),
    ("classes", "categorical_crossentropy", "softmax",
     SKLEARN, categorical_crossentropy, sklearn_log_loss, classes, OUTPUTS),
    ("soft_classes", "categorical_crossentropy", "softmax",
     TORCH, categorical_crossentropy, None, distributions, OUTPUTS),
    ("smoothed_classes", "categorical_crossentropy(label_smoothing=0.1)", "softmax",
     TORCH, smoothed_categorical, None, classes, OUTPUTS),
    ("smoothed_soft_classes", "categorical_crossentropy(label_smoothing=0.1)", "softmax",
     TORCH, smoothed_categorical, None, distributions, OUTPUTS),
    ("kl", "kl_divergence", "softmax", TORCH, kl_divergence, None, distributions, OUTPUTS),
    ("focal_labels", "focal", "sigmoid", FORMULA, binary_focal(2, 0.25), None, fractions, OUTPUTS),
    ("focal_labels_tuned", "focal(gamma=0.5,alpha=0.75)", "sigmoid",
     FORMULA, binary_focal(0.5, 0.75), None, fractions, OUTPUTS),
    ("focal_classes", "focal", "softmax", FORMULA, categorical_focal(2, 0.25), None, classes, OUTPUTS),
    ("focal_soft_classes", "focal(gamma=1.5,alpha=1)", "softmax",
     FORMULA, categorical_focal(1.5, 1), None, distributions, OUTPUTS),
    ("hinge", "hinge", "identity", SKLEARN, hinge, sklearn_hinge, classes, OUTPUTS),
    ("hinge_of_one", "hinge", "identity", SKLEARN, hinge_of_one, sklearn_hinge_of_one, sides, 1),
    ("huber", "huber(delta=0.75)", "identity", TORCH, huber, None, logits, OUTPUTS),
    ("mae", "mae", "identity", TORCH, mae, None, logits, OUTPUTS),
    ("mse", "mse", "identity", TORCH, mse, None, logits, OUTPUTS),
    ("log_cosh", "log_cosh", "identity", FORMULA, log_cosh, None, logits, OUTPUTS),
    ("poisson", "poisson", "softplus", TORCH, poisson, None, counts, OUTPUTS),
    ("quantile", "quantile(q=0.3)", "identity", SKLEARN, quantile, sklearn_quantile, logits, OUTPUTS),
]


def table_of(job, z, t, weight, mean, gradient):
    """Rows of the file of values."""
    table = []
    for kind, matrix in (("logit", z), ("target", t), ("weight", weight.reshape(-1, 1)), ("gradient", gradient)):
        for (row, column), value in np.ndenumerate(matrix):
            table.append([job, kind, str(row), str(column), "%.17g" % value])
    return table + [[job, "loss", "0", "0", "%.17g" % mean]]


def compute(row_losses, sklearn_mean, z, t, weight):
    """The sum of weight times loss over the number of rows, and its gradient."""
    x = torch.tensor(z, requires_grad=True)
    loss = (torch.from_numpy(weight) * row_losses(x, torch.from_numpy(t))).sum() / ROWS
    loss.backward()
    mean = loss.item()
    if sklearn_mean is not None:
        theirs = sklearn_mean(z, t, weight) * weight.sum() / ROWS
        if abs(theirs - mean) > TOLERANCE * abs(mean):
            sys.exit("scikit-learn finds %.17g, the formula %.17g" % (theirs, mean))
        mean = theirs
    return mean, x.grad.numpy()


def balanced_weights():
    """Of the classes that the last column of a data file names."""
    table = [WEIGHT_COLUMNS]
    for name in ("breast_cancer", "digits", "iris", "wine"):
        with open(DATA / (name + ".csv"), newline="", encoding="utf-8") as file:
            entries = [line[-1] for line in csv.reader(file)][1:]
        found = sorted(set(entries))
        for label, weight in zip(found, compute_class_weight("balanced", classes=found, y=entries)):
            table.append([name, label, "%.17g" % weight])
    return table


def near(old, new):
    if old == new:
        return True
    if old[:-1] != new[:-1]:
        return False
    return abs(float(old[-1]) - float(new[-1])) <= TOLERANCE * max(1e-2, abs(float(new[-1])))


def finish(name, table):
    path = FOLDER / name
    if sys.argv[1:] == ["--check"]:
        committed = [line.split() for line in path.read_text(encoding="ascii").splitlines()]
        if len(committed) != len(table) or not all(near(old, new) for old, new in zip(committed, table)):
            sys.exit("%s is not what is computed now" % path)
    elif sys.argv[1:]:
        sys.exit("usage: %s [--check]" % sys.argv[0])
    else:
        path.write_text("".join(" ".join(row) + "\n" for row in table), encoding="ascii")
    print("%s: %d lines" % (name, len(table)))


def main():
    torch.set_num_threads(1)
    jobs = [JOB_COLUMNS]
    values = [VALUE_COLUMNS]
    for name, spec, activation, source, row_losses, sklearn_mean, targets, outputs in JOBS:
        z, t, weight = logits(outputs), targets(outputs), weights()
        jobs.append([name, spec, activation, str(ROWS), str(outputs), source])
        values += table_of(name, z, t, weight, *compute(row_losses, sklearn_mean, z, t, weight))
    finish("losses_jobs.txt", jobs)
    finish("losses_values.txt", values)
    finish("losses_class_weights.txt", balanced_weights())


main()
