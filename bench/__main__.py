"""`make bench`: every measurement, one after the other; the exit status is 1 if one of them misses its goal."""

from __future__ import annotations

import subprocess
import sys

MEASUREMENTS = (
    "bench.parse",
    "bench.children",
    "bench.hostile",
    "bench.judge",
    "bench.trying",
    "bench.backfill",
    "bench.history",
)


def main() -> int:
    missed = 0
    for name in MEASUREMENTS:
        print(f"\n# {name}\n", flush=True)
        missed |= subprocess.run([sys.executable, "-m", name], check=False).returncode != 0
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
