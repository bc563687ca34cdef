"""The JSON Schema of a situation, as `respond classify --format json` prints it."""

from typing import Any

Schema = dict[str, Any]

_STRING: Schema = {"type": "string"}
_BOOLEAN: Schema = {"type": "boolean"}
_INTEGER: Schema = {"type": "integer"}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_TEXT: Schema = {"$ref": "#/$defs/text"}
_LEVEL: Schema = {"$ref": "#/$defs/level"}
_PLAN: Schema = {"$ref": "#/$defs/plan"}
_UNIT: Schema = {"$ref": "#/$defs/unit"}
_SEEN: Schema = {"$ref": "#/$defs/seen"}
_STANDING: Schema = {"enum": ["confirmed", "draft"]}
_TRUTH: Schema = {"enum": ["yes", "no", "unknown"]}
_STATE: Schema = {"enum": ["owed", "provisional", "stood-down"]}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _by_name(schema: Schema) -> Schema:
    return {"type": "object", "additionalProperties": schema}


def _object(**fields: Schema) -> Schema:
    """Give an object with exactly these fields; a trailing `_` is not part of a name."""
    properties = {name.rstrip("_"): schema for name, schema in fields.items()}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_RANGE = {"level": _LEVEL, "could_reach": _LEVEL, "exact": _BOOLEAN}

_ANSWER: dict[str, Schema] = {
    "plan": _PLAN,
    "plan_title": _TEXT,
    "in_force": _TEXT,
    "adopted": _list(_PLAN),
    "graded": _BOOLEAN,
    **_RANGE,
    "standing": _STANDING,
    "reason": _or_null(_TEXT),
    "proof": _list(_STRING),
    "criteria": _list({"$ref": "#/$defs/criterion"}),
    "computed": _by_name(_SEEN),
    "distance": _list({"$ref": "#/$defs/distance"}),
    "questions": _list({"$ref": "#/$defs/question"}),
    "interpretations": _list({"$ref": "#/$defs/interpretation"}),
    "remarks": _list({"$ref": "#/$defs/remark"}),
    "response": {"$ref": "#/$defs/response"},
}

_NUMBER_OR_TEXT: Schema = {"type": ["integer", "string", "boolean", "null"]}

