"""The after-action report: what an exercise was, what it showed, and what has to follow, every number from its run.

What nobody recorded is said not to be known; owners' dates, grades and feedback are blanks to be filled.
"""

from collections.abc import Iterable, Iterator
from typing import Final, get_args

from respond.errors import Language, Text
from respond.exercise.after_action_words import GLOSSARY, say
from respond.exercise.answering import does
from respond.exercise.charts import lateness_chart, level_charts, timeline_chart
from respond.exercise.citing import cited, written_value
from respond.exercise.grades import Grade, Proposal, Standard, proposals, standards
from respond.exercise.improvement import improvement_plan
from respond.exercise.outages import Lost
from respond.exercise.played import acted
from respond.exercise.played_log import exercise_log
from respond.exercise.real_time import real_moment
from respond.exercise.report_findings import SeenReport, contradictions, seen_reports
from respond.exercise.run import PlayedPlan, Run, plan_beside
from respond.exercise.run_report import RESULT, RunReport
from respond.exercise.scenario import (
    INJECT_KINDS,
    Inject,
    Observation,
    ObservationKind,
    read_offset,
    said_offset,
)
from respond.exercise.score import VainKind
from respond.exercise.shares import Share
from respond.exercise.waiting_words import from_when
from respond.log import KINDS as ENTRIES
from respond.log import Row
from respond.papers import NARROW, TIGHT, as_word
from respond.show import (
    CHANNEL,
    COLON,
    MODE,
    Banner,
    Block,
    Bullet,
    Column,
    Contents,
    Labelled,
    Line,
    Particulars,
    Section,
    Sheet,
    Style,
    Table,
    TableRow,
    Title,
    Words,
    bracket,
    chain,
    clauses,
    full_moment,
    hinted,
    joined,
    names_of,
    section,
    whom_of,
    words,
    zone_words,
)
from respond.situation import Obligation, Reading

_BLANK: Final = "＿" * 4
_LONG: Final = "＿" * 30


def after_action(run: Run, lang: Language = "zh") -> Sheet:
    """Give the after-action report of a run as a sheet, which `as_html`, `as_markdown` and `as_word` write.

    The same run gives the same report, byte for byte.

    >>> from respond import load_scenario, run_exercise
    >>> from respond.plan import shipped
    >>> run = run_exercise(load_scenario(shipped("scenarios") / "fire-wind-shift.yaml"))
    >>> [block.title for block in after_action(run, "en").blocks if type(block).__name__ == "Section"][0]
    '1. Overview'
    """
    return Sheet(tuple(_AfterAction(run, lang).blocks()), lang)


def after_action_word(run: Run, lang: Language = "zh") -> bytes:
    """Give the after-action report of a run as a Word file; raises MissingExtraError (E983) without the extra `papers`.

    Its date is the end of the exercise, so that the same run gives the same file.
    """
    return as_word(after_action(run, lang), run.final.at, looks=TIGHT, margins=NARROW)


