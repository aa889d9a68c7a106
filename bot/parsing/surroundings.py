"""What a child finds in its environment: enough to start Python as we were started, and none of our secrets.

Settings may take passwords from environment variables, whatever their names, so what a child needs is named here and
everything else stays out.
"""

from __future__ import annotations

from collections.abc import Mapping

# https://docs.python.org/3/using/cmdline.html#environment-variables: what finds Python's files or changes how it runs.
_PYTHON = (
    "PYTHONHOME PYTHONPATH PYTHONPLATLIBDIR PYTHONSAFEPATH PYTHONNOUSERSITE PYTHONDONTWRITEBYTECODE"
    " PYTHONPYCACHEPREFIX PYTHONUTF8 PYTHONCOERCECLOCALE PYTHONHASHSEED PYTHONOPTIMIZE PYTHONMALLOC PYTHONDEVMODE"
)
_SYSTEM = "PATH LD_LIBRARY_PATH DYLD_LIBRARY_PATH LANG LANGUAGE TZ TZDIR TMPDIR"
_NEEDED = frozenset(f"{_SYSTEM} {_PYTHON}".split())
_NEEDED_PREFIXES = ("LC_", "COVERAGE_", "COV_CORE_")  # locales, and what coverage.py and pytest-cov tell children
# Some megabytes that one mail took are kept for the next: to give them back and ask for them anew, which glibc does
# after every long mail, is a twentieth of what reading costs (mallopt(3); other C libraries do not look at these).
_KEEPS_MEMORY = {"MALLOC_TRIM_THRESHOLD_": str(32 << 20), "MALLOC_MMAP_THRESHOLD_": str(8 << 20)}


def surroundings(ours: Mapping[str, str]) -> dict[str, str]:
    """The environment of a child, out of ours."""
    needed = {name: value for name, value in ours.items() if name in _NEEDED or name.startswith(_NEEDED_PREFIXES)}
    return {**needed, **_KEEPS_MEMORY, "PYTHONWARNINGS": "ignore"}
