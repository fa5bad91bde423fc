"""Whether a goal is met."""


class Verdict:
    """What was measured beside a goal; `ratio` is None where the other contestant was not there."""

    def __init__(self, goal, ratio, best_ratio):
        self.goal, self.ratio, self.best_ratio = goal, ratio, best_ratio

    def __str__(self):
        if self.ratio is None:
            return "not measured"
        return "met" if self.ratio >= self.goal.ratio else "missed"


def judge(goal, measured):
    glia = ("glia", goal.threads)
    others = [entry for entry in measured.entries()
              if entry[0] == goal.contestant and goal.other_threads in (None, entry[1])]
    if glia not in measured.entries() or not others:
        return Verdict(goal, None, None)
    return Verdict(goal, min(measured.ratio(glia, each) for each in others),
                   min(measured.best_ratio(glia, each) for each in others))


def at_most(goal, found, wanted):
    """For a JSON file: a goal that is no ratio but a figure to keep below; `found` is None where it was not
    measured."""
    verdict = "not measured" if found is None else "met" if found <= wanted else "missed"
    return {"goal": goal, "found": found, "wanted": wanted, "verdict": verdict}


def of_threads(count):
    return f"{count} thread" + ("s" if count > 1 else "")


def describe(goal):
    if goal.contestant == "glia":
        return f"{goal.ratio:g} x as fast by {of_threads(goal.threads)} as by {of_threads(goal.other_threads)}"
    other = goal.contestant + (" at its best" if goal.other_threads is None else "")
    return f"{goal.ratio:g} x {other}, {of_threads(goal.threads)}"
