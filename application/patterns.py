"""Commands about a work pattern."""

from datetime import date

from application.plan import Form, Plan, fields, on
from domain import work_pattern, work_pattern_commands
from domain.streams import pattern_stream
from domain.work_pattern import PatternDay, PatternVariant, PendingPolicy, WorkPattern

_NONE = WorkPattern()


class DefinePattern(Form):
    code: str
    name: str
    from_on: date
    days: tuple[PatternDay, ...]
    works_on_holidays: bool = False
    pending_counts_as: PendingPolicy = "present"
    lapses_after_days: int | None = 3


class ChangePattern(Form):
    from_on: date
    days: tuple[PatternDay, ...]
    works_on_holidays: bool = False
    pending_counts_as: PendingPolicy = "present"
    lapses_after_days: int | None = 3


class AddVariant(Form):
    variant: PatternVariant


class WithdrawVariant(Form):
    name: str


def define(form: DefinePattern) -> Plan:
    return on(
        pattern_stream(form.code),
        work_pattern.evolve,
        _NONE,
        lambda state: work_pattern_commands.define(state, **fields(form)),
    )


def change(code: str, form: ChangePattern) -> Plan:
    return on(
        pattern_stream(code),
        work_pattern.evolve,
        _NONE,
        lambda state: work_pattern_commands.change(state, **fields(form)),
    )


def add_variant(code: str, form: AddVariant) -> Plan:
    return on(
        pattern_stream(code),
        work_pattern.evolve,
        _NONE,
        lambda state: work_pattern_commands.add_variant(state, variant=form.variant),
    )


def withdraw_variant(code: str, form: WithdrawVariant) -> Plan:
    return on(
        pattern_stream(code),
        work_pattern.evolve,
        _NONE,
        lambda state: work_pattern_commands.withdraw_variant(state, name=form.name),
    )
