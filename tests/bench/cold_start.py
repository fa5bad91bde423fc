"""C1: from nothing to the first prediction, of a network 784-512-256-10, by a fresh process with a warm disk."""

import os
import statistics
import subprocess
import time

import goals
from contestant import FOLDER, PYTHON, Contestant, environment, is_there
from measure import spread

TITLE = "a fresh process loads a model 784-512-256-10 and predicts once"
NETWORK = "network=784-512-256-10 hidden=relu output=softmax"
GOAL = 0.010  # seconds, of the whole process


def seconds_of(arguments):
    """From before the process is made until it is gone."""
    start = time.perf_counter()
    child = os.posix_spawn(arguments[0], arguments, environment(1, False),
                           file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status = os.waitpid(child, 0)
    taken = time.perf_counter() - start
    if status != 0:
        raise RuntimeError(f"{arguments[0]} failed")
    return taken


def glia_process(programs, folder):
    path = folder / "cold_start.safetensors"
    maker = Contestant("glia", 1, programs, False)
    maker.work(f"save {NETWORK} file={path}", 0)
    maker.close()
    return [str(programs / "cold_start"), str(path)], path


def torch_process(folder):
    path = folder / "cold_start.pt"
    arguments = [PYTHON, str(FOLDER / "torch_cold_start.py"), str(path)]
    subprocess.run(arguments, check=True)
    return arguments, path


def run(programs, folder, rounds):
    """Seconds of each process, for each contestant, and those inside glia's main."""
    processes, files = {"nothing": ["/bin/true"]}, []
    processes["glia"], path = glia_process(programs, folder)
    files.append(path)
    if is_there("torch", programs):
        processes["torch"], path = torch_process(folder)
        files.append(path)
    try:
        seconds = {name: [] for name in processes}
        for _ in range(rounds):
            for name, arguments in processes.items():
                seconds[name].append(seconds_of(arguments))
        seconds["glia, in main"] = [
            float(subprocess.run(processes["glia"], capture_output=True, text=True, check=True).stdout)
            for _ in range(rounds)]
    finally:
        for each in files:
            each.unlink()
    return seconds


def judge(seconds):
    return [goals.at_most(f"{1000 * GOAL:g} ms", statistics.median(seconds["glia"]), GOAL)]


def data(seconds):
    """For a JSON file."""
    return {"title": TITLE, "seconds": seconds, "goals": judge(seconds)}


def bars(seconds):
    """For the chart: (label, ratio, kind)."""
    glia = statistics.median(seconds["glia"])
    return [(f"C1, a fresh process: {name}", statistics.median(taken) / glia, "limit" if name == "nothing" else "peer")
            for name, taken in seconds.items() if not name.startswith("glia")]


def lines(seconds):
    text = [f"C1: {TITLE}"]
    for name, taken in seconds.items():
        text.append(f"  {name:<22}{1000 * statistics.median(taken):>16,.3g} ms  +-{100 * spread(taken):3.0f} %"
                    f"   best {1000 * min(taken):,.3g} ms")
    return text + [f"  goal {each['goal']}, {each['verdict']}" for each in judge(seconds)]
