"""Summaries by a language model: it reads everything, and all that it writes is checked.

`items` are what it is shown, sentences first and its own notes later; `packing` divides them among
prompts that fit its context (`budget`); a `sheet` numbers those of one prompt; a `caller` asks; a
`judge` holds each written sentence against what it cites; a `draft` is the summary as it grows;
`writer` is the whole story. Nothing here knows of a library or of what a summary leaves out.
"""

from chatbot.summary.writing.writer import Request, Writer, Written

__all__ = ["Request", "Writer", "Written"]
