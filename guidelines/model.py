"""The base every guideline model stands on: strict, frozen, and refusing what it does not know."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A frozen value that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Model):
    """A sentence in the languages of the region. English and Spanish are required, French follows."""

    en: str
    es: str
    fr: str | None = None

    def in_(self, language: str) -> str:
        """The sentence in ``language`` (``es_MX`` counts as ``es``); English where there is no other."""
        return getattr(self, language.replace("-", "_").split("_")[0], None) or self.en
