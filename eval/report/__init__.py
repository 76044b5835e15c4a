"""What a run shows a person: a table in the terminal, `report.md` and `report.html`."""

from __future__ import annotations

from pathlib import Path

from eval.report.html import as_html
from eval.report.markdown import as_markdown
from eval.report.summary import Summary
from eval.runs.results import ResultsError


def write_reports(summary: Summary, folder: Path) -> None:
    """Write `report.md` and `report.html` into an existing folder; the same run, the same bytes.

    Raises:
        ResultsError: They can't be written there.
    """
    pages = {"report.md": as_markdown(summary), "report.html": as_html(summary)}
    for name, text in pages.items():
        try:
            (folder / name).write_bytes(text.encode("utf-8", "replace"))
        except OSError as error:
            raise ResultsError(
                f"{folder / name} can't be written: {error.strerror}.",
                "Make room or choose another folder with --out.",
            ) from None
