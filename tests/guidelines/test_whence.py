"""Every step of every pair of countries says in which file it is written, and it is written there."""

from datetime import date
from itertools import permutations
from pathlib import Path

from guidelines.library import FOLDER, Library
from guidelines.resolve import resolve
from guidelines.whence import files_of

ON = date(2026, 12, 1)


def test_every_step_stands_in_the_files_it_names(real: Library) -> None:
    wrong = []
    for host, origin in permutations(sorted(real.countries), 2):
        procedure = resolve(real, host, origin, ON)
        own = [step.id for stage in procedure.stages for step in stage.steps]
        held = [each.hold.duty.id for each in procedure.interruptions if each.hold]
        for step in (*own, *held, *(duty.id for duty in procedure.duties)):
            files = files_of(real, procedure, step)
            wrong += [f"{host}-{origin} {step}: {files}"] if not files or not all(_says(f, step) for f in files) else []
    assert not wrong


def test_a_country_that_changes_a_step_is_named_after_the_region(real: Library) -> None:
    host = resolve(real, "MX", "GT", ON)
    region, mexico = "region/02_protection.yaml", "countries/MX/overlay.yaml"
    assert files_of(real, host, "urgent_measure") == (region, mexico)
    assert files_of(real, host, "guardian") == (region,)
    assert files_of(real, resolve(real, "GT", "MX", ON), "urgent_measure") == (region,), "it changes hosts only"
    assert files_of(real, resolve(real, "MX", "GT", date(2020, 1, 1)), "urgent_measure") == (region,), "not yet"


def _says(file: str, step: str) -> bool:
    lines = {line.strip().removeprefix("- ") for line in Path(FOLDER, file).read_text(encoding="utf-8").splitlines()}
    return bool({f"id: {step}", f"step: {step}"} & lines)
