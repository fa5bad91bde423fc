"""S2: what a row costs as rows grow, streamed from an NPY file, and the memory that it takes."""

import subprocess

from contestant import environment

GOAL = 0.10  # how far costs may lie from one another, as a part of the least
SIZES = (10**3, 10**4, 10**5, 10**6, 10**7)


def run(programs, folder, seconds, processor_time, sizes=SIZES):
    """[rows, seconds for each row, most resident MiB] for each size."""
    found = []
    for rows in sizes:
        arguments = [str(programs / "stream_cost"), str(rows), str(folder), str(seconds)]
        answer = subprocess.run(arguments, capture_output=True, text=True, check=True,
                                env=environment(1, processor_time)).stdout.split()
        found.append([rows, float(answer[0]), float(answer[1])])
    return found


def difference(found):
    costs = [cost for _, cost, _ in found]
    return max(costs) / min(costs) - 1


def verdict(found):
    return "met" if difference(found) <= GOAL else "missed"


def lines(found):
    text = ["S2: train 8-64-64-1 on a stream of rows, batch 250, a window of 50,000 rows"]
    for rows, cost, memory in found:
        text.append(f"  {rows:>12,} rows {1e9 * cost:>12.1f} ns a row, at most {memory:.1f} MiB")
    return text + [f"  goal: costs within {100 * GOAL:g} %: {100 * difference(found):.0f} %, {verdict(found)}"]
