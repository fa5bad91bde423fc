"""Steps of PyTorch's optimizers, learning rates of its schedules, gradients that it clips, and how many evaluations
L-BFGS takes in PyTorch and scipy.

    /usr/bin/python3 tests/figures/torch_optimizers.py [--check]

Everything is PyTorch's own or scipy's, but for Lion, which is written out from the paper; nothing here knows glia."""

import numpy as np
import scipy.optimize
import torch
from torch.optim import lr_scheduler

from common import FirstParameters, finish_table

STEPS = 25
PARAMETERS = 5
# NAdam keeps the product of its momenta in the default type.
torch.set_default_dtype(torch.float64)
PRECISIONS = {"f32": torch.float32, "f64": torch.float64}


class Lion(torch.optim.Optimizer):
    """Chen et al., Symbolic Discovery of Optimization Algorithms, 2023, algorithm 2, line by line."""

    def __init__(self, parameters, lr, beta1, beta2, weight_decay):
        super().__init__(parameters, {})
        self.settings = lr, beta1, beta2, weight_decay
        self.m = None

    @torch.no_grad()
    def step(self, closure=None):
        lr, beta1, beta2, weight_decay = self.settings
        (p,) = self.param_groups[0]["params"]
        m = torch.zeros_like(p) if self.m is None else self.m
        c = beta1 * m + (1 - beta1) * p.grad
        p -= lr * (torch.sign(c) + weight_decay * p)
        self.m = beta2 * m + (1 - beta2) * p.grad


def nadam(parameters, **settings):
    """PyTorch's code for many tensors at once: its code for one multiplies the product of the momenta by mu_t twice (in
    1.13), which is neither its documentation nor the paper."""
    return torch.optim.NAdam(parameters, foreach=True, **settings)


OPTIMIZERS = {
    "sgd(momentum=0.9,nesterov=1)": lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9, nesterov=True),
    "adagrad": torch.optim.Adagrad,
    "adagrad(learning_rate=0.1,learning_rate_decay=0.05,initial_accumulator=0.2,epsilon=1e-6)": lambda p: (
        torch.optim.Adagrad(p, lr=0.1, lr_decay=0.05, initial_accumulator_value=0.2, eps=1e-6)
    ),
    "adadelta": torch.optim.Adadelta,
    "adadelta(learning_rate=0.5,rho=0.8,epsilon=1e-4)": lambda p: torch.optim.Adadelta(p, lr=0.5, rho=0.8, eps=1e-4),
    "rmsprop": torch.optim.RMSprop,
    "rmsprop(momentum=0.9)": lambda p: torch.optim.RMSprop(p, momentum=0.9),
    "rmsprop(centered=1)": lambda p: torch.optim.RMSprop(p, centered=True),
    "rmsprop(learning_rate=0.02,alpha=0.8,epsilon=1e-4,momentum=0.5,centered=1)": lambda p: (
        torch.optim.RMSprop(p, lr=0.02, alpha=0.8, eps=1e-4, momentum=0.5, centered=True)
    ),
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
    "adamw(learning_rate=0.1,beta1=0.8,beta2=0.9,epsilon=1e-4,weight_decay=0.5)": lambda p: (
        torch.optim.AdamW(p, lr=0.1, betas=(0.8, 0.9), eps=1e-4, weight_decay=0.5)
    ),
    "amsgrad(learning_rate=0.1,beta2=0.7)": lambda p: torch.optim.Adam(p, lr=0.1, betas=(0.9, 0.7), amsgrad=True),
    "nadam": nadam,
    "nadam(learning_rate=0.1,beta1=0.8,beta2=0.9,momentum_decay=0.1)": lambda p: (
        nadam(p, lr=0.1, betas=(0.8, 0.9), momentum_decay=0.1)
    ),
    "nadam(momentum_decay=0)": lambda p: nadam(p, momentum_decay=0),
    "irprop_minus": torch.optim.Rprop,
    "irprop_minus(initial_step=0.1,decrease=0.4,increase=1.5,smallest_step=0.05,largest_step=0.2)": lambda p: (
        torch.optim.Rprop(p, lr=0.1, etas=(0.4, 1.5), step_sizes=(0.05, 0.2))
    ),
    "lion": lambda p: Lion(p, 1e-4, 0.9, 0.99, 0),
    "lion(learning_rate=0.1,beta1=0.8,beta2=0.7,weight_decay=0.3)": lambda p: Lion(p, 0.1, 0.8, 0.7, 0.3),
}


