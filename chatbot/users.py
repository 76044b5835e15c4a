"""Who may use the page: names and hashed passwords, in the library folder."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import tempfile
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock

from filelock import FileLock

from index.errors import FootnoteError
from index.words import sound

_SHORTEST, _LONGEST = 8, 1024  # characters of a password
_LONGEST_NAME = 64
_COST, _BLOCK, _PARALLEL = 2**15, 8, 1  # of scrypt: 32 MiB and a tenth of a second


class UsersError(FootnoteError):
    """A user who cannot be added, removed or checked; says why."""


@dataclass(frozen=True, slots=True)
class _Hash:
    """A password's hash by scrypt (Percival 2009), with all it takes to make it again."""

    salt: str  # base64, as is the hash
    hash: str
    cost: int = _COST
    block: int = _BLOCK
    parallel: int = _PARALLEL

    @classmethod
    def of(cls, password: str) -> _Hash:
        salt = secrets.token_bytes(16)
        empty = cls(b64encode(salt).decode(), "")
        return cls(empty.salt, b64encode(empty.made(password)).decode())

    def made(self, password: str) -> bytes:
        """The hash that a password has with this salt."""
        return hashlib.scrypt(
            unicodedata.normalize("NFKC", sound(password)).encode(),
            salt=b64decode(self.salt),
            n=self.cost,
            r=self.block,
            p=self.parallel,
            maxmem=256 * self.cost * self.block * self.parallel,
        )

    def fits(self, password: str) -> bool:
        return hmac.compare_digest(self.made(password), b64decode(self.hash))


# Checked in place of an unknown user's, so that no time tells who is one.
_NOBODY = _Hash(b64encode(bytes(16)).decode(), b64encode(bytes(64)).decode())


class Users:
    """The users of one library, in its `users.json`. Safe to use from many threads and processes.

    Args:
        home: The library folder.
    """

    def __init__(self, home: Path) -> None:
        self._path = home / "users.json"
        self._lock = FileLock(home / "users.lock", timeout=10)
        self._one_at_a_time = Lock()  # many guesses at once are not to fill the memory

    def names(self) -> tuple[str, ...]:
        """Everybody's name, sorted.

        Raises:
            UsersError: The file cannot be read.
        """
        return tuple(sorted(self._read()))

    def check(self, name: str, password: str) -> bool:
        """Is there a user of this name, with this password?"""
        found = self._read().get(_named(name))
        if len(password) > _LONGEST:
            return False
        with self._one_at_a_time:
            return (found or _NOBODY).fits(password) and found is not None

    def add(self, name: str, password: str) -> None:
        """Add a user, or give one a new password.

        Raises:
            UsersError: The name or password is not fit for use, or the file cannot be written.
        """
        name = _named(name)
        if not name or len(name) > _LONGEST_NAME or not name.isprintable():
            raise UsersError("That is no user's name.", "Use 1 to 64 letters, digits or signs.")
        if not _SHORTEST <= len(password) <= _LONGEST:
            raise UsersError(
                f"The password is too {'short' if len(password) < _SHORTEST else 'long'}.",
                f"Use {_SHORTEST} characters or more, such as four words.",
            )
        made = _Hash.of(password)
        with self._lock:
            self._write({**self._read(), name: made})

    def remove(self, name: str) -> None:
        """Remove a user.

        Raises:
            UsersError: There is none of this name.
        """
        with self._lock:
            users = self._read()
            if users.pop(_named(name), None) is None:
                raise UsersError(
                    f"No user is called {name!r}.", "`footnote users list` shows their names."
                )
            self._write(users)

    def _read(self) -> dict[str, _Hash]:
        try:
            made = json.loads(self._path.read_bytes())
            return {str(name): _Hash(**kept) for name, kept in made.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise UsersError(
                f"The users in {self._path} cannot be read ({type(error).__name__}).",
                "Put a sound copy of that file in its place, or delete it and add the users again.",
            ) from None

    def _write(self, users: dict[str, _Hash]) -> None:
        """All at once: nobody ever reads half of it, and only the owner may read it at all."""
        made = json.dumps({name: asdict(kept) for name, kept in users.items()}, indent=1)
        try:
            number, path = tempfile.mkstemp(dir=self._path.parent, prefix="users-")  # mode 0600
            with os.fdopen(number, "w", encoding="utf-8") as file:
                file.write(made)
            Path(path).replace(self._path)
        except OSError as error:
            raise UsersError(
                f"The users cannot be kept in {self._path} ({error.strerror}).",
                "Make room, or make the library folder writable.",
            ) from None


def _named(name: str) -> str:
    return unicodedata.normalize("NFC", sound(name)).strip()
