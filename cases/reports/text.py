"""The kinds of text a report may hold, with the length and the widget of each."""

from typing import Annotated

from pydantic import Field

Line = Annotated[str, Field(max_length=200)]
"""One line; may stay empty."""

NeededLine = Annotated[str, Field(min_length=1, max_length=200)]
"""One line that must be there."""

Text = Annotated[str, Field(max_length=4000, json_schema_extra={"widget": "textarea"})]
"""Some paragraphs; may stay empty."""

NeededText = Annotated[str, Field(min_length=1, max_length=4000, json_schema_extra={"widget": "textarea"})]
"""Some paragraphs that must be there."""

SecretLine = Annotated[str, Field(max_length=300, json_schema_extra={"secret": True})]
"""Where the child sleeps: shown only to those who need it, and never to the other country before the handover."""

NeededPlace = Annotated[str, Field(min_length=1, max_length=200, json_schema_extra={"place": True})]
"""Where the child is, or will be: not shown to the other country while the family may be the trafficker."""

Place = Annotated[str, Field(max_length=200, json_schema_extra={"place": True})]
"""The same; may stay empty."""

NeededPlaceText = Annotated[
    str, Field(min_length=1, max_length=4000, json_schema_extra={"widget": "textarea", "place": True})
]
"""The same in some paragraphs."""

PlaceText = Annotated[str, Field(max_length=4000, json_schema_extra={"widget": "textarea", "place": True})]
"""The same in some paragraphs; may stay empty."""

CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$", json_schema_extra={"widget": "country"})]
"""ISO 3166-1 alpha-2, upper case (HTCDS prs_Citizenship)."""

LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}$", json_schema_extra={"widget": "language"})]
"""ISO 639: two letters where there are two, else three (HTCDS prs_PrimaryLanguage)."""

Phone = Annotated[str, Field(pattern=r"^(\+?[1-9]\d{1,14})?$")]
"""E.164: at most fifteen digits, no blanks (HTCDS prs_MobilePhone); may stay empty."""
