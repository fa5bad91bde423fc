"""What was measured, as text."""

from goals import describe, judge


def speed(workload, seconds):
    if not workload.per_row:
        return f"{1 / seconds:,.0f} rows/s"
    for unit, scale in (("ns", 1e9), ("us", 1e6), ("ms", 1e3)):
        if seconds * scale < 1000:
            return f"{seconds * scale:,.3g} {unit}"
    return f"{seconds:.3g} s"


def workload_lines(workload, measured):
    """A block of lines: who was how fast, how glia stands to each, and the goals."""
    lines = [f"{workload.id}: {workload.title}"]
    for name, threads in measured.entries():
        entry, glia = (name, threads), ("glia", threads)
        line = (f"  {threads} thread{'s' if threads > 1 else ' '} {name:<12}"
                f"{speed(workload, measured.median(entry)):>18}  +-{100 * measured.spread(entry):3.0f} %")
        if name != "glia" and glia in measured.entries():
            line += f"   glia is {measured.ratio(glia, entry):8.3g} times as fast"
        lines.append(line)
    for goal in workload.goals:
        verdict = judge(goal, measured)
        found = "" if verdict.ratio is None else f": {verdict.ratio:.3g} x"
        lines.append(f"  goal {describe(goal)}{found}, {verdict}")
    return lines