def optimizer_tables():
    """The gradients do not depend on the parameters, so that no error of one step hides in, or grows by, another."""
    generator = FirstParameters()
    first = generator.draw(PARAMETERS, 1)
    gradients = [generator.draw(PARAMETERS, 2) for _ in range(STEPS)]
    given = [["step", "index", "value"]]
    for step, values in enumerate([first] + gradients):  # step 0: the first parameters
        given += [[str(step), str(i), "%.17g" % value] for i, value in enumerate(values)]
    reached = [["optimizer", "precision", "step", "index", "value"]]
    for name, make in OPTIMIZERS.items():
        for precision, dtype in PRECISIONS.items():
            p = torch.nn.Parameter(torch.from_numpy(first.copy()).to(dtype))
            optimizer = make([p])
            for step, gradient in enumerate(gradients, start=1):
                p.grad = torch.from_numpy(gradient).to(dtype)
                optimizer.step()
                for i, value in enumerate(p.detach().tolist()):
                    reached.append([name, precision, str(step), str(i), "%.17g" % value])
    return given, reached


EPOCHS = 12
BATCHES = 4
UPDATES = EPOCHS * BATCHES
# OneCycleLR's last rate is that of step total_steps - 1, and its highest that of step pct_start total_steps - 1.
ONE_CYCLE_WARMUP = (0.3 * (UPDATES + 1) - 1) / UPDATES


def warmed(optimizer, warmup, make):
    """`warmup` updates from a tenth of the rate, and then another schedule."""
    schedules = [lr_scheduler.LinearLR(optimizer, start_factor=0.1, total_iters=warmup), make(optimizer)]
    return lr_scheduler.SequentialLR(optimizer, schedules, milestones=[warmup])


# Spec, batches of an epoch, and the schedule that takes a step after each batch.
SCHEDULES = [
    ("constant(warmup=3)", BATCHES, lambda o: lr_scheduler.LinearLR(o, start_factor=0.1, total_iters=3 * BATCHES)),
    ("constant(warmup=3,warmup_start=0.25)", 1, lambda o: lr_scheduler.LinearLR(o, start_factor=0.25, total_iters=3)),
    ("step(every=3,factor=0.5)", 1, lambda o: lr_scheduler.StepLR(o, 3, gamma=0.5)),
    ("step(every=1.5,factor=0.5)", BATCHES, lambda o: lr_scheduler.StepLR(o, 6, gamma=0.5)),
    ("exponential(factor=0.9)", 1, lambda o: lr_scheduler.ExponentialLR(o, 0.9)),
    ("exponential(factor=0.9)", BATCHES, lambda o: lr_scheduler.ExponentialLR(o, 0.9 ** (1 / BATCHES))),
    ("polynomial", 1, lambda o: lr_scheduler.PolynomialLR(o, total_iters=EPOCHS)),
    ("polynomial(power=2)", BATCHES, lambda o: lr_scheduler.PolynomialLR(o, total_iters=UPDATES, power=2)),
    ("cosine", 1, lambda o: lr_scheduler.CosineAnnealingLR(o, EPOCHS)),
    ("cosine(end=0.1)", BATCHES, lambda o: lr_scheduler.CosineAnnealingLR(o, UPDATES, eta_min=0.1)),
    (
        "cosine(warmup=2)",
        BATCHES,
        lambda o: warmed(o, 2 * BATCHES, lambda o: lr_scheduler.CosineAnnealingLR(o, UPDATES - 2 * BATCHES)),
    ),
    ("step(every=2,factor=0.5,warmup=3)", 1, lambda o: warmed(o, 3, lambda o: lr_scheduler.StepLR(o, 2, gamma=0.5))),
    (
        "cosine_restarts(period=3,multiplier=2,end=0.05)",
        BATCHES,
        lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 3 * BATCHES, T_mult=2, eta_min=0.05),
    ),
    ("cosine_restarts(period=5)", 1, lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 5)),
    (
        "one_cycle(warmup_fraction=%.17g)" % ONE_CYCLE_WARMUP,
        BATCHES,
        lambda o: lr_scheduler.OneCycleLR(o, 1, total_steps=UPDATES + 1, cycle_momentum=False),
    ),
]

PLATEAUS = [
    ("reduce_on_plateau(factor=0.5,patience=2,cooldown=1,minimum=0.1)", "lower",
     {"factor": 0.5, "patience": 2, "cooldown": 1, "min_lr": 0.1}),
    ("reduce_on_plateau(factor=0.3,patience=0,threshold=0.1)", "lower",
     {"factor": 0.3, "patience": 0, "threshold": 0.1}),
    ("reduce_on_plateau(factor=0.5,patience=1)", "higher", {"factor": 0.5, "patience": 1, "mode": "max"}),
]
PLATEAU_EPOCHS = 40


def unit_rate():
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)


def schedule_table():
    table = [["schedule", "batches", "epochs", "update", "factor"]]
    for spec, batches, make in SCHEDULES:
        optimizer = unit_rate()
        schedule = make(optimizer)
        for update in range(EPOCHS * batches):
            rate = optimizer.param_groups[0]["lr"]
            table.append([spec, str(batches), str(EPOCHS), str(update), "%.17g" % rate])
            optimizer.step()
            schedule.step()
    return table


