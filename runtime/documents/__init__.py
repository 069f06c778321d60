"""Documents: what a file is, whether it is harmless, where it lies, and a picture of it (decision 27). Of no case."""
