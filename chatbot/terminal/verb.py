"""How every verb of the command line behaves: quiet libraries, failures in one line, exit codes."""

from __future__ import annotations

import json
import logging
import os
import sys
import warnings
from typing import Any

import typer
from typer.core import TyperCommand

from index.errors import FootnoteError

_QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "OPENBLAS_NUM_THREADS": "1",  # a question is small work: threads only wait for each other
    "TOKENIZERS_PARALLELISM": "false",
    "TRANSFORMERS_VERBOSITY": "error",
}


class Verb(TyperCommand):
    """A command whose failures are one line on stderr, or an object on stdout with `--json`."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Run the command with the global options given before its name, if not after."""
        before = ctx.find_root().params
        for name in ctx.params.keys() & before.keys():
            ctx.params[name] = ctx.params[name] or before[name]
        _hush()
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except (typer.Exit, typer.Abort, typer.TyperException):
            raise
        except BrokenPipeError:  # the reader, `head` perhaps, has all it wanted
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except Exception as error:
            if os.environ.get("FOOTNOTE_DEBUG"):
                raise
            _report(error, as_json=bool(ctx.params.get("as_json")))
            raise typer.Exit(1) from None


def _hush() -> None:
    """Keep the libraries' telemetry, progress bars and warnings out of a person's terminal."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    if not os.environ.get("FOOTNOTE_DEBUG") and not sys.warnoptions:
        warnings.simplefilter("ignore")
        logging.lastResort = logging.NullHandler()  # unhandled warnings go nowhere


def _report(error: Exception, as_json: bool) -> None:
    if isinstance(error, FootnoteError):
        what, remedy = error.what, error.remedy
    elif isinstance(error, OSError):  # a full disk, a forbidden folder: nobody's bug
        what, remedy = str(error), ""
    else:
        what = f"Unexpected {type(error).__name__}: {error}"
        remedy = "Please report this; FOOTNOTE_DEBUG=1 shows where it happened."
    if as_json:
        print_json({"error": what, "remedy": remedy})
    else:
        complain(f"{what} {remedy}")


def complain(message: str) -> None:
    """One line on stderr, safe for a terminal."""
    from chatbot.terminal.render import flat

    typer.echo(f"footnote: {flat(message)}", err=True)


def print_json(value: Any) -> None:
    """`value` (JSON types) on stdout, readable where the encoding allows it."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=2)
    typer.echo(text)
