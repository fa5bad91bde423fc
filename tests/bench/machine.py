"""What was measured, and on what."""

import os
import subprocess
from pathlib import Path


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return "unknown processor"


def commit(root):
    command = ["git", "-c", "safe.directory=*", "-C", str(root), "describe", "--always", "--dirty", "--abbrev=10"]
    found = subprocess.run(command, capture_output=True, text=True)
    return found.stdout.strip() or "unknown"


def describe(root):
    load = os.getloadavg()[0]
    return f"commit {commit(root)}; {processor()}, {os.cpu_count()} processors, load {load:.1f} at the start"
