"""Figures of mini-batch steps in PyTorch, in float32 and float64.

    /usr/bin/python3 tests/figures/torch_steps.py [--check]

Layers, losses and optimizers are PyTorch's own; nothing here knows glia."""

import torch

from common import Figures, first_parameters, layers_of, one_hot, read_digits

STEPS = 20
BATCH = 32
PRECISIONS = {"f32": torch.float32, "f64": torch.float64}


def job(name, network, loss, optimizer):
    return {
        "job": name,
        "network": network,
        "target": "digit",
        "loss": loss,
        "optimizer": optimizer,
        "batch": str(BATCH),
        "steps": str(STEPS),
        "weight_limit": "0.5",
        "bias_limit": "0.25",
    }


RELU = "32:relu,16:relu,10:softmax"
TANH = "32:tanh,16:tanh,10:softmax"
CROSS_ENTROPY = "categorical_crossentropy"
MOMENTUM = "sgd(learning_rate=0.05,momentum=0.9)"
NESTEROV = "sgd(learning_rate=0.05,momentum=0.9,nesterov=1)"
TUNED_ADAM = "adam(learning_rate=0.01,beta1=0.8,beta2=0.99,epsilon=1e-6)"

JOBS = [
    job("relu_sgd", RELU, CROSS_ENTROPY, "sgd(learning_rate=0.05)"),
    job("relu_momentum", RELU, CROSS_ENTROPY, MOMENTUM),
    job("relu_nesterov", RELU, CROSS_ENTROPY, NESTEROV),
    job("relu_adam", RELU, CROSS_ENTROPY, "adam"),
    job("tanh_momentum", TANH, CROSS_ENTROPY, MOMENTUM),
    job("tanh_nesterov", TANH, CROSS_ENTROPY, NESTEROV),
    job("tanh_adam", TANH, CROSS_ENTROPY, "adam"),
    job("tanh_tuned_adam", TANH, CROSS_ENTROPY, TUNED_ADAM),
    job("sigmoid_binary_momentum", "32:sigmoid,16:tanh,10:sigmoid", "binary_crossentropy", MOMENTUM),
    job("tanh_mse_momentum", "32:tanh,16:tanh,10:identity", "mse", MOMENTUM),
    job("prelu_momentum", "32:prelu,16:prelu,10:softmax", CROSS_ENTROPY, MOMENTUM),
    job("swish_adam", "32:trainable_swish,16:prelu,10:softmax", CROSS_ENTROPY, "adam"),
]


class TrainableSwish(torch.nn.Module):
    """x sigmoid(beta x), with one beta that is trained."""

    def __init__(self, num_parameters, dtype):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.ones(num_parameters, dtype=dtype))

    def forward(self, x):
        return x * torch.sigmoid(self.weight * x)


HIDDEN = {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh, "sigmoid": torch.nn.Sigmoid}
TRAINED = {"prelu": torch.nn.PReLU, "trainable_swish": TrainableSwish}

OPTIMIZERS = {
    "sgd(learning_rate=0.05)": lambda p: torch.optim.SGD(p, lr=0.05),
    MOMENTUM: lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
    NESTEROV: lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True),
    "adam": torch.optim.Adam,  # lr 0.001, betas 0.9 and 0.999, eps 1e-8
    TUNED_ADAM: lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.8, 0.99), eps=1e-6),
}


def build(each, inputs, dtype):
    """The network up to the logits: softmax and sigmoid of the output layer belong to PyTorch's losses."""
    modules = []
    for (units, activation), (weight, bias, *trained) in zip(layers_of(each), first_parameters(each, inputs)):
        linear = torch.nn.Linear(inputs, units, dtype=dtype)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weight))
            linear.bias.copy_(torch.from_numpy(bias))
        modules.append(linear)
        for values in trained:
            modules.append(TRAINED[activation](num_parameters=len(values), dtype=dtype))
            with torch.no_grad():
                modules[-1].weight.copy_(torch.from_numpy(values))
        if not trained and len(modules) < 2 * len(layers_of(each)) - 1:
            modules.append(HIDDEN[activation]())
        inputs = units
    return torch.nn.Sequential(*modules)


def loss_of(name, logits, digits):
    expected = torch.from_numpy(one_hot(digits, 10)).to(logits.dtype)
    if name == "binary_crossentropy":
        return torch.nn.BCEWithLogitsLoss(reduction="sum")(logits, expected) / len(digits)
    if name == "mse":
        return torch.nn.MSELoss()(logits, expected)
    return torch.nn.CrossEntropyLoss()(logits, torch.from_numpy(digits))


def train(each, x, digits, dtype):
    """The loss of each batch before its update, and the parameters after the last."""
    network = build(each, x.shape[1], dtype)
    optimizer = OPTIMIZERS[each["optimizer"]](network.parameters())
    losses = []
    for start in range(0, STEPS * BATCH, BATCH):
        rows = slice(start, start + BATCH)
        optimizer.zero_grad()
        loss = loss_of(each["loss"], network(torch.from_numpy(x[rows]).to(dtype)), digits[rows])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    layers = []
    for module in network:
        if isinstance(module, torch.nn.Linear):
            layers.append((module.weight.detach().numpy(), module.bias.detach().numpy()))
        elif isinstance(module, tuple(TRAINED.values())):
            layers[-1] += (module.weight.detach().numpy(),)
    return losses, layers


def main():
    torch.set_num_threads(1)
    x, digits = read_digits()
    figures = Figures("torch", {"f32": 1e-4, "f64": 1e-11})
    for each in JOBS:
        for precision, dtype in PRECISIONS.items():
            figures.add(each, precision, *train(each, x, digits, dtype))
    figures.finish()


main()
