"""Settings: keywords over environment over footnote.toml; what is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from chatbot import Chatbot
from chatbot.settings import Settings, SettingsError, load_settings
from chatbot.strictness import STRICTNESS
from index.errors import FootnoteError


def toml(text: str) -> None:
    """A footnote.toml in the working directory, which is a temporary one."""
    Path("footnote.toml").write_text(text, encoding="utf-8")


def test_defaults_need_nothing():
    settings = load_settings()
    assert settings.model == "builtin"
    assert settings.home == Path("~/footnote").expanduser()
    assert settings.api_key is None and settings.base_url is None and settings.chroma_url is None


def test_keywords_come_before_the_environment_and_that_before_the_file(monkeypatch):
    toml('model = "local:from-file.gguf"\ntimeout = 5\nthreads = 1\n')
    monkeypatch.setenv("FOOTNOTE_MODEL", "local:from-env.gguf")
    monkeypatch.setenv("FOOTNOTE_TIMEOUT", "7")
    settings = load_settings(model="local:from-keyword.gguf")
    assert settings.model == "local:from-keyword.gguf"
    assert settings.timeout == 7
    assert settings.threads == 1


def test_none_and_empty_variables_count_as_not_given(monkeypatch):
    toml('model = "ollama:tiny"')
    monkeypatch.setenv("FOOTNOTE_MODEL", "")
    assert load_settings(model=None).model == "ollama:tiny"


def test_a_home_is_made_absolute(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load_settings(home="~/notes").home == tmp_path / "notes"
    assert load_settings(home="notes").home == Path.cwd() / "notes"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"modle": "builtin"}, "modle"),
        ({"timeout": 0}, "timeout"),
        ({"timeout": "soon"}, "timeout"),
        ({"min_confidence": 1.5}, "min_confidence"),
        ({"min_confidence": float("nan")}, "min_confidence"),
        ({"min_confidence": "nan"}, "min_confidence"),
        ({"min_confidence": "bold"}, "min_confidence"),
        ({"threads": 0}, "threads"),
        ({"answer_tokens": 3}, "answer_tokens"),
        ({"context_tokens": 100}, "context_tokens"),
        ({"passage_tokens": 1}, "passage_tokens"),
        ({"model": 3}, "model"),
        ({"home": 3}, "home"),
    ],
)
def test_a_wrong_keyword_is_named(given, named):
    with pytest.raises(SettingsError) as raised:
        load_settings(**given)
    assert named in str(raised.value)
    assert raised.value.remedy


def test_every_wrong_setting_is_named():
    with pytest.raises(SettingsError, match=r"timeout.*threads|threads.*timeout"):
        load_settings(timeout=-1, threads=-1)


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("FOOTNOTE_TIMEOUT", "soon", "timeout"),
        ("FOOTNOTE_MODLE", "builtin", "FOOTNOTE_MODLE"),
        ("FOOTNOTE_MIN_CONFIDENCE", "2", "min_confidence"),
        ("FOOTNOTE_MIN_CONFIDENCE", "stern", "min_confidence: 'stern' is neither strict, "),
    ],
)
def test_a_wrong_variable_is_named(monkeypatch, name, value, named):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=named):
        load_settings()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("modle = 'builtin'", "modle"),
        ("[footnote]\nmodel = 'builtin'", "footnote"),
        ("timeout = 'soon'", "timeout"),
        ("model = ", r"footnote\.toml is not valid TOML"),
        ("model = 'a'\nmodel = 'b'", r"footnote\.toml is not valid TOML"),
    ],
)
def test_a_wrong_line_of_the_file_is_named(text, named):
    toml(text)
    with pytest.raises(SettingsError, match=named):
        load_settings()


def test_how_sure_it_must_be_can_be_said_in_a_word_wherever_settings_are_given(monkeypatch):
    assert load_settings().min_confidence == load_settings(min_confidence="balanced").min_confidence
    assert load_settings(min_confidence=" Strict ").min_confidence == STRICTNESS["strict"]
    assert load_settings(min_confidence="0.4").min_confidence == 0.4
    toml("min_confidence = 'helpful'")
    assert load_settings().min_confidence == STRICTNESS["helpful"]
    monkeypatch.setenv("FOOTNOTE_MIN_CONFIDENCE", "strict")
    assert load_settings().min_confidence == STRICTNESS["strict"]


def test_the_words_go_from_strict_to_helpful():
    thresholds = list(STRICTNESS.values())
    assert thresholds == sorted(set(thresholds), reverse=True)
    assert thresholds[-1] > 0 and thresholds[0] < 1


def test_settings_are_frozen_and_closed():
    settings = load_settings()
    with pytest.raises(ValidationError, match="frozen"):
        settings.model = "ollama:tiny"
    with pytest.raises(ValidationError, match="Extra inputs"):
        Settings(modle="builtin")


def test_a_key_is_never_shown(monkeypatch):
    monkeypatch.setenv("FOOTNOTE_API_KEY", "sk-secret")
    settings = load_settings()
    assert settings.api_key.get_secret_value() == "sk-secret"
    assert "sk-secret" not in f"{settings!r} {settings} {settings.model_dump()}"
    monkeypatch.setenv("FOOTNOTE_TIMEOUT", "soon")
    with pytest.raises(SettingsError) as raised:
        load_settings()
    assert "sk-secret" not in str(raised.value)


def test_a_chatbot_takes_settings_whole_and_keywords_over_them(tmp_path):
    settings = load_settings(home=tmp_path / "one", answer_tokens=50, min_confidence=0.9)
    with Chatbot(settings=settings) as chatbot:
        assert chatbot.settings == settings
    with Chatbot(tmp_path / "two", settings=settings, answer_tokens=60) as chatbot:
        assert chatbot.settings.home == tmp_path / "two"
        assert chatbot.settings.answer_tokens == 60
        assert chatbot.settings.min_confidence == 0.9


def test_a_chatbot_refuses_what_is_no_setting(tmp_path):
    with pytest.raises(SettingsError, match="colour"):
        Chatbot(tmp_path, colour="blue")
    with pytest.raises(FootnoteError, match="builtin"):
        Chatbot(tmp_path, model="bultin")


def test_confidence_decides_when_to_abstain(tmp_path, write):
    path = write("fees.txt", "The fee for visiting yachts is £31 a night.")
    with Chatbot(tmp_path / "home", min_confidence=0) as bold:
        bold.add(path)
        assert not bold.ask("What is the capital of Mongolia?").abstained
    with Chatbot(tmp_path / "home", min_confidence=1) as shy:
        assert shy.ask("What is the fee for visiting yachts?").abstained
