"""Steps of Adam and its relatives with the epsilon hat of Kingma and Ba (2015, section 2), which is added to the root
of the second moment before that is corrected for its start at 0: by definition, and by scikit-learn's own
optimizer."""

import csv

import numpy as np
from sklearn.neural_network._stochastic_optimizers import AdamOptimizer

from common import FOLDER, finish_table

BETA1 = 0.9
BETA2 = 0.999
PRECISIONS = {"f32": np.float32, "f64": np.float64}


def read_given():
    """First parameters, and a gradient for each step."""
    with open(FOLDER / "optimizer_gradients.txt", newline="", encoding="ascii") as file:
        rows = [[int(row["step"]), float(row["value"])] for row in csv.DictReader(file, delimiter=" ")]
    steps = max(step for step, _ in rows)
    return [np.array([value for at, value in rows if at == step]) for step in range(steps + 1)]


def defined(p, gradients, rate=0.001, hat=0.0, epsilon=0.0, decay=0.0, keeps_largest=False):
    m = v = largest = np.zeros_like(p)
    for t, g in enumerate(gradients, start=1):
        p = p - rate * decay * p
        m = BETA1 * m + (1 - BETA1) * g
        v = BETA2 * v + (1 - BETA2) * g * g
        largest = np.maximum(largest, v)
        root = np.sqrt(largest if keeps_largest else v)
        correction = np.sqrt(1 - BETA2**t)
        p = p - rate / (1 - BETA1**t) * m / ((root + hat) / correction + epsilon)
        yield p


def scikit_learn(p, gradients, rate, hat):
    p = p.copy()
    optimizer = AdamOptimizer([p], learning_rate_init=rate, beta_1=BETA1, beta_2=BETA2, epsilon=hat)
    for g in gradients:
        optimizer.update_params([p], [g])
        yield p


JOBS = {
    "adam(epsilon=0,epsilon_hat=1e-8)": lambda p, g: scikit_learn(p, g, 0.001, 1e-8),
    "adam(learning_rate=0.1,epsilon=0,epsilon_hat=0.05)": lambda p, g: scikit_learn(p, g, 0.1, 0.05),
    "adam(learning_rate=0.1,epsilon=0.2,epsilon_hat=0.05)": lambda p, g: defined(p, g, 0.1, 0.05, 0.2),
    "adamw(learning_rate=0.1,epsilon=0,epsilon_hat=0.05)": lambda p, g: defined(p, g, 0.1, 0.05, decay=0.01),
    "amsgrad(learning_rate=0.1,epsilon=0,epsilon_hat=0.05)": lambda p, g: (
        defined(p, g, 0.1, 0.05, keeps_largest=True)
    ),
}


def main():
    first, *gradients = read_given()
    # The definition is written right where it gives what scikit-learn gives.
    for a, b in zip(defined(first, gradients, 0.1, 0.05), scikit_learn(first, gradients, 0.1, 0.05)):
        assert np.allclose(a, b, rtol=0, atol=1e-14)
    table = [["optimizer", "precision", "step", "index", "value"]]
    for spec, make in JOBS.items():
        for precision, dtype in PRECISIONS.items():
            path = make(first.astype(dtype), [g.astype(dtype) for g in gradients])
            for step, p in enumerate(path, start=1):
                table += [[spec, precision, str(step), str(i), "%.17g" % value] for i, value in enumerate(p)]
    finish_table("epsilon_hat_steps", table, 1e-6)


main()
