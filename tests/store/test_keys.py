"""What a key signed is told apart from all else, whatever of it is changed."""

from string import ascii_letters, digits

from attrs import evolve
from logs import NOW

from respond.store import StoreKey, signed_by


def test_no_character_of_a_signature_can_be_changed(tmp_path):
    key = StoreKey.kept(tmp_path / "store.key")
    made = key.sign("here", NOW, 3, "0" * 64)
    assert signed_by(made, key.public)
    for place in (0, 40, -2, -1):  # the last character has bits that say nothing
        end = place + 1 or None
        for other in set(ascii_letters + digits + "-_+/=") - {made.signature[place]}:
            changed = made.signature[:place] + other + (made.signature[end:] if end else "")
            assert not signed_by(evolve(made, signature=changed), key.public), changed
