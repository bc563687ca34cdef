"""The reader of an attrs class: keys to fields, every fault of the mapping together."""

from collections.abc import Callable
from typing import Any, Final

from respond.errors import InputError, Text, fault
from respond.plan.structuring.findings import Finding, RefusedError, findings_of, refused
from respond.plan.structuring.shapes import shape_of
from respond.plan.structuring.simple import Reader, listed
from respond.yaml import Mapping, Node, Scalar, describe, place_of

FAULTY: Final = (RefusedError, InputError)
"""What a reader raises, and what a class may raise when it is made."""


class ClassReader:
    """Read mappings as instances of one class. Its fields are looked at when the first one comes."""

    def __init__(self, cls: type[Any], find: Callable[[Any], Reader]) -> None:
        self._cls = cls
        self._find = find
        self._fields: dict[str, tuple[str, Reader]] = {}
        self._required: dict[str, str] = {}
        self._bilingual = False
        self._place = False
        self._learnt = False

    def __call__(self, node: Node) -> Any:  # noqa: ANN401 - an instance of the class
        """Read a mapping that gives all keys of the class."""
        return self._read(node, None)

    def entry(self, key: str, node: Node) -> Any:  # noqa: ANN401
        """Read a mapping that stands under its own id."""
        return self._read(node, key)

    def _learn(self) -> None:
        shape = shape_of(self._cls)
        self._required = {key.name: key.field for key in shape.keys if key.required}
        self._place = shape.place
        self._bilingual = shape.bilingual
        self._fields = {key.name: (key.field, self._find(key.type)) for key in shape.keys}
        self._learnt = True

    def _read(self, node: Node, own_id: str | None) -> Any:  # noqa: ANN401
        if not self._learnt:
            self._learn()
        if not isinstance(node, Mapping):
            raise self._not_keys(node, own_id)
        values: dict[str, Any] = {} if own_id is None else {"id": own_id}
        findings: list[Finding] = []
        fields = self._fields
        for key, child in node.items():
            field = fields.get(key)
            if field is None or (key == "id" and own_id is not None):
                findings.append(self._stranger(key, child, own_id))
                continue
            try:
                values[field[0]] = field[1](child)
            except FAULTY as error:
                values[field[0]] = None
                findings.extend(findings_of(error))
        if self._bilingual and ("zh" in values) is not ("en" in values):
            # a text in one language suffices: readers of the other see what there is
            values["en" if "zh" in values else "zh"] = values.get("zh", values.get("en"))
        if len(values) < len(fields):
            findings.extend(self._missing(node, values, own_id))
        if findings:
            raise RefusedError(findings)
        if self._place:
            values["place"] = node.place
        return self._cls(**values)

    def _known(self, own_id: str | None) -> list[str]:
        return [key for key in self._fields if key != "id" or own_id is None]

    def _stranger(self, key: str, child: Node, own_id: str | None) -> Finding:
        place = place_of(key)
        if key == "id" and own_id is not None:
            return Finding(fault("E210", place, key=own_id))
        known = self._known(own_id)
        code = "E219" if child == "" else "E201"  # a comma in a text without quotes makes such a key
        return Finding(fault(code, place, key=key, known=listed(known)), key, known)

    def _missing(self, node: Mapping, values: dict[str, Any], own_id: str | None) -> list[Finding]:
        lacking = [name for name, field in self._required.items() if field not in values]
        strangers = [key for key in node if key not in self._fields]
        known = self._known(own_id)
        return [
            Finding(fault("E202", node.place, key=name), known=known, missing=name, strangers=strangers)
            for name in lacking
        ]

    def _not_keys(self, node: Node, own_id: str | None) -> RefusedError:
        if self._cls is Text:
            return refused(fault("E218", node.place, found=describe(node)))
        known = listed(self._known(own_id))
        if isinstance(node, Scalar) and node.is_null:
            wanted = Text("键值表，键为 {known}", "keys with values, the keys being {known}").fill(
                known=known
            )
            return refused(fault("E207", node.place, wanted=wanted))
        return refused(fault("E203", node.place, found=describe(node), known=known))
