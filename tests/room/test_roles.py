"""Who may ask what: every operation against every role, cell by cell, and against every single permission of a key."""

import pytest
from duty import NOW, at_the_door, key_of, new_room

from respond.room import BY_ID, PERMISSIONS, ROLES, Person
from respond.room.events import EVENTS

PLANS = """
    classify ask deadlines listPlans showPlan diffPlan showEdition showClause printHandbook printCards
"""
READ = """
    listIncidents showIncident showBoard showDue listQuestions showLog listEntries exportIncident listDue showHandover
    showSettings listProposals listItems showCircular showItem events showFacts showLevels compareDecision
    listReports draftReport listMissing printSheet exportCalendar exportWarning
"""
ENTER = """
    openIncident enterUpdate enterEvent enterDid enterUnable enterNote enterDescribe enterLink enterAck enterPostpone
    addItem superviseFeedback superviseApply superviseAttempt signStore enterSent
"""
DECIDE = """
    enterMerge enterDeclare enterWithdraw enterStart enterAdjust enterTerminate enterClose enterExtend enterCorrect
    superviseGrant superviseReturn superviseEvaluate superviseClear confirmProposal refuseProposal
"""
PART = " listPlays showReport "
EXERCISE = """
    listScenarios runShipped runScenario openPlay showPlay setClock giveInject holdInject dropInject releaseInject addInject seatPlayer unseatPlayer receiveForUnit endPlay
    showRecording comparePlays setCommonClock endPlays restoreChannels
"""
EVALUATE = " showEvaluation observe noteReportContents reachTarget unreachTarget "
PLAY = " showUnit enterPlay actAsUnit acknowledgeInject acknowledgeAct noteAsUnit "
EXPECTED = {
    "viewer": PLANS + READ,
    "officer": PLANS + READ + ENTER + DECIDE,
    "shift-leader": PLANS + READ + ENTER + DECIDE + "keepSettings",
    "plan-author": PLANS,
    "exercise-control": PLANS + EXERCISE + EVALUATE + PART,
    "evaluator": PLANS + EVALUATE + PART,
    "player": PLANS + PLAY + PART,
    "auditor": PLANS + READ + "listAudit verifyStore metrics",
    "administrator": PLANS
    + "keepSettings listAccounts makeAccount changeAccount listTokens makeToken revokeToken "
    + "showStore listTargets keepTargets tryTarget listSubscriptions keepSubscriptions replayEntries",
}
"""What each role may ask, written by hand: what stands here and not what the table says is what was meant."""

KEYS = {
    "plans": PLANS, "read": READ, "enter": ENTER, "decide": DECIDE, "roster": "keepSettings",
    "audit": "listAudit verifyStore metrics",
    "administer": "listAccounts makeAccount changeAccount listTokens makeToken revokeToken "
    "showStore listTargets keepTargets tryTarget listSubscriptions keepSubscriptions replayEntries",
    "override": "", "exercise-control": EXERCISE + PART,
    "exercise-evaluate": EVALUATE + PART, "exercise-play": PLAY + PART,
}  # fmt: skip
"""What a key with one permission may ask."""

ANYBODY = {"explainCode", "alive", "ready", "describe"}
KNOWN = {"me"}
NAMES = {
    "incident": "none", "place": "jiaocheng", "name": "vaccine-quality", "edition": "2024", "clause": "1",
    "play": "none", "inject": "none", "target": "none", "scenario": "none",
    "kind": "initial", "code": "E931", "account": "nobody", "token": "none", "number": "1",
}  # fmt: skip


def everything():
    return {**BY_ID, "events": EVENTS}


def ask(door, operation, headers):
    address = operation.path
    for name, value in NAMES.items():
        address = address.replace("{" + name + "}", value)
    if operation.id == "events":  # the stream would not end: it is asked for its head alone
        return door.head(address, headers=headers)
    content = b"" if operation.takes is None else b"{}"
    return door.request(operation.method, address, headers=headers, content=content)


@pytest.fixture(scope="module")
def duty(tmp_path_factory):
    place = tmp_path_factory.mktemp("roles")
    room = new_room(place / "store.db", place / "store.key", roles=())
    with at_the_door(room) as door:
        yield room, door
    room.store.close()


def test_the_table_is_what_was_meant_and_nothing_else():
    named = {name for words in EXPECTED.values() for name in words.split()}
    assert named | ANYBODY | KNOWN == set(everything())
    assert set(EXPECTED) == set(ROLES)
    assert set(KEYS) == set(PERMISSIONS)
    assert [name for name, may in KEYS.items() if not may] == [
        "override"
    ]  # which only widens what deciding may


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_ask_what_it_may_and_nothing_else(duty, role):
    room, door = duty
    allowed = set(EXPECTED[role].split()) | ANYBODY | KNOWN
    headers = key_of(room, *ROLES[role], name=f"role {role}")
    refused = {name for name, each in everything().items() if ask(door, each, headers).status_code == 403}
    assert refused == set(everything()) - allowed


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_a_key_may_ask_what_its_one_permission_lets_it(duty, permission):
    room, door = duty
    allowed = set(KEYS[permission].split()) | ANYBODY | KNOWN
    headers = key_of(room, permission, name=f"key {permission}")
    refused = {name for name, each in everything().items() if ask(door, each, headers).status_code == 403}
    assert refused == set(everything()) - allowed


def test_whoever_is_not_known_may_ask_nothing_but_what_anybody_may(duty):
    _, door = duty
    refused = {name for name, each in everything().items() if ask(door, each, {}).status_code == 401}
    assert refused == set(everything()) - ANYBODY


def test_every_refusal_is_in_the_audit_log(duty):
    room, door = duty
    before = len(room.store.audited())
    headers = key_of(room, "plans", name="plans only")
    for each in ("makeAccount", "listAudit", "enterNote"):
        told = ask(door, BY_ID[each], headers)
        assert told.json()["code"] == "E930"
    rows = room.store.audited(most=len(room.store.audited()) - before)
    assert [(each.who, each.what, each.about) for each in reversed(rows)] == [
        ("test", "key-made", "plans only"),
        ("plans only", "refused", "makeAccount"),
        ("plans only", "refused", "listAudit"),
        ("plans only", "refused", "enterNote"),
    ]


def test_a_refusal_comes_before_anything_is_read_of_what_was_sent(duty):
    room, door = duty
    headers = key_of(room, "read", name="reader")
    told = door.post("/v1/incidents/none/entries/note", content=b"[not even", headers=headers)
    assert (told.status_code, told.json()["code"]) == (403, "E930")


def test_accounts_in_a_role_may_what_a_key_with_its_permissions_may(duty):
    room, _ = duty
    for role, permissions in ROLES.items():
        name = f"account {role}"
        room.entrance.make_account(name, name, (role,), (), "long enough to be one", by="test", now=NOW)
        person: Person = room.entrance.by_header(name, NOW)
        assert person.permissions == permissions
