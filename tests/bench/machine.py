"""What was measured, and on what."""

import functools
import os
import re
import subprocess
from pathlib import Path

GLIA = Path(__file__).resolve().parents[2] / "build/release/bin/glia"  # or that of another build: run.py says


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return "unknown processor"


@functools.cache
def openblas_core():
    """The kernels of OpenBLAS that glia has chosen for this processor."""
    said = subprocess.run([str(GLIA), "--version"], capture_output=True, text=True, check=True).stdout
    return re.search(r"core (\w+)", said).group(1)


def commit(root):
    command = ["git", "-c", "safe.directory=*", "-C", str(root), "describe", "--always", "--dirty", "--abbrev=10"]
    found = subprocess.run(command, capture_output=True, text=True)
    return found.stdout.strip() or "unknown"


def describe(root):
    load = os.getloadavg()[0]
    return (f"commit {commit(root)}; {processor()}, {os.cpu_count()} processors, OpenBLAS's kernels for "
            f"{openblas_core()}; load {load:.1f} at the start")
