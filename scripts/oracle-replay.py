"""Draws what scripts/oracle-replay.sh replayed: a window a pair of panels, recorded price and index above,
their distance below, shaded where the market was not open."""

import csv
import sys
from itertools import groupby
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt

COLUMNS = 3
BINS = 240
SHADES = {"CancelOnly": "#d62728", "RiskReducing": "#ff7f0e"}


def read(path):
    with open(path) as file:
        return list(csv.DictReader(file))


def binned(rows):
    """Of each bin the row that is furthest off, so that no extreme is lost."""
    size = max(1, len(rows) // BINS)
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        yield max(part, key=lambda row: abs(off(row) or 0.0))


def off(row):
    if not row["index"]:
        return None
    return (float(row["index"]) / float(row["recorded"]) - 1.0) * 10_000.0


def draw(path, above, below):
    rows = read(path)
    shown = list(binned(rows))
    minutes = [float(row["seconds"]) / 60.0 for row in shown]
    nothing = float("nan")
    above.plot(minutes, [float(row["recorded"]) for row in shown], color="#999999", linewidth=1.6, label="recorded")
    index = [float(row["index"]) if row["index"] else nothing for row in shown]
    above.plot(minutes, index, color="#1f77b4", linewidth=0.8, label="index")
    distances = [nothing if (value := off(row)) is None else value for row in shown]
    below.plot(minutes, distances, color="#1f77b4", linewidth=0.7)
    for phase, part in groupby(rows, key=lambda row: row["phase"]):
        part = list(part)
        for axes in (above, below) if phase in SHADES else ():
            span = (float(part[place]["seconds"]) / 60.0 for place in (0, -1))
            axes.axvspan(*span, color=SHADES[phase], alpha=0.25, linewidth=0)
    above.set_title(path.stem.replace("--", ", "), fontsize=9)
    above.tick_params(labelbottom=False, labelsize=7)
    below.tick_params(labelsize=7)
    below.set_ylabel("bp", fontsize=7)
    for axes in (above, below):
        axes.margins(x=0)


def main(folder, figure):
    paths = sorted(Path(folder).glob("*.csv"))
    matplotlib.rcParams.update({"svg.hashsalt": "tenor", "svg.fonttype": "none", "path.simplify_threshold": 0.3})
    lines = -(-len(paths) // COLUMNS)
    heights = [3, 1.4] * lines
    figure_, axes = plt.subplots(
        2 * lines, COLUMNS, figsize=(12, 3.3 * lines), height_ratios=heights, squeeze=False
    )
    for axis in axes.flat:
        axis.set_visible(False)
    for place, path in enumerate(paths):
        line, column = divmod(place, COLUMNS)
        above, below = axes[2 * line][column], axes[2 * line + 1][column]
        above.set_visible(True)
        below.set_visible(True)
        below.sharex(above)
        draw(path, above, below)
        if place == 0:
            above.legend(fontsize=7, loc="lower left")
    figure_.supxlabel("minutes", fontsize=8)
    figure_.tight_layout()
    figure_.savefig(figure, metadata={"Date": None})


main(*sys.argv[1:])
