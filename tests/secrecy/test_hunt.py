"""Nothing that was typed into a case can be read where its files lie: hunted byte by byte, and shown to be hunted."""

from tests.secrecy.world import *
