"""Contestants: small programs that do jobs, a line each, for as long as they are wanted."""

import os
import subprocess
from pathlib import Path

import machine

FOLDER = Path(__file__).parent / "contestants"
PYTHON = "/usr/bin/python3"  # Debian's: the peers are Debian's packages

# The module whose presence tells whether a contestant in Python can take part.
MODULE = {"torch": "torch", "numpy": "numpy", "numpy32": "numpy", "sklearn": "sklearn"}


def command(name, programs):
    """How a contestant is started, without its number of threads."""
    compiled = {"glia": "glia_contestant", "fann": "fann_contestant", "replay": "replay_contestant",
                "reading": "replay_contestant"}
    if name in compiled:
        return [str(programs / compiled[name])]
    return [PYTHON, str(FOLDER / (name.removesuffix("32") + "_contestant.py"))]


def is_there(name, programs):
    if name in MODULE:
        return subprocess.run([PYTHON, "-c", "import " + MODULE[name]], capture_output=True).returncode == 0
    return os.access(command(name, programs)[0], os.X_OK)


def environment(threads, processor_time):
    """For a program that is to use so many threads. OpenBLAS knows no processor that is newer than it is, and other
    programs than glia would be measured with kernels of 2004: they get those that glia has chosen."""
    counts = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), str(threads))
    return {"OPENBLAS_CORETYPE": machine.openblas_core(), **os.environ, **counts,
            "BENCH_CLOCK": "cpu" if processor_time else "wall"}


class Contestant:
    """A running contestant. `processor_time`: its clock is the time that it has the processor."""

    def __init__(self, name, threads, programs, processor_time):
        self.name, self.threads = name, threads
        arguments = [str(threads)] + (["float32"] if name.endswith("32") else [])
        self.process = subprocess.Popen(command(name, programs) + arguments, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, env=environment(threads, processor_time))

    def work(self, job, seconds):
        """Seconds for each row, or None where the contestant cannot do the job."""
        if self.name == "reading":
            job = job.replace("predict", "read", 1)
        print(job, f"seconds={seconds}", file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline().split()
        if not answer:
            raise RuntimeError(f"{self.name} ended at '{job}'")
        if answer == ["unsupported"]:
            return None
        return float(answer[0]) / int(answer[1])

    def close(self):
        self.process.stdin.close()
        self.process.wait()
