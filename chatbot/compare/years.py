"""What a document without a date tells of when it was written: the latest year that it names."""

from __future__ import annotations

from chatbot.compare.sources import Said, Source
from chatbot.wording.dates import find_dates


def latest_year(source: Source) -> tuple[int, Said] | None:
    """The latest year that an undated document names and where it first does; else None."""
    if source.info.date is not None:
        return None
    named = [(date.year, said) for said in source.claims for date in find_dates(said.text)]
    years = [(year, said) for year, said in named if year]
    return max(years, key=lambda found: found[0]) if years else None
