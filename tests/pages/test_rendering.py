"""A template is compiled once, and read in every language."""

from api.pages.language import speak
from api.pages.rendering import environment


def test_a_constant_code_is_said_in_the_language_of_each_reader() -> None:
    template = environment().from_string('{{ "closed"|tag }} {{ "host"|side }}')
    said = []
    for language in ("es", "en", "es"):
        speak(language)
        said.append(template.render())
    assert said[0] == said[2] != said[1]
    assert "Closed" in said[1] and "Host country" in said[1]
