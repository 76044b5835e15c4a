"""What every result can do: be saved as a file for other people."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from chatbot.export import Result

# chatbot.export is imported late: it knows these types, and they only pass themselves on.


class Exported:
    """A result as Markdown, HTML or Word, each with footnotes."""

    __slots__ = ()

    def to_markdown(self) -> str:
        """Markdown, with a footnote, quote and source, for every citation."""
        from chatbot import export

        return export.markdown(cast("Result", self))

    def to_html(self) -> str:
        """One HTML page that needs no other file, no script and no network."""
        from chatbot import export

        return export.html(cast("Result", self))

    def to_docx(self) -> bytes:
        """A Word document with Word's own footnotes."""
        from chatbot import export

        return export.docx(cast("Result", self))
