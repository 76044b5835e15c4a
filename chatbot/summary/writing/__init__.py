"""Summaries by a language model: it reads everything, and all that it writes is checked.

`items` are what it is shown, sentences first and its own notes later; `packing` divides them among
prompts that fit its context (`budget`); a `sheet` numbers those of one prompt; a `caller` asks; a
`judge` holds each written sentence against what it cites. `reading` makes `notes` of stretches,
`merging` a `draft` of notes; `writer` is the whole story. Nothing here knows of a library, or of
what a summary leaves out.
"""

from chatbot.summary.writing.work import Request, Written
from chatbot.summary.writing.writer import Writer

__all__ = ["Request", "Writer", "Written"]
