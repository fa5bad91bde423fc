"""Whether a goal is met."""


class Verdict:
    """A goal beside what was measured; `ratio` is None where the other contestant is not there."""

    def __init__(self, goal, ratio):
        self.goal, self.ratio = goal, ratio

    @property
    def met(self):
        return None if self.ratio is None else self.ratio >= self.goal.ratio

    def __str__(self):
        if self.met is None:
            return "not measured"
        return "met" if self.met else "missed"


def judge(goal, measured):
    threads = {n for _, n in measured.entries()}
    others = [(goal.contestant, n) for n in threads if goal.other_threads in (None, n)]
    others = [each for each in others if each in measured.entries()]
    glia = ("glia", goal.threads)
    ratios = [measured.ratio(glia, each) for each in others if glia in measured.entries()]
    return Verdict(goal, min(ratios) if ratios else None)


def describe(goal):
    other = goal.contestant
    if goal.other_threads is None:
        other += " at its best"
    return f"{goal.ratio:g} x {other}, {goal.threads} thread{'s' if goal.threads > 1 else ''}"
