"""S2: what a row costs as rows grow, streamed from an NPY file, and the memory that it takes."""

import subprocess

from contestant import environment

GOAL = 0.10  # how far costs may lie from one another, as a part of the least
FLAT = 0.02  # how much of what a larger file has more may stay in memory, of files larger than a window
WINDOW = 50_000  # rows, of stream_cost.cpp
ROW = 36  # bytes in the files
SIZES = (10**3, 10**4, 10**5, 10**6, 10**7)


def cost_and_memory(programs, folder, seconds, processor_time, rows):
    arguments = [str(programs / "stream_cost"), str(rows), str(folder), str(seconds)]
    answer = subprocess.run(arguments, capture_output=True, text=True, check=True,
                            env=environment(1, processor_time)).stdout.split()
    return float(answer[0]), float(answer[1])


def run(programs, folder, seconds, processor_time, rounds, sizes=SIZES):
    """[rows, least seconds for each row, most resident MiB] for each size. Sizes take turns, so that what the machine
    does meanwhile falls on all alike."""
    found = {rows: [] for rows in sizes}
    for _ in range(rounds):
        for rows in sizes:
            found[rows].append(cost_and_memory(programs, folder, seconds, processor_time, rows))
    return [[rows, min(cost for cost, _ in each), max(memory for _, memory in each)] for rows, each in found.items()]


def difference(found):
    costs = [cost for _, cost, _ in found]
    return max(costs) / min(costs) - 1


def growth(found):
    """Of memory, as a part of that of the data; None where the data grows by so little that chance would decide."""
    streamed = [(rows, memory) for rows, _, memory in found if rows > WINDOW]
    if not streamed or streamed[-1][0] - streamed[0][0] < 100 * WINDOW:
        return None
    (fewer, less), (more, most) = streamed[0], streamed[-1]
    return (most - less) * 2**20 / ((more - fewer) * ROW)


def judged(found, goal):
    return f"{100 * found:.1f} %, {'met' if found <= goal else 'missed'}"


def bars(found):
    """For the chart: (label, ratio, kind)."""
    (fewest, cost, _), (most, cost_of_most, _) = found[0], found[-1]
    return [(f"S2, a row of {most:,}: one of {fewest:,}", cost / cost_of_most, "limit")]


def lines(found):
    text = ["S2: train 8-64-64-1 on a stream of rows, batch 250, a window of 50,000 rows"]
    for rows, cost, memory in found:
        text.append(f"  {rows:>12,} rows {1e9 * cost:>12.1f} ns a row, at most {memory:.1f} MiB")
    text.append(f"  goal: costs within {100 * GOAL:g} %: {judged(difference(found), GOAL)}")
    if growth(found) is not None:
        text.append(f"  goal: memory grows by {100 * FLAT:g} % of what the file does: {judged(growth(found), FLAT)}")
    return text
