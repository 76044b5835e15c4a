"""`footnote …`: the same verbs as the Python API, at a prompt.

Exit codes: 0 fine, 1 something failed, 2 wrong usage, 3 the documents don't say (with
`ask --exit-code`), 130 stopped with Ctrl-C. Heavy modules are imported inside the commands:
`footnote --help` must not wait for them.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import ipaddress
import logging
import os
import socket
import sys
import threading
import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chatbot.terminal.verb import Verb, complain, print_json
from index.errors import FootnoteError

if TYPE_CHECKING:
    from chatbot.bot import Chatbot
    from chatbot.types import Answer, Comparison, Summary
    from chatbot.users import Users


def _not_blank(value: str | None) -> str | None:
    if value is not None and not value.strip():
        raise typer.BadParameter("it is empty.")
    return value


Home = Annotated[
    str | None,
    typer.Option("--home", metavar="DIR", callback=_not_blank, help="The library folder."),
]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", callback=_not_blank, help="What writes the answers."),
]
MinConfidence = Annotated[
    str | None,
    typer.Option(
        "--min-confidence",
        metavar="WORD",
        callback=_not_blank,
        help="How sure an answer must be: strict, balanced (the default), helpful, or 0 to 1.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]

app = typer.Typer(
    name="footnote",
    help="Ask your own documents; every sentence of an answer is footnoted with their exact words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib import metadata  # 20 ms, for this option only

        with contextlib.suppress(metadata.PackageNotFoundError):
            typer.echo(f"footnote {metadata.version('footnote-chat')}")
            raise typer.Exit
        typer.echo("footnote (not installed)")
        raise typer.Exit


@app.callback()
def _global_options(
    home: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            envvar="FOOTNOTE_HOME",
            callback=_not_blank,
            help="The library folder; ~/footnote if not given.",
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            envvar="FOOTNOTE_MODEL",
            callback=_not_blank,
            help="What writes the answers: builtin (the default), local:smollm2, "
            "local:/path.gguf, hf:owner/repo/file.gguf, openai:<model> or ollama:<model>.",
        ),
    ] = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    pass  # Verb.invoke reads home and model from here


def _open(home: str | None, model: str | None, min_confidence: str | None = None) -> Chatbot:
    from chatbot.bot import Chatbot  # pydantic and more: 0.3 s

    return Chatbot(home=home, model=model, min_confidence=min_confidence)


def _require_documents(bot: Chatbot) -> None:
    if not bot.documents():
        raise FootnoteError(
            f"There are no documents in {bot.settings.home} yet.",
            "Add some with `footnote add PATH`: files, folders or globs.",
        )


@app.command(cls=Verb)
def add(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, globs.")],
    prune: Annotated[
        bool,
        typer.Option("--prune", help="Drop documents whose files are gone from these folders."),
    ] = False,
    as_json: AsJson = False,
    home: Home = None,
    model: Model = None,
) -> None:
    """Read documents into the library; what has not changed is skipped."""
    from chatbot.terminal.render import Out, flat, progress_bar

    err = Out(stderr=True)
    with _open(home, model) as bot:
        try:
            with progress_bar(err) as progress:
                report = bot.add(*paths, progress=progress, prune=prune)
        except KeyboardInterrupt:
            complain("Stopped. What was added so far is kept; the same command goes on from here.")
            raise
    for failure in report.failed:
        path = "" if failure.path in failure.reason else f"{failure.path}: "
        typer.echo(flat(path + failure.reason), err=True)
    if as_json:
        print_json(report.to_dict())
    else:
        typer.echo(flat(str(report)))
    if report.failed:
        raise typer.Exit(1)


@app.command(cls=Verb)
def ask(
    question: Annotated[
        list[str], typer.Argument(metavar="QUESTION", help="In words; - reads it from stdin.")
    ],
    documents: Annotated[
        list[str] | None,
        typer.Option("--in", metavar="DOC", help="Ask only this document (repeatable)."),
    ] = None,
    as_json: AsJson = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 3 when the documents don't say.")
    ] = False,
    min_confidence: MinConfidence = None,
    home: Home = None,
    model: Model = None,
) -> None:
    """Answer a question from the documents, or say that they don't."""
    from chatbot.terminal.render import clean

    if as_json and markdown:
        raise typer.BadParameter("choose one of --json and --markdown.")
    text = (sys.stdin.read() if question == ["-"] else " ".join(question)).strip()
    if not text:
        raise FootnoteError("The question is empty.", "Write it after `footnote ask`.")
    with _open(home, model, min_confidence) as bot:
        _require_documents(bot)
        if as_json:
            answer = bot.ask(text, documents)
            print_json(answer.to_dict())
        elif markdown:
            answer = bot.ask(text, documents)
            typer.echo(clean(answer.to_markdown()), nl=False)
        else:
            answer = _show(bot, text, documents)
    if answer.abstained and exit_code:
        raise typer.Exit(3)


