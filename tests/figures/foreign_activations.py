"""What activations of FANN, scikit-learn and PyTorch give by themselves, with what is their default.

Of FANN, a network of one weight, which is 1, and the steepness 0.5; not its stepwise functions, which are
approximations by lines, and one of which is not there yet."""

import ctypes

import numpy as np
import torch
from sklearn.neural_network._base import ACTIVATIONS

from common import finish_table

X = [-30.0, -3.25, -1.5, -0.75, -0.25, 0.375, 1.25, 2.5, 7.0]  # 0 is a kink or a jump of many

FANN = ("LINEAR THRESHOLD THRESHOLD_SYMMETRIC SIGMOID SIGMOID_STEPWISE SIGMOID_SYMMETRIC SIGMOID_SYMMETRIC_STEPWISE "
        "GAUSSIAN GAUSSIAN_SYMMETRIC GAUSSIAN_STEPWISE ELLIOT ELLIOT_SYMMETRIC LINEAR_PIECE LINEAR_PIECE_SYMMETRIC "
        "SIN_SYMMETRIC COS_SYMMETRIC SIN COS").split()  # in the order of their numbers

PYTORCH = ("ReLU RReLU Hardtanh ReLU6 Sigmoid Hardsigmoid Tanh SiLU Mish Hardswish ELU CELU SELU GELU Hardshrink "
           "LeakyReLU LogSigmoid Softplus Softshrink PReLU Softsign Tanhshrink Identity").split()


def of_fann():
    fann = ctypes.CDLL("libdoublefann.so.2")
    fann.fann_create_standard.restype = ctypes.c_void_p
    fann.fann_run.restype = ctypes.POINTER(ctypes.c_double)
    network = ctypes.c_void_p(fann.fann_create_standard(2, 1, 1))
    source, bias, unit = range(3)
    fann.fann_set_weight(network, source, unit, ctypes.c_double(1))
    fann.fann_set_weight(network, bias, unit, ctypes.c_double(0))
    fann.fann_set_activation_steepness_output(network, ctypes.c_double(0.5))
    for number, name in enumerate(FANN):
        if not name.endswith("STEPWISE"):
            fann.fann_set_activation_function_output(network, number)
            yield "FANN_" + name, [fann.fann_run(network, ctypes.byref(ctypes.c_double(x)))[0] for x in X]


def of_scikit_learn():
    for name, apply in ACTIVATIONS.items():
        row = np.array([X])
        apply(row)  # in place
        yield name, row[0]


def of_pytorch():
    row = torch.tensor([X], dtype=torch.float64)
    modules = {name: getattr(torch.nn, name)() for name in PYTORCH}
    modules["Threshold"] = torch.nn.Threshold(0, 0)
    for name in ("Softmin", "Softmax", "LogSoftmax"):
        modules[name] = getattr(torch.nn, name)(dim=1)
    for name, module in modules.items():
        yield name, module.double().eval()(row)[0].tolist()


table = [["library", "name", "x", "y"]]
for library, functions in (("FANN", of_fann()), ("scikit-learn", of_scikit_learn()), ("PyTorch", of_pytorch())):
    for name, values in functions:
        table += [[library, name, "%.17g" % x, "%.17g" % y] for x, y in zip(X, values)]
finish_table("foreign_activations", table, 1e-14)
