"""The invented cases, before they are told: their reports are good, and they are one another's strangers."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from cases.reports import report_model
from cases.tables import User
from commands.practice.accounts import Accounts, add, keep, kept
from commands.practice.adapt import report_of
from commands.practice.people import COUNTRIES
from commands.practice.stories import STORIES
from commands.practice.story import OFF_THE_STORY, Story
from guidelines.library import library
from guidelines.resolve import resolve
from runtime.database import Sessions

TODAY = datetime.now(UTC)


@pytest.mark.parametrize("told", STORIES, ids=lambda told: told.name)
def test_its_reports_are_good(told: Story) -> None:
    """Every step's example, moved to its child, countries and days, with what it says otherwise."""
    shift = TODAY - told.ago - told.moment
    procedure = resolve(library(), told.host, told.origin, TODAY.date())
    reports = {step.id: step.report_model for stage in procedure.stages for step in stage.steps}
    for chapter in told.chapters:
        assert chapter.changes.keys() <= reports.keys()
        assert {key.split("#")[0] for key in chapter.leave} <= reports.keys() | OFF_THE_STORY.keys()
        for key, name in reports.items():
            report_model(name).model_validate(report_of(told, key, name, shift, chapter.changes.get(key, {})))


def test_they_are_good_at_any_moment() -> None:
    """Somebody starts to practise in the last minute of a day: the handover then falls into the last minute too."""
    told = next(each for each in STORIES if each.name == "found-today")
    midnight = datetime(2026, 11, 28, 6, 0, tzinfo=UTC)
    for minute in range(24 * 60):
        shift = midnight + timedelta(minutes=minute, seconds=59) - told.moment
        name = "repatriation_plan"
        report_model(name).model_validate(report_of(told, name, name, shift, {}))


def test_they_are_strangers() -> None:
    """No two share a name or a day of birth: a search before opening would stop at them."""
    for what in ("name", "child", "born"):
        assert len({getattr(told, what) for told in STORIES}) == len(STORIES)


def test_there_is_somebody_on_both_sides() -> None:
    """Accounts exist in every country of a story."""
    assert {country for told in STORIES for country in (told.host, told.origin)} <= set(COUNTRIES)


def test_days_move_and_birthdays_do_not() -> None:
    """Everything moves by the same time; the child is as old as the story says."""
    told = STORIES[0]
    there = report_of(told, "detection", "detection", timedelta(), {})
    moved = report_of(told, "detection", "detection", timedelta(days=3), {})
    assert datetime.fromisoformat(moved["done_at"]) - datetime.fromisoformat(there["done_at"]) == timedelta(days=3)
    assert moved["birth_date"] == there["birth_date"] == told.born


def test_the_password_is_kept_for_its_owner(tmp_path: Path) -> None:
    """Written once, read at every start."""
    made = Accounts("abcd-efgh-jkmn", datetime(2026, 11, 24, tzinfo=UTC))
    keep(tmp_path / "accounts", made)
    assert (tmp_path / "accounts").stat().st_mode & 0o777 == 0o600
    assert kept((tmp_path / "accounts").read_text(encoding="utf-8")) == made


async def test_there_is_one_analyst_and_the_start_says_so(tmp_path: Path, database: Sessions) -> None:
    """Of one country; written down where `make run` reads what it prints."""
    async with database() as session:
        await add(session, "-")
        await session.commit()
        found = (await session.exec(select(User).where(User.role == "analyst"))).all()
    assert [(each.email, each.post) for each in found] == [("analyst.mx@resguardo.example", None)]
    keep(tmp_path / "accounts", Accounts("abcd-efgh-jkmn", datetime(2026, 11, 24, tzinfo=UTC)))
    assert found[0].email in (tmp_path / "accounts").read_text(encoding="utf-8")