def _show(bot: Chatbot, question: str, documents: list[str] | None) -> Answer:
    from chatbot.terminal.render import Out, follow

    events = bot.stream(question, documents)
    return follow(events, Out(), Out(stderr=True), live=_is_slow(bot))


def _is_slow(bot: Chatbot) -> bool:
    """Whether sentences come one by one; the built-in reader has them all at once."""
    return bot.settings.model != "builtin"


@app.command(cls=Verb)
def chat(min_confidence: MinConfidence = None, home: Home = None, model: Model = None) -> None:
    """Ask question after question, in one conversation."""
    from chatbot.terminal.render import Out, converse

    with _open(home, model, min_confidence) as bot:
        _require_documents(bot)
        if sys.stdin.isatty():
            bot.warm()  # while the person thinks of the first question
        all_answered = converse(bot.conversation(), Out(), Out(stderr=True), live=_is_slow(bot))
    if not all_answered:
        raise typer.Exit(1)


SaveAs = Annotated[
    str | None,
    typer.Option(
        "--out", metavar="FILE", help="Write it there instead: a .md, .html or .docx, by its name."
    ),
]


@app.command(cls=Verb)
def summarise(
    documents: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DOC]...", help="By id, path or title; all if none is named."),
    ] = None,
    words: Annotated[int, typer.Option("--words", metavar="N", help="How long.")] = 150,
    focus: Annotated[
        str | None, typer.Option("--focus", metavar="TEXT", help="Only what it says about this.")
    ] = None,
    out: SaveAs = None,
    as_json: AsJson = False,
    home: Home = None,
    model: Model = None,
) -> None:
    """Summarise documents, every sentence cited, and say what is left out."""
    from chatbot.terminal.progress import follow_summary
    from chatbot.terminal.render import Out

    _check_form(out)
    with _open(home, model) as bot:
        _require_documents(bot)
        events = bot.stream_summary(documents=documents or None, words=words, focus=focus)
        _deliver(follow_summary(events, Out(stderr=True)), out, as_json)


@app.command(cls=Verb)
def compare(
    one: Annotated[str, typer.Argument(metavar="DOC", help="By id, path or title.")],
    other: Annotated[str, typer.Argument(metavar="DOC")],
    about: Annotated[
        str | None, typer.Option("--about", metavar="TEXT", help="Only what bears on this.")
    ] = None,
    out: SaveAs = None,
    as_json: AsJson = False,
    home: Home = None,
    model: Model = None,
) -> None:
    """Say what two documents have in common, what changed, and what only one of them says."""
    _check_form(out)
    with _open(home, model) as bot:
        _require_documents(bot)
        _deliver(bot.compare(one, other, about), out, as_json)


_FORMS = (".md", ".html", ".docx")


def _check_form(out: str | None) -> None:
    """Refuse a file's name that does not say its form, before the work."""
    if out is not None and Path(out).suffix.lower() not in _FORMS:
        raise FootnoteError(
            f"{out} is no file name that says its form.", "End it in .md, .html or .docx."
        )


def _deliver(result: Summary | Comparison, out: str | None, as_json: bool) -> None:
    """Print a result, or write it in the form that the file's name asks for."""
    from chatbot.terminal.render import clean

    if out is None:
        if as_json:
            print_json(result.to_dict())
        else:
            typer.echo(clean(result.to_markdown()), nl=False)
        return
    forms = {
        ".md": lambda: result.to_markdown().encode(),
        ".html": lambda: result.to_html().encode(),
        ".docx": result.to_docx,
    }
    path = Path(out).expanduser()
    path.write_bytes(forms[path.suffix.lower()]())
    typer.echo(f"Written to {path}.", err=True)


@app.command("list", cls=Verb)
def list_documents(as_json: AsJson = False, home: Home = None, model: Model = None) -> None:
    """List the documents in the library."""
    from chatbot.terminal.render import Out, show_documents
    from chatbot.types import plain

    with _open(home, model) as bot:
        documents = bot.documents()
        if as_json:
            print_json(plain(documents))
        elif documents:
            show_documents(documents, Out())
        else:
            typer.echo("No documents yet. Add some with `footnote add PATH`.", err=True)


@app.command(cls=Verb)
def remove(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Ids, paths or titles.")],
    as_json: AsJson = False,
    home: Home = None,
    model: Model = None,
) -> None:
    """Remove documents from the library; the files themselves stay where they are."""
    from chatbot.terminal.render import flat
    from chatbot.types import plain

    with _open(home, model) as bot:
        found = dict.fromkeys(bot.find(name) for name in names)  # all are known before one goes
        removed = [bot.remove(document.id) for document in found]
    if as_json:
        print_json({"removed": plain(removed)})
    else:
        for document in removed:
            typer.echo(f"Removed {flat(document.title)} ({flat(document.path)})")


