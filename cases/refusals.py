"""Every refusal of a case, by its code."""

from cases import access_errors, asking_errors, errors
from cases.errors import Refusal

REFUSALS: dict[str, type[Refusal]] = {
    kind.code: kind
    for module in (errors, access_errors, asking_errors)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Refusal) and kind is not Refusal
}
