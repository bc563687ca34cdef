"""An entry on its way to whoever follows the logs, in the words in which the log page tells it.

It is set down in the transaction that adds it, where no plan is at hand; the words of plans come to it when it is sent.
"""

import json
from datetime import datetime

from respond.desk import entry_told, kept
from respond.errors import LANGUAGES, RespondError, Text
from respond.plan import Library
from respond.store import Store

_KEY = Text("编号：{key}", "key: {key}")


def retold(body: str, store: Store, library: Library, now: datetime) -> str:
    """Give the JSON of an entry with its text in words; of what no plan here can read the text stays as it was kept."""
    entry = json.loads(body)
    try:
        one = kept(store, library, entry["incident"], now=now, one_of_many=True)
    except RespondError:
        return body
    if not any(row.number == entry["number"] for row in one.rows):
        return body
    key = _KEY.fill(key=entry["key"])
    entry["text"] = {lang: f"{entry_told(one, entry['number'], lang)}\n{key.say(lang)}" for lang in LANGUAGES}
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
