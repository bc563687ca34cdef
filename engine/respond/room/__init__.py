"""The duty room: accounts, the HTTP API and the pages, on the store and the obligations."""

from respond.room.application import application
from respond.room.duty_room import DutyRoom
from respond.room.entrance import Entrance, LoggedIn
from respond.room.local import asked, found_at, owner
from respond.room.operation import Call, Operation, Query, Reply
from respond.room.operations import BY_ID, OPERATIONS
from respond.room.permissions import PERMISSIONS, ROLE_NAMES, ROLES, Permission, Person, Role, permissions_of
from respond.room.plan_shelf import shelved_in
from respond.room.problems import Problem, problem_of, status_of, unforeseen
from respond.room.serving import Listening, serve
from respond.room.settled import Running

__all__ = [
    "BY_ID",
    "OPERATIONS",
    "PERMISSIONS",
    "ROLES",
    "ROLE_NAMES",
    "Call",
    "DutyRoom",
    "Entrance",
    "Listening",
    "LoggedIn",
    "Operation",
    "Permission",
    "Person",
    "Problem",
    "Query",
    "Reply",
    "Role",
    "Running",
    "application",
    "asked",
    "found_at",
    "owner",
    "permissions_of",
    "problem_of",
    "serve",
    "shelved_in",
    "status_of",
    "unforeseen",
]
