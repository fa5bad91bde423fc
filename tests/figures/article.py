"""Figures of an L-layer sigmoid network under full-batch gradient descent on binary cross-entropy, in numpy, float64.

    /usr/bin/python3 tests/figures/article.py [--check]

Every step is written out from the formulas; nothing here knows glia. One sample is one row."""

import numpy as np

from common import Figures, first_parameters, layers_of, one_hot, read_digits

ITERATIONS = 50


def job(name, network, target, learning_rate, weight_limit, bias_limit):
    return {
        "job": name,
        "network": network,
        "target": target,
        "loss": "binary_crossentropy",
        "optimizer": "sgd(learning_rate=%s)" % learning_rate,
        "learning_rate": learning_rate,
        "batch": "0",
        "steps": str(ITERATIONS),
        "weight_limit": weight_limit,
        "bias_limit": bias_limit,
    }


JOBS = [
    job("even", "20:sigmoid,7:sigmoid,5:sigmoid,1:sigmoid", "even", 1.2, "2", "0"),
    job("digit", "32:sigmoid,10:sigmoid", "digit", 0.5, "0.5", "0"),
    job("digit_with_biases", "32:sigmoid,10:sigmoid", "digit", 0.5, "0.5", "0.5"),
]


def targets_of(kind, digits):
    return (digits % 2 == 0).astype(float)[:, None] if kind == "even" else one_hot(digits, 10)


def forward(layers, x):
    """A_0 = X;  A_l = 1 / (1 + exp(-(A_{l-1} W_l^T + b_l)))"""
    activations = [x]
    for weight, bias in layers:
        activations.append(1 / (1 + np.exp(-(activations[-1] @ weight.T + bias))))
    return activations


def cost(y, t):
    """J = -(1 / rows) sum over rows and outputs of t log y + (1 - t) log(1 - y)"""
    return -np.sum(t * np.log(y) + (1 - t) * np.log(1 - y)) / len(t)


def gradients(layers, activations, t):
    """dJ/dZ_L = (Y - T) / rows;  dW_l = dZ_l^T A_{l-1};  db_l = column sums of dZ_l;
    dZ_{l-1} = dZ_l W_l * A_{l-1} (1 - A_{l-1})"""
    dz = (activations[-1] - t) / len(t)
    found = []
    for (weight, _), a in zip(reversed(layers), reversed(activations[:-1])):
        found.append((dz.T @ a, dz.sum(axis=0)))
        dz = (dz @ weight) * a * (1 - a)
    return found[::-1]


def descend(layers, x, t, learning_rate):
    """The cost before each update, and the parameters after the last."""
    costs = []
    for _ in range(ITERATIONS):
        activations = forward(layers, x)
        costs.append(cost(activations[-1], t))
        steps = gradients(layers, activations, t)
        layers = [(w - learning_rate * dw, b - learning_rate * db) for (w, b), (dw, db) in zip(layers, steps)]
    return costs, layers


def main():
    x, digits = read_digits()
    figures = Figures("article", {"f64": 1e-11})
    for each in JOBS:
        assert all(activation == "sigmoid" for _, activation in layers_of(each))
        layers = first_parameters(each, x.shape[1])
        costs, layers = descend(layers, x, targets_of(each["target"], digits), each["learning_rate"])
        figures.add(each, "f64", costs, layers)
    figures.finish()


main()
