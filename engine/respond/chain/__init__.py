"""Symbols in, consequences out: the truths of criteria and events chained to responses, duties and notices.

The chaining is done by durable-rules, which sees symbols only; nothing outside this room imports it.
"""

from respond.chain.alarm import Alarms, alarms
from respond.chain.chaining import conclude, prepare
from respond.chain.productions import (
    LEVELS,
    RESPONSE,
    Conclusions,
    Program,
    ResponseRule,
    Skeleton,
    Trigger,
    included,
)
from respond.chain.pure import conclude as conclude_alone

__all__ = [
    "LEVELS",
    "RESPONSE",
    "Alarms",
    "Conclusions",
    "Program",
    "ResponseRule",
    "Skeleton",
    "Trigger",
    "alarms",
    "conclude",
    "conclude_alone",
    "included",
    "prepare",
]
