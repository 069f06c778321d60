"""Everything on one machine, for practice: the checks before, the processes, and the one that watches over them."""
