"""Time zones by the name people use: "Mexico City", never "America/Mexico_City"."""

from babel.dates import get_timezone_location


def place(zone: str, language: str) -> str:
    """The place whose time an IANA zone keeps, in words of ``language`` (``es_MX`` counts as ``es``)."""
    if zone == "UTC":
        return zone
    return get_timezone_location(zone, locale=language.partition("_")[0], return_city=True)