_DEFS: dict[str, Schema] = {
    "text": {**_object(zh=_STRING, en=_STRING), "description": "a wording in Chinese and English"},
    "level": {"enum": ["I", "II", "III", "IV", "none"], "description": "I is the gravest"},
    "plan": _object(id=_STRING, edition=_STRING),
    "range": _object(**_RANGE),
    "value": {
        "description": "an exact value, a closed range (an end that is null is open), or null: unknown. "
        "Numbers that are not whole are exact strings, in ha, yuan, hours or km",
        "anyOf": [_NUMBER_OR_TEXT, _object(at_least=_NUMBER_OR_TEXT, at_most=_NUMBER_OR_TEXT)],
    },
    "seen": _object(
        value={"$ref": "#/$defs/value"},
        shown=_TEXT,
        label=_TEXT,
        source=_or_null(_TEXT),
        standing=_or_null(_STRING),
        as_of=_or_null(_MOMENT),
        by=_or_null(_STRING),
    ),
    "criterion": _object(
        id=_STRING,
        level=_LEVEL,
        clause=_STRING,
        truth=_TRUTH,
        words=_TEXT,
        label=_or_null(_TEXT),
        values=_by_name(_SEEN),
        plan=_PLAN,
        standing=_STANDING,
        source=_or_null(_TEXT),
        parts=_list(_object(words=_TEXT, truth=_TRUTH)),
    ),
    "distance": _object(
        fact=_STRING,
        label=_TEXT,
        direction={"enum": ["up", "down"]},
        change=_TEXT,
        value=_TEXT,
        level=_LEVEL,
        criterion=_or_null(_STRING),
        clause=_or_null(_STRING),
    ),
    "question": _object(
        fact=_STRING,
        label=_TEXT,
        ask=_TEXT,
        levels=_list(_LEVEL),
        duties=_list(_STRING),
        judgement_by=_or_null(_TEXT),
        responses=_list(_LEVEL),
    ),
    "interpretation": _object(
        id=_STRING,
        clause=_STRING,
        question=_TEXT,
        reading=_TEXT,
        alternatives=_list(_object(reading=_TEXT, **_RANGE)),
        decided=_BOOLEAN,
        plan=_PLAN,
    ),
    "remark": _object(
        id=_STRING,
        kind=_STRING,
        text=_TEXT,
        clause=_STRING,
        truth=_TRUTH,
        plan=_PLAN,
        standing=_STANDING,
        source=_or_null(_TEXT),
    ),
    "response": _object(
        **_RANGE,
        started=_or_null(_LEVEL),
        clause=_or_null(_STRING),
        label=_or_null(_TEXT),
        proposed_by=_or_null(_TEXT),
        approved_by=_or_null(_TEXT),
        started_by=_or_null(_TEXT),
        commanded_by=_or_null(_TEXT),
        ended_by=_or_null(_TEXT),
        standing=_STANDING,
        source=_or_null(_TEXT),
    ),
    "contact": _object(
        phone=_list(_STRING),
        fax=_list(_STRING),
        as_of=_or_null(_STRING),
        standing={"enum": ["confirmed", "historical"]},
    ),
    "unit": _object(id=_STRING, name=_TEXT, contact=_or_null({"$ref": "#/$defs/contact"})),
    "declaration": _object(level=_LEVEL, by=_STRING, reason=_TEXT, at=_MOMENT, until=_or_null(_MOMENT)),
    "duty": _object(
        id=_STRING,
        plan=_PLAN,
        clause=_STRING,
        label=_TEXT,
        unit=_or_null(_STRING),
        units=_list(_UNIT),
        with_=_list(_UNIT),
        to=_list(_UNIT),
        copy=_list(_UNIT),
        state=_STATE,
        mood={"enum": ["must", "may", "should"]},
        report=_or_null(_STRING),
        channel=_list(_STRING),
        deadline={**_or_null(_MOMENT), "description": "when it is due; null: no figure, or not running yet"},
        words=_or_null({"enum": ["immediately", "promptly", "any-time", "as-prescribed", "unstated"]}),
        response=_list(_LEVEL),
        because=_TEXT,
        since=_or_null(_MOMENT),
        new=_BOOLEAN,
        standing=_STANDING,
        source=_or_null(_TEXT),
        note=_or_null(_TEXT),
        covered_by={**_or_null(_STRING), "description": "the stricter duty that one act fulfils as well"},
    ),
    "deadline": _object(
        id={"type": "string", "description": "the duty's id"},
        plan=_PLAN,
        clause=_STRING,
        standing=_STANDING,
        state=_STATE,
        report=_or_null(_STRING),
        report_title=_or_null(_TEXT),
        to={**_list(_STRING), "description": "ids of the units to be told"},
        at_once={"type": "boolean", "description": "immediately: no figure, never zero minutes"},
        due=_or_null(_MOMENT),
        overdue=_BOOLEAN,
        seconds_left={"type": ["integer", "null"], "description": "negative when overdue"},
        limit=_or_null(_TEXT),
        start=_or_null(_object(event=_or_null(_TEXT), at=_or_null({"type": "string"}), waiting=_BOOLEAN)),
        previous=_or_null(_MOMENT),
        ended=_BOOLEAN,
        note=_or_null(_TEXT),
        due_from_certain={**_or_null(_MOMENT), "description": "counted from when the duty became certain"},
        covered_by=_or_null(_STRING),
    ),
    "conflict": _object(kind={"enum": ["level", "limit"]}, plans=_list(_PLAN), text=_TEXT),
    "difference": _object(
        since=_or_null(_MOMENT),
        before=_or_null({"$ref": "#/$defs/range"}),
        after={"$ref": "#/$defs/range"},
        changed=_list(_object(label=_TEXT, before=_TEXT, after=_TEXT)),
        events=_list(_TEXT),
        new=_list(_STRING),
        stood_down=_list(_STRING),
    ),
    "event": _object(id=_STRING, name=_TEXT, at=_MOMENT),
}


def situation_schema() -> Schema:
    """Give the JSON Schema (2020-12) of what `situation_json` makes.

    >>> situation_schema()["properties"]["schema"]
    {'const': 'situation/1'}
    """
    fields = _object(
        schema={"const": "situation/1"},
        incident=_STRING,
        title=_TEXT,
        mode={"enum": ["real", "exercise", "test"]},
        at=_MOMENT,
        now=_MOMENT,
        occurred=_TEXT,
        where=_or_null(_TEXT),
        **_ANSWER,
        effective={
            "$ref": "#/$defs/range",
            "description": "what duties run on: a declared level, or the plan's",
        },
        declared=_or_null({"$ref": "#/$defs/declaration"}),
        expired=_list({"$ref": "#/$defs/declaration"}),
        duties=_list({"$ref": "#/$defs/duty"}),
        deadlines=_list({"$ref": "#/$defs/deadline"}),
        other_plans=_list(_object(**_ANSWER)),
        conflicts=_list({"$ref": "#/$defs/conflict"}),
        difference=_or_null({"$ref": "#/$defs/difference"}),
        events=_list({"$ref": "#/$defs/event"}),
        later_steps=_INTEGER,
        versions=_by_name(_STRING),
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "situation/1",
        **fields,
        "$defs": _DEFS,
    }
