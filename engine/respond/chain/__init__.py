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
)
from respond.chain.pure import conclude as conclude_alone
from respond.chain.step import Change, change

__all__ = [
    "LEVELS",
    "RESPONSE",
    "Alarms",
    "Change",
    "Conclusions",
    "Program",
    "ResponseRule",
    "Skeleton",
    "Trigger",
    "alarms",
    "change",
    "conclude",
    "conclude_alone",
    "prepare",
]