class _AfterAction:
    """The report of one run in one language."""

    def __init__(self, run: Run, lang: Language) -> None:
        self.run = run
        self.lang = lang
        self.told = RunReport(run, lang, full=True)
        self.log = exercise_log(run)
        self.forms: dict[str, Text] = {}
        """What reports have to contain, with the first that has to: it is told once."""

    def say(self, key: str, **values: object) -> str:
        """Give one of the words of the report."""
        return say(key, self.lang, **values)

    def blocks(self) -> Iterator[Block]:
        """Go through the report from the cover to the last annex."""
        yield from self._cover()
        yield Contents(self.say("contents"))
        for name, found in (
            ("overview", self._overview()), ("objectives", self._objectives()), ("timeline", self._timeline()),
            ("curve", self._curve()), ("reports", self._reports()), ("acts", self._acts()),
            ("communications", self._communications()), ("observations", self._observations()),
            ("defects", self._defects()), ("improvement", self._improvement()), ("hot_wash", self._hot_wash()),
            ("annex_injects", self._injects()), ("annex_log", self._entries()),
            ("annex_participants", self._participants()), ("annex_words", self._words()),
        ):  # fmt: skip
            yield Section(self.say(name), anchor=name.replace("_", "-"))
            yield from found

    # The cover.

    def _cover(self) -> Iterator[Block]:
        run, lang = self.run, self.lang
        yield Banner(MODE["exercise"].say(lang))
        yield Title(self.say("title", title=run.scenario.title), (self.say("compiled"),))
        rows = [("scenario", [run.scenario.id])]
        if run.variant is not None:
            rows.append(
                ("variant", [Text(run.variant.zh, run.variant.en).say(lang) + bracket(run.variant.id, lang)])
            )
        rows.append(("plan", [self._plan(each) for each in run.plans]))
        calendars = [each.calendar for each in run.plans if each.calendar is not None]
        rows.append(("calendar", [joined(list(dict.fromkeys(calendars)), lang)]))
        rows.append(("engine", [f"{name} {version}" for name, version in run.final.versions[:1]]))
        rows.append(("seed", [self.say("no_seed")]))
        yield _labelled((self.say(name), lines) for name, lines in rows)
        yield Particulars((Labelled(self.say("head"), (words(self.log[-1].hash, "code"),)),))

    def _plan(self, plan: PlayedPlan) -> str:
        if plan.title is None:
            return self.say("adopted", plan=plan.ref)
        return plan.title.say(self.lang) + bracket(str(plan.ref), self.lang)

    # What it was.

    def _overview(self) -> Iterator[Block]:
        run, lang, scenario = self.run, self.lang, self.run.scenario
        end = scenario.moment(scenario.end).astimezone(run.final.tz)
        zone = zone_words(run.final.zone, lang)
        judged = [each for each in run.outcomes if each.judged]
        counted = sum(each.counts for each in judged)
        rows = [
            ("when", [self.say("span", start=full_moment(self.told.start), end=full_moment(end), zone=zone)]),
            ("ended", list(self.told.ended_early())),
            ("real", list(self._paces()) or [self.say("no_pace")]),
            ("where", [scenario.where.say(lang)] if scenario.where is not None else []),
            ("type", [self.say("tabletop")]),
            ("purpose", [scenario.purpose.say(lang)] if scenario.purpose is not None else []),
            ("scope", [self.say("counted", injects=len(run.turns), judged=len(judged), counted=counted)]),
            ("team", [scenario.team.say(lang)] if scenario.team is not None else []),
            ("units", self._cast(directed=False) or [self.say("no_cast")]),
            ("control_plays", self._cast(directed=True)),
        ]
        yield _labelled((self.say(name), lines) for name, lines in rows if lines)
        yield self.told.verdict()
        if run.played:
            yield self.told.totals()
        else:
            yield Line(self.say("as_if"), "notice")

    def _cast(self, *, directed: bool) -> list[str]:
        """Name the units of the cast that players play, or those that control does."""
        scenario = self.run.scenario
        return [
            words.say(self.lang)
            for name, words in scenario.cast.items()
            if (name in scenario.control_plays) is directed
        ]

    def _paces(self) -> Iterator[str]:
        for pace in self.run.scenario.paces:
            speed = self.say("speed", n=pace.speed) if pace.speed else self.say("paused")
            real = full_moment(pace.real.astimezone(self.run.final.tz))
            yield self.say("pace", at=said_offset(pace.at), real=real, speed=speed)

    # Objectives and grades.

    def _objectives(self) -> Iterator[Block]:
        if not self.run.played:
            yield Line(self.told.say("not_yet"), "notice")
            return
        found = list(self.told.objectives())
        yield from found or [Line(self.say("no_objectives"), "dim")]
        yield Section(self.say("grades"), depth=2)
        proposed = {each.standard.id: each for each in proposals(self.run)}
        for standard in standards():
            yield from self._standard(standard, proposed.get(standard.id))
        yield Line(self.say("signed"))

    def _standard(self, standard: Standard, found: Proposal | None) -> Iterator[Block]:
        lang = self.lang
        name = self.say("grade", number=standard.number, name=Text(standard.zh, standard.en))
        draft = words(self.say("grade_draft"), "draft") if standard.standing == "draft" else ()
        yield Section(name, draft, depth=3)
        yield Line(standard.note.say(lang), "notice")
        for grade in standard.grades:
            out = found is not None and grade in found.ruled_out
            said = f"{Text(grade.zh, grade.en).say(lang)}{COLON[lang]}{grade.means.say(lang)}"
            below = tuple(self._of_grade(grade, found))
            yield Bullet(said, below or (words(self.say("to_give")),), "×" if out else "□")
        if found is not None:
            yield from self._proposed(found)
        for heading in standard.headings:
            mark = words(self.say("grade_draft"), "draft") if heading.standing == "draft" else ()
            yield Bullet(chain((Text(heading.zh, heading.en).say(lang), mark), " "))

    def _of_grade(self, grade: Grade, found: Proposal | None) -> Iterator[Words]:
        """Say whether a grade is ruled out, or the one proposed."""
        if found is not None and grade in found.ruled_out and grade.asks is not None:
            yield words(self.say(f"out_{grade.asks}"))
        elif found is not None and grade == found.grade:
            yield chain((self.say("proposed"), words(self.say("grade_own"), "draft")), " · ")

    def _proposed(self, found: Proposal) -> Iterator[Block]:
        """Give the grade the points come to, by which bands, and what holds it down; evaluators give theirs below."""
        lang, bands = self.lang, self.run.scenario.grade_bands
        shown = Share(found.share.numerator, found.share.denominator).per_cent
        name = Text(found.grade.zh, found.grade.en)
        held = found.by_points != found.grade
        key = "proposed_held" if held else "proposed_by"
        alone = Text(found.by_points.zh, found.by_points.en)
        said = self.say(key, grade=name, share=shown, alone=alone)
        yield Line(chain((words(said, "strong"), words(self.say("grade_own"), "draft")), " · "))
        ends = {each.id: getattr(bands, each.id, None) for each in found.standard.grades}
        names = [
            self.say("grade_from", grade=Text(each.zh, each.en), n=ends[each.id])
            if ends[each.id] is not None
            else self.say("grade_below", grade=Text(each.zh, each.en))
            for each in found.standard.grades
        ]
        yield Line(self.say("grade_bands", ends=joined(names, lang)), "dim")

    # The course.

    def _timeline(self) -> Iterator[Block]:
        yield timeline_chart(self.run, self.told)
        paced = bool(self.run.scenario.paces)
        columns = [
            Column(self.say("given")),
            Column(self.say("planned"), "named"),
            Column(self.say("inject")),
        ]
        columns += [Column(self.say("really"), "named")] if paced else []
        columns += [Column(self.say("text"), "main")]
        planned = {each.id: each for each in self.run.planned}
        rows = []
        for turn in self.run.turns:
            real = real_moment(self.run.scenario, turn.at)
            cells = [self.told.offset(turn.at), self._planned(planned[turn.inject.id]), turn.inject.id]
            cells += [full_moment(real.astimezone(self.run.final.tz)) if real else "—"] if paced else []
            rows.append(TableRow((*cells, turn.inject.text.say(self.lang))))
        for word, inject, style in self._not_given():
            cells = [self.say(word), self._planned(planned[inject.id]), inject.id, *(["—"] if paced else [])]
            rows.append(TableRow((*cells, inject.text.say(self.lang)), style=style))
        yield Table(tuple(columns), tuple(rows))
        yield from section(self.say("withheld"), [Bullet(each) for each in self.told.withheld()], depth=2)

    def _not_given(self) -> Iterator[tuple[str, Inject, Style]]:
        """Give the injects nobody was given, each with the word that says why."""
        run = self.run
        yield from (("never", each, "alarm") for each in run.never)
        yield from (("withheld_row", each, "alarm") for each in run.withheld)
        yield from (("blocked", each.inject, "alarm") for each in run.blocked)
        yield from (("unreached", each, "dim") for each in run.not_reached)

    def _planned(self, inject: Inject) -> str:
        """Say when an inject was to be given, as its author wrote it; the director's own stand in no script."""
        if self._beside(inject):
            return self.say("beside")
        if inject.when is not None:
            return self.say("waits", at=said_offset(inject.at))
        return (from_when(inject) or said_offset(inject.at)).say(self.lang)

    def _beside(self, inject: Inject) -> bool:
        """Say whether the director gave an inject beside the script: it stands in the recording and not in its file."""
        script, here = self.run.scenario.place, inject.place
        return script is not None and here is not None and script.file != here.file

    def _curve(self) -> Iterator[Block]:
        run = self.run
        if not any(each.kind == "level" for each in run.outcomes):
            yield Line(self.say("no_curve"), "dim")
            return
        yield from level_charts(run, self.told)
        whose = run.caller
        yield Line(
            self.say("deciding", unit=whose.name) if whose is not None else self.say("nobody_decides"), "dim"
        )
        yield from self.told.curve()
        yield from self.told.call_bands()
        yield self.told.table([each for each in run.outcomes if each.kind == "level"])

    # Reports.

    def _reports(self) -> Iterator[Block]:
        found = list(seen_reports(self.run))
        if not found:
            yield Line(self.say("no_reports"), "dim")
            return
        columns = (
            Column(self.say("result"), share=6), Column(self.say("due"), "named", share=8),
            Column(self.say("sent"), "named", share=8), Column(self.say("report"), "main", share=34),
        )  # fmt: skip
        yield Table(columns, tuple(map(self._report, found)))
        yield Section(self.say("figures"), depth=2)
        yield from self._figures()

    def _report(self, seen: SeenReport) -> TableRow:
        lang, outcome = self.lang, seen.outcome
        result, style = RESULT[outcome.result]
        one = outcome.of
        assert isinstance(one, Obligation)  # noqa: S101 - only such are reports
        due = self.told.moment(outcome.due) if outcome.due is not None else "—"
        if outcome.due is None and one.order.limit is not None:
            due = one.order.limit.words.say(lang)
        sent = [self.told.moment(each.at) for each in seen.acts]
        if not sent and one.done is not None:  # a report of another duty stood for it
            sent = [self.told.moment(one.done.at)]
        owners = names_of(one.units, lang)
        below = [clauses([owners, cited(outcome.clauses, lang, plan_beside(outcome, self.run))], lang)]
        whom = whom_of(one.to, one.order.copy, lang)
        if whom:
            below.append(self.say("to", names=whom))
        below += self.told.lateness(outcome)
        if outcome.missing:
            below.append(self.say("missed", names=joined([each.say(lang) for each in outcome.missing], lang)))
        below += self._sent_as(seen)
        below += self._held(seen)
        if outcome.form is not None:
            below.append(outcome.form.say(lang))
        if outcome.why is not None:
            below.append(outcome.why.say(lang))
        below += [self._lost(each) for each in seen.lost]
        shown = joined(sent, lang) or self.say("not_through" if seen.lost else "not_sent")
        return TableRow((result.say(lang), due, shown, outcome.label.say(lang)), tuple(below), style)

    def _sent_as(self, seen: SeenReport) -> Iterator[str]:
        """Say as what it was sent, where no act that sent it named it."""
        one = seen.outcome.of
        done = self.run.done_by
        names = [
            name
            for each in seen.acts
            for name in map(str, each.action.did)
            if isinstance(one, Obligation) and does(name, one, done)
        ]
        if names and isinstance(one, Obligation) and one.duty not in {n.rpartition("#")[2] for n in names}:
            as_ = joined(list(dict.fromkeys(map(self.told.named, names))), self.lang)
            yield self.say("sent_as", what=as_)

    def _lost(self, lost: Lost) -> str:
        """Say of a report that reached nobody when it was sent, over what, and since when that was cut."""
        return self.say(
            "sent_lost", at=self.told.moment(lost.at), unit=self.told.named(lost.action.by),
            channel=joined([CHANNEL[each].say(self.lang) for each in lost.channels], self.lang),
            since=self.told.moment(self.run.scenario.moment(lost.since)),
        )  # fmt: skip

    def _held(self, seen: SeenReport) -> Iterator[str]:
        """Say what a report had to contain and what of it was missing, where somebody noted what it held."""
        if not seen.required:
            return
        items = joined([Text(item.zh, item.en).say(self.lang) for item in seen.required], self.lang)
        first = self.forms.setdefault(items, seen.outcome.label)
        label = seen.outcome.label
        yield self.say("holds", items=items) if first == label else self.say("holds_same", first=first)
        if seen.acts and seen.lacking is None:
            yield self.say("unknown")
        elif seen.lacking:
            lacking = [Text(item.zh, item.en).say(self.lang) for item in seen.lacking]
            yield self.say("lacking", items=joined(lacking, self.lang))
        elif seen.acts:
            yield self.say("complete")

    def _figures(self) -> Iterator[Block]:
        if not any(each.figures for each in self.run.scenario.actions):
            yield Line(self.say("no_figures"), "dim")
            return
        found = list(contradictions(self.run))
        if not found:
            yield Line(self.say("figures_agree"), "good")
        for each in found:
            said = self.say(
                "figure", label=each.label, before=each.before, before_at=self.told.moment(each.told), now=each.now,
                at=self.told.moment(each.at), by=self.told.named(each.by),
            )  # fmt: skip
            why = (
                self.say("explained", why=each.reason) if each.reason is not None else self.say("unexplained")
            )
            yield Bullet(said, (why,), "!", "alarm" if each.reason is None else "")

    # Acts.

    def _acts(self) -> Iterator[Block]:
        run, lang = self.run, self.lang
        yield lateness_chart(run, self.told)
        judged = [each for each in run.outcomes if each.judged and each.kind != "level"]
        for name, outcomes in self.told.by_unit(judged):
            yield Section(name.say(lang) if name else self.say("calling"), depth=2)
            yield self.told.table(outcomes)
        for result in ("excused", "directed"):
            apart = [each for each in run.outcomes if each.result == result]
            if apart:
                yield Section(self.say(result), str(len(apart)), depth=2)
                yield self.told.table(apart)
        if run.unscored:
            yield Section(self.say("vain"), str(len(run.unscored)), depth=2)
        for kind in get_args(VainKind):
            for each in (each for each in run.unscored if each.kind == kind):
                yield self.told.in_vain(each, self.say(f"vain_{kind}"))

    def _communications(self) -> Iterator[Block]:
        run, lang, scenario = self.run, self.lang, self.run.scenario
        outages = [turn for turn in run.turns if turn.inject.channels]
        for turn in outages:
            until = scenario.moment(turn.inject.until or scenario.end)
            names = joined([CHANNEL[each].say(lang) for each in turn.inject.channels], lang)
            said = self.say(
                "cut", at=self.told.offset(turn.at), until=self.told.offset(until), channels=names
            )
            early = (self.told.say("restored"),) if turn.inject.restored is not None else ()
            yield Bullet(said, (turn.inject.text.say(lang), *early), style="notice")
        yield from self.told.blocked()
        for timed in run.lost:
            yield Bullet(
                self.say(
                    "lost", at=self.told.offset(timed.at), unit=self.told.named(timed.action.by),
                    what=clauses(self.told.done(timed.action), lang),
                    since=self.told.offset(scenario.moment(timed.since)),
                    channel=joined([CHANNEL[each].say(lang) for each in timed.channels], lang),
                ),
                mark="!", style="alarm",
            )  # fmt: skip
        if not outages:
            yield Line(self.say("no_outage"), "dim")
        elif not run.lost and not run.blocked and not run.unnamed:
            yield Line(self.say("none_lost"), "good")
        if run.unnamed:
            yield Line(self.say("unnamed", n=len(run.unnamed)), "notice")
        yield from section(self.say("words"), list(self._in_words()), depth=2)
        yield from section(
            self.told.say("receipts"), list(self.told.receipts()) if run.played else [], depth=2
        )
        yield from section(self.told.say("unread"), list(self.told.unread()), depth=2)

    def _in_words(self) -> Iterator[Block]:
        """Give the orders and messages of players' own, which no plan asked for, and those that did not get through."""
        run, lang = self.run, self.lang
        lost = {id(each.action) for each in run.lost}
        for timed in sorted([*acted(run.scenario), *run.lost], key=lambda each: each.at):
            said = list(self.told.worded(timed.action))
            if said:
                action = timed.action
                channel = CHANNEL[action.channel].say(lang) if action.channel is not None else ""
                gone = self.say("not_through") if id(action) in lost else ""
                below = clauses([each for each in (channel, gone) if each], lang)
                who = f"{self.told.offset(timed.at)} {self.told.named(action.by)}{COLON[lang]}"
                yield Bullet(f"{who}{clauses(said, lang)}", (below,) if below else ())

    # What evaluators noted, and what of the plan.

    def _observations(self) -> Iterator[Block]:
        kinds: tuple[ObservationKind, ...] = ("strength", "problem", "note")
        found = [block for kind in kinds for block in self._observed(kind, kind)]
        yield from found or [Line(self.say("none_noted"), "dim")]

    def _observed(self, kind: ObservationKind, title: str) -> Iterator[Block]:
        """Give what was noted of a kind: each with the unit and the clause of the objective it is about."""
        found = [each for each in self.run.scenario.observations if each.kind == kind]
        if found:
            yield Section(self.say(title), str(len(found)), depth=2)
        for each in found:
            moment = self.run.scenario.moment(each.at)
            yield Bullet(f"{self.told.offset(moment)} {each.text.say(self.lang)}", (self._about(each),))

    def _about(self, seen: Observation) -> str:
        lang, parts = self.lang, [seen.by.say(self.lang)]
        if seen.unit is not None:
            parts.append(self.told.named(seen.unit))
        objective = next((each for each in self.run.scenario.objectives if each.id == seen.objective), None)
        if objective is not None:
            parts.append(Text(objective.zh, objective.en).say(lang))
            parts += [cited([objective.clause], lang)] if objective.clause is not None else []
        return clauses(parts, lang)

    def _defects(self) -> Iterator[Block]:
        found = [
            *self._observed("plan-defect", "defect"), *self._readings(), *self._conflicts(), *self._skipped(),
            *self._drafts(),
        ]  # fmt: skip
        if self.run.caller is None and any(each.kind == "level" for each in self.run.outcomes):
            found.append(Bullet(self.say("nobody_decides")))
        yield from found or [Line(self.say("no_defects"), "good")]

    def _readings(self) -> Iterator[Block]:
        """Give the readings that decided something at any moment of the exercise, by the first."""
        decided: dict[tuple[str, str], tuple[str, Reading]] = {}
        for situation in (*(turn.situation for turn in self.run.turns), self.run.final):
            for answer in situation.answers:
                for each in answer.readings:
                    if each.decided:
                        found = self.told.moment(situation.at), each
                        decided.setdefault((each.plan.id, each.id), found)
        if decided:
            yield Section(self.say("readings"), str(len(decided)), depth=2)
        for at, each in decided.values():
            title = None if each.plan.id in self.run.texts else self.run.titles.get(each.plan.id)
            below = (
                self.say("taken", reading=each.reading),
                clauses([self.say("first", at=at), cited([each.clause], self.lang, title)], self.lang),
            )
            yield Bullet(each.question.say(self.lang), below)

    def _conflicts(self) -> Iterator[Block]:
        situations = (*(turn.situation for turn in self.run.turns), self.run.final)
        found = dict.fromkeys(each.text for situation in situations for each in situation.conflicts)
        if found:
            yield Section(self.say("conflicts"), str(len(found)), depth=2)
        yield from (Bullet(each.say(self.lang), mark="!") for each in found)

    def _skipped(self) -> Iterator[Block]:
        situations = (*(turn.situation for turn in self.run.turns), self.run.final)
        found = dict.fromkeys(each for situation in situations for each in situation.skipped)
        if found:
            yield Section(self.say("skipped"), str(len(found)), depth=2)
        yield from (Bullet(each.say(self.lang), mark="!") for each in found)

    def _drafts(self) -> Iterator[Block]:
        found = [
            each
            for each in self.run.outcomes
            if each.judged and isinstance(each.of, Obligation) and each.of.order.standing == "draft"
        ]
        if found:
            yield Section(self.say("drafts"), str(len(found)), depth=2)
        for each in found:
            clause = cited(each.clauses, self.lang, plan_beside(each, self.run))
            yield Bullet(each.label.say(self.lang), (clause,))

    # Afterwards.

    def _improvement(self) -> Iterator[Block]:
        lang = self.lang
        if not self.run.played:
            yield Line(self.told.say("not_yet"), "notice")
            return
        items = improvement_plan(self.run).items
        if not items:
            yield Line(self.say("nothing_to_improve"), "good")
            return
        heads = ("owner", "start", "finish", "evidence")
        named = (Column(self.say(name), "named", share=10) for name in heads)
        columns = (Column(self.say("item"), share=7), *named, Column(self.say("what"), "main", share=30))
        rows = []
        for each in items:
            owner = each.unit.name.say(lang) if each.unit is not None else self.say("no_owner")
            cells = (each.id, owner, _BLANK, _BLANK, _BLANK, each.title.say(lang))
            below = (each.cited(lang),) if each.clauses else ()
            rows.append(TableRow(cells, below))
        yield Table(columns, tuple(rows))
        said = hinted(
            self.say("supervise"),
            "respond exercise improve SCENARIO --profile PROFILE --board BOARD --initiator WHO",
            self.lang,
        )
        yield Line(said, "notice")

    def _hot_wash(self) -> Iterator[Block]:
        for phase in self.run.scenario.phases:
            at = self.run.scenario.start + read_offset(phase.from_)
            yield Section(Text(phase.zh, phase.en).say(self.lang), self.told.offset(at), depth=2)
            yield from self._questions([each.say(self.lang) for each in phase.questions])
        yield Section(self.say("asked_of_all"), depth=2)
        yield from self._questions([self.say(name) for name in ("q_well", "q_badly", "q_plan")])

    def _questions(self, questions: list[str]) -> Iterator[Block]:
        for number, question in enumerate(questions, 1):
            yield Bullet(question, (self.say("answers") + _LONG,), f"{number}.")

    # Annexes.

    def _injects(self) -> Iterator[Block]:
        for turn in self.run.turns:
            inject, lang = turn.inject, self.lang
            yield Section(f"{self.told.offset(turn.at)} {inject.id}", self.told.moment(turn.at), depth=2)
            to = joined([self.told.named(name) for name in inject.to], lang)
            lead = [
                INJECT_KINDS[inject.kind].say(lang), inject.from_.say(lang) if inject.from_ is not None else "",
                f"→ {to}" if to else "", CHANNEL[inject.via].say(lang) if inject.via is not None else "",
            ]  # fmt: skip
            yield Line(clauses([part for part in lead if part], lang), "dim")
            yield Line(inject.text.say(lang))
            told = [f"{name} = {written_value(node)}" for name, node in inject.facts.items()]
            told += [str(name) for name in inject.events]
            if told:
                yield Bullet(self.say("sets", what=", ".join(told)), style="dim")

    def _entries(self) -> Iterator[Block]:
        yield Line(self.say("chain"), "notice")
        yield from map(self._entry, self.log)

    def _entry(self, row: Row) -> Bullet:
        """Give an entry of the log: when it was known (and really recorded), by whom, what it says, and its hash."""
        zone = self.run.final.tz
        known, recorded = (full_moment(at.astimezone(zone)) for at in (row.known_at, row.recorded_at))
        at = known if known == recorded else f"{known}{bracket(recorded, self.lang)}"
        by = self.told.named(row.by)
        lines: list[Words] = [words(row.body, "code"), words(row.hash, "code")]
        return Bullet(f"{at} · {ENTRIES[row.kind].say(self.lang)} · {by}", tuple(lines), f"{row.number}.")

    def _participants(self) -> Iterator[Block]:
        lang, scenario = self.lang, self.run.scenario
        bodies = self.run.bodies
        rows = [(bodies.get(name, who).say(lang), [who.say(lang)]) for name, who in scenario.cast.items()]
        if scenario.control:
            rows.append((self.say("control"), [each.say(lang) for each in scenario.control]))
        if scenario.evaluators:
            rows.append((self.say("named_evaluators"), [each.say(lang) for each in scenario.evaluators]))
        offices = dict.fromkeys(each.by.say(lang) for each in scenario.observations)
        if offices:
            rows.append((self.say("evaluators"), list(offices)))
        if scenario.sources:
            rows.append((self.say("sources"), [each.say(lang) for each in scenario.sources.values()]))
        if rows:
            yield _labelled(rows)
        yield Line(self.say("attendance") + _LONG)

    def _words(self) -> Iterator[Block]:
        yield _labelled((word.say(self.lang), [means.say(self.lang)]) for word, means in GLOSSARY)


def _labelled(rows: Iterable[tuple[str, list[str]]]) -> Particulars:
    return Particulars(tuple(Labelled(label, tuple(lines)) for label, lines in rows))
