"""Pages as they look: a picture of a PDF's page, and where words of its text stand on it.

Here belongs what goes back from the text of a document to the file it was read from.
"""

from index.facsimile.file import PageError, unchanged
from index.facsimile.image import PageImage, page_image
from index.facsimile.marks import Mark, page_marks

__all__ = ["Mark", "PageError", "PageImage", "page_image", "page_marks", "unchanged"]
