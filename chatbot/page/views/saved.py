"""Results on their way to the visitor's disk."""

from __future__ import annotations

import base64
import secrets
from html import escape

_FORMATS = {"md": "Markdown", "html": "HTML", "docx": "Word"}
_TYPES = {
    "md": "text/markdown",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def downloads_html() -> str:
    """Buttons that save a result, one for each format."""
    buttons = "".join(
        f'<button type="button" class="fn-plain" data-do="save" data-format="{ending}">'
        f"{name}</button>"
        for ending, name in _FORMATS.items()
    )
    return f'<footer class="fn-downloads"><span>Save as</span>{buttons}</footer>'


def file_html(name: str, ending: str, content: str | bytes) -> str:
    """A link that holds the file; the page follows it by itself."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    held = f"data:{_TYPES[ending]};base64,{base64.b64encode(data).decode('ascii')}"
    return (
        f'<a class="fn-file" download="{escape(name)}.{ending}" href="{held}"'
        # The same file saved twice is two downloads.
        f' data-once="{secrets.token_hex(4)}" tabindex="-1" aria-hidden="true"></a>'
    )
