#!/usr/bin/env python3
"""Compares the time of the worst block with its weight: pathological.py FOLDER.

The folder holds what `scripts/bench.sh pathological` left: `log`, in which the benchmark tells what the
block is charged, and `times.json`, the bencher's times. Fails if the block takes longer than its weight.
"""

import datetime
import json
import pathlib
import platform
import re
import statistics
import sys

folder = pathlib.Path(sys.argv[1])
told = re.search(r"(\d+ orders in .* full books) weigh (\d+) ns", (folder / "log").read_text())
if not told:
    sys.exit(f"error: the benchmark did not tell what the block weighs: see {folder / 'log'}")
what, weight = told[1], int(told[2])
batches = json.loads((folder / "times.json").read_text())
results = [
    result
    for batch in batches
    if batch["benchmark"] == "pathological_block"
    for result in batch["time_results"]
]
if not results:
    sys.exit(f"error: the benchmark did not run: see {folder / 'log'}")

processor = platform.processor()
for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
    if line.startswith("model name"):
        processor = line.split(":", 1)[1].strip()
        break
blocks = [result["extrinsic_time"] for result in results]
roots = [result["storage_root_time"] for result in results]
sums = [block + root for block, root in zip(blocks, roots)]
milli = 1_000_000
print(f"   {datetime.date.today()}, {processor}, in Wasm, state in memory, {len(results)} runs")
print(f"   {what}")
for name, times in (("intake and block end", blocks), ("storage root", roots), ("both", sums)):
    median, most = statistics.median(times) / milli, max(times) / milli
    print(f"   {name:24}{median:9.1f} ms in the median, {most:9.1f} ms at most")
print(f"   {'weight, database included':24}{weight / milli:9.1f} ms")
if max(sums) > weight:
    sys.exit("error: the block takes longer than its weight")
