"""The conversation between run.py and a contestant in Python, as job.h has it for C."""

import os
import sys
import time

# The wall's, or the processor's time that this process has used, which a busy machine changes less.
now = time.process_time if os.environ.get("BENCH_CLOCK") == "cpu" else time.perf_counter


def read_spec(text):
    """The name and the settings of "sgd(learning_rate=0.01,momentum=0.9)"."""
    name, _, inside = text.rstrip(")").partition("(")
    return name, {key: float(value) for key, value in (each.split("=") for each in inside.split(",") if each)}


class Job:
    """What a line asks for; what it does not say is empty."""

    def __init__(self, line):
        self.kind, *settings = line.split()
        said = dict(setting.split("=", 1) for setting in settings)
        self.widths = [int(width) for width in said.get("network", "").split("-") if width]
        self.hidden, self.output = said.get("hidden", ""), said.get("output", "")
        self.loss, self.optimizer = said.get("loss", ""), read_spec(said.get("optimizer", ""))
        self.targets = said.get("targets", "")
        self.file = said.get("file", "")
        self.rows, self.batch = int(said.get("rows", 0)), int(said.get("batch", 0))
        self.seconds = float(said.get("seconds", 0))


def read_digits(path):
    """Rows of a CSV file whose last column is the class."""
    with open(path) as file:
        next(file)
        table = [[float(number) for number in line.split(",")] for line in file]
    return [row[:-1] for row in table], [int(row[-1]) for row in table]


def measure_epochs(epoch, rows, seconds):
    """Runs epochs, the first to warm up, until the others have taken long enough."""
    epoch()
    done, start = 0, now()
    while True:
        epoch()
        done += rows
        taken = now() - start
        if taken >= seconds:
            return taken, done


def measure_calls(call, rows, seconds):
    """Twice as many calls each time; the last round counts."""
    calls = 1
    while True:
        start = now()
        for _ in range(calls):
            call()
        taken = now() - start
        if taken >= seconds:
            return taken, calls * rows
        calls *= 2


def serve_jobs(run):
    """Answers jobs until stdin ends. run(job) returns seconds and rows, or None where it cannot."""
    for line in sys.stdin:
        work = run(Job(line))
        print("unsupported" if work is None else "%.9g %d" % work, flush=True)
