"""scikit-learn's side: MLPClassifier. sklearn_contestant.py THREADS

The threads are those of its OpenBLAS, which run.py sets in the environment."""

import warnings

import numpy as np
from sklearn.neural_network import MLPClassifier

from job import measure_calls, measure_epochs, read_digits, serve_jobs

ACTIVATIONS = {"relu": "relu", "sigmoid": "logistic"}


def data(job):
    if job.file:
        x, y = read_digits(job.file)
        return np.array(x, np.float32), np.array(y)
    random = np.random.default_rng(3)
    x = random.standard_normal((job.rows, job.widths[0])).astype(np.float32)
    return x, np.arange(job.rows) % job.widths[-1]


def classifier(job, batch):
    name, settings = job.optimizer
    return MLPClassifier(job.widths[1:-1], activation=ACTIVATIONS[job.hidden], alpha=0, batch_size=batch,
                         random_state=0, solver=name or "adam", learning_rate_init=settings.get("learning_rate", 0.01),
                         momentum=settings.get("momentum", 0), nesterovs_momentum=False)


def train(job):
    """partial_fit is one shuffled epoch."""
    if job.loss != "categorical_crossentropy":
        return None
    x, y = data(job)
    model = classifier(job, job.batch)
    classes = np.unique(y)
    return measure_epochs(lambda: model.partial_fit(x, y, classes), job.rows, job.seconds)


def predict(job):
    job.rows = 10 * job.widths[-1]
    x, y = data(job)
    model = classifier(job, "auto")
    model.partial_fit(x, y, np.unique(y))
    x = np.resize(x, (job.batch, job.widths[0]))
    return measure_calls(lambda: model.predict_proba(x), job.batch, job.seconds)


warnings.simplefilter("ignore")
serve_jobs(lambda job: {"train": train, "predict": predict}[job.kind](job))
