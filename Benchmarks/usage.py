"""Runs a command, throws its output away, and prints the seconds, those of CPU, and the most KiB.

usage.py COMMAND...
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time

began = time.monotonic()
with subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE) as process:
    assert process.stdout
    while process.stdout.read(1 << 20):
        pass
if process.returncode != 0:
    sys.exit(f"{sys.argv[1]} ended with {process.returncode}")
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
