"""Which models a person can choose from here, each described honestly in a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chatbot.models.address import address_and_key, is_this_machine, shown
from chatbot.models.errors import ModelError, plainly
from chatbot.models.names import BUILTIN, SMOLLM2, parse_name
from chatbot.models.ollama import installed
from chatbot.models.weights import has_smollm2, local_weights
from chatbot.settings import Settings

_MOST = 50  # files of a folder
# The later parts of a model in several files, and what only adds pictures to one.
_NO_MODEL = re.compile(r"-0*(?!0*1-)\d+-of-\d+|mmproj", re.IGNORECASE)
_LOCAL = "in this process; nothing leaves this computer"
_SENT = "Your question and the sentences found for it are sent to"


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model that can be chosen.

    Attributes:
        name: As `Chatbot.using` and the `model` setting take it.
        label: What to call it on a page.
        description: What it is and where the words go, in a line.
        ready: Whether it could be used now, as far as is seen without trying.
        problem: Why not, and what to do; "" when ready.
    """

    name: str
    label: str
    description: str
    ready: bool = True
    problem: str = ""


def choices(settings: Settings) -> tuple[ModelChoice, ...]:
    """The built-in reader, models on this computer, and the one that is set; none is loaded.

    Ollama is asked what it has, on this computer only and for a third of a second at most.
    """
    found = [_builtin(), *_bundled(), *_files(folder(settings)), *map(_ollama, installed())]
    named = {choice.name: choice for choice in found}
    if settings.model not in named:
        named[settings.model] = _configured(settings)
    return tuple(named.values())


def folder(settings: Settings) -> Path:
    """Where model files are looked for."""
    return settings.models_folder or settings.home / "models"


def size(count: int) -> str:
    """A number of bytes, for a person."""
    return f"{count / 1e9:.1f} GB" if count >= 1e8 else f"{max(1, round(count / 1e6))} MB"


def _builtin() -> ModelChoice:
    what = "Quotes the sentences that answer, word for word; no language model, instant"
    return ModelChoice(BUILTIN, "Built-in reader", f"{what}, and nothing leaves this computer.")


def _bundled() -> Iterator[ModelChoice]:
    if has_smollm2():
        what = "A very small language model"
        weak = "Too weak to trust: most of what it writes is withheld, and quoted instead."
        yield _checked(SMOLLM2, "SmolLM2 135M", f"{what} {_LOCAL}. {weak}")


def _files(place: Path) -> Iterator[ModelChoice]:
    try:
        paths = sorted(p for p in place.rglob("*.[gG][gG][uU][fF]") if p.is_file())
    except OSError:
        return
    for path in [p for p in paths if not _NO_MODEL.search(p.stem)][:_MOST]:
        what = f"A model file of {size(path.stat().st_size)}, run {_LOCAL}."
        yield _checked(str(path), path.stem, what)


def _checked(name: str, label: str, description: str) -> ModelChoice:
    problem = ""
    try:
        local_weights(name)
    except ModelError as error:
        problem = plainly(error)
    return ModelChoice(f"local:{name}", label, description, not problem, problem)


def _ollama(model: tuple[str, int, bool]) -> ModelChoice:
    name, length, remote = model
    if remote:
        what = f"Run by ollama.com through Ollama here. {_SENT} it."
    else:
        what = f"A model of {size(length)} in Ollama on this computer; nothing leaves it."
    return ModelChoice(f"ollama:{name}", f"{name} (Ollama)", what)


def _configured(settings: Settings) -> ModelChoice:
    """The model that is set, where nothing else found it."""
    kind, rest = parse_name(settings.model)
    if kind == "local":
        return _checked(rest, Path(rest).stem, f"The model file that is set, run {_LOCAL}.")
    if kind == "hf":
        what = f"From the Hugging Face hub: downloaded once, then run {_LOCAL}."
        return ModelChoice(settings.model, Path(rest).stem, what)
    try:
        url, _ = address_and_key(settings)
    except ModelError as error:
        what = "The language model server that is set."
        return ModelChoice(settings.model, rest, what, False, plainly(error))
    where = "this computer" if is_this_machine(url) else shown(url)
    return ModelChoice(settings.model, rest, f"A language model server. {_SENT} {where}.")
