"""The parameters after each step of L-BFGS, and the evaluations that the step took.

    /usr/bin/python3 tests/figures/lbfgs_steps.py [--check]

Once as Nocedal and Wright define it (Numerical Optimization, 2nd ed., 2006), with the inverse Hessian as a matrix; and
once by PyTorch, for as many steps as it follows the same definition. Nothing here knows glia."""

import numpy as np
import torch

from common import finish_table

C1 = 1e-4
HISTORY = 10


def rosenbrock(x):
    a, b = x[1:] - x[:-1] ** 2, 1 - x[:-1]
    gradient = np.zeros_like(x)
    gradient[:-1] = -400 * a * x[:-1] - 2 * b
    gradient[1:] += 200 * a
    return 100 * a @ a + b @ b, gradient


def logistic(w):
    """Forty rows of five inputs sin(1 + 3 i + 7 j), true where the first is 0.3 above the third; and 0.0005 |w|^2."""
    x = np.sin(1 + 3.0 * np.arange(40)[:, None] + 7 * np.arange(5))
    x *= np.where(x[:, 0] > 0.3 + x[:, 2], -1, 1)[:, None]
    z = x @ w
    return np.logaddexp(0, z).mean() + 0.0005 * w @ w, x.T @ (1 / (1 + np.exp(-z))) / len(z) + 0.001 * w


PROBLEMS = {"rosenbrock": (rosenbrock, np.array([-1.2, 1.0] * 5)), "logistic": (logistic, np.zeros(5))}


def inverse_hessian(pairs, size):
    """Equations 7.17 to 7.20: from s.y / y.y I, a BFGS update for each pair, the oldest first."""
    if not pairs:
        return np.eye(size)
    s, y = pairs[-1]
    h = (s @ y) / (y @ y) * np.eye(size)
    for s, y in pairs:
        rho = 1 / (s @ y)
        v = np.eye(size) - rho * np.outer(y, s)
        h = v.T @ h @ v + rho * np.outer(s, s)
    return h


def minimum_of_cubic(a, b, low, high):
    """Where the cubic through the losses and slopes of two points is least; both are (step, loss, slope). The book
    leaves open how far to trust it: here, as far as [low, high]; where there is none, the middle."""
    h = b[0] - a[0]
    # p(u) = a.loss + h a.slope u + c2 u^2 + c3 u^3 for the step a + h u
    c2 = 3 * (b[1] - a[1]) - h * (2 * a[2] + b[2])
    c3 = h * (a[2] + b[2]) - 2 * (b[1] - a[1])
    square = c2**2 - 3 * c3 * h * a[2]
    if square < 0:
        return (low + high) / 2
    root = np.sqrt(square)
    u = -h * a[2] / (c2 + root) if c2 > 0 else (root - c2) / (3 * c3)  # equal, but for rounding
    return min(max(a[0] + h * u, low), high)


def line_search(phi, start, first, c2):
    """Algorithm 3.5. A longer step is by a hundredth longer at least, and ten times at most."""
    last, step = start, first
    while True:
        point = phi(step)
        if point[1] > start[1] + C1 * step * start[2] or (last is not start and point[1] >= last[1]):
            return zoom(phi, start, last, point, c2)
        if abs(point[2]) <= -c2 * start[2]:
            return point[0]
        if point[2] >= 0:
            return zoom(phi, start, point, last, c2)
        step = minimum_of_cubic(last, point, step + 0.01 * (step - last[0]), 10 * step)
        last = point


def zoom(phi, start, low, high, c2):
    """Algorithm 3.6. A step is away from either end by a tenth of the interval at least."""
    while True:
        left, right = sorted((low[0], high[0]))
        margin = (right - left) / 10
        point = phi(minimum_of_cubic(low, high, left + margin, right - margin))
        if point[1] > start[1] + C1 * point[0] * start[2] or point[1] >= low[1]:
            high = point
            continue
        if abs(point[2]) <= -c2 * start[2]:
            return point[0]
        if point[2] * (high[0] - low[0]) >= 0:
            high = low
        low = point


