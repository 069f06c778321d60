"""The cases that belong to one, for a reader who may see them: whether each child may leave, and why not."""

from sqlmodel.ext.asyncio.session import AsyncSession

from api.explain.telling import Telling
from api.explain.withheld import named_elsewhere
from api.schemas.links import LinkShown
from cases.link import TOGETHER, LinkView
from cases.repository.fellows import Fellow
from cases.repository.reading import relation


async def links_shown(session: AsyncSession, telling: Telling) -> list[LinkShown]:
    """Each link the reader takes part in on both ends. Of the others the safeguard says that somebody is not ready."""
    found = []
    for link in telling.view.links:
        if await relation(session, telling.actor, link.number, telling.now) is not None:
            fellow = next((each for each in telling.fellows if each.number == link.number), None)
            found.append(_shown(telling, link, fellow))
    return found


def _shown(telling: Telling, link: LinkView, fellow: Fellow | None) -> LinkShown:
    sentences = {each.id: each.sentence.in_(telling.language) for each in telling.library.safeguards}
    return LinkShown(
        case=link.number,
        kind=link.kind,
        since=link.since,
        by=telling.said_name(link.by),
        separated_at=link.separated_at,
        together=link.kind in TOGETHER and link.separated_at is None,
        ready=fellow.ready if fellow else None,
        travelling=fellow.travelling if fellow else False,
        stands_in_the_way=[
            *(named_elsewhere(telling, kind) for kind in (fellow.holds if fellow else ())),
            *(sentences[name] for name in (fellow.lacks if fellow else ())),
        ],
    )