def plateau_table():
    """The factor after an epoch that ended with the metric."""
    table = [["schedule", "better", "epoch", "metric", "factor"]]
    for spec, better, settings in PLATEAUS:
        optimizer = unit_rate()
        # Without eps=0, changes of less than 1e-8 are not made.
        schedule = lr_scheduler.ReduceLROnPlateau(optimizer, eps=0, **settings)
        noise = FirstParameters().draw(PLATEAU_EPOCHS, 0.25)
        for epoch in range(PLATEAU_EPOCHS):
            metric = 1 + 2 / (1 + epoch) + noise[epoch]
            metric = metric if better == "lower" else 4 - metric
            schedule.step(metric)
            rate = optimizer.param_groups[0]["lr"]
            table.append([spec, better, str(epoch), "%.17g" % metric, "%.17g" % rate])
    return table


CLIPPINGS = {
    "norm(limit=2)": lambda p: torch.nn.utils.clip_grad_norm_(p, 2),
    "norm(limit=100)": lambda p: torch.nn.utils.clip_grad_norm_(p, 100),
    "value(limit=0.5)": lambda p: torch.nn.utils.clip_grad_value_(p, 0.5),
}


def clipping_table():
    """Two tensors of five and seven gradients, which count as one vector."""
    table = [["clipping", "index", "gradient", "clipped"]]
    for spec, clip in CLIPPINGS.items():
        gradients = FirstParameters().draw(12, 2)
        tensors = [torch.nn.Parameter(torch.zeros(n, dtype=torch.float64)) for n in (5, 7)]
        for tensor, part in zip(tensors, np.split(gradients, [5])):
            tensor.grad = torch.from_numpy(part.copy())
        clip(tensors)
        clipped = [value for tensor in tensors for value in tensor.grad.tolist()]
        table += [[spec, str(i), "%.17g" % g, "%.17g" % clipped[i]] for i, g in enumerate(gradients)]
    return table


def rosenbrock(x):
    return sum(100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2 for i in range(len(x) - 1))


def logistic(w):
    """Forty rows of five inputs sin(1 + 3 i + 7 j), true where the first is above the third by 0.3, and 0.0005 |w|^2."""
    i = torch.arange(40, dtype=torch.float64)
    x = torch.sin(1 + 3 * i[:, None] + 7 * torch.arange(5, dtype=torch.float64))
    sign = 1 - 2 * (x[:, 0] > 0.3 + x[:, 2]).to(torch.float64)
    return torch.nn.functional.softplus(sign * (x @ w)).mean() + 0.0005 * (w @ w)


PROBLEMS = {"rosenbrock": (rosenbrock, [-1.2, 1.0] * 5), "logistic": (logistic, [0.0] * 5)}


def minimize_by_scipy(function, first):
    def value_and_gradient(x):
        x = torch.tensor(x, requires_grad=True)
        value = function(x)
        value.backward()
        return value.item(), x.grad.numpy()

    found = scipy.optimize.minimize(
        value_and_gradient, np.array(first), jac=True, method="L-BFGS-B",
        options={"maxcor": 10, "gtol": 1e-7, "ftol": 0, "maxiter": 1000},
    )
    return found.nfev, found.fun, found.x


def minimize_by_torch(function, first):
    x = torch.nn.Parameter(torch.tensor(first, dtype=torch.float64))
    optimizer = torch.optim.LBFGS(
        [x], max_iter=1000, max_eval=10000, history_size=10, tolerance_grad=1e-7, tolerance_change=0,
        line_search_fn="strong_wolfe",
    )
    evaluations = 0

    def closure():
        nonlocal evaluations
        evaluations += 1
        optimizer.zero_grad()
        value = function(x)
        value.backward()
        return value

    optimizer.step(closure)
    return evaluations, function(x).item(), x.detach().numpy()


def minimum_table():
    table = [["problem", "program", "evaluations", "loss", "index", "value"]]
    for problem, (function, first) in PROBLEMS.items():
        for program, minimize in (("scipy", minimize_by_scipy), ("torch", minimize_by_torch)):
            evaluations, loss, x = minimize(function, first)
            row = [problem, program, str(evaluations), "%.17g" % loss]
            table += [row + [str(i), "%.17g" % value] for i, value in enumerate(x)]
    return table


def main():
    given, reached = optimizer_tables()
    finish_table("optimizer_gradients", given, 0)
    finish_table("optimizer_steps", reached, 1e-6)
    finish_table("schedule_factors", schedule_table(), 1e-12)
    finish_table("plateau_factors", plateau_table(), 0)
    finish_table("clipped_gradients", clipping_table(), 1e-12)
    finish_table("lbfgs_minima", minimum_table(), 1e-6)


main()
