"""What differs between two versions of a report: answers, and not the order in which boxes came back."""

from typing import Any

from cases.reports import report_model
from cases.reports.changed import fields_changed

DETECTION = report_model("detection")


def version(**changes: Any) -> dict[str, Any]:
    """The worked example, as it is stored, with some answers changed."""
    return DETECTION.example().model_dump(mode="json") | changes


def test_an_answer_that_differs_is_named() -> None:
    assert fields_changed(DETECTION, version(), version(municipality="Ciudad Hidalgo")) == ["municipality"]
    assert fields_changed(DETECTION, version(), version()) == []


def test_boxes_that_are_ticked_have_no_order() -> None:
    indicators = version()["indicators"]
    assert len(indicators) > 1
    assert fields_changed(DETECTION, version(), version(indicators=indicators[::-1])) == []
    assert fields_changed(DETECTION, version(), version(indicators=indicators[1:])) == ["indicators"]


def test_the_first_language_is_the_first() -> None:
    languages = version()["languages"]
    assert len(languages) > 1
    assert fields_changed(DETECTION, version(), version(languages=languages[::-1])) == ["languages"]
