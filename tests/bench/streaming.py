"""S2: what a row costs as rows grow, streamed from an NPY file, and the memory that it takes."""

import statistics
import subprocess

import goals
from contestant import environment

TITLE = "train 8-64-64-1 on a stream of rows, batch 250, a window of 50,000 rows"
GOAL = 0.10  # how far costs may lie from one another, as a part of the least
FLAT = 0.02  # how much of what a larger file has more may stay in memory, of files larger than a window
WINDOW = 50_000  # rows, of stream_cost.cpp
ROW = 36  # bytes in the files
SIZES = (10**3, 10**4, 10**5, 10**6, 10**7)
ROUNDS = 80  # of spans of 250,000 rows: the largest is read twice


class Stream:
    """A running stream_cost."""

    def __init__(self, programs, folder, processor_time, rows):
        self.rows = rows
        self.costs = []
        self.process = subprocess.Popen([str(programs / "stream_cost"), str(rows), str(folder)], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        env=environment(1, processor_time))

    def train(self):
        print(file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"stream_cost {self.rows} has ended")
        self.costs.append(float(answer))

    def close(self):
        """The most resident MiB."""
        memory, _ = self.process.communicate()
        return float(memory)


def run(programs, folder, processor_time, rounds=ROUNDS, sizes=SIZES):
    """[rows, seconds for each row, most resident MiB] for each size. Sizes take turns of a tenth of a second, so that
    what the machine does meanwhile falls on all alike: a cost is the median of its ratios to the mean of a round."""
    streams = [Stream(programs, folder, processor_time, rows) for rows in sizes]
    for stream in streams:
        stream.train()  # when all have warmed up
    for stream in streams:
        stream.costs.clear()
    for turn in range(rounds):
        for stream in streams if turn % 2 == 0 else streams[::-1]:
            stream.train()
    means = [statistics.mean(costs) for costs in zip(*(stream.costs for stream in streams))]
    usual = statistics.median(means)
    return [[stream.rows, usual * statistics.median(cost / mean for cost, mean in zip(stream.costs, means)),
             stream.close()] for stream in streams]


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


def judge(found):
    return [goals.at_most(f"costs within {100 * GOAL:g} %", difference(found), GOAL),
            goals.at_most(f"memory grows by {100 * FLAT:g} % of what the file does", growth(found), FLAT)]


def data(found):
    """For a JSON file."""
    return {"title": TITLE,
            "sizes": [{"rows": rows, "seconds_per_row": cost, "peak_mib": memory} for rows, cost, memory in found],
            "goals": judge(found)}


def bars(found):
    """For the chart: (label, ratio, kind)."""
    (fewest, cost, _), (most, cost_of_most, _) = found[0], found[-1]
    return [(f"S2, a row of {most:,}: one of {fewest:,}", cost / cost_of_most, "limit")]


def lines(found):
    text = [f"S2: {TITLE}"]
    for rows, cost, memory in found:
        text.append(f"  {rows:>12,} rows {1e9 * cost:>12.1f} ns a row, at most {memory:.1f} MiB")
    for each in judge(found):
        share = "" if each["found"] is None else f"{100 * each['found']:.1f} %, "
        text.append(f"  goal: {each['goal']}: {share}{each['verdict']}")
    return text
