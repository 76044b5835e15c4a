"""The one lock of pdfium, which is not thread-safe: hold it for every call, and not for long."""

from __future__ import annotations

from threading import Lock

ONE_AT_A_TIME = Lock()
