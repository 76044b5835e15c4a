"""What the page does: each panel, its events, and the page they make together. Gradio's room.

Panels hold the library that all share, and nothing of any one person: that is in `gr.State`.
"""

import inspect
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # gradio reads it when imported
# A question is small work: several at once would have NumPy's threads wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@contextmanager
def _without_stubs() -> Iterator[None]:
    """Half of the time that gradio takes to import, it compares type stubs with its sources.

    It passes over classes that have no file.
    """
    real = inspect.getfile

    def getfile(thing: object) -> str:
        if sys._getframe(1).f_globals.get("__name__") == "gradio.component_meta":
            raise OSError("no stubs")
        return real(thing)  # type: ignore[arg-type]

    inspect.getfile = getfile  # type: ignore[assignment]
    try:
        yield
    finally:
        inspect.getfile = real


with _without_stubs():
    import gradio  # noqa: F401
