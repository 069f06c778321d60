"""Every scenario of the folder that is no hard case."""

from collections.abc import Callable

import pytest
from temporalio.testing import WorkflowEnvironment

from runtime.database import Sessions
from tests.scenarios.reading import EVERY_DAY, Scenario, scenarios_of
from tests.scenarios.telling import play


@pytest.mark.parametrize("scenario", scenarios_of(EVERY_DAY), ids=lambda scenario: scenario.name)
async def test_scenario(
    scenario: Scenario,
    temporal: WorkflowEnvironment,
    database: Sessions,
    record_property: Callable[[str, object], None],
) -> None:
    await play(scenario, temporal, database, record_property)
