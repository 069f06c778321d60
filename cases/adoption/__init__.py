"""What adopting another edition does to a case: one pure function, for the rehearsal and for the act itself."""

from cases.adoption.adopting import effect
from cases.adoption.effect import Asked, Effect, Moved, Past, Stands
from cases.adoption.following import following

__all__ = ["Asked", "Effect", "Moved", "Past", "Stands", "effect", "following"]
