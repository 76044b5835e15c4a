"""What stands on the page whatever is in the library: its name and its modes."""

from __future__ import annotations

from html import escape

BRAND = '<header class="fn-brand"><h1>Footnote<sup aria-hidden="true">1</sup></h1></header>'
ICON = (
    '<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27'
    " viewBox=%270 0 32 32%27%3E%3Crect width=%2732%27 height=%2732%27 rx=%277%27 fill=%27%231d5c63"
    "%27/%3E%3Cpath d=%27M8 9h11M8 15h9M8 21h11%27 stroke=%27%23fff%27 stroke-width=%272.4%27/%3E"
    '%3Ccircle cx=%2724%27 cy=%279%27 r=%272.6%27 fill=%27%23f5d76b%27/%3E%3C/svg%3E">'
)
_MODES = {"documents": "Documents", "ask": "Ask", "summarise": "Summarise", "compare": "Compare"}


def modes_html() -> str:
    """The page's modes as tabs; "Documents" is one only where there is no room for its column."""
    tabs = "".join(
        f'<button type="button" role="tab" id="fn-tab-{mode}" data-mode="{mode}"'
        f' aria-controls="fn-{mode}" aria-selected="{"true" if mode == "ask" else "false"}"'
        f' tabindex="{0 if mode == "ask" else -1}">{name}</button>'
        for mode, name in _MODES.items()
    )
    return f'<div class="fn-modes" role="tablist" aria-label="What to do">{tabs}</div>'


def trouble_html(message: str) -> str:
    """Something went wrong, in words for a person."""
    return f'<div class="fn-trouble" role="alert">{escape(message)}</div>'
