"""Key-encryption keys of two places while an installation moves from one to the other."""

from runtime.keys.service import KeyService
from runtime.keys.wrapping import KeyFile, KeysGiven, Wrapped


class Moving:
    """Wraps with the key service; what our own keys wrapped before still opens with them."""

    def __init__(self, service: KeyService, before: KeyFile | KeysGiven) -> None:
        self.service, self.before = service, before

    def current(self) -> str:
        """The service's."""
        return self.service.current()

    def names(self) -> list[str]:
        """Ours first: they are the older ones."""
        return [*self.before.names(), *self.service.names()]

    def wrap(self, key: bytes, name: str) -> Wrapped:
        """At the service."""
        return self.service.wrap(key, name)

    def unwrap(self, wrapped: Wrapped, name: str) -> bytes:
        """Where it was wrapped."""
        return (self.service if self.service.knows(wrapped.by) else self.before).unwrap(wrapped, name)
