"""Contestants take turns, so that what the machine does meanwhile falls on all alike."""

import statistics
from contextlib import ExitStack, closing

from contestant import Contestant


def spread(values):
    """Half of the range that the middle half lies in, as a part of the median."""
    if len(values) < 2:
        return 0.0
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return (high - low) / 2 / middle


class Measured:
    """Seconds for each row, of each entry (contestant, threads), in each round."""

    def __init__(self):
        self.seconds = {}

    def add(self, entry, seconds):
        self.seconds.setdefault(entry, []).append(seconds)

    def entries(self):
        return list(self.seconds)

    def median(self, entry):
        return statistics.median(self.seconds[entry])

    def spread(self, entry):
        return spread(self.seconds[entry])

    def ratio(self, entry, other):
        """How many times as fast as `other` an entry is: the median of the rounds' ratios."""
        return statistics.median(b / a for a, b in zip(self.seconds[entry], self.seconds[other]))

    def best_ratio(self, entry, other):
        """The same of each one's best round: what a busy machine disturbs least, where rounds are many."""
        return min(self.seconds[other]) / min(self.seconds[entry])


def measure(workload, names, rounds, seconds, programs, processor_time):
    """Runs a workload with those contestants, a round at a time, every other round in reverse order."""
    measured = Measured()
    with ExitStack() as stack:
        runners = [Contestant(name, threads, programs, processor_time and threads == 1)
                   for threads in workload.threads for name in names]
        for each in runners:
            stack.enter_context(closing(each))
        for turn in range(rounds):
            for each in list(runners) if turn % 2 == 0 else runners[::-1]:
                taken = each.work(workload.job, seconds)
                if taken is None:
                    runners.remove(each)
                else:
                    measured.add((each.name, each.threads), taken)
    return measured
