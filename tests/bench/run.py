"""Runs the workloads of workloads.py, C1 and S2, and tells how glia stands to other programs and to the limit.

`./bootstrap bench` builds what this needs first. The results are also written to build/bench: results.json, results.md
and results.svg."""

import argparse
import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import chart
import cold_start
import machine
import report
import streaming
from contestant import is_there
from measure import measure
from workloads import workloads

ROOT = Path(__file__).resolve().parents[2]


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number}; it must be 1 or more")
    return number


def arguments():
    parser = argparse.ArgumentParser(prog="./bootstrap bench", description=__doc__.splitlines()[0])
    parser.add_argument("--workloads", metavar="NAMES",
                        help="those to run, by the start of their names: T1,T2,I3; S1: those that are its parts")
    parser.add_argument("--threads", metavar="N", type=positive, help="only with so many threads: 1 or 2")
    parser.add_argument("--repeat", metavar="N", type=positive, default=7, help="rounds (7)")
    parser.add_argument("--quick", action="store_true", help="three rounds that are short; S2 of its small sizes")
    parser.add_argument("--cpu-time", action="store_true",
                        help="on a busy machine: of one thread, count the time that it has the processor")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the results there as well")
    parser.add_argument("--programs", type=Path, default=ROOT / "build/release/tests/bench", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, default=ROOT / "build/bench", help=argparse.SUPPRESS)  # for results
    options = parser.parse_args()
    options.rounds, options.seconds = (3, 0.1) if options.quick else (options.repeat, 0.3)
    return parser, options


def is_chosen(options, name):
    return not options.workloads or name.startswith(tuple(options.workloads.split(",")))


def choose_workloads(options):
    for each in workloads(str(ROOT / "tests/data/digits.csv")):
        threads = tuple(n for n in each.threads if options.threads in (None, n))
        if threads and (is_chosen(options, each.id) or each.in_s1 and is_chosen(options, "S1")):
            goals = tuple(goal for goal in each.goals if goal.threads in threads)
            yield dataclasses.replace(each, threads=threads, goals=goals)


def measure_workloads(chosen, options):
    """Yields (workload, measured), told as it goes."""
    wanted = {name for each in chosen for name in ("glia",) + each.contestants}
    present = {name for name in wanted if is_there(name, options.programs)}
    for each in chosen:
        names = [name for name in ("glia",) + each.contestants if name in present]
        measured = measure(each, names, options.rounds, options.seconds, options.programs, options.cpu_time)
        print("\n".join(report.lines(each, measured)), flush=True)
        yield each, measured
    if wanted - present:
        print("not there:", ", ".join(sorted(wanted - present)), "(./bootstrap bench --peers installs what Debian has)")


class Results:
    """All that was measured so far; written after each workload, so that a run can be broken off."""

    def __init__(self, folder, extra_file):
        self.folder, self.extra_file = folder, extra_file
        self.machine, self.rows, self.data, self.lines, self.bars = machine.describe(ROOT), [], {}, [], []

    def add_workload(self, workload, measured):
        self.rows.append((workload, measured))
        self.write()

    def add_special(self, name, data, lines, bars):
        self.data[name] = data
        self.lines += lines + [""]
        self.bars += bars
        print("\n".join(lines), flush=True)
        self.write()

    def write(self):
        data = {"machine": self.machine, "workloads": [report.data(*row) for row in self.rows], **self.data}
        text = json.dumps(data, indent=1) + "\n"
        for path in [self.folder / "results.json"] + ([self.extra_file] if self.extra_file else []):
            path.write_text(text)
        table = report.markdown(self.rows) if self.rows else []
        (self.folder / "results.md").write_text("\n".join([self.machine, ""] + table + [""] + self.lines) + "\n")
        (self.folder / "results.svg").write_text(chart.chart(self.rows, self.bars))


def main():
    parser, options = arguments()
    if options.threads and options.workloads and is_chosen(options, "S1"):
        parser.error("S1 is of one thread beside two: leave out --threads")
    chosen = list(choose_workloads(options))
    special = [name for name in ("C1", "S2") if is_chosen(options, name)]
    if not chosen and not special:
        parser.error("there is no such workload: " + ", ".join(filter(None, (
            options.workloads, options.threads and f"{options.threads} threads"))))
    machine.GLIA = options.programs.resolve().parents[1] / "bin/glia"
    folder = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    results = Results(folder, options.json)
    print(results.machine, flush=True)
    for workload, measured in measure_workloads(chosen, options):
        results.add_workload(workload, measured)
    if "C1" in special:
        seconds = cold_start.run(options.programs, folder, options.rounds)
        results.add_special("C1", cold_start.data(seconds), cold_start.lines(seconds), cold_start.bars(seconds))
    if "S2" in special:
        sizes = streaming.SIZES[:3] if options.quick else streaming.SIZES
        rounds = 4 if options.quick else streaming.ROUNDS
        costs = streaming.run(options.programs, folder, options.cpu_time, rounds, sizes)
        results.add_special("S2", streaming.data(costs), streaming.lines(costs), streaming.bars(costs))


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, subprocess.CalledProcessError) as failure:
        sys.exit(f"bench: {failure}")
    except KeyboardInterrupt:
        sys.exit("bench: broken off; what was measured before is in the folder of results")
