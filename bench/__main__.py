"""`make bench`: every measurement, one after the other."""

from __future__ import annotations

import runpy

MEASUREMENTS = ("bench.parse", "bench.judge")

if __name__ == "__main__":
    for name in MEASUREMENTS:
        print(f"\n# {name}\n", flush=True)
        runpy.run_module(name, run_name="__main__")