@app.command(cls=Verb)
def doctor(
    fix: Annotated[bool, typer.Option("--fix", help="Repair what can be repaired.")] = False,
    as_json: AsJson = False,
    home: Home = None,
    model: Model = None,
) -> None:
    """Check the library and say what to do about what is wrong."""
    from chatbot.terminal.render import flat

    with _open(home, model) as bot:
        found = bot.doctor(fix=fix)
    if as_json:
        print_json(found.to_dict())
    else:
        for repair in found.fixed:
            typer.echo(f"Fixed: {flat(repair)}")
        for problem in found.problems:
            typer.echo(f"Problem: {flat(problem.what)} {flat(problem.remedy)}")
        if found.healthy:
            typer.echo("The library is healthy.")
    if not found.healthy:
        raise typer.Exit(1)


@app.command(cls=Verb)
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 7860,
    open_browser: Annotated[
        bool, typer.Option("--open", help="Open the page in a browser.")
    ] = False,
    auth: Annotated[
        bool, typer.Option("--auth", help="Only for the users of `footnote users`.")
    ] = False,
    home: Home = None,
    model: Model = None,
) -> None:
    """Serve the web page."""
    if auth and not _users(home).names():
        raise FootnoteError(
            "There are no users who could sign in.", "Add one with `footnote users add NAME`."
        )
    if not _is_loopback(host):
        risk = "passwords and documents travel unencrypted." if auth else (
            "others on the network can read your documents; no password (see --auth)."
        )  # fmt: skip
        complain(f"warning: at {host} {risk}")
    for name, value in (("FOOTNOTE_HOME", home), ("FOOTNOTE_MODEL", model)):
        if value:
            os.environ[name] = value
    if open_browser:
        threading.Thread(target=_open_page, args=(host, port), daemon=True).start()
    logging.getLogger("footnote").addHandler(logging.StreamHandler())  # what went wrong, in full
    page = importlib.import_module("app")  # by name: the page stands on this package, not under it
    given = ["--host", host, "--port", str(port), *(["--auth"] if auth else [])]
    raise typer.Exit(page.main(given) or 0)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _open_page(host: str, port: int) -> None:
    """Open the page once the server listens; give up after a minute."""
    address = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    for attempt in range(120):
        with contextlib.suppress(OSError), socket.create_connection((address, port), timeout=1):
            if attempt:  # at the first, it is another program that has the port
                webbrowser.open(f"http://{f'[{address}]' if ':' in address else address}:{port}/")
            return
        time.sleep(0.5)


users = typer.Typer(help="Who may use the page, with `serve --auth`.", no_args_is_help=True)
app.add_typer(users, name="users")
UserName = Annotated[str, typer.Argument(metavar="NAME", help="The name to sign in with.")]


def _users(home: str | None) -> Users:
    from chatbot.settings import load_settings  # pydantic: 0.2 s
    from chatbot.users import Users

    folder = load_settings(home=home).home
    folder.mkdir(parents=True, exist_ok=True)
    return Users(folder)


@users.command("add", cls=Verb)
def add_user(name: UserName, home: Home = None, model: Model = None) -> None:
    """Add a user, or give one a new password; it is asked for, and not shown."""
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    _users(home).add(name, password)
    typer.echo(f"{name} may sign in where the page is served with --auth.", err=True)


@users.command("remove", cls=Verb)
def remove_user(name: UserName, home: Home = None, model: Model = None) -> None:
    """Remove a user; what was kept of their conversations stays."""
    _users(home).remove(name)


@users.command("list", cls=Verb)
def list_users(as_json: AsJson = False, home: Home = None, model: Model = None) -> None:
    """List the users."""
    names = _users(home).names()
    if as_json:
        print_json(list(names))
    else:
        typer.echo("".join(f"{name}\n" for name in names), nl=False)


feedback = typer.Typer(help="What people thought of answers.", no_args_is_help=True)
app.add_typer(feedback, name="feedback")


@feedback.command("export", cls=Verb)
def export_feedback(home: Home = None, model: Model = None) -> None:
    """Print rated answers as cases for `footnote eval --facts`, to be completed by hand."""
    cases = importlib.import_module("eval.cases.feedback")  # by name: it stands on this package
    with _open(home, model) as bot:
        given = bot.feedback()
    if not given:
        complain("nobody has rated an answer in this library yet.")
    typer.echo(cases.as_facts(given), nl=False)


@app.command(
    "eval",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
)
def evaluate(ctx: typer.Context) -> None:
    """Measure answers against known facts, beside a baseline; `footnote eval --help` says how."""
    root = ctx.find_root().params
    if root["model"]:
        os.environ["FOOTNOTE_MODEL"] = root["model"]
    suite = importlib.import_module("eval.cli")  # by name: it stands on this package, not under it
    suite.main(ctx.args)


def main() -> None:
    """The `footnote` command."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a quote may hold what the terminal cannot show
    app()


if __name__ == "__main__":
    main()
