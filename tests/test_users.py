"""Users of the page: passwords are hashed, asked without echo, and checked in equal time."""

from __future__ import annotations

import os
import stat
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from chatbot.cli import app
from chatbot.users import Users, UsersError

PASSWORD = "four quiet grey horses"


@pytest.fixture
def users(tmp_path):
    return Users(tmp_path)


def run(home, *args, **options):
    return CliRunner().invoke(app, [*args, "--home", str(home)], **options)


def test_only_the_right_password_of_the_right_user_fits(users, tmp_path):
    users.add("ann", PASSWORD)
    users.add("bob", "another " + PASSWORD)
    again = Users(tmp_path)
    assert again.check("ann", PASSWORD)
    assert again.check(" ann ", PASSWORD)
    for name in ("bob", "eve", "", "Ann"):
        assert not again.check(name, PASSWORD)
    for password in (PASSWORD + " ", "", "x" * 10**7):
        assert not again.check("ann", password)


def test_passwords_are_kept_hashed_salted_and_for_the_owner_only(users, tmp_path):
    users.add("ann", PASSWORD)
    users.add("bob", PASSWORD)
    path = tmp_path / "users.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text()
    assert PASSWORD not in text
    hashes = [line for line in text.splitlines() if '"hash"' in line]
    assert len(set(hashes)) == 2
    assert [p.name for p in tmp_path.glob("users-*")] == []


def test_an_unknown_name_takes_as_long_as_a_wrong_password(users):
    users.add("ann", PASSWORD)

    def cost(name):
        started = time.process_time()
        for _ in range(3):
            users.check(name, "wrong password")
        return time.process_time() - started

    assert 0.3 < cost("nobody") / cost("ann") < 3


def test_a_new_password_replaces_the_old_and_a_removed_user_is_out(users):
    users.add("ann", PASSWORD)
    users.add("ann", "a new one entirely")
    assert users.names() == ("ann",)
    assert not users.check("ann", PASSWORD)
    assert users.check("ann", "a new one entirely")
    users.remove("ann")
    assert users.names() == ()
    assert not users.check("ann", "a new one entirely")
    with pytest.raises(UsersError, match="No user is called 'ann'"):
        users.remove("ann")


@pytest.mark.parametrize(
    ("name", "password", "why"),
    [("", PASSWORD, "no user's name"), ("a\nb", PASSWORD, "no user's name"),
     ("x" * 65, PASSWORD, "no user's name"), ("ann", "short", "too short"),
     ("ann", "x" * 2000, "too long")],
)  # fmt: skip
def test_what_is_not_fit_is_refused(users, name, password, why):
    with pytest.raises(UsersError, match=why):
        users.add(name, password)
    assert users.names() == ()


def test_accents_may_be_typed_either_way(users):
    users.add("Zoë", "café au lait")
    assert users.check("Zoe\u0308", "cafe\u0301 au lait")


def test_a_damaged_file_lets_nobody_in_and_says_so(users, tmp_path):
    users.add("ann", PASSWORD)
    (tmp_path / "users.json").write_text("{")
    with pytest.raises(UsersError, match=r"users\.json cannot be read"):
        users.check("ann", PASSWORD)


def test_users_added_at_once_are_all_there(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: Users(tmp_path).add(f"user{n}", PASSWORD), range(6)))
    assert len(Users(tmp_path).names()) == 6


def test_the_command_asks_twice_and_shows_nothing(tmp_path):
    added = run(tmp_path, "users", "add", "ann", input=f"{PASSWORD}\n{PASSWORD}\n")
    assert added.exit_code == 0
    assert PASSWORD not in added.output
    assert Users(tmp_path).check("ann", PASSWORD)
    assert run(tmp_path, "users", "list").stdout == "ann\n"
    assert run(tmp_path, "users", "list", "--json").stdout.split() == ["[", '"ann"', "]"]
    refused = run(tmp_path, "users", "add", "bob", input="short\nshort\n")
    assert refused.exit_code == 1
    assert "too short" in refused.stderr
    assert run(tmp_path, "users", "remove", "ann").exit_code == 0
    assert run(tmp_path, "users", "remove", "ann").exit_code == 1


def test_serve_passes_auth_on_and_refuses_it_without_users(tmp_path, monkeypatch):
    calls = []
    monkeypatch.setitem(sys.modules, "app", SimpleNamespace(main=calls.append))
    monkeypatch.setattr(os, "environ", dict(os.environ))
    refused = run(tmp_path, "serve", "--auth")
    assert refused.exit_code == 1
    assert "footnote users add NAME" in refused.stderr
    assert calls == []
    Users(tmp_path).add("ann", PASSWORD)
    assert run(tmp_path, "serve", "--auth").exit_code == 0
    assert calls == [["--host", "127.0.0.1", "--port", "7860", "--auth"]]
    assert "unencrypted" in run(tmp_path, "serve", "--auth", "--host", "0.0.0.0").stderr


def test_the_page_is_never_shared_through_somebody_elses_server():
    assert "--share" not in CliRunner().invoke(app, ["serve", "--help"]).output
