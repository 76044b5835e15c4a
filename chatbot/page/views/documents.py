"""The library as HTML: the documents in it, and files on their way into it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape
from pathlib import PurePath
from typing import TYPE_CHECKING

from chatbot.wording.shown import count
from index.types import DocumentInfo

_FEW = 3  # files that are named one by one
_GONE = '<span class="fn-gone"> · its file is gone</span>'

if TYPE_CHECKING:
    from index.ingest import AddReport, Progress  # only their shape: ingest is slow to import


def documents_html(documents: Sequence[DocumentInfo], gone: Collection[str] = ()) -> str:
    """The list of documents: each can be ticked, opened, replaced and removed.

    Args:
        gone: Ids of those whose files are no longer where they were read.
    """
    if not documents:
        return '<p class="fn-quiet">No documents yet.</p>'
    items = "".join(_document(document, document.id in gone) for document in documents)
    return (
        '<div class="fn-shelf"><input type="search" class="fn-search" placeholder="Search titles"'
        ' aria-label="Search documents"><label class="fn-all"><input type="checkbox" checked>'
        '<span class="fn-scope" aria-live="polite"></span></label>'
        f'<ul class="fn-documents" aria-label="Documents">{items}</ul>'
        '<p class="fn-quiet fn-none" hidden>No title has these words.</p></div>'
    )


def _document(document: DocumentInfo, gone: bool) -> str:
    date = [f"{document.date.day} {document.date:%b %Y}"] if document.date else []
    pages, sentences = count(document.pages, "page"), count(document.sentences, "sentence")
    facts = " · ".join([*date, pages if document.pages else sentences])
    title, file = escape(document.title), escape(PurePath(document.path).name)
    key = escape(document.id)
    return (
        f'<li title="{file}" data-document="{key}" data-title="{title}" data-facts="{facts}">'
        f'<input type="checkbox" checked value="{key}" aria-label="Use {title}">'
        f'<a class="fn-title" href="#source/{key}" title="Read {file}">{title}</a>'
        f'<span class="fn-facts">{facts}{_GONE if gone else ""}</span>'
        f'<button type="button" class="fn-replace" data-replace="{key}"'
        f' aria-label="Replace {title} by another file" title="Replace"></button>'
        f'<button type="button" class="fn-remove" data-do="remove" data-document="{key}"'
        f' aria-label="Remove {title}" title="Remove"></button></li>'
    )


def adding_html(names: Sequence[str], progress: Progress | None) -> str:
    """How far each of the files being added has got."""
    done = progress.files_done if progress else 0
    states = ["read"] * min(done, len(names)) + ["reading"] + ["waiting"] * len(names)
    rows = "".join(_file(name, state, state) for name, state in zip(names, states, strict=False))
    bar = f'<progress max="{len(names) or 1}" value="{done}" aria-label="Files read"></progress>'
    return f'<div class="fn-adding" role="status">{bar}<ul>{rows}</ul>{_pace(progress)}</div>'


def _pace(progress: Progress | None) -> str:
    if progress is None or not progress.passages:
        return ""
    left = progress.seconds_left
    remaining = f", about {left:.0f} s to go" if left is not None and left >= 1 else ""
    passages = count(progress.passages, "passage")
    return f'<p class="fn-status">{passages} read{remaining}</p>'


def added_html(report: AddReport) -> str:
    """What became of each file: what failed, and why, then the others, folded if they are many."""
    failed = ""
    for outcome in report.failed:
        name = PurePath(outcome.path).name
        failed += _file(name, "failed", outcome.reason.replace(outcome.path, name))
    kinds = {"added": report.added, "updated": report.updated, "already here": report.unchanged}
    rows = [_file(PurePath(o.path).name, "read", kind) for kind, os in kinds.items() for o in os]
    read = "".join(rows)
    if len(rows) > _FEW:
        told = ", ".join(f"{len(os):,} {kind}" for kind, os in kinds.items() if os)
        read = f"<li><details><summary>{told}</summary><ul>{read}</ul></details></li>"
    return (
        f'<div class="fn-adding" role="status"><ul>{failed}{read}</ul>'
        '<button type="button" class="fn-dismiss" data-dismiss aria-label="Close"></button></div>'
    )


def _file(name: str, state: str, note: str) -> str:
    return (
        f'<li class="fn-{state}"><span class="fn-title">{escape(name)}</span>'
        f'<span class="fn-facts">{escape(note)}</span></li>'
    )
