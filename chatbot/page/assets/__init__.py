"""How the page looks and moves: style sheets and scripts, each in the order it is needed."""

from __future__ import annotations

from pathlib import Path

from chatbot.export import strip

_HERE = Path(__file__).parent
_STYLES = (
    "frame",
    "documents",
    "conversation",
    "kept",
    "models",
    "results",
    "source",
    "narrow",
)
_SCRIPTS = ("footnote", "reader", "shelf", "modes", "talk", "kept", "models", "page")


def head() -> str:
    """What the page's head holds.

    Gradio's own `css=` rewrites selectors, and breaks those with a comma inside.
    """
    styles = "".join(_text(f"{name}.css") for name in _STYLES) + strip.STYLE.read_text("utf-8")
    scripts = "".join(f"<script>{_text(f'{name}.js')}</script>" for name in _SCRIPTS)
    return f"<style>{styles}</style>{scripts}"


def sign_in() -> str:
    """What stands above the name and the password: that page gets no head of ours."""
    return f"<style>{_text('frame.css')}{_text('login.css')}</style>Footnote"


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
