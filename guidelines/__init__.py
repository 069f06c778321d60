"""The regional guidelines as data: the steps, clocks, safeguards and authorities, and how they are read."""