def by_definition(function, x, steps, history=HISTORY, c2=0.9, learning_rate=1.0):
    """Algorithm 7.5. The first step along a direction is `learning_rate`; along the very first, at most so long that
    the components change by that much together."""
    pairs = []
    evaluations = 1
    loss, gradient = function(x)
    for _ in range(steps):
        direction = -inverse_hessian(pairs, len(x)) @ gradient

        def phi(step):
            nonlocal evaluations
            evaluations += 1
            loss, gradient = function(x + step * direction)
            return step, loss, gradient @ direction

        first = learning_rate * (1.0 if pairs else min(1.0, 1 / np.abs(gradient).sum()))
        reached = x + line_search(phi, (0.0, loss, gradient @ direction), first, c2) * direction
        loss, after = function(reached)
        pairs = (pairs + [(reached - x, after - gradient)])[-history:]
        x, gradient = reached, after
        yield evaluations, x
        evaluations = 0


def by_torch(function, x, steps, **settings):
    x = torch.nn.Parameter(torch.tensor(x))
    optimizer = torch.optim.LBFGS(
        [x], max_iter=1, max_eval=1000, history_size=HISTORY, tolerance_grad=0, tolerance_change=0, **settings
    )
    evaluations = 0

    def closure():
        nonlocal evaluations
        evaluations += 1
        loss, gradient = function(x.detach().numpy())
        x.grad = torch.from_numpy(gradient)
        return torch.tensor(loss)

    for step in range(steps):
        evaluations = 0
        optimizer.step(closure)
        # It evaluates where a step begins, also where the step before ended; without a search, nowhere else.
        if "line_search_fn" in settings:
            yield evaluations - (step > 0), x.detach().numpy().copy()
        else:
            yield evaluations + (step == 0), x.detach().numpy().copy()


SEARCH = {"line_search_fn": "strong_wolfe"}

# Rounding grows in Rosenbrock's valley by a factor of ten in four steps or so, hence not more of them. The rates make
# the search lengthen or shorten the first step that it tries. Along a direction, PyTorch compares a loss with the one
# before from the third step on (algorithm 3.5: from the second), and may try one step nearer than a tenth to an end:
# these jobs do not get there. Without a search, it takes the first step whatever comes of it: the seventh on `logistic`
# would not lower the loss enough.
JOBS = [
    ("lbfgs", "rosenbrock", "definition", 30, by_definition, {}),
    ("lbfgs", "rosenbrock", "torch", 30, by_torch, SEARCH),
    ("lbfgs", "logistic", "definition", 11, by_definition, {}),
    ("lbfgs", "logistic", "torch", 11, by_torch, SEARCH),
    ("lbfgs(history=3,c2=0.1)", "rosenbrock", "definition", 30, by_definition, {"history": 3, "c2": 0.1}),
    ("lbfgs(learning_rate=0.05)", "rosenbrock", "definition", 30, by_definition, {"learning_rate": 0.05}),
    ("lbfgs(learning_rate=0.05)", "rosenbrock", "torch", 30, by_torch, {"lr": 0.05, **SEARCH}),
    ("lbfgs(learning_rate=20)", "rosenbrock", "definition", 30, by_definition, {"learning_rate": 20}),
    ("lbfgs(line_search=1)", "logistic", "torch", 6, by_torch, {}),
]


def main():
    table = [["optimizer", "problem", "program", "step", "evaluations", "index", "value"]]
    for spec, problem, program, steps, walk, settings in JOBS:
        function, first = PROBLEMS[problem]
        for step, (evaluations, x) in enumerate(walk(function, first, steps, **settings), start=1):
            row = [spec, problem, program, str(step), str(evaluations)]
            table += [row + [str(i), "%.17g" % value] for i, value in enumerate(x)]
    finish_table("lbfgs_steps", table, 1e-8)


main()
