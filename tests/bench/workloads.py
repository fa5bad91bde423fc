"""What is measured, and how fast it is to be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """glia's speed, with so many threads, is to be at least `ratio` times that of a contestant with so many, None being
    the number that suits it best."""

    contestant: str
    ratio: float
    threads: int = 1
    other_threads: int | None = 1


@dataclass(frozen=True)
class Workload:
    """A job for every contestant that can do it."""

    id: str
    title: str
    job: str
    contestants: tuple
    goals: tuple = ()
    threads: tuple = (1,)
    rows_a_call: int = 0  # told as the time of a call rather than as rows a second

    @property
    def in_s1(self):
        """Whether it is a part of S1, which is no job of its own: glia by two threads beside itself by one."""
        return TWO_THREADS in self.goals


def training(network, batch, rows, optimizer, hidden="relu", output="softmax", loss="categorical_crossentropy",
             file=None):
    targets = "classes" if loss == "categorical_crossentropy" else "values"
    return (f"train network={network} hidden={hidden} output={output} loss={loss} optimizer={optimizer} batch={batch} "
            f"rows={rows} targets={targets}" + (f" file={file}" if file else ""))


def prediction(network, batch):
    return f"predict network={network} hidden=relu output=identity batch={batch}"


DIGITS = "64-128-10"
MNIST = "784-512-256-10"
ADAM = "adam(learning_rate=0.001)"
SGD = "sgd(learning_rate=0.01)"
MOMENTUM = "sgd(learning_rate=0.01,momentum=0.9)"
BOTH = (1, 2)  # threads


def gemm_limit(ratio, threads=BOTH):
    """The replay of the same products, by as many threads."""
    return tuple(Goal("replay", ratio, n, n) for n in threads)


TWO_THREADS = Goal("glia", 1.85, 2, 1)  # S1
TWICE_TORCH = (Goal("torch", 2, 2, None),)


def workloads(digits):
    """All workloads; digits: the path of tests/data/digits.csv."""
    return [
        Workload("T1", "train 64-128-10, batch 32, Adam, digits",
                 training(DIGITS, 32, 1797, ADAM, file=digits),
                 ("replay", "torch", "sklearn"), (Goal("torch", 10),)),
        Workload("T2-sgd", "train 784-512-256-10, batch 128, SGD with momentum",
                 training(MNIST, 128, 20000, MOMENTUM),
                 ("replay", "torch", "sklearn"), TWICE_TORCH + gemm_limit(0.85, (2,)) + (TWO_THREADS,), BOTH),
        Workload("T2-adam", "train 784-512-256-10, batch 128, Adam",
                 training(MNIST, 128, 20000, ADAM),
                 ("replay", "torch", "sklearn"), TWICE_TORCH + gemm_limit(0.85, (2,)) + (TWO_THREADS,), BOTH),
        Workload("T3", "train 1024-4096-4096-10, batch 512, SGD",
                 training("1024-4096-4096-10", 512, 1024, SGD),
                 ("replay", "torch"), gemm_limit(0.95) + (TWO_THREADS,), BOTH),
        Workload("T3-momentum", "the same with momentum 0.9",
                 training("1024-4096-4096-10", 512, 1024, MOMENTUM),
                 ("replay", "torch"), (), BOTH),
        Workload("T4", "train 21-16-8-3, batch 1, sigmoid, SGD",
                 training("21-16-8-3", 1, 3600, SGD, "sigmoid", "sigmoid", "mse"),
                 ("replay", "fann", "torch"), (Goal("fann", 3),)),
        Workload("T5-small", "train 64-128-10, full batch, sigmoid, 1,797 rows",
                 training(DIGITS, 0, 1797, SGD, "sigmoid", "sigmoid", "binary_crossentropy"),
                 ("replay", "numpy", "numpy32", "torch"), tuple(Goal("numpy", 4, n, n) for n in BOTH), BOTH),
        Workload("T5-large", "train 784-512-256-10, full batch, sigmoid, 20,000 rows",
                 training(MNIST, 0, 20000, SGD, "sigmoid", "sigmoid", "binary_crossentropy"),
                 ("replay", "numpy", "numpy32", "torch"), tuple(Goal("numpy", 4, n, n) for n in BOTH), BOTH),
        Workload("I1", "predict 16-16-4, batch 1", prediction("16-16-4", 1),
                 ("replay", "fann", "torch", "numpy32"), (Goal("fann", 4),), rows_a_call=1),
        Workload("I2", "predict 64-128-10, batch 1", prediction(DIGITS, 1),
                 ("replay", "fann", "torch", "numpy32", "sklearn"),
                 (Goal("fann", 12),), rows_a_call=1),
        Workload("I3", "predict 784-512-256-10, batch 1", prediction(MNIST, 1),
                 ("reading", "replay", "fann", "torch", "numpy32", "sklearn"),
                 (Goal("reading", 0.8),), rows_a_call=1),
        Workload("I4-32", "predict 784-512-256-10, batch 32", prediction(MNIST, 32),
                 ("replay", "torch", "numpy32", "sklearn"), (), BOTH, rows_a_call=32),
        Workload("I4-1024", "predict 784-512-256-10, batch 1024", prediction(MNIST, 1024),
                 ("replay", "torch", "numpy32", "sklearn"), gemm_limit(0.9), BOTH, rows_a_call=1024),
    ]
