"""What a language model may be called, and what was probably meant by a name that is none."""

from __future__ import annotations

import re
from difflib import get_close_matches

from chatbot.models.errors import ModelError

BUILTIN = "builtin"
SMOLLM2 = "smollm2"

_FORMS = (
    "builtin, local:smollm2, local:/path/to/model.gguf, hf:owner/repo/model.gguf, "
    "openai:<model> or ollama:<model>"
)
_KINDS = ("local", "hf", "openai", "ollama")
_HUB = re.compile(r"[\w.-]+/[\w.-]+/.+\.gguf", re.IGNORECASE)


def check_name(model: str, variable: str = "FOOTNOTE_MODEL") -> None:
    """Check the form of a model's name, without looking for the model.

    Args:
        variable: Where it was set, for the message.

    Raises:
        ModelError: It has none of the forms; the message lists them and the likeliest meant.
    """
    parse_name(model, variable)


def parse_name(model: str, variable: str = "FOOTNOTE_MODEL") -> tuple[str, str]:
    """A model's kind (builtin, local, hf, openai or ollama) and what stands after the colon.

    Raises:
        ModelError: It has none of the forms.
    """
    kind, _, rest = model.partition(":")
    if model == BUILTIN or (kind in _KINDS and _fits(kind, rest)):
        return kind, rest
    near = _near(model.strip())
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise ModelError(f"{model!r} is no model's name.{hint}", f"Set {variable} to {_FORMS}.")


def _fits(kind: str, rest: str) -> bool:
    match kind:
        case "local":
            return (
                rest == SMOLLM2 or rest.lower().endswith(".gguf") or bool(re.search(r"[/\\]", rest))
            )
        case "hf":
            return _HUB.fullmatch(rest) is not None
        case _:
            return bool(rest) and not re.search(r"\s", rest)


def _near(model: str) -> list[str]:
    kind, colon, rest = (part.strip() for part in model.partition(":"))
    if model.lower().endswith(".gguf") and kind.lower() not in _KINDS:
        return [f"local:{model}", *([f"hf:{model}"] if _HUB.fullmatch(model) else [])]
    names = {BUILTIN: BUILTIN, SMOLLM2: f"local:{SMOLLM2}", f"local:{SMOLLM2}": f"local:{SMOLLM2}"}
    if known := get_close_matches(model.lower(), names, n=1, cutoff=0.7):
        return [names[known[0]]]
    if not colon:
        return [f"openai:{model}", f"ollama:{model}"] if re.fullmatch(r"[\w./-]+", model) else []
    kinds = get_close_matches(kind.lower(), _KINDS, n=2, cutoff=0.6)
    return [f"{k}:{rest}" for k in kinds if _fits(k, rest)]
