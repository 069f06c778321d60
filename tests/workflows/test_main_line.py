"""The main line: a child found in Mexico comes home to Guatemala, and is visited for a year."""

from temporalio.testing import WorkflowEnvironment

from cases.tables import Alert, Custody, LedgerEntry, Letter, Participation
from runtime.database import Sessions
from tests.workflows.path import home, to_departure, to_handover, visited
from tests.workflows.playing import playing


async def test_a_child_comes_home_and_is_visited_for_a_year(temporal: WorkflowEnvironment, database: Sessions) -> None:
    async with playing(temporal, database) as play:
        await play.open()
        await to_departure(play)
        assert {letter.language for letter in await play.rows(Letter)} == {"es", "en"}
        await to_handover(play)
        await home(play)
        await play.opened("reception")
        case = await play.case()
        assert (case.stage, case.custodian) == ("reception", "origin")
        assert case.workflow.endswith("-reception")
        await visited(play)
        case = await play.case()
        assert (case.status, case.closing) == ("closed", "stable")
        chain = [(link.giver, link.taker) for link in await play.rows(Custody)]
        assert chain == [("host", "escort"), ("escort", "origin"), ("origin", "carer")]
        assert all(link.released_by != link.received_by for link in await play.rows(Custody))
        sides = {(row.side, row.until) for row in await play.rows(Participation)}
        assert sides == {("host", None), ("origin", None)}
        ledger = [entry.sequence for entry in await play.rows(LedgerEntry)]
        assert ledger == list(range(1, case.sequence + 1))
        assert [alert.id for alert in await play.rows(Alert) if alert.cleared_at is None] == []
