"""The key of a store: it signs how far the log had come, so that a cut tail or a log written anew shows."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from attrs import evolve
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from respond._records import frozen
from respond.errors import InputError, Text, fault
from respond.log import canonical, stamp
from respond.yaml import opened

_KEY_BYTES: Final = 32
_MOST: Final = 10_000  # bytes of a file with a key
_NO_KEY: Final = Text("不是密钥", "it is no key")


@frozen
class Checkpoint:
    """How far a store had come at a moment: so many rows, the last with this hash; signed by the store's key.

    Its text form is one line that can be printed on paper and typed in again. `seal` counts the signatures of the whole
    store up to this one; what was signed before these were counted, or of one incident alone, has none.
    """

    store: str
    at: str
    count: int
    head: str
    signature: str
    seal: int | None = None

    @property
    def line(self) -> str:
        """Give it as one line: `count:at:head:seal:signature`, or without the seal."""
        at = datetime.fromisoformat(self.at).strftime("%Y%m%dT%H%M%S%fZ")
        seal = "" if self.seal is None else f"{self.seal}:"
        return f"{self.count}:{at}:{self.head}:{seal}{self.signature}"

    @property
    def moment(self) -> datetime:
        """Give when it was made."""
        return datetime.fromisoformat(self.at)

    @classmethod
    def from_line(cls, line: str, store: str) -> "Checkpoint":
        """Read a line as printed; blanks do not count. Raises InputError (E846)."""
        parts = "".join(line.split()).split(":")
        try:
            count, at, head, *seal, signature = parts
            moment = datetime.strptime(at, "%Y%m%dT%H%M%S%fZ").replace(tzinfo=UTC)
            (number,) = map(int, seal) if seal else (None,)
            return cls(store, stamp(moment), int(count), head, signature, number)
        except ValueError:
            raise InputError([fault("E846", found=line)]) from None


def _read(path: Path) -> str:
    with opened(str(path)) as file:
        return file.read(_MOST).decode("ascii").strip()


class StoreKey:
    """A store's pair of keys, the private one in a file that only its owner can read."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private

    @classmethod
    def kept(cls, path: Path) -> "StoreKey":
        """Read the key of a file, or make one and keep it there; raises InputError (E847)."""
        try:
            if path.exists():
                return cls(Ed25519PrivateKey.from_private_bytes(_bytes(_read(path))))
            key = cls(Ed25519PrivateKey.generate())
            key.put(path)
        except FileExistsError:
            return cls.kept(path)
        except OSError as error:
            raise InputError([fault("E847", name=path, reason=error.strerror)]) from None
        except InputError as error:
            raise InputError([fault("E847", name=path, reason=error.faults[0].problem)]) from None
        except ValueError:
            raise InputError([fault("E847", name=path, reason=_NO_KEY)]) from None
        return key

    def put(self, path: Path) -> None:
        """Keep the key in a file that only its owner can read, unless it is there already."""
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(self.secret + "\n")

    @property
    def secret(self) -> str:
        """Give the private key as a text."""
        return _text(self._private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()))

    @property
    def public(self) -> str:
        """Give the public key as a text: whoever has it can check what the key signed."""
        return _text(self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def sign(self, store: str, at: datetime, count: int, head: str, seal: int | None = None) -> Checkpoint:
        """Sign how far a store has come, as the signature of that number of the whole store."""
        made = Checkpoint(store, stamp(at), count, head, "", seal)
        return evolve(made, signature=_text(self._private.sign(_said(made))))


def public_key(text: str) -> str:
    """Read a public key as it was printed; blanks do not count. Raises InputError (E864)."""
    plain = "".join(text.split()).rstrip("=")
    try:
        raw = _bytes(plain)
    except ValueError:
        raw = b""
    if len(raw) != _KEY_BYTES:
        raise InputError([fault("E864", found=text.strip())])
    return plain


def signed_by(checkpoint: Checkpoint, public: str) -> bool:
    """Say whether a checkpoint was signed with the key of which this is the public half."""
    try:
        key = Ed25519PublicKey.from_public_bytes(_bytes(public))
        key.verify(_bytes(checkpoint.signature), _said(checkpoint))
    except (InvalidSignature, ValueError, TypeError):  # bytes where a text was: nobody signed that
        return False
    return True


def _said(checkpoint: Checkpoint) -> bytes:
    seal = {} if checkpoint.seal is None else {"seal": checkpoint.seal}
    return canonical(
        {
            "store": checkpoint.store, "at": checkpoint.at, "count": checkpoint.count, "head": checkpoint.head,
            **seal,
        }
    ).encode()  # fmt: skip


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    """Read bytes as `_text` writes them; raises ValueError for any other spelling of them.

    The last character has bits to spare, so that otherwise one might be changed and nothing would show.
    """
    raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if _text(raw) != text:
        raise ValueError(text)
    return raw
