"""Forms made from the report models: built, read back, and what is wrong said at its own field."""
