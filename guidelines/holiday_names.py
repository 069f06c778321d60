"""Spanish names of public holidays where the ``holidays`` package has none: Belize, Canada, the United States.

Ours, not those of the countries' laws, which give no Spanish. Found by the package's English name.
"""

OBSERVED = " (observed)"
"""What the package adds where the day off is another day than the feast."""

SPANISH = {
    "Boxing Day": "Segundo día de Navidad",
    "Canada Day": "Día de Canadá",
    "Christmas Day": "Navidad",
    "Columbus Day": "Día de la Raza",
    "Easter Monday": "Lunes de Pascua",
    "Emancipation Day": "Día de la Emancipación",
    "Garifuna Settlement Day": "Día del Asentamiento Garífuna",
    "George Price Day": "Día de George Price",
    "Good Friday": "Viernes Santo",
    "Holy Saturday": "Sábado Santo",
    "Independence Day": "Día de la Independencia",
    "Indigenous Peoples' Resistance Day": "Día de la Resistencia de los Pueblos Indígenas",
    "Juneteenth National Independence Day": "Día Nacional de la Emancipación (19 de junio)",
    "Labor Day": "Día del Trabajo",
    "Labour Day": "Día del Trabajo",
    "Martin Luther King Jr. Day": "Día de Martin Luther King Jr.",
    "Memorial Day": "Día de los Caídos",
    "National Day for Truth and Reconciliation": "Día Nacional de la Verdad y la Reconciliación",
    "National Heroes and Benefactors Day": "Día de los Héroes y Benefactores Nacionales",
    "New Year's Day": "Año Nuevo",
    "Remembrance Day": "Día del Recuerdo",
    "Saint George's Caye Day": "Día del Cayo San Jorge",
    "Thanksgiving Day": "Día de Acción de Gracias",
    "Veterans Day": "Día de los Veteranos",
    "Victoria Day": "Día de la Reina Victoria",
    "Washington's Birthday": "Natalicio de Washington",
}


def in_spanish(english: str) -> str:
    """The Spanish of one name, or of several on one day ("A; B"). A name we do not know stays as it is.

    A test lists the names that nobody has translated: a date is never held up for a name.
    """
    return "; ".join(_one(name) for name in english.split("; "))


def _one(name: str) -> str:
    plain = name.removesuffix(OBSERVED)
    if plain not in SPANISH:
        return name
    return SPANISH[plain] if plain == name else f"{SPANISH[plain]} (observado)"
