"""How long one try of a technical act may take. Nothing here is a term of the guidelines."""

from datetime import timedelta

RULE = timedelta(seconds=10)
WRITE = timedelta(seconds=10)
RENDER = timedelta(seconds=30)
ANSWER = timedelta(seconds=20)
DELIVERY = timedelta(seconds=60)
SWEEP = timedelta(minutes=10)
"""Between two looks for cases that a region-wide hold must still reach. The gates do not wait for it: they read it."""
RETENTION = timedelta(hours=1)
RETENTION_EVERY = timedelta(days=1)
"""Between two looks for what is kept no longer."""
BEAT = timedelta(minutes=5)
"""For one part of a long look: some hundred names of a bucket."""
