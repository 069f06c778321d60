"""What a consular letter says of a child: identity as claimed, and nothing else."""

from typing import Any

from babel import Locale

from cases.reports.detection import Detection

NOT_KNOWN = {"es": "no se conoce", "en": "not known"}


def country_name(code: str, language: str) -> str:
    """A country's name in ``language``; the code where Babel has none."""
    return str(Locale.parse(language).territories.get(code, code))


def identity_of(data: dict[str, Any], language: str) -> dict[str, str]:
    """The claimed name, birth date, nationality and papers, each "not known" where nobody said."""
    report = Detection.model_validate(data)
    unknown = NOT_KNOWN[language]
    papers = (f"{paper.kind} ({country_name(paper.country, language)})" for paper in report.papers if paper.country)
    return {
        "child_name": report.child_name,
        "child_birth_date": report.birth_date.isoformat() if report.birth_date else unknown,
        "child_nationality": ", ".join(country_name(code, language) for code in report.nationalities) or unknown,
        "documents": "; ".join(papers) or unknown,
    }
