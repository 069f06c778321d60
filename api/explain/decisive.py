"""Which facts a verdict rests on: found by asking again without them, so that no rule has to say it twice."""

from collections.abc import Callable

from guidelines.facts import Facts, Verdict

ALWAYS = ("now", "host", "origin")


def rests_on(facts: Facts, judge: Callable[[Facts], Verdict]) -> tuple[str, ...]:
    """The known facts because of which something is not met.

    First those that are enough by themselves; else those without which it would not be not met; else all it read.
    """
    read: list[str] = []

    class Read(Facts):
        def __getattribute__(self, name: str) -> object:
            if name in Facts.model_fields and name not in ALWAYS and name not in read:
                read.append(name)
            return super().__getattribute__(name)

    values = {name: getattr(facts, name) for name in Facts.model_fields}
    judge(Read.model_construct(**values))
    known = [name for name in read if values[name] is not None]
    unknown = dict.fromkeys(known)
    enough = [name for name in known if _not_met(judge, values | unknown | {name: values[name]})]
    needed = [name for name in known if not _not_met(judge, values | {name: None})]
    return tuple(enough or needed or known)


def _not_met(judge: Callable[[Facts], Verdict], values: dict[str, object]) -> bool:
    return judge(Facts.model_construct(**values)).state == "not_met"  # type: ignore[arg-type]  # fields by their names
