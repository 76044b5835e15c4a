"""What a run was made on, and with: for its report."""

from __future__ import annotations

import datetime as dt
import os
import platform
from importlib import metadata


def machine() -> str:
    """Processor cores, Python and package versions, for a person."""
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, footnote {_version()}"


def now() -> str:
    """When a run starts, ISO 8601."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _version() -> str:
    try:
        return metadata.version("footnote-chat")
    except metadata.PackageNotFoundError:
        return "not installed"
