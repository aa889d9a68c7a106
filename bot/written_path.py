"""Paths as people write them into a file: ``~`` is their home, and a relative one starts beside that file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, ValidationInfo


def _beside_the_file(path: Path, info: ValidationInfo) -> Path:
    """Make `path` absolute; `info.context["folder"]` is the folder of the file it was written in, if from one."""
    try:
        expanded = path.expanduser()
    except RuntimeError as error:
        raise ValueError(f"there is no such user as in {path}") from error
    folder = (info.context or {}).get("folder", Path())
    return (Path(folder) / expanded).absolute()


WrittenPath = Annotated[Path, AfterValidator(_beside_the_file)]
