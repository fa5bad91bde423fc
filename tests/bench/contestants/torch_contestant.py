"""PyTorch's side, as its tutorials write it: torch_contestant.py THREADS"""

import sys

import torch
from torch import nn

from job import measure_calls, measure_epochs, read_digits, serve_jobs

ACTIVATIONS = {"relu": nn.ReLU, "sigmoid": nn.Sigmoid}


def network(job, with_output):
    """Layers, without the last activation where the loss has it inside."""
    layers = []
    for inputs, units in zip(job.widths, job.widths[1:]):
        layers += [nn.Linear(inputs, units), ACTIVATIONS[job.hidden]()]
    layers.pop()
    if with_output:
        layers.append(ACTIVATIONS[job.output]())
    return nn.Sequential(*layers)


def data(job):
    if job.file:
        x, y = read_digits(job.file)
        return torch.tensor(x), torch.tensor(y)
    x = torch.randn(job.rows, job.widths[0])
    if job.targets == "classes":
        return x, torch.randint(0, job.widths[-1], (job.rows,))
    return x, (torch.rand(job.rows, job.widths[-1]) > 0.5).float()


def optimizer(job, parameters):
    name, settings = job.optimizer
    if name == "adam":
        return torch.optim.Adam(parameters, lr=settings["learning_rate"])
    return torch.optim.SGD(parameters, lr=settings["learning_rate"], momentum=settings.get("momentum", 0))


def train(job):
    torch.manual_seed(0)
    x, y = data(job)
    squares = job.loss == "mse"
    model = network(job, with_output=squares)
    loss = {"mse": nn.MSELoss, "categorical_crossentropy": nn.CrossEntropyLoss,
            "binary_crossentropy": nn.BCEWithLogitsLoss}[job.loss]()
    steps = optimizer(job, model.parameters())

    def step(x, y):
        steps.zero_grad(set_to_none=True)
        loss(model(x), y).backward()
        steps.step()

    def epoch():
        order = torch.randperm(job.rows)
        for first in range(0, job.rows, job.batch):
            picked = order[first:first + job.batch]
            step(x[picked], y[picked])

    return measure_epochs(epoch if job.batch else lambda: step(x, y), job.rows, job.seconds)


def predict(job):
    model, x = network(job, with_output=False).eval(), torch.randn(job.batch, job.widths[0])
    with torch.inference_mode():
        return measure_calls(lambda: model(x), job.batch, job.seconds)


torch.set_num_threads(int(sys.argv[1]))
serve_jobs(lambda job: {"train": train, "predict": predict}[job.kind](job))
