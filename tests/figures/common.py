"""What the figure scripts share: the data, the first parameters, and the files of figures."""

import csv
import sys
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parent
DIGITS = FOLDER.parent / "data" / "digits.csv"
LARGEST_PIXEL = 16

# Of a tensor of weights every so many elements are recorded: a prime, so that all columns get their turn.
WEIGHT_SAMPLE_STRIDE = 37

JOB_COLUMNS = ["job", "network", "target", "loss", "optimizer", "batch", "steps", "weight_limit", "bias_limit"]
LOSS_COLUMNS = ["job", "precision", "step", "loss"]
PARAMETER_COLUMNS = ["job", "precision", "layer", "tensor", "index", "value"]


def read_digits():
    """Pixels scaled to 0..1 (rows x 64, float64) and the digit of each row."""
    with open(DIGITS, newline="", encoding="utf-8") as file:
        lines = csv.reader(file)
        next(lines)  # names of the columns
        table = np.array([[int(field) for field in line] for line in lines])
    return table[:, :-1] / LARGEST_PIXEL, table[:, -1]


def one_hot(classes, count):
    return np.eye(count)[classes]


class FirstParameters:
    """The "quick and dirty" generator of Numerical Recipes in C (2nd ed., 7.1): its state goes from 1 by
    state = (1664525 state + 1013904223) mod 2^32.

    The upper 24 bits become a number of [-1, 1) on a grid of 2^-23. With limits that are powers of two, every value is
    exact in float32 and in float64, so that both precisions, and any other program, start from equal parameters."""

    def __init__(self):
        self._state = 1

    def draw(self, count, limit):
        values = []
        for _ in range(count):
            self._state = (1664525 * self._state + 1013904223) % 2**32
            values.append(limit * ((self._state >> 8) / 2**23 - 1))
        return np.array(values)


# Activations with a trained parameter: its name, and whether each unit has its own.
TRAINED = {"prelu": ("alpha", True), "trainable_swish": ("beta", False)}


def first_parameters(job, inputs):
    """[(weight: units x inputs, bias: units), ...]: layer by layer, the weights row by row and then the biases. A layer
    whose activation has a trained parameter has a third array, drawn after the biases and like them."""
    generator = FirstParameters()
    layers = []
    for units, activation in layers_of(job):
        weight = generator.draw(units * inputs, float(job["weight_limit"])).reshape(units, inputs)
        layer = (weight, generator.draw(units, float(job["bias_limit"])))
        if activation in TRAINED:
            layer += (generator.draw(units if TRAINED[activation][1] else 1, float(job["bias_limit"])),)
        layers.append(layer)
        inputs = units
    return layers


def layers_of(job):
    """'20:sigmoid,1:sigmoid' -> [(20, 'sigmoid'), (1, 'sigmoid')]"""
    pairs = (layer.split(":") for layer in job["network"].split(","))
    return [(int(units), activation) for units, activation in pairs]


class Figures:
    """Collects the figures of a script's jobs; `finish` writes the three files, or compares with them."""

    def __init__(self, prefix, tolerances):
        self._prefix = prefix
        self._tolerances = tolerances  # of each precision: relative, for values that are not small
        self._tables = {"jobs": [JOB_COLUMNS], "losses": [LOSS_COLUMNS], "parameters": [PARAMETER_COLUMNS]}

    def add(self, job, precision, losses, layers):
        if job["job"] not in (row[0] for row in self._tables["jobs"]):
            self._tables["jobs"].append([job[column] for column in JOB_COLUMNS])
        for step, loss in enumerate(losses):
            self._tables["losses"].append([job["job"], precision, str(step), "%.17g" % loss])
        for index, (weight, bias, *trained) in enumerate(layers):
            self._add_tensor(job, precision, index, "weight", weight.reshape(-1), WEIGHT_SAMPLE_STRIDE)
            self._add_tensor(job, precision, index, "bias", bias, 1)
            for values in trained:
                name = TRAINED[layers_of(job)[index][1]][0]
                self._add_tensor(job, precision, index, "activation." + name, values, 1)

    def _add_tensor(self, job, precision, layer, name, values, stride):
        for index in range(0, len(values), stride):
            row = [job["job"], precision, str(layer), name, str(index), "%.17g" % values[index]]
            self._tables["parameters"].append(row)

    def finish(self):
        check = sys.argv[1:] == ["--check"]
        if sys.argv[1:] and not check:
            sys.exit("usage: %s [--check]" % sys.argv[0])
        for name, table in self._tables.items():
            path = FOLDER / ("%s_%s.txt" % (self._prefix, name))
            if check:
                self._compare(path, table)
            else:
                path.write_text("".join(" ".join(row) + "\n" for row in table), encoding="ascii")
            print("%s %s: %d lines" % ("checked" if check else "wrote", path.name, len(table)))

    def _compare(self, path, table):
        committed = [line.split() for line in path.read_text(encoding="ascii").splitlines()]
        if len(committed) != len(table):
            sys.exit("%s: %d lines, expected %d" % (path, len(committed), len(table)))
        for number, (old, new) in enumerate(zip(committed, table), start=1):
            if old != new and not self._near(old, new):
                sys.exit("%s:%d: '%s', expected '%s'" % (path, number, " ".join(old), " ".join(new)))

    def _near(self, old, new):
        """Equal but for the figure in the last column; another BLAS rounds differently."""
        if old[:-1] != new[:-1] or new[1] not in self._tolerances:
            return False
        return abs(float(old[-1]) - float(new[-1])) <= self._tolerances[new[1]] * max(1e-2, abs(float(new[-1])))


def finish_table(name, table, tolerance):
    """Writes one table, or compares it with the committed one, where the last column may differ by `tolerance`."""
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit("usage: %s [--check]" % sys.argv[0])
    path = FOLDER / (name + ".txt")
    if check:
        committed = [line.split() for line in path.read_text(encoding="ascii").splitlines()]
        if len(committed) != len(table):
            sys.exit("%s: %d lines, expected %d" % (path, len(committed), len(table)))
        for number, (old, new) in enumerate(zip(committed, table), start=1):
            near = old == new or (number > 1 and abs(float(old[-1]) - float(new[-1])) <= tolerance)
            if not near or (old[:-1] != new[:-1]):
                sys.exit("%s:%d: '%s', expected '%s'" % (path, number, " ".join(old), " ".join(new)))
    else:
        path.write_text("".join(" ".join(row) + "\n" for row in table), encoding="ascii")
    print("%s %s: %d lines" % ("checked" if check else "wrote", path.name, len(table)))
