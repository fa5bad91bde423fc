"""numpy's side: the algorithm that the project began from, an L-layer sigmoid network under full-batch gradient descent
on binary cross-entropy; and predictions of dense layers. numpy_contestant.py THREADS [float32|float64]

The threads are those of its OpenBLAS, which run.py sets in the environment."""

import sys

import numpy as np

from job import measure_calls, measure_epochs, read_digits, serve_jobs

NUMBER = np.dtype(sys.argv[2] if len(sys.argv) > 2 else "float64")


def data(job, random):
    """A column is a row of data, as the article has it."""
    if job.file:
        x, classes = read_digits(job.file)
        return np.array(x, NUMBER).T, np.eye(job.widths[-1], dtype=NUMBER)[classes].T
    x = random.standard_normal((job.widths[0], job.rows)).astype(NUMBER)
    return x, (random.random((job.widths[-1], job.rows)) > 0.5).astype(NUMBER)


def first_parameters(job, random):
    pairs = list(zip(job.widths, job.widths[1:]))
    weights = [(random.standard_normal((units, inputs)) * 0.01).astype(NUMBER) for inputs, units in pairs]
    return weights, [np.zeros((units, 1), NUMBER) for _, units in pairs]


def train(job):
    if job.batch != 0 or job.hidden != "sigmoid":
        return None
    random = np.random.default_rng(3)
    x, y = data(job, random)
    weights, biases = first_parameters(job, random)
    rows = x.shape[1]

    def epoch():
        a, cache = x, []
        for w, b in zip(weights, biases):
            z = w @ a + b
            cache.append((a, z))
            a = 1 / (1 + np.exp(-z))
        np.mean(np.sum(y * np.log(a) + (1 - y) * np.log(1 - a), axis=0))  # the cost
        da = -(y / a - (1 - y) / (1 - a))
        for layer in reversed(range(len(weights))):
            a_before, z = cache[layer]
            s = 1 / (1 + np.exp(-z))
            dz = da * s * (1 - s)
            da = weights[layer].T @ dz
            weights[layer] -= 0.01 * (dz @ a_before.T) / rows
            biases[layer] -= 0.01 * dz.sum(axis=1, keepdims=True) / rows

    return measure_epochs(epoch, rows, job.seconds)


def predict(job):
    random = np.random.default_rng(3)
    weights, biases = first_parameters(job, random)
    weights, biases = [w.T.copy() for w in weights], [b.ravel() for b in biases]
    x = random.standard_normal((job.batch, job.widths[0])).astype(NUMBER)

    def call():
        a = x
        for w, b in zip(weights[:-1], biases[:-1]):
            a = np.maximum(a @ w + b, 0)
        return a @ weights[-1] + biases[-1]

    return measure_calls(call, job.batch, job.seconds)


serve_jobs(lambda job: {"train": train, "predict": predict}[job.kind](job))
