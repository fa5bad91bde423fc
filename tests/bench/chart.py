"""A chart of how glia stands to the others, as an SVG image that suits light and dark pages."""

import math
from xml.sax.saxutils import escape

LIMITS = ("replay", "reading")
LEAST, MOST = 0.1, 1000  # of the axis, whose scale is logarithmic
LEFT, WIDTH, RIGHT, LINE, TOP, BAR = 300, 460, 70, 18, 56, 11

STYLE = """
text { font: 12px system-ui, sans-serif; fill: #1f2328 }
.small { font-size: 11px; fill: #59636e }
.title { font-size: 15px; font-weight: 600 }
.grid { stroke: #d1d9e0 } .one { stroke: #59636e }
.peer { fill: #2b7a78 } .limit { fill: #b7791f } .team { fill: #6b5ca5 }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc } .small { fill: #9198a1 } .grid { stroke: #3d444d } .one { stroke: #9198a1 }
  .peer { fill: #4fb3ac } .limit { fill: #d9a54a } .team { fill: #a99be0 }
}
"""


def place(ratio):
    """Where a ratio stands on the axis."""
    kept = min(max(ratio, LEAST), MOST)
    return LEFT + WIDTH * (math.log10(kept) - math.log10(LEAST)) / (math.log10(MOST) - math.log10(LEAST))


def bar(y, label, ratio, kind):
    begin, end = sorted((place(1), place(ratio)))
    return [f'<text x="{LEFT - 8}" y="{y + 10}" text-anchor="end">{escape(label)}</text>',
            f'<rect class="{kind}" x="{begin:.1f}" y="{y}" width="{max(end - begin, 1):.1f}" height="{BAR}" rx="2"/>',
            f'<text class="small" x="{end + 5:.1f}" y="{y + 10}">{ratio:.3g}</text>']


def axis(bottom):
    lines = []
    for power in range(round(math.log10(LEAST)), round(math.log10(MOST)) + 1):
        x, kind = place(10.0**power), "one" if power == 0 else "grid"
        lines.append(f'<line class="{kind}" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 6}" y2="{bottom}"/>')
        lines.append(f'<text class="small" x="{x:.1f}" y="{TOP - 12}" text-anchor="middle">{10.0**power:g}</text>')
    return lines


def bars(rows):
    """(label, ratio, kind) of every comparison; a team is compared with one thread as well (S1)."""
    for workload, measured in rows:
        for name, threads in measured.entries():
            if name == "glia" and threads > 1 and ("glia", 1) in measured.entries():
                yield (f"{workload.id}, {threads} threads: glia by 1", measured.ratio(("glia", threads), ("glia", 1)),
                       "team")
            if name != "glia" and ("glia", threads) in measured.entries():
                label = f"{workload.id}, {threads} thread{'s' if threads > 1 else ''}: {name}"
                yield label, measured.ratio(("glia", threads), (name, threads)), "limit" if name in LIMITS else "peer"


def chart(rows, more=()):
    """The image as text; rows of (workload, measured), and more bars."""
    found = list(bars(rows)) + list(more)
    bottom = TOP + LINE * len(found)
    width, height = LEFT + WIDTH + RIGHT, bottom + 12
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
             f'viewBox="0 0 {width} {height}">', f"<style>{STYLE}</style>",
             '<text class="title" x="12" y="24">How many times as fast glia is</text>']
    lines += axis(bottom)
    for i, (label, ratio, kind) in enumerate(found):
        lines += bar(TOP + LINE * i, label, ratio, kind)
    return "\n".join(lines + ["</svg>", ""])
