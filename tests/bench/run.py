"""Runs the workloads of workloads.py: `./bootstrap bench` builds what this needs first."""

import argparse
import subprocess
import sys
from pathlib import Path

from contestant import is_there
from measure import measure
from report import workload_lines
from workloads import workloads

ROOT = Path(__file__).resolve().parents[2]


def arguments():
    parser = argparse.ArgumentParser(prog="./bootstrap bench", description=__doc__)
    parser.add_argument("--workloads", help="the workloads to run, by the start of their names: T1,T2,I3")
    parser.add_argument("--repeat", type=int, default=7, help="rounds (7)")
    parser.add_argument("--quick", action="store_true", help="three short rounds")
    parser.add_argument("--cpu-time", action="store_true",
                        help="of one thread, measure the processor's time: for a busy machine")
    parser.add_argument("--programs", type=Path, default=ROOT / "build/release/tests/bench",
                        help=argparse.SUPPRESS)
    return parser.parse_args()


def main():
    options = arguments()
    rounds, seconds = (3, 0.1) if options.quick else (options.repeat, 0.3)
    chosen = workloads(str(ROOT / "tests/data/digits.csv"))
    if options.workloads:
        chosen = [each for each in chosen if each.id.startswith(tuple(options.workloads.split(",")))]
    present = {name for each in chosen for name in ("glia",) + each.contestants}
    present = {name for name in present if is_there(name, options.programs)}
    for each in chosen:
        names = [name for name in ("glia",) + each.contestants if name in present]
        measured = measure(each, names, rounds, seconds, options.programs, options.cpu_time)
        print("\n".join(workload_lines(each, measured)), flush=True)


if __name__ == "__main__":
    main()
