"""Prompt templates: Markdown files with {{placeholders}}, checked when they are filled."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


@cache
def _template(name: str) -> str:
    return (Path(__file__).parent / f"{name}.md").read_text(encoding="utf-8").strip()


def render(name: str, **values: str) -> str:
    """Fill the template `prompts/<name>.md`.

    Values are put in as they are: braces in a document are text, never placeholders.

    Raises:
        ValueError: A placeholder has no value, or a value no placeholder.
    """
    template = _template(name)
    wanted = set(_PLACEHOLDER.findall(template))
    if wanted != set(values):
        missing, extra = sorted(wanted - set(values)), sorted(set(values) - wanted)
        raise ValueError(f"prompt {name!r}: missing {missing}, unknown {extra}")
    return _PLACEHOLDER.sub(lambda match: values[match.group(1)], template)
