"""One frozen tree of settings: made once at a door and passed in, never fetched.

Read, strongest first, from keyword arguments, `FOOTNOTE_*` environment variables, and a
`footnote.toml` in the working directory.
"""

from __future__ import annotations

import os
from pathlib import Path
from tomllib import TOMLDecodeError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from chatbot.strictness import DEFAULT, STRICTNESS, threshold
from index.errors import FootnoteError

_PREFIX = "FOOTNOTE_"


class SettingsError(FootnoteError):
    """A setting that cannot be used as it is; the message names it."""


class Settings(BaseSettings):
    """Everything that can be set. Each field is also `FOOTNOTE_<NAME>` and a line of the toml."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_ignore_empty=True,
        toml_file="footnote.toml",
        extra="forbid",
        frozen=True,
    )

    home: Path = Field(Path("~/footnote"), description="The library folder.")
    model: str = Field(
        "builtin",
        description="builtin, local:smollm2, local:/path.gguf, hf:<owner>/<repo>/<file.gguf>, "
        "openai:<model> or ollama:<model>.",
    )
    base_url: str | None = Field(None, description="Where the openai: or ollama: server listens.")
    api_key: SecretStr | None = Field(None, description="The key that the openai: server wants.")
    checker: str = Field(
        "builtin",
        description="builtin (rules only), or a capable model, named like `model`, that is asked "
        "about each sentence which the rules call partly supported. Answers then come whole.",
    )
    models_folder: Path | None = Field(
        None, description="Where .gguf files to choose from lie; by default models/ in the home."
    )
    context_tokens: int = Field(4096, ge=512, description="Context window given to an LLM.")
    answer_tokens: int = Field(320, ge=16, description="Most tokens an LLM may write per answer.")
    timeout: float = Field(60.0, gt=0, description="Seconds to wait for an LLM server's next word.")
    threads: int | None = Field(
        None, ge=1, description="CPU threads of a local LLM; by default all but one."
    )
    embedder: str = Field(
        "builtin",
        description="builtin (all-MiniLM-L6-v2), or a sentence-transformers name or path.",
    )
    passage_tokens: int = Field(
        160,
        ge=32,
        description="Longest passage, in the embedder's tokens (capped at what it reads).",
    )
    chroma_url: str | None = Field(None, description="A Chroma server to use, http://host:port.")
    min_confidence: float = Field(
        STRICTNESS[DEFAULT],
        ge=0,
        le=1,
        description="Below this confidence Footnote abstains: 0..1, or strict (a wrong answer is "
        "worse than none), balanced (the default), helpful (a hint is better than none).",
    )

    max_upload_mb: int = Field(
        200, ge=1, description="Largest file that the page takes, in megabytes."
    )
    max_files: int = Field(500, ge=1, description="Most files that the page takes at once.")

    @field_validator("home", "models_folder", mode="after")
    @classmethod
    def _expand(cls, folder: Path | None) -> Path | None:
        try:
            return folder and folder.expanduser().absolute()
        except RuntimeError as error:  # ~somebody who has no home here
            raise ValueError(str(error)) from None

    @field_validator("min_confidence", mode="before")
    @classmethod
    def _in_a_word(cls, given: object) -> object:
        return threshold(given)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def _is_setting(name: str) -> bool:
    return name.removeprefix(_PREFIX).lower() in {*Settings.model_fields, "debug"}


def load_settings(**given: object) -> Settings:
    """Settings from keywords, environment and toml; keywords that are None count as not given.

    Raises:
        SettingsError: A value is wrong or a name unknown; the message names each.
    """
    unknown = [name for name in os.environ if name.startswith(_PREFIX) and not _is_setting(name)]
    if unknown:
        known = ", ".join(f"{_PREFIX}{field.upper()}" for field in Settings.model_fields)
        raise SettingsError(f"{unknown[0]} is not a setting of Footnote.", f"There are: {known}.")
    try:
        return Settings(**{k: v for k, v in given.items() if v is not None})  # type: ignore[arg-type]
    except (TOMLDecodeError, UnicodeDecodeError) as error:
        toml = Path("footnote.toml").absolute()
        raise SettingsError(
            f"{toml} is not valid TOML in UTF-8 ({error}).", "Correct that line."
        ) from None
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'settings'}: {_fault(e['msg'])}"
            for e in error.errors(include_url=False)
        )
        raise SettingsError(
            f"A setting is wrong ({faults}).",
            "Correct it where it was given: keyword, FOOTNOTE_… variable, or footnote.toml.",
        ) from None


def _fault(message: str) -> str:
    """What pydantic found wrong, to stand inside a sentence."""
    fault = message.removeprefix("Value error, ")
    return fault[:1].lower() + fault[1:]
