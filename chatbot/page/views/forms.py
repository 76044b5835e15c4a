"""What is asked before a summary or a comparison is made."""

from __future__ import annotations

_LENGTHS = (75, 150, 300)


def summary_form_html() -> str:
    """Length and focus; which documents is chosen in their list."""
    lengths = "".join(
        f'<label><input type="radio" name="words" value="{words}"'
        f"{' checked' if words == 150 else ''}>{words}</label>"
        for words in _LENGTHS
    )
    return (
        '<form class="fn-form" data-do="summarise" aria-label="Summarise">'
        '<p class="fn-of">A summary of <b class="fn-scope"></b></p>'
        f'<fieldset class="fn-lengths"><legend>Words</legend>{lengths}<label>'
        '<input type="radio" name="words" value="other"><span class="fn-unseen">Another number'
        '</span><input type="text" name="other" inputmode="numeric" pattern="[0-9]+" maxlength="4"'
        ' placeholder="other" aria-label="Another number of words"></label></fieldset>'
        '<label class="fn-field">About <input name="focus" type="text" maxlength="200"'
        ' placeholder="everything, or: pay, 2022 …" autocomplete="off"></label>'
        '<button type="submit" class="fn-go">Summarise</button></form>'
    )


def comparison_form_html() -> str:
    """Two documents and what it is about; the choices are those of the documents' list."""
    sides = "".join(
        f'<label class="fn-field">{label} <select name="{name}" class="fn-pick"></select></label>'
        for name, label in (("a", "Compare"), ("b", "with"))
    )
    return (
        f'<form class="fn-form" data-do="compare" aria-label="Compare">{sides}'
        '<label class="fn-field">About <input name="about" type="text" maxlength="200"'
        ' placeholder="everything, or: staff numbers …" autocomplete="off"></label>'
        '<button type="submit" class="fn-go">Compare</button></form>'
    )
