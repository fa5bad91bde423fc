"""What was measured, as text and as data."""

from goals import describe, judge, of_threads


def scaled(seconds):
    for unit, scale in (("ns", 1e9), ("us", 1e6), ("ms", 1e3)):
        if seconds * scale < 1000:
            return f"{seconds * scale:,.3g} {unit}"
    return f"{seconds:.3g} s"


def speed(workload, seconds):
    """Of a row that takes so long."""
    if workload.rows_a_call:
        return scaled(seconds * workload.rows_a_call)
    return f"{1 / seconds:,.0f} rows/s"


def lines(workload, measured):
    """Who was how fast, how glia stands to each, and the goals."""
    text = [f"{workload.id}: {workload.title}"]
    for entry in measured.entries():
        name, threads = entry
        glia = ("glia", threads)
        line = (f"  {of_threads(threads):<10}{name:<12}{speed(workload, measured.median(entry)):>17}"
                f"  +-{100 * measured.spread(entry):3.0f} %")
        if name != "glia" and glia in measured.entries():
            line += (f"   glia: {measured.ratio(glia, entry):8.3g} x"
                     f"   best rounds: {measured.best_ratio(glia, entry):8.3g} x")
        text.append(line)
    for goal in workload.goals:
        verdict = judge(goal, measured)
        found = "" if verdict.ratio is None else f": {verdict.ratio:.3g} x (best rounds {verdict.best_ratio:.3g} x)"
        text.append(f"  goal {describe(goal)}{found}, {verdict}")
    return text


def ratio_of_glia(measured, entry):
    """How many times as fast as this one glia is by as many threads, or None."""
    glia = ("glia", entry[1])
    return measured.ratio(glia, entry) if glia in measured.entries() and entry in measured.entries() else None


def data(workload, measured):
    """For a JSON file."""
    verdicts = [(goal, judge(goal, measured)) for goal in workload.goals]
    return {
        "id": workload.id,
        "title": workload.title,
        "job": workload.job,
        "seconds_per_row": [{"contestant": name, "threads": threads, "rounds": rounds,
                             "median": measured.median((name, threads)), "spread": measured.spread((name, threads)),
                             "glia_ratio": ratio_of_glia(measured, (name, threads))}
                            for (name, threads), rounds in measured.seconds.items()],
        "goals": [{"goal": describe(goal), "ratio": verdict.ratio, "best_ratio": verdict.best_ratio,
                   "wanted": goal.ratio, "verdict": str(verdict)} for goal, verdict in verdicts],
    }


def markdown(rows):
    """A table of all workloads: rows of (workload, measured)."""
    text = ["| work | threads | glia | of the limit | beside the others | goals |", "|---|---|---|---|---|---|"]
    for workload, measured in rows:
        for threads in workload.threads:
            glia = ("glia", threads)
            if glia not in measured.entries():
                continue
            ratios = {name: measured.ratio(glia, (name, n)) for name, n in measured.entries()
                      if n == threads and name != "glia"}
            limits = ", ".join(f"{ratios.pop(name):.2f} ({name})" for name in ("replay", "reading") if name in ratios)
            others = ", ".join(f"{ratio:.3g} x {name}" for name, ratio in ratios.items())
            goals = "; ".join(f"{describe(goal)}: {judge(goal, measured)}" for goal in workload.goals
                              if goal.threads == threads)
            text.append(f"| {workload.id}: {workload.title} | {threads} | {speed(workload, measured.median(glia))} "
                        f"+- {100 * measured.spread(glia):.0f} % | {limits} | {others} | {goals} |")
    return text
